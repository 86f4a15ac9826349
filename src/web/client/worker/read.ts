import { compileFusion, type FusionTables } from "#fusion";
import { type Compiled, type Knowledge, knowledge } from "#knowledge";
import type { Claim, Report } from "#model";
import { read } from "#reading";
import { furniture, reportFromText } from "#reports";
import { gloss } from "#views";

/** A text to be read, and in which language its glosses are wanted. */
export type Asked = { text: string; published: string | null; lang: string | null; reader: string };
/** The claims of a text; or how far the loading of the knowledge is; or what went wrong. */
export type Told =
  | { what: "loaded" }
  | { what: "failed"; message: string }
  | { what: "read"; lang: string | null; claims: { claim: Claim; gloss: string }[]; notices: Report["notices"]; ms: number };

type Known = { compiled: Compiled; world: Knowledge; tables: FusionTables; names: Map<string, Record<string, string | undefined>> };
let known: Promise<Known> | null = null;

async function load(): Promise<Known> {
  const answer = await fetch("/knowledge.json");
  if (!answer.ok) throw new Error(answer.statusText);
  const compiled = (await answer.json()) as Compiled;
  const names = new Map(compiled.gazetteer.actors.map((a) => [a.code, a.names as Record<string, string | undefined>]));
  return { compiled, world: knowledge(compiled), tables: compileFusion(compiled.ontology as Parameters<typeof compileFusion>[0]), names };
}

async function answer({ text, published, lang, reader }: Asked): Promise<Told> {
  known ??= load();
  const { compiled, world, tables, names } = await known;
  postMessage({ what: "loaded" } satisfies Told);
  const start = performance.now();
  const report = await reportFromText(text, { doc: "pasted", published, lang }, compiled.reports);
  const { claims, notices } = read(report, world, { skip: furniture(report.text, compiled.reports) });
  const name = (code: string) => names.get(code)?.[reader] ?? names.get(code)?.en ?? code;
  const wording = { tables, lang: reader, name };
  return {
    what: "read",
    lang: report.lang,
    claims: claims.map((claim) => ({ claim, gloss: gloss(claim, wording) })),
    notices: notices ?? [],
    ms: Math.round(performance.now() - start),
  };
}

addEventListener("message", (event: MessageEvent<Asked>) => {
  answer(event.data).then(
    (told) => postMessage(told),
    (error: unknown) => {
      known = null;
      postMessage({ what: "failed", message: error instanceof Error ? error.message : String(error) } satisfies Told);
    },
  );
});
