export type { Clause } from "./clauses.ts";
export { bareDates, type DateMention, type DateOptions, findDates } from "./dates.ts";
export { Discourse, type Person } from "./discourse.ts";
export { type InstrumentMention, instrumentsOf } from "./instruments.ts";
export type { Phrase, Referent } from "./phrases.ts";
export type { Predicate } from "./predicates.ts";
export { findQuantities, type QuantityMention } from "./quantities.ts";
export { type Analysis, analyse, type Marks } from "./sentence.ts";
export type { Unit } from "./units.ts";
