import { once, type Question, type Reply } from "./endpoint.ts";
import { backOff, faultOf } from "./retry.ts";
import { type Cost, type FullSettings, LlmError, type Outside } from "./settings.ts";

/** No reply to this question after all attempts; another one may still be answered. */
export class Unanswered extends Error {
  override name = "Unanswered";
}

/** Runs a task with a signal that ends it after some time, or when the caller's own signal does. */
async function within<T>(
  ms: number,
  outer: AbortSignal | undefined,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<{ value: T } | { error: unknown; late: boolean }> {
  outer?.throwIfAborted();
  const inner = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    inner.abort();
  }, ms);
  const stop = () => inner.abort(outer?.reason);
  outer?.addEventListener("abort", stop, { once: true });
  try {
    return { value: await task(inner.signal) };
  } catch (error) {
    outer?.throwIfAborted();
    return { error, late };
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener("abort", stop);
  }
}

/**
 * Puts a question to the endpoint until it is answered, waiting longer each time or as long as the server bids; adds to `cost`.
 * Throws an LlmError where asking again is useless, and Unanswered after the last attempt.
 */
export async function ask(question: Question, settings: FullSettings, outside: Outside, cost: Cost): Promise<Reply> {
  for (let attempt = 0; ; attempt++) {
    const begun = outside.now();
    cost.requests += 1;
    const result = await within(settings.timeoutMs, question.signal, (signal) => once({ ...question, signal }, settings));
    cost.seconds += (outside.now() - begun) / 1000;
    if ("value" in result) {
      cost.inputTokens += result.value.inputTokens;
      cost.outputTokens += result.value.outputTokens;
      return result.value;
    }
    const fault = await faultOf(result.error, result.late, settings, outside.now());
    if (fault.fatal) throw new LlmError(fault.reason);
    const wait = fault.wait ?? backOff(attempt, outside.random());
    if (wait > settings.longestWaitMs) throw new Unanswered(`${fault.reason}, and to be asked again only in ${Math.ceil(wait / 1000)} s`);
    if (attempt >= settings.retries) throw new Unanswered(`${fault.reason} (asked ${attempt + 1} times)`);
    await outside.sleep(wait);
    question.signal?.throwIfAborted();
  }
}
