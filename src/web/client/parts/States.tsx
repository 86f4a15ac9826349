import type { ReactNode } from "react";
import { Refusal } from "~/app/api.ts";
import { useWords } from "~/words/words.tsx";

/** While an answer is on its way. It shows only after a moment, so that quick answers do not flicker. */
export function Loading() {
  const { t } = useWords();
  return (
    <div className="loading" role="status">
      <span className="unseen">{t("state.loading")}</span>
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}

/** What went wrong, in one sentence, and what to do. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useWords();
  const known = error instanceof Refusal;
  return (
    <div className="failure" role="alert">
      <h2>{t(known && error.status === 404 ? "failure.absent" : "failure.title")}</h2>
      <p>{known ? `${error.message}.` : t(error instanceof TypeError ? "failure.unreached" : "failure.broken")}</p>
      {known && error.hint && <p>{error.hint}.</p>}
      {retry && (
        <button type="button" onClick={retry}>
          {t("failure.again")}
        </button>
      )}
    </div>
  );
}

/** Nothing to show, and why. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

type Query<T> = { data: T | undefined; error: unknown; isPending: boolean; isPlaceholderData: boolean; refetch(): unknown };

/** Shows an answer, or the state it is in. An older answer stays, paler, while a new one is on its way. */
export function Answer<T>({ query, children }: { query: Query<T>; children: (data: T) => ReactNode }) {
  if (query.data === undefined) {
    if (query.error) return <Failure error={query.error} retry={() => query.refetch()} />;
    return <Loading />;
  }
  return (
    <div className="answer" aria-busy={query.isPlaceholderData}>
      {query.error ? <Failure error={query.error} retry={() => query.refetch()} /> : null}
      {children(query.data)}
    </div>
  );
}
