import { Link } from "@tanstack/react-router";
import { type ReactNode, useId, useState } from "react";
import type { Receipt } from "#model";
import { useWords } from "~/words/words.tsx";

/** Words of a report, leading to their place in it. */
export function Quote({ receipt }: { receipt: Receipt }) {
  const { t } = useWords();
  return (
    <blockquote className="quote">
      <p>{receipt.quote.replace(/\s+/g, " ").trim()}</p>
      <footer>
        <Link to="/reports/$doc" params={{ doc: receipt.doc }} search={{ claim: receipt.claim } as never} title={t("receipt.open")}>
          {receipt.doc}
        </Link>
      </footer>
    </blockquote>
  );
}

/** The beginning of a sentence, where all of it would be too much. */
export function clipped(quote: string): string {
  const text = quote.replace(/\s+/g, " ").trim();
  return text.length <= 110 ? text : `${text.slice(0, text.lastIndexOf(" ", 105))} …`;
}

/** A line that opens the words it rests on. */
export function Evidence({ receipts, children }: { receipts: readonly Receipt[]; children?: ReactNode }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const id = useId();
  const unique = receipts.filter((r, i) => receipts.findIndex((o) => o.claim === r.claim && o.doc === r.doc) === i);
  if (unique.length === 0) return children;
  return (
    <>
      {children}{" "}
      <button type="button" className="opens" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {t("receipt.words", { n: unique.length })}
      </button>
      <div id={id} hidden={!open} className="quotes">
        {open && unique.map((r) => <Quote key={`${r.doc}${r.claim}`} receipt={r} />)}
      </div>
    </>
  );
}
