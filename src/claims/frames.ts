import type { Frame } from "#knowledge";
import type { Analysis, Phrase, Predicate, Referent } from "#mentions";
import type { Modality, Range } from "#model";
import { type Context, type Draft, inClasses } from "./context.ts";
import { cueOf, modalityOf } from "./modality.ts";
import { joined, roleOf, type Site, siteOf, tailOf } from "./roles.ts";
import { attributionFor } from "./sources.ts";
import { isLimit, ownTime, timeOf } from "./when.ts";

const list = (x: string | string[] | undefined): string[] => (x === undefined ? [] : Array.isArray(x) ? x : [x]);

/** True where some owner is an organisation, or, for `state`, none is. */
function ownedBy(owned: "organisation" | "state", owners: readonly Referent[], ctx: Context): boolean {
  const some = owners.some((r) => r.codes.some((c) => ctx.knowledge.actors.get(c)?.kind !== "state"));
  return some === (owned === "organisation");
}

function matches(f: Frame, site: Site, ctx: Context): { matched: Phrase | null } | null {
  const need = (wanted: string[], among: readonly (Phrase | null)[]): Phrase | null | undefined => {
    if (wanted.length === 0) return null;
    return among.find((p): p is Phrase => p !== null && inClasses(p, wanted)) ?? undefined;
  };
  const object = need(list(f.object), site.objects);
  const any = need(list(f.any), [...site.objects, ...site.preps, site.subject]);
  const subject = need(list(f.subject), [site.subject]);
  if (object === undefined || any === undefined || subject === undefined) return null;
  if (list(f.without).length > 0 && [...site.objects, ...site.preps].some((p) => inClasses(p, list(f.without)))) return null;
  if (f.intransitive && site.objects.some((p) => p.actors.length === 0 && !p.pronoun)) return null;
  const matched = object ?? any;
  if (f.owned && !f.noun && !ownedBy(f.owned, site.subject?.actors ?? [], ctx)) return null;
  for (const role of list(f.needs)) if (roleOf(site, role, matched).codes.length === 0) return null;
  return { matched: matched ?? site.noun };
}

/** Verbs of those who ask for a promise or doubt it: it is not given. */
const DOUBTED = ["urge", "condemn", "worry"];

/** Verbs that carry a deed which their object names; the others only speak of it. */
const CARRY = ["hold", "begin", "plan", "wish", "refuse", "terminate", "suspend", "postpone", "propose", "test", "establish"];

function modalityHere(site: Site, ctx: Context, f: Frame): Modality | null {
  if (f.modality === "planned" && site.p && (site.p.negated || DOUBTED.some((c) => site.p?.classes.has(c))))
    return site.p.negated ? "negated" : null;
  if (f.modality) return f.modality as Modality;
  if (!site.p) return "actual";
  if (site.noun && f.noun && (site.p.classes.has("worry") || site.p.classes.has("threaten"))) return "possible";
  if (site.noun && (site.p.classes.has("urge") || site.p.classes.has("propose"))) return null;
  const own = modalityOf(site.p, site.a, ctx.language, ctx.published);
  // "highlighted the upcoming dialogue": the noun tells by itself that it is still to come
  const m = own === "actual" && site.noun ? (cueOf(site.a, site.noun.start, site.noun.end, ctx.language).modality ?? own) : own;
  if (f.turns) return turned(site.p, m);
  if (f.gives.kind === "commitment" && m === "actual" && !site.noun && site.p.classes.has("undertake")) return "planned";
  if (f.stands && site.noun && site.p.subject !== site.noun && !CARRY.some((c) => site.p?.classes.has(c)))
    return m === "planned" || m === "negated" ? "actual" : m;
  const planning = site.p.classes.has("plan") && !list(f.verb).every((c) => c === "plan") && !site.p.classes.has("hold");
  return planning && m === "actual" && list(f.verb).includes("plan") && (onlyPlan(site.p, f) || site.p.classes.has("undertake"))
    ? "planned"
    : m;
}
const CALLED_OFF = ["refuse", "terminate", "suspend", "postpone"];

