import { answerSchema } from "./answer.ts";
import type { FullSettings } from "./settings.ts";

/** A question for the endpoint, and what goes with it. */
export type Question = { system: string; prompt: string; signal?: AbortSignal | undefined };

/** What came back; tokens are 0 where the endpoint does not count them. */
export type Reply = { text: string; inputTokens: number; outputTokens: number; cut: boolean };

/** Puts a question to the endpoint once; throws what the AI SDK throws. */
export async function once(question: Question, settings: FullSettings): Promise<Reply> {
  const [{ generateText, jsonSchema, NoObjectGeneratedError, Output }, { createOpenAICompatible }] = await Promise.all([
    import("ai"),
    import("@ai-sdk/openai-compatible"),
  ]);
  const { url, key, model, maxTokens, temperature, format } = settings;
  const provider = createOpenAICompatible({
    name: "endpoint",
    baseURL: url,
    supportsStructuredOutputs: format === "schema",
    ...(key ? { apiKey: key } : {}),
    ...(settings.fetch ? { fetch: settings.fetch } : {}),
  });
  try {
    const schema = jsonSchema(answerSchema as Parameters<typeof jsonSchema>[0]);
    const result = await generateText({
      model: provider(model),
      system: question.system,
      prompt: question.prompt,
      output: format === "schema" ? Output.object({ schema, name: "claims" }) : Output.json(),
      maxOutputTokens: maxTokens,
      maxRetries: 0,
      ...(temperature === null ? {} : { temperature }),
      ...(question.signal ? { abortSignal: question.signal } : {}),
    });
    return replyOf(result);
  } catch (error) {
    // an answer that is no JSON is still an answer: what can be read of it is decided elsewhere
    if (NoObjectGeneratedError.isInstance(error)) return replyOf(error);
    throw error;
  }
}

type Said = {
  text: string | undefined;
  usage: { inputTokens?: number | undefined; outputTokens?: number | undefined } | undefined;
  finishReason: string | undefined;
};

const replyOf = ({ text, usage, finishReason }: Said): Reply => ({
  text: text ?? "",
  inputTokens: usage?.inputTokens ?? 0,
  outputTokens: usage?.outputTokens ?? 0,
  cut: finishReason === "length",
});
