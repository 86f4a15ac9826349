import { z } from "zod";

/** A second reader that cannot work as it was called, or an endpoint that refuses: one sentence that says what to do. */
export class LlmError extends Error {
  override name = "LlmError";
}

const schema = z.object({
  url: z.url({ protocol: /^https?$/, error: "is no http address: write one such as http://localhost:11434/v1" }),
  model: z.string().min(1, "is empty: name a model that the endpoint serves"),
  key: z.string().optional(),
  timeoutMs: z.number().positive().default(120_000),
  retries: z.number().int().min(0).default(3),
  maxTokens: z.number().int().positive().default(4096),
  passageChars: z.number().int().min(200).default(3000),
  longestWaitMs: z.number().positive().default(120_000),
  temperature: z.number().min(0).nullable().default(0),
  format: z.enum(["schema", "json"]).default("schema"),
  fetch: z.custom<typeof fetch>((f) => f instanceof Function).optional(),
});

/**
 * How the endpoint is reached: its base address (`.../v1`), model and key; how long one answer may take (`timeoutMs`), how often a
 * question is put again (`retries`), how long the server may make us wait (`longestWaitMs`), the longest answer (`maxTokens`) and passage
 * (`passageChars`). `format: "json"` asks for any JSON object where an endpoint knows no schemas; `temperature: null` sends none.
 */
export type LlmSettings = z.input<typeof schema>;
export type FullSettings = z.output<typeof schema>;

/** Fills in what was left out; throws an LlmError that names the setting. */
export function fullSettings(settings: LlmSettings): FullSettings {
  const read = schema.safeParse(settings);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new LlmError(`The setting ${issue?.path.join(".")} of the second reader ${issue?.message}.`);
  }
  return { ...read.data, url: read.data.url.replace(/\/+$/, "").replace(/\/chat\/completions$/, "") };
}

/** What the reader needs of the outside and does not take by itself: waiting, chance (0..1) and a clock in milliseconds. */
export type Outside = { sleep(ms: number): Promise<void>; random(): number; now(): number };

/** What the questions put to the endpoint came to. `seconds` is the time spent waiting for answers; `cached` counts passages not asked. */
export type Cost = { requests: number; inputTokens: number; outputTokens: number; seconds: number; cached: number };

export const noCost = (): Cost => ({ requests: 0, inputTokens: 0, outputTokens: 0, seconds: 0, cached: 0 });

/** The sum of two costs. */
export function addCost(a: Cost, b: Cost): Cost {
  return {
    requests: a.requests + b.requests,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    seconds: a.seconds + b.seconds,
    cached: a.cached + b.cached,
  };
}
