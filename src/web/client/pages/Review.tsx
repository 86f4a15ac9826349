import { useRef, useState } from "react";
import { Refusal } from "~/app/api.ts";
import { useAddress } from "~/app/clocks.ts";
import { useKeys } from "~/app/keys.tsx";
import type { Decided, Decision, Queued } from "~/app/reviews.ts";
import { decided, useDecide, useQueue } from "~/app/reviews.ts";
import { mayReview, useSession } from "~/app/session.tsx";
import { ConflictCard } from "~/parts/Conflict.tsx";
import { Amending, Merging } from "~/parts/Deciding.tsx";
import { Fields } from "~/parts/Fields.tsx";
import type { Lit } from "~/parts/MarkedText.tsx";
import { FactLink } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { Passage } from "~/parts/Passage.tsx";
import { Reviewers } from "~/parts/Reviewers.tsx";
import { Answer, Empty } from "~/parts/States.tsx";
import { Tabs } from "~/parts/Tabs.tsx";
import { useWords } from "~/words/words.tsx";

/** The claims that await a decision, one after the other, each beside its text. */
export default function Review() {
  const { t } = useWords();
  const { search } = useAddress();
  const query = useQueue(search.order === "confidence" ? "confidence" : "conflict");
  return (
    <Page name="review">
      <div className="filters">
        <Tabs
          name="order"
          label={t("review.order")}
          options={[
            ["conflict", t("review.by-conflict")],
            ["confidence", t("review.by-confidence")],
          ]}
        />
        {query.data && <span className="faint">{t("review.left", { n: query.data.total })}</span>}
      </div>
      <Answer query={query}>{({ items }) => <Desk list={items} />}</Answer>
      <Reviewers />
    </Page>
  );
}

/** The last decision in force of the one who reviews. */
const lastOf = (decisions: readonly Decided[] | undefined, who: string | undefined) =>
  decisions?.find((d) => d.inForce && d.action !== "revoke" && d.who === who);

function Desk({ list }: { list: readonly Queued[] }) {
  const { t } = useWords();
  const session = useSession().data;
  const decide = useDecide();
  const running = useRef<Promise<void> | null>(null);
  const [at, setAt] = useState(0);
  // which form is open, and for which claim: the next claim begins without one
  const [opened, setForm] = useState<{ form: "amend" | "merge"; of: string } | null>(null);
  const [said, setSaid] = useState("");
  const item = list[Math.min(at, list.length - 1)];
  const form = opened && opened.of === item?.claim.id ? opened.form : null;
  const may = mayReview(session);
  const run = (decision: Decision, gloss: string) => {
    if (!may || running.current) return;
    const written = ({ action }: Decided) => {
      setForm(null);
      setSaid(t("review.said", { what: t(`review.done.${action}`), gloss }));
    };
    const failed = (error: unknown) =>
      setSaid(error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join("; ") : t("failure.unreached"));
    running.current = decide
      .mutateAsync(decision)
      .then(written, failed)
      .finally(() => (running.current = null));
  };
  const simple = (action: "accept" | "reject" | "split") => () =>
    item && run({ action, targets: [item.claim.id], why: t(`review.done.${action}`) }, item.gloss);
  const undo = async () => {
    // a key pressed while a decision is being written means that decision
    await running.current;
    const last = lastOf(decided(), session?.user?.name);
    if (last) run({ action: "undo", targets: [last.id], why: t("review.undo") }, t("review.undone"));
    else setSaid(t("review.nothing-undone"));
  };
  const go = (by: 1 | -1) => () => setAt(Math.max(0, Math.min(list.length - 1, at + by)));
  useKeys({
    a: () => void simple("accept")(),
    x: () => void simple("reject")(),
    s: () => void simple("split")(),
    e: () => may && item && setForm({ form: "amend", of: item.claim.id }),
    m: () => may && item && setForm({ form: "merge", of: item.claim.id }),
    u: () => void undo(),
    n: go(1),
    p: go(-1),
  });
  const buttons = [
    ["accept", "a", simple("accept")],
    ["reject", "x", simple("reject")],
    ["amend", "e", () => item && setForm({ form: "amend", of: item.claim.id })],
    ["merge", "m", () => item && setForm({ form: "merge", of: item.claim.id })],
    ["split", "s", simple("split")],
    ["undo", "u", () => void undo()],
  ] as const;
  return (
    <>
      {!may && session && <p className="notice">{t("review.reader")}</p>}
      <div className="deeds" aria-busy={decide.isPending}>
        {buttons.map(([name, key, deed]) => (
          <button key={name} type="button" className="do" disabled={!may || (!item && name !== "undo")} onClick={deed}>
            {t(`review.${name}`)} <kbd>{key}</kbd>
          </button>
        ))}
        <span className="turning">
          <button type="button" onClick={go(-1)} disabled={at === 0}>
            {t("review.previous")} <kbd>p</kbd>
          </button>
          <button type="button" onClick={go(1)} disabled={at >= list.length - 1}>
            {t("review.next")} <kbd>n</kbd>
          </button>
        </span>
      </div>
      <p role="status" className="said">
        {said}
      </p>
      {!item ? (
        <Empty>{t("review.none")}</Empty>
      ) : (
        <>
          {form === "amend" && <Amending key={`amend ${item.claim.id}`} item={item} save={run} cancel={() => setForm(null)} />}
          {form === "merge" && <Merging key={`merge ${item.claim.id}`} item={item} save={run} cancel={() => setForm(null)} />}
          <Item key={item.claim.id} item={item} />
        </>
      )}
    </>
  );
}

function Item({ item }: { item: Queued }) {
  const { t, label } = useWords();
  const [lit, point] = useState<Lit>(null);
  const { claim } = item;
  return (
    <div className="reading reviewing">
      <Passage item={item} lit={lit} point={point} />
      <section aria-label={t(`kind.${claim.kind}`)} data-kind={claim.kind}>
        <p className="kicker">
          {t(`kind.${claim.kind}`)}, {label(claim.modality)}
          {item.confidence !== null && `, ${t("report.confidence", { n: Math.round(item.confidence * 100) })}`}
        </p>
        <p className="sentence">{item.gloss}</p>
        <Fields
          claim={claim}
          lit={lit?.claim === claim.id ? lit.fields : []}
          point={(field) => point(field ? { claim: claim.id, fields: [field] } : null)}
        />
        <p className="why">
          {item.facts.map((id) => (
            <FactLink key={id} id={id}>
              {t("report.fact")}
            </FactLink>
          ))}{" "}
          {claim.rule}
        </p>
        {item.conflicts.map((c) => (
          <ConflictCard key={c.id} conflict={c} />
        ))}
      </section>
    </div>
  );
}
