import type { Fact } from "#model";
import { reportOf, type Source } from "./source.ts";

const context = {
  "@vocab": "https://schema.org/",
  foedera: "urn:foedera:",
  prov: "http://www.w3.org/ns/prov#",
  oa: "http://www.w3.org/ns/oa#",
  edtf: "http://id.loc.gov/datatypes/edtf/",
  stage: "foedera:stage",
  status: "foedera:status",
  modality: "foedera:modality",
  independentSources: "foedera:independentSources",
  party: { "@id": "foedera:party", "@type": "@id" },
  wasDerivedFrom: { "@id": "prov:wasDerivedFrom", "@type": "@id" },
  hadPrimarySource: { "@id": "prov:hadPrimarySource" },
  time: { "@id": "foedera:time", "@type": "edtf:EDTF" },
  expected: { "@id": "foedera:expected", "@type": "edtf:EDTF" },
  deadline: { "@id": "foedera:deadline", "@type": "edtf:EDTF" },
  published: { "@id": "datePublished", "@type": "edtf:EDTF" },
};

const types = { agreement: "foedera:Agreement", commitment: "foedera:Commitment", activity: "Event", statement: "foedera:Statement" };

function node(f: Fact, base: string) {
  return {
    "@id": `${base}fact/${f.id}`,
    "@type": types[f.kind],
    additionalType: `foedera:${f.kind}/${f.type}`,
    name: f.name ?? f.object ?? undefined,
    party: f.parties.map((p) => `${base}actor/${p}`),
    stage: f.stage ?? undefined,
    status: f.status ?? undefined,
    modality: f.modality,
    time: f.time ?? undefined,
    expected: f.expected ?? undefined,
    deadline: f.deadline ?? undefined,
    independentSources: f.sources.independent,
    wasDerivedFrom: f.claims.map((c) => `${base}claim/${c.doc}/${c.claim}`),
  };
}

/** Facts, claims with their places in the texts (Web Annotation selectors), reports and origins (PROV) as one graph. */
export function jsonld(source: Source): string {
  const base = source.base ?? "urn:foedera:";
  const report = reportOf(source);
  const claims = new Map(source.facts.flatMap((f) => f.claims.map((c) => [`${c.doc}/${c.claim}`, c])));
  const docs = [...new Set([...claims.values()].map((c) => c.doc))].sort();
  const graph = [
    ...source.facts.map((f) => node(f, base)),
    ...[...claims].map(([id, c]) => ({
      "@id": `${base}claim/${id}`,
      "@type": "oa:Annotation",
      "oa:hasTarget": {
        "oa:hasSource": { "@id": `${base}report/${c.doc}` },
        "oa:hasSelector": [
          { "@type": "oa:TextPositionSelector", "oa:start": c.start, "oa:end": c.end },
          { "@type": "oa:TextQuoteSelector", "oa:exact": c.quote },
        ],
      },
    })),
    ...docs.map((doc) => {
      const r = report(doc);
      return {
        "@id": `${base}report/${doc}`,
        "@type": "NewsArticle",
        inLanguage: r?.lang ?? undefined,
        published: r?.published ?? undefined,
        headline: r?.title ?? undefined,
        url: r?.url ?? undefined,
        publisher: r?.outlet ?? undefined,
        hadPrimarySource: r?.origin.map((o) => o.source),
      };
    }),
  ];
  return `${JSON.stringify({ "@context": context, "@graph": graph }, null, 1)}\n`;
}
