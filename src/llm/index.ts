export { type Cache, fileCache } from "./cache.ts";
export { type Comparison, compareReaders, comparison } from "./compare.ts";
export { toolsFrom } from "./known.ts";
export { compilePrompts, type Prompts } from "./prompts.ts";
export { type SecondReader, type SecondReading, secondReader, type Tools } from "./reader.ts";
export { type Cost, LlmError, type LlmSettings, type Outside } from "./settings.ts";
