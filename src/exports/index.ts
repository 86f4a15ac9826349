import { atop } from "./atop.ts";
import { csv } from "./csv.ts";
import { dcad } from "./dcad.ts";
import { ftm } from "./ftm.ts";
import { gexf } from "./gexf.ts";
import { graphml } from "./graphml.ts";
import { ics } from "./ics.ts";
import { jsonl } from "./jsonl.ts";
import { jsonld } from "./jsonld.ts";
import { parquet } from "./parquet.ts";
import type { Source } from "./source.ts";

export type { Source } from "./source.ts";

/** Every format by its name: facts in, text or bytes out. */
export const exporters: Readonly<Record<string, (source: Source) => string | Uint8Array>> = {
  csv,
  jsonl,
  jsonld,
  parquet,
  graphml,
  gexf,
  ics,
  atop,
  dcad,
  ftm,
};
export const exportFormats = Object.keys(exporters);
