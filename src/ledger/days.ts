import type { Edtf } from "#model";
import { isoDay, spanOf } from "#time";

type Text = string | null | undefined;

const day = (n: number | undefined): string | null => (n === undefined || !Number.isFinite(n) ? null : isoDay(n));

/** First possible day of an EDTF value, null where it is open, absent or none. */
export const lowerDay = (value: Edtf | null): string | null => day(spanOf(value)?.first);

/** Last possible day of an EDTF value. */
export const upperDay = (value: Edtf | null): string | null => day(spanOf(value)?.last);

/** From which day on a report is known: its last possible day of publication, or the day of its intake. */
export const knownDay = (published: Edtf | null, received: Text): string | null => upperDay(published) ?? (received?.slice(0, 10) || null);
