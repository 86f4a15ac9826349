export * from "./claim.ts";
export * from "./report.ts";
export * from "./values.ts";
