import type { Fact, HistoryStep } from "#model";
import type { ReportRow } from "#views";
import { quantityText } from "~/words/quantity.ts";
import { useWords } from "~/words/words.tsx";
import { useSentence, When } from "./Names.tsx";
import { Evidence } from "./Receipts.tsx";

/** The steps of a fact in the order in which they became known, each opening its words. */
export function History({ fact, reports }: { fact: Fact; reports: Record<string, ReportRow> }) {
  const { t } = useWords();
  const steps = [...fact.history].sort((a, b) => (a.knownDay ?? "9").localeCompare(b.knownDay ?? "9"));
  return (
    <div className="table-frame">
      <table className="data history">
        <thead>
          <tr>
            <th scope="col">{t("history.known")}</th>
            <th scope="col">{t("history.says")}</th>
            <th scope="col">{t("history.event")}</th>
            <th scope="col">{t("history.source")}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((s, i) => (
            <Step
              key={`${s.doc}${s.claim}`}
              step={s}
              fact={fact}
              again={i > 0 && steps[i - 1]?.knownDay === s.knownDay}
              report={reports[s.doc]}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type StepProps = { step: HistoryStep; fact: Fact; report?: ReportRow; again: boolean };

function Step({ step: s, fact, report, again }: StepProps) {
  const words = useWords();
  const { t, label } = words;
  const sentence = useSentence();
  const receipts = fact.claims.filter((c) => c.claim === s.claim && c.doc === s.doc);
  const superseded = fact.history.some((h) => h.supersedes.includes(s.claim));
  const said = s.attribution.map((a) => a.source);
  return (
    <tr data-relation={s.relation} data-superseded={superseded || undefined}>
      <td>{again ? <span className="unseen">{s.known}</span> : <When edtf={s.known} short />}</td>
      <td>
        <Evidence receipts={receipts}>
          <span className="modality" data-modality={s.modality} aria-hidden="true" />
          {label(s.stage)}
          {s.modality !== "actual" && <span className="faint">, {label(s.modality)}</span>}
          {s.quantity && `, ${quantityText(s.quantity, words)}`}
          {s.relation === "contradiction" && <span className="conflict-mark"> {t("relation.contradiction")}</span>}
          {s.relation === "confirms" && <span className="faint"> {t("relation.confirms")}</span>}
        </Evidence>
        {s.why && s.relation === "contradiction" && <p className="why">{sentence(s.why)}</p>}
      </td>
      <td>
        <When edtf={s.event} short />
        {s.deadline && (
          <>
            {" "}
            <When edtf={s.deadline} short />
          </>
        )}
      </td>
      <td className="faint">
        {report?.outlet ?? report?.origin[0]?.source ?? s.doc}
        {said.length > 0 && <> {t("history.said", { who: words.list(said) })}</>}
      </td>
    </tr>
  );
}
