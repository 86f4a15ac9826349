import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useReport } from "~/app/api.ts";
import type { Queued } from "~/app/reviews.ts";
import { useWords } from "~/words/words.tsx";
import { type Lit, MarkedText } from "./MarkedText.tsx";
import { Answer } from "./States.tsx";

/** The text beside which a claim is judged, with that claim marked and in sight. */
export function Passage({ item, lit, point }: { item: Queued; lit: Lit; point(lit: Lit): void }) {
  const { t } = useWords();
  const query = useReport(item.doc);
  const claims = useMemo(() => [item.claim], [item.claim]);
  return (
    <div className="passage">
      <p className="why">
        {t("review.context")}{" "}
        <Link to="/reports/$doc" params={{ doc: item.doc }} search={{ claim: item.claim.id } as never}>
          {item.doc}
        </Link>
      </p>
      <Answer query={query}>
        {({ text, report, passages }) => (
          <MarkedText
            text={text}
            lang={report.lang}
            claims={report.doc === item.doc ? claims : []}
            headings={passages.filter((p) => p.type === "heading")}
            lit={lit}
            selected={item.claim.id}
            point={point}
            select={() => {}}
            scrolls
          />
        )}
      </Answer>
    </div>
  );
}