/** "plans the purchase", "weighs a ban", "rules out sending": what the verb makes of the deed that its object names. */
function turned(p: Predicate, m: Modality | null): Modality | null {
  if (m === null) return null;
  if (CALLED_OFF.some((c) => p.classes.has(c))) return m === "negated" ? "planned" : "negated";
  if (m === "negated") return "negated";
  if (p.classes.has("plan") && !p.classes.has("wish")) return m === "possible" ? "possible" : "planned";
  if (p.classes.has("wish") || p.classes.has("propose")) return "possible";
  return m;
}
const onlyPlan = (p: Predicate, f: Frame): boolean =>
  list(f.verb)
    .filter((c) => p.classes.has(c))
    .every((c) => c === "plan");

/** Head noun phrase without its article: the object as the report writes it. */
function wording(ctx: Context, a: Analysis, p: Phrase | null): string | null {
  if (!p) return null;
  const tail = tailOf(a, p)
    .filter((q) => q.hangs || q.roles.some((r) => r === "of" || r === "about" || r === "in"))
    .slice(0, 2);
  const units = p.units.filter((u, i) => !(i === 0 && u.cats.has("det")));
  const end = tail.at(-1)?.end ?? p.end;
  return units.length > 0 ? ctx.text.slice((units[0] as { start: number }).start, end) : null;
}

function amountIn(site: Site, matched: Phrase | null): { value: number; unit: string } | null {
  const near = [matched, ...site.objects, ...site.preps].flatMap((p) => p?.units ?? []).find((u) => u.amount)?.amount ?? null;
  const inClause =
    near ??
    site.a.units.find(
      (u) => u.amount && site.p?.clause.pieces.some(([x, y]) => site.a.units.indexOf(u) >= x && site.a.units.indexOf(u) < y),
    )?.amount ??
    null;
  if (!inClause) return null;
  const { value, unit, comparator, to } = inClause;
  return { value, unit, ...(comparator ? { comparator } : {}), ...(to !== undefined ? { to } : {}) };
}

/** How a verb has its modality: by "may", as something ahead ("would", "to", a gerund), or told as done. */
function manner(p: Predicate | null, modality: Modality): string {
  if (modality === "possible" && p?.modal === "may") return "may";
  return p?.modal || p?.form === "to" || p?.form === "gerund" ? "ahead" : "done";
}

function draft(f: Frame, site: Site, matched: Phrase | null, ctx: Context): Draft | null {
  let actors = joined(...f.actors.map((r) => roleOf(site, r, matched)));
  if (f.also.length > 0) actors = joined(actors, ...f.also.map((r) => roleOf(site, r, matched)));
  if (actors.codes.length === 0 && f.gives.kind === "commitment")
    actors = ["planner", "own", "teller"].map((r) => roleOf(site, r, matched)).find((r) => r.codes.length > 0) ?? actors;
  if (actors.codes.length < f.least || actors.codes.length > f.most) return null;
  const modality = modalityHere(site, ctx, f);
  if (modality === null) return null;
  if (f.dated !== undefined && f.dated !== (modality === "actual" || modality === "negated" || timeOf(site.a, site.p) !== null))
    return null;
  if (f.only.length > 0 && !f.only.includes(modality) && !f.only.includes(`${modality}-${manner(site.p, modality)}`)) return null;
  const gives = { ...f.gives, ...(f.gives.when?.[modality] ?? {}) } as Frame["gives"];
  const when = f.undated ? null : ((f.gives.kind === "activity" ? ownTime(site.a, matched) : null) ?? timeOf(site.a, site.p));
  const beneficiaries = joined(...f.beneficiaries.map((r) => roleOf(site, r, matched)));
  const fields = fieldsOf(
    gives,
    actors.codes,
    beneficiaries.codes.filter((c) => !actors.codes.includes(c)),
    { site, matched, ctx, limit: isLimit(when) ? (when?.edtf ?? null) : null },
  );
  const { sentence } = site.a;
  return {
    kind: gives.kind,
    fields,
    start: sentence.start,
    end: sentence.end,
    modality,
    time: when?.edtf ?? null,
    attribution: attributionFor(site.a, site.p, ctx, actors.codes),
    rule: f.frame,
    confidence: f.confidence,
    at: site.p?.at ?? site.noun?.from ?? 0,
    from: {
      actors: actors.spans,
      ...(matched ? { object: [[matched.start, matched.end] as Range] } : {}),
      ...(when ? { time: [[when.start, when.end] as Range] } : {}),
      ...(site.p ? { predicate: [[site.a.units[site.p.at]?.start ?? 0, site.a.units[site.p.at]?.end ?? 0] as Range] } : {}),
    },
  };
}

