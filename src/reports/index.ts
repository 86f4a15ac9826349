export { type Decoded, decode } from "./decode.ts";
export { type ManifestEntry, type ManifestNotice, parseManifest } from "./manifest.ts";
