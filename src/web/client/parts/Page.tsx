import { type ReactNode, useEffect } from "react";
import { useClocks } from "~/app/clocks.ts";
import { useWords } from "~/words/words.tsx";

/** A page with its headline; the name leads to its words in the catalogue. */
export function Page({
  name,
  title,
  kicker,
  children,
  aside,
}: {
  name: string;
  title?: string;
  kicker?: ReactNode;
  children: ReactNode;
  aside?: ReactNode;
}) {
  const { t, when } = useWords();
  const { known, asOf } = useClocks();
  const headline = title ?? t(`${name}.title`);
  useEffect(() => {
    document.title = `${headline} – Foedera`;
  }, [headline]);
  return (
    <article className={`page ${name}`}>
      <header className="head">
        {kicker && <p className="kicker">{kicker}</p>}
        <h1>{headline}</h1>
        {!title && <p className="standfirst">{t(`${name}.standfirst`)}</p>}
        {aside}
        {(known || asOf) && (
          <p className="print-clocks">
            {known && t("clocks.said.known", { date: when(known) })} {asOf && t("clocks.said.as-of", { date: when(asOf) })}
          </p>
        )}
      </header>
      {children}
    </article>
  );
}
