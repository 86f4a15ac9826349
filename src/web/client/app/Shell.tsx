import { Link, Outlet, useNavigate, useRouterState, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { languages } from "~/words/messages.ts";
import { useWords } from "~/words/words.tsx";
import { ClockBar } from "./ClockBar.tsx";
import { type Search, useAddress } from "./clocks.ts";
import { useGlobalKeys } from "./keys.tsx";
import { News } from "./News.tsx";
import { places } from "./places.ts";
import { Shortcuts } from "./Shortcuts.tsx";
import { LoginGate, SessionNote } from "./session.tsx";
import { currentTheme, setTheme, type Theme, themes } from "./theme.ts";

/** Pages that ask nothing of the ledger as it was on a day. */
const timeless = ["/try"];

/** The frame of every page: masthead, menu, the two clocks. */
export function Shell() {
  const { t } = useWords();
  const [help, setHelp] = useState(false);
  const path = useRouterState({ select: (s) => s.location.pathname });
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useGlobalKeys(() => setHelp(true));
  useEffect(() => {
    // a reader who listens must hear that the page is another one
    if (before.current !== path) main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  return (
    <>
      <a className="skip" href="#page">
        {t("shell.skip")}
      </a>
      <header className="masthead">
        <Link to="/" className="title">
          Foedera
        </Link>
        <p className="motto">{t("shell.motto")}</p>
        <SearchField />
        <Settings help={() => setHelp(true)} />
        <Menu />
      </header>
      <LoginGate>
        {timeless.includes(path) || (
          <>
            <ClockBar />
            <News />
          </>
        )}
        <main id="page" ref={main} tabIndex={-1}>
          <Outlet />
        </main>
      </LoginGate>
      <footer className="foot">
        <p>{t("shell.foot")}</p>
        <p>
          <a href="/api">{t("shell.api")}</a>
        </p>
      </footer>
      <Shortcuts open={help} close={() => setHelp(false)} />
    </>
  );
}

function Menu() {
  const { t } = useWords();
  return (
    <nav className="menu" aria-label={t("shell.menu")}>
      <ul>
        {places.map(({ to, name }) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact: to === "/", includeSearch: false }}>
              {t(`${name}.menu`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SearchField() {
  const { t } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  return (
    <search className="search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const q = String(new FormData(event.currentTarget).get("q") ?? "").trim();
          if (q) void navigate({ to: "/search", search: { q } as never });
        }}
      >
        <input
          id="search"
          name="q"
          type="search"
          key={search.q}
          defaultValue={search.q}
          placeholder={t("shell.search")}
          aria-label={t("shell.search")}
          autoComplete="off"
        />
      </form>
    </search>
  );
}

function Settings({ help }: { help(): void }) {
  const { t, lang, setLang } = useWords();
  const [theme, choose] = useState<Theme>(currentTheme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "auto";
  return (
    <div className="settings">
      <SessionNote />
      <fieldset className="languages">
        <legend className="unseen">{t("shell.language")}</legend>
        {languages.map((code) => (
          <button key={code} type="button" aria-pressed={code === lang} lang={code} onClick={() => setLang(code)} title={t(`lang.${code}`)}>
            {code.toUpperCase()}
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        title={t(`theme.${theme}`)}
        onClick={() => {
          setTheme(next);
          choose(next);
        }}
      >
        {t(`theme.short.${theme}`)}
      </button>
      <button type="button" onClick={help} aria-label={t("keys.title")} title={t("keys.title")}>
        ?
      </button>
    </div>
  );
}

/** An address that leads nowhere. */
export function Missing() {
  const { t } = useWords();
  const { search } = useAddress();
  return (
    <article className="page">
      <h1>{t("missing.title")}</h1>
      <p className="standfirst">{t("missing.text")}</p>
      <p>
        <Link to="/" search={search as never}>
          {t("overview.menu")}
        </Link>
      </p>
    </article>
  );
}
