import type { Source } from "./source.ts";

/** Every fact in full, one a line. */
export const jsonl = ({ facts }: Source): string => facts.map((f) => `${JSON.stringify(f)}\n`).join("");
