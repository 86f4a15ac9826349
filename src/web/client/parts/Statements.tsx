import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { StatementRow } from "#views";
import { useWords } from "~/words/words.tsx";
import { Actors, capital, When } from "./Names.tsx";
import { Evidence } from "./Receipts.tsx";

/** Who takes which position on whom, in which words, and by whose hand the words come. */
export function Statements({ rows }: { rows: readonly StatementRow[] }) {
  const { t } = useWords();
  return (
    <ul className="plain statements">
      {rows.map((r) => (
        <li key={r.doc + r.claim}>
          <span className="faint">
            <When edtf={r.time ?? r.known} short />
          </span>
          <div>
            <Evidence receipts={[r]}>
              {r.speaker ? (
                <Link to="/people/$name" params={{ name: r.speaker }} data-item="">
                  {capital(r.speaker)}
                </Link>
              ) : (
                <Actors codes={r.speakerOf} />
              )}
              {r.speaker && r.speakerOf.length > 0 && (
                <span className="faint">
                  {" "}
                  (<Actors codes={r.speakerOf} />)
                </span>
              )}{" "}
              {t(`stance-said.${r.stance}`)}
              {r.about.length > 0 && (
                <Fragment>
                  : <Actors codes={r.about} />
                </Fragment>
              )}
            </Evidence>
            <p className="why">
              {capital(r.why)}
              {r.chain.length > 0 && ` (${r.chain.join(" > ")})`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