/** A frame that counts each state by itself gives a claim for each. */
function apart(f: Frame, site: Site, made: Draft): Draft[] {
  const each = f.each ? roleOf(site, f.each, null).codes : [];
  if (each.length < 2) return [made];
  const key = made.kind === "activity" ? "participants" : "actors";
  const base = (made.fields[key] as string[]).filter((c) => !each.includes(c));
  return each.map((code) => ({ ...made, fields: { ...made.fields, [key]: [...base, code] } }));
}

type Parts = { site: Site; matched: Phrase | null; ctx: Context; limit: string | null };
function fieldsOf(
  gives: Frame["gives"],
  actors: string[],
  beneficiaries: string[],
  { site, matched, ctx, limit }: Parts,
): Record<string, unknown> {
  if (gives.kind === "agreement") return { type: gives.type, name: null, parties: actors, stage: gives.stage, instrument: null };
  if (gives.kind === "commitment")
    return {
      action: gives.action,
      actors,
      beneficiaries,
      object: wording(ctx, site.a, matched),
      quantity: amountIn(site, matched),
      deadline: limit,
    };
  const place = site.preps.flatMap((q) => q.group.flatMap((g) => (g.place ? [g.place.name] : [])))[0] ?? null;
  return {
    type: gives.type,
    participants: actors,
    name:
      matched?.units.some((u) => u.is === "word" && /^\p{Lu}/u.test(u.text)) && ctx.language.grammar.nounCapitals === false
        ? wording(ctx, site.a, matched)
        : null,
    place,
  };
}

/** Of what one verb gives, the surest of each sort: a promise or a joint undertaking, and an event. */
function surest(drafts: readonly Draft[]): Draft[] {
  const out: Draft[] = [];
  for (const d of drafts) {
    const sort = (x: Draft): string => (x.kind === "activity" ? "activity" : "promise");
    const rival = out.find((o) => o.at === d.at && o.rule !== d.rule && sort(o) === sort(d));
    if (!rival) out.push(d);
    else if (d.confidence > rival.confidence) out.splice(0, out.length, ...out.filter((o) => !(o.at === d.at && sort(o) === sort(d))), d);
  }
  return out;
}

/** True where some verb above has one of the classes: "discussed ways to deepen". */
function under(p: Predicate, classes: readonly string[]): boolean {
  for (let g = p.governor, n = 0; g && n < 5; g = g.governor, n++) if (classes.some((c) => g?.classes.has(c))) return true;
  return false;
}

/** True where a noun, or what stands behind it, has one of the classes: "the purchase of tanks". */
const tailed = (site: Site, noun: Phrase, classes: readonly string[]): boolean =>
  classes.some((c) => noun.classes.has(c)) || site.preps.concat(noun.of).some((q) => inClasses(q, classes));

type Index = Map<string, { at: number; frame: Frame }[]>;
const indices = new WeakMap<readonly Frame[], { byVerb: Index; byNoun: Index }>();

