import { useEffect, useRef } from "react";
import type { Claim } from "#model";
import { useWords } from "~/words/words.tsx";
import { Fields } from "./Fields.tsx";
import type { Lit } from "./MarkedText.tsx";
import { FactLink } from "./Names.tsx";

export type Listed = { claim: Claim; gloss: string; facts: readonly string[]; counts?: boolean };

type Props = { list: readonly Listed[]; lit: Lit; selected: string | null; point(lit: Lit): void; select(claim: string): void };

/** The claims of a report in the order of its text: a sentence each, and the fields of the one that is open. */
export function ClaimList({ list, lit, selected, point, select }: Props) {
  const { t } = useWords();
  const box = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const open = selected && box.current?.querySelector<HTMLElement>("[data-open]");
    if (open && box.current) box.current.scrollTop = Math.max(0, open.offsetTop - box.current.offsetTop - 60);
  }, [selected]);
  return (
    <ol className="claims" ref={box}>
      {list.map((item) => {
        const { claim, gloss } = item;
        const open = selected === claim.id;
        return (
          <li key={claim.id} data-kind={claim.kind} data-open={open || undefined} data-lit={lit?.claim === claim.id || undefined}>
            <button
              type="button"
              className="gloss"
              data-item=""
              aria-expanded={open}
              onClick={() => select(claim.id)}
              onMouseEnter={() => point({ claim: claim.id, fields: [] })}
              onMouseLeave={() => point(null)}
            >
              {gloss}
              {item.counts === false && <span className="faint"> {t("report.rejected")}</span>}
            </button>
            {open && (
              <>
                <Fields
                  claim={claim}
                  lit={lit?.claim === claim.id ? lit.fields : []}
                  point={(field) => point(field ? { claim: claim.id, fields: [field] } : null)}
                />
                <p className="origin">
                  {item.facts.map((id) => (
                    <FactLink key={id} id={id}>
                      {t("report.fact")}
                    </FactLink>
                  ))}
                  {claim.confidence !== undefined && (
                    <span className="faint" title={claim.rule}>
                      {t("report.confidence", { n: Math.round(claim.confidence * 100) })}
                    </span>
                  )}
                </p>
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}
