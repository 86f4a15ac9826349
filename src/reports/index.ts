export { type Decoded, decode } from "./decode.ts";
export { furniture } from "./furniture.ts";
export { detectLanguage, type Language, languageByWords } from "./language.ts";
export { type ManifestEntry, type ManifestNotice, parseManifest } from "./manifest.ts";
export { originsOf } from "./origins.ts";
export { type Published, publishedOf } from "./published.ts";
export { docOf, type Meta, outletAt, reportFromBytes, reportFromText } from "./report.ts";
export type { ReportTables } from "./tables.ts";
