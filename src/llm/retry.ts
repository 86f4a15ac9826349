import type { FullSettings } from "./settings.ts";

/** What went wrong with one attempt: `fatal` where asking again is useless, `wait` as the server bade, in milliseconds. */
export type Fault = { reason: string; fatal: boolean; wait: number | null };

const FIRST_WAIT = 500;
const MOST_WAIT = 30_000;

/** The wait before attempt n + 1: doubled each time, and scattered so that many askers do not return at once. */
export function backOff(attempt: number, random: number): number {
  return Math.min(MOST_WAIT, FIRST_WAIT * 2 ** attempt) * (0.5 + random / 2);
}

/** The milliseconds of a Retry-After header: seconds, or a date (RFC 9110). */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (!header) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

const advice: Record<number, string> = {
  400: "it does not understand the question: a model without schemas needs the format json, a small context a shorter passage",
  401: "check the key",
  403: "the key may not use this model",
  404: "check address and model; the address mostly ends in /v1",
  413: "the passage is too long for it; make passages shorter",
};

const again = (status: number) => status === 408 || status === 429 || status >= 500 || status < 400;

/** Sorts what went wrong with one attempt; `late` where our own time-out ended it. */
export async function faultOf(error: unknown, late: boolean, settings: FullSettings, now: number): Promise<Fault> {
  const { APICallError } = await import("ai");
  if (late) return { reason: `no answer within ${settings.timeoutMs / 1000} s`, fatal: false, wait: null };
  if (!APICallError.isInstance(error)) return { reason: error instanceof Error ? error.message : String(error), fatal: false, wait: null };
  const status = error.statusCode;
  if (status === undefined) return { reason: `no connection to ${settings.url}`, fatal: false, wait: null };
  const wait = retryAfter(error.responseHeaders?.["retry-after"], now);
  if (again(status))
    return { reason: status < 400 ? "an answer of another form than a chat completion" : `status ${status}`, fatal: false, wait };
  return {
    reason: `The endpoint ${settings.url} answered ${status}: ${advice[status] ?? "see its own log for the reason"}.`,
    fatal: true,
    wait: null,
  };
}
