import type { Change, ReviewAction } from "#model";
import type { NewReview } from "./schema-people.ts";

/** What a new review comes to, in claim ids that survive re-reading. */
export type Decision = { action: ReviewAction; targets: string[]; from?: string[]; patch?: Record<string, unknown> };

/** Whose changes are wanted: those that all these parties have a part in, of a type. */
export type Narrow = { party: string[]; type?: string };
/** The changes since the news were last asked for, for each that wants some. */
export type News = { state: string; changes: Change[][] };

/** An answer of a route as it crosses from thread to thread. */
export type Answered = { status: number; headers: [string, string][]; body: Uint8Array };

/** What the server asks its thread, with the state of the record that the answer must know of. */
export type Asked = { state: string } & (
  | { ask: "route"; url: string; headers: Record<string, string> }
  | { ask: "decision"; review: NewReview; lang: string }
  | { ask: "news"; narrow: Narrow[] }
);
export type Said = { route: Answered; decision: Decision; news: News };

/** A refusal or failure as it crosses from thread to thread. */
export type Fault = { status: number; code: string; message: string; hint: string };
