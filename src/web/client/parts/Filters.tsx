import { useActors } from "~/app/api.ts";
import { type Search, useAddress } from "~/app/clocks.ts";
import { useWords } from "~/words/words.tsx";

type ChoiceProps = {
  name: string;
  label: string;
  options: readonly (readonly [value: string, text: string])[] /** what stands where nothing is chosen */;
  all?: string;
};

/** One filter: it stands in the address. */
export function Choice({ name, label, options, all }: ChoiceProps) {
  const { t } = useWords();
  const { search, change } = useAddress();
  return (
    <label className="choice" data-set={search[name] ? "" : undefined}>
      <span>{label}</span>
      <select value={search[name] ?? ""} onChange={(event) => change({ [name]: event.target.value || undefined })}>
        <option value="">{all ?? t("filter.all")}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A filter by codes of the ontology, in the reader's words. */
export function CodeChoice({ name, label, codes }: { name: string; label: string; codes: readonly string[] }) {
  const words = useWords();
  return <Choice name={name} label={label} options={codes.map((code) => [code, words.label(code)] as const)} />;
}

/** A filter by an actor of the ledger. */
export function PartyChoice({ name = "party" }: { name?: string }) {
  const { t } = useWords();
  return <Choice name={name} label={t("filter.party")} options={useActorOptions()} />;
}

/** The actors of the ledger by name. */
export function useActorOptions(): [string, string][] {
  const { actor, lang } = useWords();
  const { data } = useActors();
  return (data?.items ?? []).map(({ code }): [string, string] => [code, actor(code)]).sort((a, b) => a[1].localeCompare(b[1], lang));
}

/** The way back to everything. */
export function ClearFilters({ names }: { names: readonly string[] }) {
  const { t } = useWords();
  const { search, change } = useAddress();
  if (!names.some((name) => search[name])) return null;
  const cleared: Search = Object.fromEntries(names.map((name) => [name, undefined]));
  return (
    <button type="button" className="clear" onClick={() => change(cleared)}>
      {t("filter.clear")}
    </button>
  );
}
