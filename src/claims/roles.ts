import { type Analysis, type Phrase, type Predicate, type Referent, unique } from "#mentions";
import type { Range } from "#model";
import { codesOf, spansOf } from "./context.ts";

/** What a frame is tried on: a verb with its company, or a noun that tells of an event. */
export type Site = { a: Analysis; p: Predicate | null; noun: Phrase | null; objects: Phrase[]; subject: Phrase | null; preps: Phrase[] };

/** Objects by meaning: the subject of a passive is what it is done to. */
export function siteOf(a: Analysis, p: Predicate): Site {
  const objects = p.passive && p.subject ? [p.subject, ...p.objects] : p.objects;
  return { a, p, noun: null, objects, subject: p.passive ? null : p.subject, preps: p.preps };
}

/** Phrases with a preposition that follow a noun at once and so belong to it. */
export function tailOf(a: Analysis, noun: Phrase): Phrase[] {
  const out: Phrase[] = [];
  let end = noun.to;
  for (const q of a.phrases.slice(a.phrases.indexOf(noun) + 1)) {
    if (q.from - end > 2 || a.units.slice(end, q.from).some((u) => u.is === "mark" || u.verb)) break;
    if (q.prep || q.hangs) out.push(q);
    end = q.to;
  }
  return out;
}

/** "the Hanoi summit between A and B": who stands behind "between" is all, and the rest is where. */
const between = (site: Site, noun: Phrase): boolean => tailOf(site.a, noun).some((q) => q.roles.includes("between") && q.actors.length > 0);

const owners = (phrases: readonly Phrase[]): Referent[] => phrases.flatMap((p) => p.group.flatMap((g) => g.owners));

/** "promised Moldova security guarantees": a state named straight before what it is given. */
function given(p: Phrase): Referent[] {
  const first = p.units[0];
  const bare = first?.senses.some((s) => s.is === "actor" && s.form.type === "state") && p.units[1]?.is !== "poss";
  return bare && p.units.length > 1 ? p.owners.filter((r) => r.start === first?.start) : [];
}

/** "on the border with Chile": whose border it is, not who is there. */
function beyond(a: Analysis, q: Phrase): boolean {
  const before = a.phrases[a.phrases.indexOf(q) - 1];
  return before?.head.has("airspace") === true && before.place === null && q.from - before.to <= 1 && before.prep !== null;
}

export type Found = { codes: string[]; spans: Range[] };
const NOTHING: Found = { codes: [], spans: [] };
export const fromPhrases = (ps: readonly (Phrase | null)[]): Found => ({ codes: codesOf(ps), spans: spansOf(ps) });
const fromReferents = (rs: readonly Referent[]): Found => ({
  codes: unique(rs.flatMap((r) => r.codes)),
  spans: rs.map((r): Range => [r.start, r.end]),
});
const places = (ps: readonly Phrase[]): Found => fromReferents(ps.flatMap((p) => p.group.flatMap((g) => (g.place ? [g.place] : []))));
export const joined = (...fs: Found[]): Found => ({ codes: unique(fs.flatMap((f) => f.codes)), spans: fs.flatMap((f) => f.spans) });

/** "drills planned by the navies of A and B", "exercises involving A and B", "von A geplante": who a participle beside the noun names. */
function agents(site: Site, matched: Phrase | null): Found {
  const noun = site.noun ?? matched ?? site.subject;
  if (!noun) return NOTHING;
  const beside = site.a.predicates.filter((q) => q.subject === noun && !q.finite && q !== site.p);
  const by = [...beside.flatMap((q) => (q.form === "gerund" ? [] : q.preps)), ...(noun.attribute?.phrases ?? [])];
  return joined(
    fromPhrases(by.filter((q) => q.roles.includes("by"))),
    fromPhrases(beside.flatMap((q) => (q.form === "gerund" ? q.objects : []))),
  );
}

/** "was received in Oslo at the start of a visit", "left Taiwan after a stop": where the verb beside a visit plays. */
function stopOf(site: Site): Found {
  const { p } = site;
  if (!p) return NOTHING;
  const near = places(p.preps.filter((q) => q.roles.some((r) => r === "in" || r === "to")));
  return near.codes.length > 0 ? near : p.classes.has("terminate") ? fromPhrases(p.objects) : NOTHING;
}

