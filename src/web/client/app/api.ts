import { keepPreviousData, QueryClient, useQuery } from "@tanstack/react-query";
import type { ActorPage, ActorRow, FactPage, Overview, Page, PersonPage, ReportPage, SearchAnswer, SourceGroupAnswer } from "#api";
import type { ActivityRow, AgreementRow, AppliesRow, CommitmentRow, Network, ReportRow, SpeakerRow } from "#views";
import { useWords } from "~/words/words.tsx";
import { useClocks } from "./clocks.ts";

export type Parameters = Record<string, string | number | undefined>;

/** A refusal of the server, in its own words. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** The token that a session's writes must carry; empty where nobody has to log in. */
let token = "";
export const setToken = (next: string): void => {
  token = next;
};

/** The state of the record of which the last answer told; the ETags of one state begin alike. */
let seen = "";
export const seenState = (): string => seen;

/** So old, in seconds, an answer may be where the new one takes long: the page says then that there is something new. */
const PATIENCE = 60;
let insisting = 0;

/** Asks everything on the page again, and waits for what is new. */
export async function insist(): Promise<void> {
  insisting += 1;
  try {
    await client.invalidateQueries();
  } finally {
    insisting -= 1;
  }
}

async function refused(answer: Response): Promise<Refusal> {
  const body = (await answer.json().catch(() => null)) as { error?: { message?: string; hint?: string } } | null;
  return new Refusal(answer.status, body?.error?.message ?? answer.statusText, body?.error?.hint ?? "");
}

/** Asks the server; throws a Refusal, or a TypeError where it cannot be reached. */
export async function ask<T>(path: string, parameters: Parameters = {}, init: RequestInit = {}): Promise<T> {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const query = new URLSearchParams(pairs).toString();
  const headers: Record<string, string> = init.method || insisting > 0 ? {} : { "cache-control": `max-stale=${PATIENCE}` };
  const answer = await fetch(`/api/${path}${query ? `?${query}` : ""}`, { credentials: "same-origin", headers, ...init });
  if (!answer.ok) throw await refused(answer);
  seen = /^W\/"(\w+)\./.exec(answer.headers.get("etag") ?? "")?.[1] ?? seen;
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
}

/** Sends something to the server. */
export const send = <T>(path: string, body: unknown, method = "POST"): Promise<T> =>
  ask<T>(
    path,
    {},
    {
      method,
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...(token ? { "x-csrf-token": token } : {}) },
    },
  );

export const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: (failures, error) => !(error instanceof Refusal) && failures < 2, refetchOnWindowFocus: false },
  },
});

/** An answer on the two clocks and in the language of the reader; the one before stays until it is there. */
function useAnswer<T>(path: string | null, parameters: Parameters = {}, clocks: "both" | "known" = "both") {
  const { known, asOf } = useClocks();
  const { lang } = useWords();
  const all = { ...parameters, known, lang, ...(clocks === "both" ? { "as-of": asOf } : {}) };
  return useQuery({
    queryKey: [path, all],
    queryFn: ({ signal }) => ask<T>(path ?? "", all, { signal }),
    placeholderData: keepPreviousData,
    enabled: path !== null,
  });
}

const many = 500;
const list =
  <T>(path: string, clocks?: "known") =>
  (parameters: Parameters = {}) =>
    useAnswer<Page<T>>(path, { limit: many, ...parameters }, clocks);

export const useOverview = (since?: string) => useAnswer<Overview>("overview", { since });
export const useAgreements = list<AgreementRow>("agreements");
export const useCommitments = list<CommitmentRow>("commitments");
export const useActivities = list<ActivityRow>("activities");
export const useReports = list<ReportRow>("reports", "known");
export const useSources = list<SourceGroupAnswer>("sources", "known");
export const useActors = list<ActorRow>("actors");
export const usePeople = list<SpeakerRow>("people");
export const useNetwork = (parameters: Parameters = {}) => useAnswer<{ network: Network }>("network", parameters);
export const useFact = (id: string) => useAnswer<FactPage>(`facts/${encodeURIComponent(id)}`);
export const useReport = (doc: string) => useAnswer<ReportPage>(`reports/${encodeURIComponent(doc)}`);
export const useActor = (code: string) => useAnswer<ActorPage>(`actors/${encodeURIComponent(code)}`);
export const usePerson = (name: string) => useAnswer<PersonPage>(`people/${encodeURIComponent(name)}`);
export const useSearchAnswer = (q: string) => useAnswer<SearchAnswer>(q ? "search" : null, { q });
export const useApplies = (question: Parameters | null) =>
  useAnswer<{ items: AppliesRow[]; sentence: string | null }>(question && "applies", question ?? {});
