import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useWords } from "~/words/words.tsx";
import { ask, Refusal, send, setToken } from "./api.ts";

/** Who is reading: `login` says whether the server asks for a login at all. */
export type Session = { login: boolean; user: { name: string; role: "reader" | "reviewer" | "admin" } | null; csrf: string | null };

/** The session, asked for once. */
export function useSession() {
  const query = useQuery({ queryKey: ["session"], staleTime: Number.POSITIVE_INFINITY, queryFn: () => ask<Session>("session") });
  useEffect(() => setToken(query.data?.csrf ?? ""), [query.data]);
  return query;
}

/** May this reader write reviews? */
export const mayReview = (session: Session | undefined): boolean => Boolean(session?.user) && session?.user?.role !== "reader";

/** Shows the login where the server asks for one, and the desk otherwise. */
export function LoginGate({ children }: { children: ReactNode }) {
  const session = useSession();
  if (session.isPending) return null;
  return session.data?.login && !session.data.user ? <Login /> : children;
}

function Login() {
  const { t } = useWords();
  const queries = useQueryClient();
  const [failure, setFailure] = useState("");
  const [busy, setBusy] = useState(false);
  const enter = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    try {
      await send("session", { name: String(form.get("user")), password: String(form.get("password")) });
      await queries.resetQueries();
    } catch (error) {
      setFailure(
        error instanceof Refusal && error.status === 401
          ? t("login.wrong")
          : error instanceof Refusal
            ? error.message
            : t("failure.unreached"),
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <main id="page" className="page login">
      <h1>{t("login.title")}</h1>
      <p className="standfirst">{t("login.text")}</p>
      <form onSubmit={enter}>
        <label>
          {t("login.user")} <input name="user" autoComplete="username" required />
        </label>
        <label>
          {t("login.password")} <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <p role="alert" className="alert">
          {failure}
        </p>
        <button type="submit" className="main" disabled={busy}>
          {t("login.enter")}
        </button>
      </form>
    </main>
  );
}

/** Who is logged in, and the way out. */
export function SessionNote() {
  const { t } = useWords();
  const queries = useQueryClient();
  const { data } = useSession();
  if (!data?.login || !data.user) return null;
  const leave = async () => {
    await send("session", undefined, "DELETE");
    await queries.resetQueries();
  };
  return (
    <span className="session">
      {data.user.name} ({t(`role.${data.user.role}`)}){" "}
      <button type="button" onClick={leave}>
        {t("login.leave")}
      </button>
    </span>
  );
}
