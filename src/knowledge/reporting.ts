import type { CompiledCalendar } from "./calendar.ts";
import { compileFurniture, type FurnitureTable } from "./furniture.ts";
import { compileOrigins, type OriginTable } from "./origins.ts";
import { compileOutlets, type Outlets } from "./outlets.ts";
import { compilePages, type PageWords } from "./pages.ts";
import { compilePublication, monthsOf, type PublicationTable } from "./publication.ts";
import type { Grammar } from "./schema.ts";

/** What the reports room must know, by language. */
export type ReportTables = {
  outlets: Outlets;
  /** by language */
  origins: Record<string, OriginTable>;
  furniture: Record<string, FurnitureTable>;
  publication: Record<string, PublicationTable>;
  /** words of the classes of pages, in whatever language */
  pages: PageWords;
  /** names of months, in small letters, to their numbers */
  months: Record<string, Record<string, number>>;
  /** by language: the small words that make up a third of any text */
  functionWords: Record<string, readonly string[]>;
};

const closed = (g: Grammar): string[] => [
  ...new Set(
    [
      ...g.determiners,
      ...g.prepositions,
      ...g.coordinators,
      ...g.be,
      ...g.bePast,
      ...g.have,
      ...g.become,
      ...Object.values(g.pronouns).flat(),
    ]
      .filter((w) => !w.includes(" "))
      .map((w) => w.toLowerCase()),
  ),
];

type Languages = Record<string, { calendar: CompiledCalendar; lexicon: { grammar: Grammar } }>;

/** Compiles the outlets and, for each language, its lines of origin, furniture and publication. */
export function compileReportTables(raw: Record<string, unknown>, languages: Languages): ReportTables {
  const codes = Object.keys(languages);
  const per = <T>(make: (code: string) => T): Record<string, T> => Object.fromEntries(codes.map((c) => [c, make(c)]));
  const at = (code: string, file: string): [unknown, string] => [
    raw[`languages/${code}/${file}`] ?? [],
    `knowledge/languages/${code}/${file}.yaml`,
  ];
  return {
    outlets: compileOutlets({
      agencies: raw["outlets/agencies"] ?? [],
      outlets: raw["outlets/outlets"] ?? [],
      writers: raw["outlets/writers"] ?? [],
    }),
    origins: per((c) => compileOrigins(...at(c, "origins"))),
    furniture: per((c) => compileFurniture(...at(c, "furniture"))),
    publication: per((c) => compilePublication(...at(c, "publication"))),
    pages: compilePages(codes.map((c) => at(c, "pages"))),
    months: per((c) => monthsOf(languages[c]!.calendar)),
    functionWords: per((c) => closed(languages[c]!.lexicon.grammar)),
  };
}
