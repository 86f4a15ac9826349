import type { Notice, Report } from "#model";

/** A day and the words or field that give it. */
export type Dated = { day: string; why: string };

/** What a reader of one format finds in the bytes of one report. */
export type Extracted = {
  text: string;
  extractor: string;
  encoding?: string | null;
  title?: string | null;
  published?: Dated | null;
  modified?: Dated | null;
  lang?: string | null;
  url?: string | null;
  outlet?: string | null;
  credits?: string[];
  origin?: Report["origin"];
  notices?: Notice[];
};
