import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { ClaimList } from "~/parts/ClaimList.tsx";
import { type Lit, MarkedText } from "~/parts/MarkedText.tsx";
import { Page } from "~/parts/Page.tsx";
import { Empty, Failure } from "~/parts/States.tsx";
import { useWords } from "~/words/words.tsx";
import type { Asked, Told } from "~/worker/read.ts";

type Result = Extract<Told, { what: "read" }>;
type State =
  | { at: "asking" }
  | { at: "loading" | "reading"; text: string }
  | { at: "failed" }
  | { at: "read"; text: string; result: Result };

/** Reads a pasted text in the browser, in a worker of its own; nothing is sent. */
export default function Try() {
  const { lang } = useWords();
  const [state, setState] = useState<State>({ at: "asking" });
  const [draft, setDraft] = useState({ text: "", published: "", lang: "" });
  const worker = useRef<Worker | null>(null);
  useEffect(() => () => worker.current?.terminate(), []);
  const start = (event: FormEvent) => {
    event.preventDefault();
    const { text } = draft;
    worker.current ??= new Worker(new URL("../worker/read.ts", import.meta.url), { type: "module" });
    worker.current.onmessage = ({ data }: MessageEvent<Told>) =>
      setState(
        data.what === "read" ? { at: "read", text, result: data } : data.what === "loaded" ? { at: "reading", text } : { at: "failed" },
      );
    worker.current.onerror = () => setState({ at: "failed" });
    setState({ at: "loading", text });
    worker.current.postMessage({ text, published: draft.published || null, lang: draft.lang || null, reader: lang } satisfies Asked);
  };
  return (
    <Page name="try">
      {state.at === "read" ? (
        <Shown text={state.text} result={state.result} back={() => setState({ at: "asking" })} />
      ) : (
        <Form draft={draft} setDraft={setDraft} start={start} state={state.at} />
      )}
    </Page>
  );
}

type Draft = { text: string; published: string; lang: string };
type FormProps = { draft: Draft; setDraft(draft: Draft): void; start(event: FormEvent): void; state: State["at"] };

function Form({ draft, setDraft, start, state }: FormProps) {
  const { t } = useWords();
  const busy = state === "loading" || state === "reading";
  return (
    <form className="pasting" onSubmit={start}>
      <label>
        {t("try.text")}
        <textarea required rows={14} value={draft.text} onChange={(event) => setDraft({ ...draft, text: event.target.value })} />
      </label>
      <div className="filters">
        <label>
          {t("try.published")}{" "}
          <input type="date" value={draft.published} onChange={(event) => setDraft({ ...draft, published: event.target.value })} />
        </label>
        <label>
          {t("try.language")}{" "}
          <select value={draft.lang} onChange={(event) => setDraft({ ...draft, lang: event.target.value })}>
            <option value="">{t("try.found")}</option>
            <option value="en">{t("lang.en")}</option>
            <option value="de">{t("lang.de")}</option>
          </select>
        </label>
        <button type="submit" className="main" disabled={busy}>
          {t("try.read")}
        </button>
        <button type="button" className="clear" onClick={() => setDraft({ text: t("try.example"), published: "2023-01-12", lang: "" })}>
          {t("try.sample")}
        </button>
        <span role="status">{busy && t(`try.${state}`)}</span>
      </div>
      {state === "failed" && <Failure error={null} />}
    </form>
  );
}

function Shown({ text, result, back }: { text: string; result: Result; back(): void }) {
  const { t, number } = useWords();
  const [lit, point] = useState<Lit>(null);
  const [selected, choose] = useState<string | null>(null);
  const select = (id: string) => choose(id === selected ? null : id);
  const list = useMemo(() => result.claims.map((c) => ({ ...c, facts: [] })).sort((a, b) => a.claim.start - b.claim.start), [result]);
  const claims = useMemo(() => list.map((c) => c.claim), [list]);
  return (
    <>
      <p className="filters">
        <button type="button" className="do" onClick={back}>
          {t("try.edit")}
        </button>
        <span className="faint">
          {t("try.took", { ms: number(result.ms) })}. {t("try.sent")}
        </span>
      </p>
      {result.notices.map((n) => (
        <p key={n.rule + n.reason} className="notice">
          {n.reason}
        </p>
      ))}
      <div className="reading">
        <MarkedText
          text={text}
          lang={result.lang}
          claims={claims}
          headings={[]}
          lit={lit}
          selected={selected}
          point={point}
          select={select}
        />
        <aside aria-label={t("report.claims")}>
          <h2>{t("n.claims", { n: list.length })}</h2>
          {list.length === 0 ? (
            <Empty>{t("try.empty")}</Empty>
          ) : (
            <ClaimList list={list} lit={lit} selected={selected} point={point} select={select} />
          )}
        </aside>
      </div>
    </>
  );
}
