import type { Claim } from "#model";
import { quantityText } from "~/words/quantity.ts";
import { useWords, type Words } from "~/words/words.tsx";

/** The fields of each kind in the order in which one reads them. */
const fields: Record<Claim["kind"], string[]> = {
  agreement: ["type", "name", "parties", "stage", "modality", "time", "provisions", "instrument"],
  commitment: ["action", "actors", "beneficiaries", "object", "quantity", "modality", "deadline", "time", "undertaken"],
  activity: ["type", "name", "participants", "place", "quantity", "modality", "time"],
  statement: ["speaker", "speakerOf", "stance", "about", "modality", "time"],
};
const coded = new Set(["type", "action", "stage", "modality", "stance"]);
const people = new Set(["parties", "actors", "beneficiaries", "participants", "about", "speakerOf"]);
const dated = new Set(["time", "deadline", "undertaken"]);

/** A field of a claim in the reader's words; empty where the claim does not have it. */
export function fieldText(claim: Claim, field: string, words: Words): string {
  const value = (claim as unknown as Record<string, unknown>)[field];
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return "";
  if (coded.has(field)) return words.label(String(value));
  if (people.has(field))
    return [value]
      .flat()
      .map((code) => words.actor(String(code)))
      .join(", ");
  if (dated.has(field)) return words.when(String(value));
  if (field === "quantity") return quantityText(value as Parameters<typeof quantityText>[0], words);
  return [value].flat().join("; ");
}

type Props = { claim: Claim; lit: readonly string[]; point(field: string | null): void };

/** The fields of a claim; to point at one lights up the words it came from. */
export function Fields({ claim, lit, point }: Props) {
  const words = useWords();
  const { t } = words;
  const lines = [...fields[claim.kind], "attribution"].flatMap((field) => {
    const text = field === "attribution" ? claim.attribution.map((a) => a.source).join(", ") : fieldText(claim, field, words);
    return text ? [{ field, text }] : [];
  });
  return (
    <ul className="fields">
      {lines.map(({ field, text }) => {
        const read = (claim.from?.[field]?.length ?? 0) > 0;
        return (
          <li key={field}>
            <button
              type="button"
              data-lit={lit.includes(field) || undefined}
              data-supposed={read ? undefined : ""}
              title={read ? undefined : t("field.supposed")}
              onMouseEnter={() => point(field)}
              onMouseLeave={() => point(null)}
              onFocus={() => point(field)}
              onBlur={() => point(null)}
            >
              <span className="name">{t(`field.${field}`)}</span> <span className="value">{text}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
