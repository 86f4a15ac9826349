import { useIsFetching } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useWords } from "~/words/words.tsx";
import { client, insist, seenState } from "./api.ts";

/** The state of the record as the server tells it, as long as the page is in view. */
function useTold(): string | null {
  const [told, setTold] = useState<string | null>(null);
  useEffect(() => {
    let events: EventSource | null = null;
    const hear = (event: Event) => {
      setTold((JSON.parse((event as MessageEvent<string>).data) as { state: string }).state);
      // what is shown stays; the next page asks anew
      void client.invalidateQueries({ refetchType: "none" });
    };
    const listen = () => {
      events?.close();
      events = null;
      if (document.visibilityState === "hidden") return;
      events = new EventSource("/api/events");
      events.addEventListener("state", (event) => JSON.parse(event.data).state !== seenState() && hear(event));
      events.addEventListener("change", hear);
    };
    listen();
    document.addEventListener("visibilitychange", listen);
    return () => {
      document.removeEventListener("visibilitychange", listen);
      events?.close();
    };
  }, []);
  return told;
}

/** milliseconds that a page has to come by what is new without being asked */
const QUIET = 1500;

/** A quiet line that says that the record has changed since the page was made, and the way to what is new. */
export function News() {
  const { t } = useWords();
  const told = useTold();
  const fetching = useIsFetching() > 0;
  const [fresh, setFresh] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const old = () => told !== null && seenState() !== "" && told !== seenState();
    if (fetching || !old()) return setFresh(false);
    const timer = setTimeout(() => setFresh(old()), QUIET);
    return () => clearTimeout(timer);
  }, [told, fetching]);
  const show = () => {
    setBusy(true);
    void insist().finally(() => setBusy(false));
  };
  return (
    <div role="status" className="news">
      {(fresh || busy) && (
        <p>
          {t("news.told")}{" "}
          <button type="button" onClick={show} disabled={busy}>
            {t(busy ? "news.asking" : "news.show")}
          </button>
        </p>
      )}
    </div>
  );
}
