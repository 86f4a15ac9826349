import { useMutation, useQuery } from "@tanstack/react-query";
import type { ClaimAnswer, Page } from "#api";
import type { Conflict, Review } from "#model";
import { useWords } from "~/words/words.tsx";
import { ask, client, insist, send } from "./api.ts";

/** A claim that awaits a decision, with the disputes in which it stands. */
export type Queued = ClaimAnswer & { confidence: number | null; conflicts: Conflict[] };
export type Decided = Review & { inForce: boolean };
export type Decision = {
  action: "accept" | "reject" | "amend" | "merge" | "split" | "undo";
  targets: string[];
  patch?: Record<string, unknown>;
  why: string;
};
export type FieldAgreement = { field: string; units: number; kappa: number | null; alpha: number | null };

/** The claims that await a decision. */
export function useQueue(order: "conflict" | "confidence") {
  const { lang } = useWords();
  return useQuery({
    queryKey: ["queue", order, lang],
    queryFn: () => ask<Page<Queued>>("reviews/queue", { order, lang, limit: 50 }),
    placeholderData: (old) => old,
  });
}

/** All decisions, the last first. */
export const useDecisions = () => useQuery({ queryKey: ["decisions"], queryFn: () => ask<Page<Decided>>("reviews", { limit: 50 }) });

/** The decisions as they were last heard of. */
export const decided = () => client.getQueryData<Page<Decided>>(["decisions"])?.items;

export const useAgreementOfReviewers = () =>
  useQuery({ queryKey: ["reviewers"], queryFn: () => ask<{ reviewers: string[]; fields: FieldAgreement[] }>("reviews/agreement") });

/** Writes a decision; what was asked of the ledger before is asked again. */
export function useDecide() {
  return useMutation({
    mutationFn: (decision: Decision) => send<Decided>("reviews", decision),
    onSuccess: insist,
  });
}
