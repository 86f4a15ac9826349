import { useApplies } from "~/app/api.ts";
import { useAddress } from "~/app/clocks.ts";
import { Choice, CodeChoice, useActorOptions } from "~/parts/Filters.tsx";
import { Actors, capital, FactLink, useSentence } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { Evidence } from "~/parts/Receipts.tsx";
import { Answer, Empty } from "~/parts/States.tsx";
import { domains } from "~/words/codes.ts";
import { useWords } from "~/words/words.tsx";

const questions = ["attacked", "exercise", "supplies", "information", "logistics"] as const;

/** A question about what binds, and the instruments and sentences that answer it. */
export default function Applies() {
  const { t, label } = useWords();
  const { search, change } = useAddress();
  const options = useActorOptions();
  const sentence = useSentence();
  const ask = questions.find((q) => q === search.ask) ?? "attacked";
  const attack = ask === "attacked";
  const ready = attack ? search.who : search.who && search.of;
  const parameters = !ready ? null : attack ? { attacked: search.who, domain: search.domain } : { [ask]: `${search.who}:${search.of}` };
  const query = useApplies(parameters);
  return (
    <Page name="applies">
      <div className="filters">
        <label>
          {t("applies.ask")}{" "}
          <select value={ask} onChange={(event) => change({ ask: event.target.value, domain: undefined })}>
            {questions.map((q) => (
              <option key={q} value={q}>
                {t(`applies.${q}`)}
              </option>
            ))}
          </select>
        </label>
        <Choice
          name="who"
          label={t(ask === "exercise" ? "applies.whose" : "applies.who")}
          options={options}
          all={t("applies.choose-one")}
        />
        {attack ? (
          <CodeChoice name="domain" label={t("applies.domain")} codes={domains} />
        ) : (
          <Choice
            name="of"
            label={t(ask === "exercise" ? "applies.where" : "applies.of")}
            options={options}
            all={t("applies.choose-one")}
          />
        )}
      </div>
      {parameters === null ? (
        <Empty>{t("applies.choose")}</Empty>
      ) : (
        <Answer query={query}>
          {({ items, sentence: silence }) =>
            items.length === 0 ? (
              <Empty>{silence}</Empty>
            ) : (
              <ul className="plain applying">
                {items.map((r) => (
                  <li key={r.fact + r.obligation} data-binds={r.binds}>
                    <p className="binds">{t(r.binds ? "applies.binds" : "applies.not")}</p>
                    <div>
                      <p>
                        <Actors codes={r.obliged} style="long" />: <b>{label(r.obligation)}</b>{" "}
                        {r.disputed && <span className="conflict-mark">{t("applies.disputed")}</span>}
                      </p>
                      <p>
                        <FactLink id={r.fact} item>
                          {capital(r.instrument)}
                        </FactLink>
                      </p>
                      <p className="why">
                        <Evidence receipts={r.receipts}>{sentence(r.why, r.parties)}</Evidence>
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
      )}
    </Page>
  );
}
