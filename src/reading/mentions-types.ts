import type { InstrumentType, Range } from "#model";

/** A typed span of a report's text with what it stands for; see DESIGN §4. */
export type Mention = { start: number; end: number } & (
  | { type: "date"; edtf: string }
  | { type: "actor"; codes: string[] }
  | { type: "person"; name: string; of: string | null }
  | { type: "place"; name: string; codes: string[] }
  | { type: "quantity"; value: number; unit: string; comparator?: string; to?: number }
  | { type: "instrument"; instrument: InstrumentType; name: string | null; id: string | null }
  | { type: "capability"; id: string }
  | { type: "speech"; form: "direct" | "indirect" | "reported"; content: Range; speaker: Range | null }
);
