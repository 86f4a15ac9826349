import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Claim } from "#model";
import type { Decision, Queued } from "~/app/reviews.ts";
import { actions, activityTypes, instrumentTypes, modalities, stages, stances } from "~/words/codes.ts";
import { useWords } from "~/words/words.tsx";

type Props = { item: Queued; save(decision: Decision, gloss: string): void; cancel(): void };
type Way = "code" | "text" | "codes";

/** The fields of each kind that can be amended here, and how they are written. */
const fields: Record<Claim["kind"], Record<string, readonly string[] | Way>> = {
  agreement: { type: instrumentTypes, stage: stages, modality: modalities, parties: "codes", name: "text", time: "text" },
  commitment: { action: actions, modality: modalities, actors: "codes", beneficiaries: "codes", object: "text", deadline: "text" },
  activity: { type: activityTypes, modality: modalities, participants: "codes", place: "text", name: "text", time: "text" },
  statement: { stance: stances, modality: modalities, speaker: "text", about: "codes", time: "text" },
};

const written = (value: unknown) => [value ?? ""].flat().join(" ");
const readBack = (text: string, way: readonly string[] | Way): unknown =>
  way === "codes"
    ? text
        .toUpperCase()
        .split(/[\s,]+/)
        .filter(Boolean)
    : text.trim() || null;

function useFirst() {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("input,select")?.focus(), []);
  return form;
}

/** Changes single fields of a claim; what is left as it was is not touched. */
export function Amending({ item, save, cancel }: Props) {
  const { t, label } = useWords();
  const form = useFirst();
  const claim = item.claim as unknown as Record<string, unknown>;
  const [patch, setPatch] = useState<Record<string, string>>({});
  const own = fields[item.claim.kind];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const why = String(new FormData(event.currentTarget as HTMLFormElement).get("why") ?? "");
    const changed = Object.entries(patch).filter(([name, text]) => text !== written(claim[name]));
    if (changed.length === 0) return cancel();
    const values = Object.fromEntries(changed.map(([name, text]) => [name, readBack(text, own[name] ?? "text")]));
    save({ action: "amend", targets: [item.claim.id], patch: values, why }, item.gloss);
  };
  return (
    <form className="deciding" ref={form} onSubmit={submit} onKeyDown={(event) => event.key === "Escape" && cancel()}>
      {Object.entries(own).map(([name, way]) => {
        const value = patch[name] ?? written(claim[name]);
        const set = (text: string) => setPatch({ ...patch, [name]: text });
        return (
          <label key={name} htmlFor={`amend-${name}`}>
            {t(`field.${name}`)}
            {typeof way === "string" ? (
              <input id={`amend-${name}`} value={value} onChange={(event) => set(event.target.value)} />
            ) : (
              <select id={`amend-${name}`} value={value} onChange={(event) => set(event.target.value)}>
                {way.map((code) => (
                  <option key={code} value={code}>
                    {label(code)}
                  </option>
                ))}
              </select>
            )}
          </label>
        );
      })}
      <Ending cancel={cancel} />
    </form>
  );
}

/** Says that a claim and another one, or a dossier, are about one thing. */
export function Merging({ item, save, cancel }: Props) {
  const { t } = useWords();
  const form = useFirst();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    save({ action: "merge", targets: [item.claim.id, String(data.get("with")).trim()], why: String(data.get("why")) }, item.gloss);
  };
  return (
    <form className="deciding" ref={form} onSubmit={submit} onKeyDown={(event) => event.key === "Escape" && cancel()}>
      <label>
        {t("review.with")} <input name="with" required />
      </label>
      <Ending cancel={cancel} />
    </form>
  );
}

function Ending({ cancel }: { cancel(): void }) {
  const { t } = useWords();
  return (
    <>
      <label className="reason">
        {t("review.why")} <input name="why" required />
      </label>
      <button type="submit" className="main">
        {t("review.save")}
      </button>
      <button type="button" className="do" onClick={cancel}>
        {t("review.cancel")}
      </button>
    </>
  );
}
