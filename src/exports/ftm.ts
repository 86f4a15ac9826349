import { iso, period } from "#fusion";
import type { Fact } from "#model";
import { reportOf, type Source, titleOf } from "./source.ts";

type Entity = { id: string; schema: string; properties: Record<string, string[]> };

const some = (...values: (string | null | undefined)[]) => values.filter((v): v is string => !!v);

/** FollowTheMoney dates are prefixes of ISO 8601: the first or last day of a period, or its year or month as it stands. */
function date(edtf: string | null, end: boolean): string[] {
  if (!edtf) return [];
  if (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(edtf) && !/-(2[1-4]|3\d|4\d)$/.test(edtf)) return [edtf];
  const days = period(edtf);
  return some(days ? iso(end ? days.to : days.from) : null);
}

function entity(id: string, schema: string, properties: Record<string, string[]>): Entity {
  return { id, schema, properties: Object.fromEntries(Object.entries(properties).filter(([, v]) => v.length)) };
}

function factEntities(f: Fact): Entity[] {
  const common = {
    summary: f.claims.slice(0, 3).map((c) => c.quote),
    proof: [...new Set(f.claims.map((c) => `report-${c.doc}`))],
    startDate: date(f.time, false),
    endDate: date(f.time, true),
  };
  const event = entity(f.id, "Event", {
    ...common,
    name: [titleOf(f)],
    involved: f.parties.map((p) => `actor-${p}`),
    location: some(f.place),
    keywords: some(f.kind, f.type, f.stage, f.status),
  });
  if (f.kind !== "agreement" || f.parties.length !== 2) return [event];
  const [a = "", b = ""] = f.parties;
  return [
    event,
    entity(`${f.id}-link`, "UnknownLink", {
      ...common,
      subject: [`actor-${a}`],
      object: [`actor-${b}`],
      role: [f.name ?? f.type],
      status: some(f.stage),
    }),
  ];
}

/** Actors, facts and reports as FollowTheMoney entities, one a line, for Aleph and its kin. */
export function ftm(source: Source): string {
  const report = reportOf(source);
  const actors = [...new Set(source.facts.flatMap((f) => f.parties))].sort();
  const docs = [...new Set(source.facts.flatMap((f) => f.claims.map((c) => c.doc)))].sort();
  const entities = [
    ...actors.map((code) =>
      entity(`actor-${code}`, "PublicBody", { name: [code], country: code.length === 2 ? [code.toLowerCase()] : [] }),
    ),
    ...docs.map((doc) => {
      const r = report(doc);
      return entity(`report-${doc}`, "Article", {
        title: [r?.title ?? doc],
        publishedAt: date(r?.published ?? null, true),
        language: some(r?.lang),
        sourceUrl: some(r?.url),
        publisher: some(r?.outlet),
      });
    }),
    ...source.facts.filter((f) => f.kind !== "statement").flatMap(factEntities),
  ];
  return entities.map((e) => `${JSON.stringify(e)}\n`).join("");
}
