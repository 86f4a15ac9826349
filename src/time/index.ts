export * from "./days.ts";
export * from "./edtf.ts";
export * from "./resolve.ts";
export * from "./units.ts";
