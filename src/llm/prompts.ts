import { z } from "zod";
import { actions, activityTypes, instrumentTypes, modalities, type Report, sourceTypes, stages, stances } from "#model";
import { hashOf } from "./hash.ts";
import type { Piece } from "./pieces.ts";
import { LlmError } from "./settings.ts";

const explained = <const T extends readonly [string, ...string[]]>(values: T) => z.record(z.enum(values), z.string().min(1));

const file = z.strictObject({
  confidence: z.number().min(0).max(1),
  ignored: z.array(z.string()),
  organisations: z.array(z.string()),
  system: z.string().includes("{values}").includes("{organisations}"),
  passage: z.string().includes("{open}\n{text}\n{close}"),
  unknown: z.string(),
  nothing: z.string(),
  values: z.strictObject({
    modality: explained(modalities),
    "agreement.type": explained(instrumentTypes),
    "agreement.stage": explained(stages),
    "commitment.action": explained(actions),
    "activity.type": explained(activityTypes),
    "statement.stance": explained(stances),
    "attribution.type": explained(sourceTypes),
  }),
});

/** The texts of `knowledge/ontology/second-reader.yaml`, checked. */
export type Prompts = z.infer<typeof file> & {
  /** changes whenever a text changes */
  readonly version: string;
  readonly ignoredWords: ReadonlySet<string>;
};

/** Checks the parsed content of `knowledge/ontology/second-reader.yaml`; throws an LlmError that names the entry. */
export function compilePrompts(raw: unknown): Prompts {
  const read = file.safeParse(raw);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new LlmError(`knowledge/ontology/second-reader.yaml: ${issue?.path.join(".") || "the file"}: ${issue?.message}`);
  }
  return { ...read.data, version: hashOf(read.data).slice(0, 12), ignoredWords: new Set(read.data.ignored) };
}

/** Fills {words} of a template; what is filled in is never filled again, so braces in a report stay as they are. */
const fill = (template: string, values: Record<string, string>) =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] as string) : whole));

/** The part of the question that is the same for every report. */
export function systemPrompt(prompts: Prompts, codes: ReadonlySet<string>): string {
  const values = Object.entries(prompts.values).map(
    ([field, entries]) =>
      `${field}: ${Object.entries(entries)
        .map(([value, what]) => `${value} (${what})`)
        .join("; ")}`,
  );
  const organisations = [...new Set(prompts.organisations)].filter((code) => codes.has(code)).join(", ");
  return fill(prompts.system, { values: values.join("\n"), organisations });
}

/** A line that stands nowhere in the text that it encloses, so that no text can close it. */
function marker(text: string): string {
  for (let salt = 0; ; salt++) {
    const mark = hashOf("marker", salt, text).slice(0, 16);
    if (!text.includes(mark)) return mark;
  }
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** The question for one passage: what is known of the report, and the passage between marker lines. */
export function passagePrompt(prompts: Prompts, report: Report, piece: Piece): string {
  const text = report.text.slice(piece.start, piece.end);
  const mark = marker(report.text + (report.title ?? ""));
  return fill(prompts.passage, {
    published: report.published ?? prompts.unknown,
    lang: report.lang ?? prompts.unknown,
    title: oneLine(report.title ?? "") || prompts.unknown,
    before: oneLine(piece.before) || prompts.nothing,
    open: `<<<${mark}`,
    close: `${mark}>>>`,
    text,
  });
}
