import { useNavigate, useSearch } from "@tanstack/react-router";

/** The search part of an address: strings alone, so that an address can be read and typed. */
export type Search = Record<string, string | undefined>;

export const parseSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text));

export function printSearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, String(value)]]));
  const text = new URLSearchParams(pairs).toString();
  return text ? `?${text}` : "";
}

/** The two clocks of an address; absent is "all that is known" and "as of the same day". */
export type Clocks = { known?: string; asOf?: string };

const isDay = (text: string | undefined) => (text && /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined);

/** The whole search of the address, and a way to change a part of it. */
export function useAddress(): { search: Search; change(patch: Search): void } {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = (patch: Search) =>
    void navigate({ to: ".", search: ((old: Search) => ({ ...old, ...patch })) as never, replace: true, resetScroll: false });
  return { search, change };
}

/** The two clocks, as the address has them. */
export function useClocks(): Clocks {
  const search = useSearch({ strict: false }) as Search;
  return { known: isDay(search.known), asOf: isDay(search["as-of"]) };
}