/** The actors that stand in one role of a site. */
export function roleOf(site: Site, role: string, matched: Phrase | null): Found {
  const prep = (name: string): Phrase[] => site.preps.filter((q) => q.roles.includes(name) && !beyond(site.a, q));
  switch (role) {
    case "subject":
      return site.subject ? fromPhrases([site.subject]) : NOTHING;
    case "subject-of":
      return site.subject ? fromReferents(owners([site.subject])) : NOTHING;
    case "object":
      return fromPhrases(site.objects);
    case "object-of":
      return matched
        ? joined(
            between(site, matched) ? NOTHING : fromReferents(owners([matched])),
            fromPhrases(
              tailOf(site.a, matched).filter((q) =>
                q.roles.some((r) => r === "with" || r === "between" || (r === "of" && !between(site, matched))),
              ),
            ),
          )
        : NOTHING;
    case "possessor":
      return matched ? fromReferents(owners([matched])) : NOTHING;
    case "owner":
      return site.noun && !between(site, site.noun) ? fromReferents(owners([site.noun])) : NOTHING;
    case "recipient": {
      const named = joined(
        fromPhrases(site.objects.filter((o) => o !== matched)),
        fromPhrases([...prep("to"), ...prep("for")]),
        places(prep("to").length > 0 ? prep("to") : site.p?.classes.has("deliver") ? prep("in") : []),
      );
      return named.codes.length > 0 || !matched ? named : fromReferents(given(matched));
    }
    case "by":
      return site.p && !site.noun && site.p.finite && !site.p.passive ? NOTHING : fromPhrases(prep("by"));
    case "agent":
      return agents(site, matched);
    case "whereabouts":
      return joined(fromPhrases(prep("to")), places(site.preps), fromPhrases(prep("in")));
    // where a person is: a state, or a seat of one, no office or paper
    case "stay":
      return places(prep("in").filter((q) => q.units.every((u) => u.is === "name")));
    case "sayer":
      return site.p?.governor?.classes.has("say") ? fromPhrases([site.p.governor.subject]) : NOTHING;
    case "destination":
      return joined(
        fromPhrases(site.objects),
        places(site.objects),
        fromPhrases([...prep("to"), ...prep("in").filter((q) => q.actors.some((r) => r.kind === "person"))]),
        places([...prep("to"), ...prep("in")]),
        site.noun?.head.has("visit") && places(site.preps).codes.length === 0 ? stopOf(site) : NOTHING,
      );
    case "destination-place":
      return places([...prep("to"), ...prep("in")]);
    case "governor-with":
      return fromPhrases((site.p?.governor?.preps ?? []).filter((q) => q.roles.includes("with")));
    case "own":
      return site.p?.passive && matched ? joined(fromPhrases([matched]), fromReferents(owners([matched]))) : NOTHING;
    case "bound":
      return fromPhrases([site.subject ?? (site.p?.passive ? site.p.subject : null)]);
    case "teller":
      return teller(site);
    case "other-state":
      return otherState(site);
    case "place":
      return places(site.preps);
    case "target":
      return joined(
        fromPhrases([...prep("against"), ...prep("to"), ...prep("in"), ...prep("of")]),
        places(site.preps),
        fromReferents(owners([...prep("to"), ...prep("in"), ...prep("of")].filter((q) => q.head.has("airspace")))),
      );
    case "fired-at":
      return joined(fromPhrases(prep("at")), places(prep("at")));
    case "planner":
      return fromReferents(owners(site.preps.filter((q) => q.head.has("intent"))));
    case "on":
    case "against":
      return joined(fromPhrases(prep(role)), places(prep(role)), fromReferents(owners(prep(role).filter((q) => q.actors.length === 0))));
    default:
      return fromPhrases(prep(role));
  }
}

/** "Tanks will go to Ukraine, Berlin said": what is to be done with no word of who does it is the plan of the one state that tells it. */
function teller(site: Site): Found {
  const g = site.p?.governor;
  if (!g?.classes.has("say") || !g.subject || (site.subject?.actors.length ?? 0) > 0) return NOTHING;
  const told = fromPhrases([g.subject]);
  const official = g.subject.actors.every((r) => r.kind !== "anonymous" && r.kind !== "outlet" && r.kind !== "expert");
  return official && told.codes.length === 1 && !roleOf(site, "recipient", null).codes.includes(told.codes[0] as string) ? told : NOTHING;
}

/** "Russia's war", where one other state is named in the sentence: that is whom it is waged on. */
function otherState(site: Site): Found {
  if (!site.noun || roleOf(site, "target", site.noun).codes.length > 0) return NOTHING;
  const own = roleOf(site, "owner", site.noun).codes;
  if (own.length !== 1) return NOTHING;
  const all = site.a.phrases
    .flatMap((q) => [...q.actors, ...q.owners])
    .filter((r) => r.kind === "state" && r.codes.length === 1 && !own.includes(r.codes[0] as string));
  return unique(all.flatMap((r) => r.codes)).length === 1 ? fromReferents(all.slice(0, 1)) : NOTHING;
}
