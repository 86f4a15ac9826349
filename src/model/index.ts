export * from "./claim.ts";
export * from "./fact.ts";
export * from "./hash.ts";
export * from "./report.ts";
export * from "./values.ts";
