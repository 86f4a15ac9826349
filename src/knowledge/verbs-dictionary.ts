import { FINITE, INF, PARTICIPLE, PAST, PRESENT, SUBJUNCTIVE, type VerbForm, WITH_TO } from "./verbs-suffixing.ts";

type Person = Record<string, string | string[]>;
/** An entry of the verb dictionary package, as far as it is used. */
export type DictionaryVerb = { INF?: string; PA2?: string[]; EIZ?: string } & Record<string, unknown>;
export type VerbDictionary = Record<string, DictionaryVerb | undefined>;
/** How the words of the dictionary's language are built, from the language's `morphology.yaml`. */
export type Morphology = {
  inseparable: string[];
  participlePrefix: string;
  noParticiplePrefix: string[];
  infinitiveMarker: string;
  weak: Record<string, string[]>;
  /** past forms that the dictionary lacks ("sandte"), also of verbs that end in this one */
  irregular: Record<string, string[]>;
};

const flat = (x: string | string[] | undefined): string[] => (x === undefined ? [] : Array.isArray(x) ? x : [x]);
function finite(entry: DictionaryVerb, tense: string): string[] {
  const t = entry[tense] as { S?: Person; P?: Person } | undefined;
  return [t?.S?.["1"], t?.S?.["3"], t?.P?.["1"], t?.P?.["3"]].flatMap(flat);
}

function baseForms(base: string, dictionary: VerbDictionary, m: Morphology): VerbForm[] {
  const entry = dictionary[base];
  if (!entry) {
    const stem = base.replace(/e?n$/, "");
    const of = (key: string, mask: number): VerbForm[] =>
      (m.weak[key] ?? []).map((e) => [stem + (/[dt]$/.test(stem) && /^[st]/.test(e) ? "e" : "") + e, mask]);
    return [
      [base, INF | PRESENT],
      ...of("present", PRESENT),
      ...of("past", PAST),
      ...of("participle", PARTICIPLE),
      ...of("subjunctive", SUBJUNCTIVE),
    ];
  }
  const present = new Set(finite(entry, "PR\u00c4"));
  const forms: VerbForm[] = [[base, INF | PRESENT]];
  for (const f of present) forms.push([f, PRESENT]);
  for (const f of finite(entry, "PRT")) forms.push([f, PAST]);
  for (const f of finite(entry, "KJ1")) if (!present.has(f)) forms.push([f, SUBJUNCTIVE]);
  for (const f of finite(entry, "KJ2")) forms.push([f, SUBJUNCTIVE | PAST]);
  for (const f of flat(entry.PA2)) forms.push([f, PARTICIPLE]);
  for (const [verb, past] of Object.entries(m.irregular)) {
    if (base.endsWith(verb)) for (const f of past) forms.push([base.slice(0, -verb.length) + f, PAST]);
  }
  return forms.flatMap(spellings);
}

/** The dictionary writes as before the reform of 1996; today, and always in Switzerland, the sharp s of such forms is a double s. */
const spellings = ([form, mask]: VerbForm): VerbForm[] =>
  form.includes("\u00df")
    ? [
        [form, mask],
        [form.replaceAll("\u00df", "ss"), mask],
      ]
    : [[form, mask]];

const bare = (participle: string, m: Morphology): string =>
  participle.startsWith(m.participlePrefix) ? participle.slice(m.participlePrefix.length) : participle;

/**
 * All forms of a verb written as `zu|stimmen` (separable prefix), `unterzeichnen` or `stationieren`.
 * Forms of a separable verb come twice: joined (verb-final order, infinitive, participle) and bare with the prefix as `particle`.
 */
export function dictionaryVerb(
  lemma: string,
  dictionary: VerbDictionary,
  m: Morphology,
): { joined: VerbForm[]; bare: VerbForm[]; particle: string | null } {
  const bar = lemma.indexOf("|");
  if (bar >= 0) {
    const particle = lemma.slice(0, bar);
    const stem = dictionaryVerb(lemma.slice(bar + 1), dictionary, m).joined;
    const joined: VerbForm[] = stem.map(([f, mask]) => [particle + f, mask]);
    const infinitive = lemma.slice(bar + 1);
    joined.push([particle + m.infinitiveMarker + infinitive, INF | WITH_TO]);
    return { joined, bare: stem.filter(([, mask]) => mask & FINITE), particle };
  }
  const own = dictionary[lemma];
  const apart = own
    ? finite(own, "PR\u00c4").find((f) => lemma.startsWith(f) && f.length < lemma.length - 3 && !m.inseparable.includes(f))
    : undefined;
  if (apart) return dictionaryVerb(`${apart}|${lemma.slice(apart.length)}`, dictionary, m);
  const prefix = m.inseparable.find(
    (p) => lemma.startsWith(p) && dictionary[lemma.slice(p.length)] !== undefined && lemma.length - p.length > 4,
  );
  const whole = dictionary[lemma];
  const split = whole && finite(whole, "PR\u00c4").some((f) => f.includes(" ") || m.inseparable.includes(f));
  if (!prefix || (whole && !split)) return { joined: baseForms(lemma, dictionary, m), bare: [], particle: null };
  const joined = baseForms(lemma.slice(prefix.length), dictionary, m).map(([f, mask]): VerbForm => {
    return [prefix + (mask & PARTICIPLE ? bare(f, m) : f), mask];
  });
  return { joined, bare: [], particle: null };
}
