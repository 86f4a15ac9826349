import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { useWords } from "~/words/words.tsx";

/** A time for people; what the reports were read to say exactly stands in its title. */
export function When({ edtf, short }: { edtf: string | null | undefined; short?: boolean }) {
  const { when } = useWords();
  if (!edtf) return null;
  return (
    <time className="when" dateTime={/^\d{4}(-\d\d){0,2}$/.test(edtf) ? edtf : undefined} title={edtf}>
      {when(edtf, short)}
    </time>
  );
}

/** Names of actors, each leading to its page. */
export function Actors({ codes, style = "short" }: { codes: readonly string[]; style?: "short" | "long" }) {
  const { actor } = useWords();
  return (
    <span className="actors">
      {codes.map((code, i) => (
        <Fragment key={code}>
          {i > 0 && ", "}
          <Link to="/actors/$code" params={{ code }} title={actor(code)}>
            {actor(code, style)}
          </Link>
        </Fragment>
      ))}
    </span>
  );
}

type Named = { kind?: string; type: string; name: string | null; parties: readonly string[] };

/** What a fact is called: its own name, else its type. */
export function useTitle(): (fact: Named) => string {
  const { label, t } = useWords();
  return ({ name, type }) => (name ? t("name.quoted", { name }) : capital(label(type)));
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A link to the dossier of a fact. */
export function FactLink({ id, children, item }: { id: string; children: React.ReactNode; item?: boolean }) {
  return (
    <Link to="/facts/$id" params={{ id }} {...(item ? { "data-item": "" } : {})}>
      {children}
    </Link>
  );
}

/** "3 of 5": independent sources among the reports. */
export function SourceCount({ reports, independent }: { reports: number; independent: number }) {
  const { t } = useWords();
  const said = t("sources.count", { reports: t("n.reports", { n: reports }), independent: t("n.independent", { n: independent }) });
  return (
    <span className="source-count" title={said}>
      <span aria-hidden="true">
        <b>{independent}</b>
        {reports > independent && <small>/{reports}</small>}
      </span>
      <span className="unseen">{said}</span>
    </span>
  );
}

/** The state of a commitment or an expectation, as a word with its mark. */
export function Status({ state }: { state: string | null | undefined }) {
  const { label } = useWords();
  return state ? (
    <span className="status" data-state={state}>
      {label(state)}
    </span>
  ) : null;
}

const date = String.raw`\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?`;
const dates = new RegExp(String.raw`(?:\.\.|${date})/(?:\.\.|${date})|\d{4}-\d\d(?:-\d\d)?[~?%]?`, "g");

/** A sentence of the server, with its dates as one says them and the names of those whose codes stand in it. */
export function useSentence(): (text: string, codes?: readonly string[]) => string {
  const { when, actor } = useWords();
  return (text, codes = []) => {
    const dated = text.replace(dates, (edtf) => when(edtf, true));
    return codes.length === 0 ? dated : dated.replace(new RegExp(`\\b(?:${codes.join("|")})\\b`, "g"), (code) => actor(code));
  };
}
