import type { Claim, Notice, Report, Span } from "#model";
import { answerSchema, readAnswer } from "./answer.ts";
import { ask, Unanswered } from "./ask.ts";
import type { Cache } from "./cache.ts";
import type { Reply } from "./endpoint.ts";
import { type Ground, groundClaim } from "./ground.ts";
import { hashOf } from "./hash.ts";
import { type Piece, pieces } from "./pieces.ts";
import { type Prompts, passagePrompt, systemPrompt } from "./prompts.ts";
import { addCost, type Cost, type FullSettings, fullSettings, LlmError, type LlmSettings, noCost, type Outside } from "./settings.ts";
import { settle } from "./settle.ts";

/** What a second reader works with besides the endpoint. */
export type Tools = Pick<Ground, "codes" | "codesOf"> & { prompts: Prompts; outside: Outside; cache?: Cache };

/** What the second reader found in one report, what it dropped and why, and what that cost. */
export type SecondReading = { claims: Claim[]; notices: Notice[]; cost: Cost };

/** A reader of reports that asks a language model. */
export type SecondReader = {
  /** names model and prompts; another id may give other claims */
  readonly id: string;
  /** all that was spent so far */
  readonly cost: Cost;
  /** `skip`: spans of page furniture, which are not sent */
  read(report: Report, options?: { skip?: readonly Span[]; signal?: AbortSignal }): Promise<SecondReading>;
};

const MOST_SILENCE = 3;

type Kept = Pick<Reply, "text">;

class Reader implements SecondReader {
  readonly id: string;
  cost = noCost();
  private silence = 0;
  private readonly system: string;
  private readonly settings: FullSettings;

  constructor(
    settings: LlmSettings,
    private readonly tools: Tools,
  ) {
    this.settings = fullSettings(settings);
    this.system = systemPrompt(tools.prompts, tools.codes);
    this.id = `llm ${this.settings.model} ${hashOf(this.system, tools.prompts.version).slice(0, 12)}`;
  }

  async read(report: Report, options: { skip?: readonly Span[]; signal?: AbortSignal } = {}): Promise<SecondReading> {
    const cost = noCost();
    const claims: Claim[] = [];
    const notices: Notice[] = [];
    try {
      for (const piece of pieces(report.text, report.lang, this.settings.passageChars, options.skip)) {
        const found = await this.passage(report, piece, cost, options.signal);
        claims.push(...found.claims);
        notices.push(...found.notices);
      }
    } finally {
      this.cost = addCost(this.cost, cost);
    }
    return { claims: settle(claims), notices, cost };
  }

  private async passage(report: Report, piece: Piece, cost: Cost, signal: AbortSignal | undefined): Promise<Omit<SecondReading, "cost">> {
    const place = { start: piece.start, end: piece.end };
    const notices: Notice[] = [];
    const answer = await this.answer(passagePrompt(this.tools.prompts, report, piece), cost, signal).catch((error: unknown) => {
      if (!(error instanceof Unanswered)) throw error;
      this.silence += 1;
      if (this.silence >= MOST_SILENCE)
        throw new LlmError(`The second reader was given up after ${MOST_SILENCE} passages without an answer: ${error.message}.`);
      return `The second reader did not read this passage: ${error.message}.`;
    });
    if (typeof answer === "string") return { claims: [], notices: [{ rule: "llm-unanswered", reason: answer, ...place }] };
    this.silence = 0;
    for (const reason of answer.remarks) notices.push({ rule: "llm-answer", reason, ...place });
    const { codes, codesOf, prompts } = this.tools;
    const ground: Ground = { codes, confidence: prompts.confidence, ...(codesOf ? { codesOf } : {}) };
    const results = answer.elements.map((element) => groundClaim(element, report, piece, ground));
    return {
      claims: results.flatMap((result) => ("claim" in result ? [result.claim] : [])),
      notices: [...notices, ...results.flatMap((result) => ("notice" in result ? [result.notice] : []))],
    };
  }

  /** The elements of an answer, from the cache or the endpoint; one that cannot be read at all is asked for once more. */
  private async answer(prompt: string, cost: Cost, signal: AbortSignal | undefined): Promise<{ elements: unknown[]; remarks: string[] }> {
    const { url, model, maxTokens, temperature, format } = this.settings;
    const key = hashOf("answer", url, model, maxTokens, temperature, format, answerSchema, this.system, prompt);
    const kept = await this.kept(key);
    if (kept) {
      cost.cached += 1;
      return kept;
    }
    for (let time = 0; time < 2; time++) {
      const reply = await ask({ system: this.system, prompt, signal }, this.settings, this.tools.outside, cost);
      const read = await this.readReply(reply, prompt);
      if (!read) continue;
      // an answer to half a question, or half an answer, is better the next time
      if (!read.remarks.length) await this.tools.cache?.set(key, JSON.stringify({ text: reply.text } satisfies Kept));
      return read;
    }
    return { elements: [], remarks: ["The answer for this passage was no JSON of the wanted form, twice; nothing was taken from it."] };
  }

  private async kept(key: string): Promise<{ elements: unknown[]; remarks: string[] } | null> {
    const value = await this.tools.cache?.get(key);
    if (value === undefined) return null;
    try {
      return await this.readReply({ inputTokens: 0, outputTokens: 0, cut: false, ...(JSON.parse(value) as Kept) }, "");
    } catch {
      return null;
    }
  }

  private async readReply(reply: Reply, prompt: string): Promise<{ elements: unknown[]; remarks: string[] } | null> {
    const read = await readAnswer(reply.text);
    if (!read) return null;
    const remarks: string[] = [];
    if (!read.whole || reply.cut)
      remarks.push("The answer for this passage broke off; only its complete claims were taken. Raise maxTokens or make passages shorter.");
    // no writing needs fewer tokens than one for eight characters: the endpoint saw a part of the question only
    if (reply.inputTokens > 0 && reply.inputTokens < (this.system.length + prompt.length) / 8)
      remarks.push(`The endpoint read only ${reply.inputTokens} tokens of the question; give its model a longer context.`);
    return { elements: read.elements, remarks };
  }
}

/**
 * A second reader: it sends each passage of a report to an OpenAI-compatible endpoint and keeps what it can find again in the text.
 * Every claim has `rule: "llm"`, quotations that cut the report's own words (`from`), known codes, and dates that are EDTF; all other
 * claims are dropped with a notice. A text never gives an exception. `read` throws an LlmError where the endpoint refuses (4xx other than
 * 408 and 429) or stays silent for three passages in a row, and the signal's reason when it is ended.
 */
export function secondReader(settings: LlmSettings, tools: Tools): SecondReader {
  return new Reader(settings, tools);
}