/** The frames by the classes of verbs and nouns that carry them; made once. */
function indexOf(frames: readonly Frame[]): { byVerb: Index; byNoun: Index } {
  let found = indices.get(frames);
  if (found) return found;
  found = { byVerb: new Map(), byNoun: new Map() };
  frames.forEach((frame, at) => {
    for (const c of list(frame.verb)) found?.byVerb.set(c, [...(found.byVerb.get(c) ?? []), { at, frame }]);
    for (const c of list(frame.noun)) found?.byNoun.set(c, [...(found.byNoun.get(c) ?? []), { at, frame }]);
  });
  indices.set(frames, found);
  return found;
}

/** The frames of any of the classes, each once, in the order of the ontology. */
function framesFor(index: Index, classes: ReadonlySet<string>): Frame[] {
  const out: { at: number; frame: Frame }[] = [];
  for (const c of classes) for (const e of index.get(c) ?? []) if (!out.some((o) => o.at === e.at)) out.push(e);
  return out.sort((x, y) => x.at - y.at).map((e) => e.frame);
}

/** The verb that a noun goes along with: it is its subject or object; a meeting or visit also stands beside one ("signed during a visit"). */
function verbOf(a: Analysis, noun: Phrase, f: Frame): Predicate | null {
  const all = a.predicates.filter((q) => q.subject === noun || q.objects.includes(noun));
  const carrying = all.find((q) => q.finite) ?? all[0];
  if (carrying || !list(f.noun).some((c) => c === "meeting" || c === "visit")) return carrying ?? null;
  const root = noun.hangs ? a.phrases.findLast((q) => !q.hangs && q.from < noun.from) : noun;
  return a.predicates.find((q) => q.preps.includes(noun) || (root !== undefined && q.preps.includes(root))) ?? null;
}

/** What a noun that tells of an event states by itself. */
function byItsNoun(f: Frame, noun: Phrase, a: Analysis, ctx: Context): Draft[] {
  const p = verbOf(a, noun, f);
  const guest = p?.subject && (!p.passive || (noun.head.has("visit") && inClasses(p.subject, ["person"])));
  const site: Site = { a, p, noun, objects: [], subject: guest && p.subject !== noun ? p.subject : null, preps: tailOf(a, noun) };
  if (list(f.needs).some((role) => roleOf(site, role, noun).codes.length === 0)) return [];
  if (f.owned && !ownedBy(f.owned, noun.owners, ctx)) return [];
  const beside = p !== null && !p.objects.includes(noun) && noun.owners.length === 0;
  if (f.subject && !(beside && site.subject && inClasses(site.subject, list(f.subject)))) return [];
  if (f.tail && !tailed(site, noun, list(f.tail))) return [];
  if (f.unlessVerb && list(f.unlessVerb).some((c) => p?.classes.has(c))) return [];
  const made = draft(f, site, noun, ctx);
  return made ? apart(f, site, made) : [];
}

/** Commitments and activities of one sentence: every frame of the ontology is tried on every predicate and event noun. */
export function framedClaims(a: Analysis, ctx: Context): Draft[] {
  const { byVerb, byNoun } = indexOf(ctx.knowledge.compiled.frames);
  const out: Draft[] = [];
  for (const p of a.predicates) {
    const mine = framesFor(byVerb, p.classes);
    if (mine.length === 0) continue;
    const site = siteOf(a, p);
    for (const f of mine) {
      if (f.unlessVerb && list(f.unlessVerb).some((c) => p.classes.has(c))) continue;
      if (f.notUnder && under(p, list(f.notUnder))) continue;
      if (f.around && !a.phrases.some((q) => inClasses(q, list(f.around)))) continue;
      if (f.governor && !list(f.governor).some((c) => p.governor?.classes.has(c))) continue;
      const hit = matches(f, site, ctx);
      if (f.tail && hit?.matched && !tailed({ ...site, preps: tailOf(a, hit.matched) }, hit.matched, list(f.tail))) continue;
      const made = hit ? draft(f, site, hit.matched, ctx) : null;
      if (made) out.push(...apart(f, site, made));
    }
  }
  for (const noun of a.phrases) for (const f of framesFor(byNoun, noun.head)) out.push(...byItsNoun(f, noun, a, ctx));
  return surest(out);
}
