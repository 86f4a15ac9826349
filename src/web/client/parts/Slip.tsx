import type { Expectation } from "#model";
import { useWords } from "~/words/words.tsx";
import { When } from "./Names.tsx";

/** Days in the largest unit that says enough. */
export function useDays(): (days: number) => string {
  const { t } = useWords();
  return (days) => {
    const n = Math.abs(days);
    if (n >= 730) return t("n.years", { n: Math.round(n / 365.25) });
    return n >= 92 ? t("n.months", { n: Math.round(n / 30.44) }) : t("n.days", { n });
  };
}

/** A step that lies ahead, its date, and how far it has moved from what was first said. */
export function Slip({ expectation: e, bare }: { expectation: Expectation; bare?: boolean }) {
  const { t, label, when } = useWords();
  const days = useDays();
  const moved = e.slippedDays !== 0 && e.first && e.first !== e.expected;
  return (
    <span className="slip" data-state={e.state}>
      {!bare && label(e.stage)} <When edtf={e.expected} short />
      {e.state === "overdue" && (
        <span className="late"> {e.overdueDays > 0 ? t("slip.overdue", { days: days(e.overdueDays) }) : label("overdue")}</span>
      )}
      {moved && (
        <span className="moved" title={t("slip.first", { date: when(e.first) })}>
          {" "}
          {t(e.slippedDays > 0 ? "slip.later" : "slip.earlier", { days: days(e.slippedDays) })}
        </span>
      )}
    </span>
  );
}
