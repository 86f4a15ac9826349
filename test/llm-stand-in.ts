import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { parse } from "yaml";
import { type Cache, compilePrompts, type LlmSettings, secondReader, type Tools } from "#llm";
import type { Report } from "#model";

/** What the stand-in answers to one request: content of the message, or a status; `delay` in milliseconds. */
export type Turn = {
  content?: string;
  status?: number;
  headers?: Record<string, string>;
  delay?: number;
  finish?: string;
  tokens?: [number, number];
  body?: string;
};
export type Asked = {
  path: string;
  key: string | undefined;
  body: { model: string; messages: { role: string; content: string }[]; [field: string]: unknown };
};

export type StandIn = { url: string; asked: Asked[]; close(): Promise<void> };

const bodyOf = async (request: IncomingMessage) => {
  let text = "";
  for await (const chunk of request) text += chunk;
  return JSON.parse(text) as Asked["body"];
};

const completion = ({ content = "", finish = "stop", tokens = [2000, 100] }: Turn) => ({
  id: "1",
  object: "chat.completion",
  created: 0,
  model: "stand-in",
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: finish }],
  usage: { prompt_tokens: tokens[0], completion_tokens: tokens[1], total_tokens: tokens[0] + tokens[1] },
});

/** An OpenAI-compatible endpoint on a free port of this machine, which answers as it is told. */
export async function standIn(answer: (asked: Asked, n: number) => Turn): Promise<StandIn> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const one = { path: request.url ?? "", key: request.headers.authorization, body: await bodyOf(request) };
    const turn = answer(one, asked.push(one) - 1);
    if (turn.delay) await new Promise((done) => setTimeout(done, turn.delay).unref());
    response.writeHead(turn.status ?? 200, { "content-type": "application/json", ...turn.headers });
    response.end(turn.body ?? JSON.stringify(turn.status && turn.status >= 400 ? { error: { message: "no" } } : completion(turn)));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

export const prompts = compilePrompts(parse(readFileSync(new URL("../knowledge/ontology/second-reader.yaml", import.meta.url), "utf8")));

/** The words between the marker lines of the last block: what the endpoint was given to read. */
export function passageIn(asked: Asked): string {
  const prompt = asked.body.messages.at(-1)?.content ?? "";
  return /\n<<<([0-9a-f]+)\n((?:(?!\n<<<)[\s\S])*)\n\1>>>\s*$/.exec(prompt)?.[2] ?? "";
}

export const reportOf = (text: string, more: Partial<Report> = {}): Report => ({
  doc: "r1",
  text,
  lang: "en",
  published: "2024-05-06",
  origin: [],
  notices: [],
  ...more,
});

/** A reader at a stand-in, with waits noted instead of waited for. */
export function readerAt(url: string, settings: Partial<LlmSettings> = {}, tools: Partial<Tools> = {}) {
  const waits: number[] = [];
  let clock = 0;
  const outside = {
    sleep: async (ms: number) => {
      waits.push(ms);
    },
    random: () => 0.5,
    now: () => (clock += 250),
  };
  const codes = new Set(["AU", "FR", "JP", "PH", "NATO"]);
  const reader = secondReader({ url, model: "stand-in", timeoutMs: 5000, retries: 2, ...settings }, { prompts, codes, outside, ...tools });
  return { reader, waits };
}

export function memoryCache(): Cache & { held: Map<string, string> } {
  const held = new Map<string, string>();
  return { held, get: async (key) => held.get(key), set: async (key, value) => void held.set(key, value) };
}
