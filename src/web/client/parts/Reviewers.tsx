import { useAgreementOfReviewers, useDecisions } from "~/app/reviews.ts";
import { useWords } from "~/words/words.tsx";
import { When } from "./Names.tsx";

/** Who decided what, and how far those who decide agree. */
export function Reviewers() {
  const { t, number } = useWords();
  const decisions = useDecisions().data?.items ?? [];
  const agreement = useAgreementOfReviewers().data;
  const figure = (n: number | null) => (n === null ? "" : number(n, { maximumFractionDigits: 2 }));
  if (decisions.length === 0) return null;
  return (
    <div className="two">
      <section>
        <h2>{t("review.who")}</h2>
        <ul className="plain">
          {decisions.slice(0, 12).map((d) => (
            <li key={d.id} data-void={!d.inForce || undefined}>
              <b>{t(`review.done.${d.action}`)}</b> {d.who}, <When edtf={d.at.slice(0, 10)} short />. <span className="faint">{d.why}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t("review.agreement")}</h2>
        {!agreement || agreement.reviewers.length < 2 || agreement.fields.length === 0 ? (
          <p className="empty">{t("review.few")}</p>
        ) : (
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{t("review.field")}</th>
                <th scope="col" data-number>
                  {t("review.kappa")}
                </th>
                <th scope="col" data-number>
                  n
                </th>
              </tr>
            </thead>
            <tbody>
              {agreement.fields.map((f) => (
                <tr key={f.field}>
                  <td>{f.field}</td>
                  <td data-number>{figure(f.kappa ?? f.alpha)}</td>
                  <td data-number>{f.units}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}
