import { chance } from "./texts.ts";

const states = ["Japan", "Australia", "Britain", "France", "Germany", "Italy", "Canada", "India", "South Korea", "the Philippines"];
const towns = ["Lisbon", "Oslo", "Vienna", "Geneva", "Dublin", "Prague", "Bern", "Athens"];
const pacts = ["defence pact", "reciprocal access agreement", "logistics agreement", "security treaty", "information security agreement"];
const idle = [
  "The harbour festival drew more visitors than last year, and the organisers plan another stage.",
  "Bakers in the old town say that flour has become dearer since spring.",
  "The museum opens its new wing with a show of river paintings.",
  "Rain fell for three days, and the paths along the lake were closed.",
];

/** Picks from a list by a hash of place and seed: the same on every machine. */
const picker =
  (n: number, seed: number) =>
  <T>(list: readonly T[], what: string): T =>
    list[Math.floor(chance(`${n} ${what}`, seed) * list.length)] as T;

const day = (n: number, seed: number, what: string): string => String(1 + Math.floor(chance(`${n} ${what}`, seed) * 28)).padStart(2, "0");

function body(n: number, seed: number): string {
  const pick = picker(n, seed);
  const [one, other] = [pick(states.slice(0, 5), "one"), pick(states.slice(5), "other")];
  const pact = pick(pacts, "pact");
  return [
    `${one} and ${other} signed a ${pact} in ${pick(towns, "town")} on Monday, officials said.`,
    pick(idle, "a"),
    `The two governments expect to ratify the ${pact} by the end of the year.`,
    `${one} will send two frigates to ${other} for a joint exercise in June ${2024 + (n % 3)}.`,
    pick(idle, "b"),
    `The prime minister of ${other} welcomed the agreement and called it a step for regional security.`,
  ].join("\n\n");
}

/** The n-th generated report as a line of JSON Lines; `share` of them speak of defence, the others of nothing of the kind. */
export function generatedLine(n: number, seed: number, share = 1): string {
  const told = chance(`${n} kind`, seed) < share;
  const pick = picker(n, seed);
  const text = told ? body(n, seed) : Array.from({ length: 8 }, (_, at) => pick(idle, `idle ${at}`)).join("\n\n");
  const published = `2024-${String(1 + (n % 12)).padStart(2, "0")}-${day(n, seed, "day")}`;
  return JSON.stringify({ doc: `made-${seed}-${n}`, text: `${text}\n\nReport number ${n}.`, lang: "en", published });
}
