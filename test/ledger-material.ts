import { contentHash } from "#ledger";
import type { Claim, Document, Report } from "#model";

/** A claim made by hand on words of a text; its id is the hash of what it says and where. */
export function claimOn(doc: string, text: string, words: string, fields: Record<string, unknown>): Claim {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`the text of ${doc} does not hold: ${words}`);
  const claim = {
    evidence: words,
    start,
    end: start + words.length,
    modality: "actual",
    time: null,
    attribution: [],
    rule: "hand",
    confidence: 0.8,
    ...fields,
  };
  return { id: contentHash([doc, claim]), ...claim } as unknown as Claim;
}

export const agreement = (parties: string[], stage: string, more: Record<string, unknown> = {}) => ({
  kind: "agreement",
  type: "access",
  name: null,
  parties,
  stage,
  ...more,
});

/** A report with its claims, as the reading would give it. */
export function documentOf(doc: string, text: string, published: string | null, claims: Claim[] = []): [Document, Report] {
  const meta = { doc, lang: "en", published, title: `Report ${doc}`, origin: [], notices: [] };
  return [
    { ...meta, claims },
    { ...meta, text },
  ];
}

const text1 = "Japan and Britain will sign the pact on Friday. Tokyo wants to buy missiles by 2027.";
const text2 = "Japan and Britain signed the pact on Wednesday.";
const text3 = "Manila has begun talks with Tokyo, which sent frigates.";
const text4 = "A garbled \u0000 line and half a pair \ud800 stand here: the pact is signed.";

export const made = {
  first: documentOf("first", text1, "2023-01-09/2023-01-10", [
    claimOn(
      "first",
      text1,
      "Japan and Britain will sign the pact on Friday.",
      agreement(["JP", "GB"], "signed", { modality: "planned", time: "2023-01-13" }),
    ),
    claimOn("first", text1, "Tokyo wants to buy missiles by 2027.", {
      kind: "commitment",
      action: "acquire",
      actors: ["JP"],
      beneficiaries: [],
      object: "missiles",
      quantity: null,
      deadline: "../2027",
      modality: "possible",
      confidence: 0.95,
    }),
  ]),
  corrected: documentOf("first", text2, "2023-01-12", [
    claimOn("first", text2, "Japan and Britain signed the pact on Wednesday.", agreement(["JP", "GB"], "signed", { time: "2023-01-11" })),
  ]),
  second: documentOf("second", text3, "2023-02", [
    claimOn("second", text3, "Manila has begun talks with Tokyo", agreement(["PH", "JP"], "negotiating", { confidence: undefined })),
  ]),
  strange: documentOf("strange", text4, null, [
    claimOn("strange", text4, text4, agreement(["JP", "GB"], "signed", { name: "pact \u0000 \ud800" })),
  ]),
};
