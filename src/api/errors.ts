import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { z } from "zod";
import type { Failure } from "./schema.ts";

/** A request that is refused: HTTP status, a code for programs, one sentence, and what to do. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly hint: string;
  readonly headers: Record<string, string>;

  constructor(status: ContentfulStatusCode, code: string, message: string, hint: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.headers = headers;
  }
}

export const wrongCall = (message: string, hint: string): ApiError => new ApiError(400, "wrong-call", message, hint);
export const absent = (message: string, hint = "the lists of the API give the ids that there are"): ApiError =>
  new ApiError(404, "not-found", message, hint);

const body = (code: string, message: string, hint: string): Failure => ({ error: { code, message, hint } });

/** The answer to a request that was refused or failed; what went wrong inside is told to `report` and not to the caller. */
export function failed(error: unknown, c: Context, report: (error: unknown) => void): Response {
  if (error instanceof ApiError) {
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
    return c.json(body(error.code, error.message, error.hint), error.status);
  }
  if (error instanceof HTTPException)
    return c.json(body("wrong-call", error.message || "the request cannot be read", "see /api"), error.status);
  report(error);
  if ((error as Error)?.name === "LedgerError")
    return c.json(body("ledger", "the ledger cannot be asked now", "try again in a moment; the log of the server says why"), 503);
  return c.json(body("internal", "the server could not answer this", "try again; the log of the server says what happened"), 500);
}

/** What is wrong with the parameters or body of a request, from the first thing that the schema refuses. */
export function refused(error: z.ZodError): ApiError {
  const issue = error.issues[0];
  const at = issue?.path.join(".") ?? "";
  if (issue?.code === "unrecognized_keys")
    return wrongCall(`there is no parameter ${issue.keys.join(", ")} here`, "leave it out, or see /api for those that there are");
  return wrongCall(`${at || "the request"}: ${issue?.message ?? "cannot be read"}`, "see /api for what may be written there");
}
