import { createHash } from "node:crypto";
import { label } from "#fusion";
import type { Change } from "#model";
import type { Desk, View } from "./desk.ts";

/** One entry of a feed. */
type Entry = { id: string; title: string; text: string; day: string; path: string };

/** Where a feed stands and what it is called. */
export type FeedOptions = { self: string; base: string; title: string };

const xml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`);

const instant = (day: string): string => `${day}T00:00:00Z`;
const SHOWN = 100;
const NEVER = "1970-01-01";

function entryOf(desk: Desk, { tables, lang }: View, c: Change): Entry {
  const who = c.parties.map((p) => desk.name(p, lang)).join(", ");
  const quotes = c.claims.slice(0, 3).map((r) => `${r.doc}: ${r.quote}`);
  const id = createHash("sha256")
    .update(JSON.stringify([c.fact, c.change, c.day, c.before, c.after]))
    .digest("hex")
    .slice(0, 32);
  return {
    id,
    title: [who, c.name ?? label(tables, lang, c.type), c.why].filter(Boolean).join(": "),
    text: [c.why, ...quotes].join("\n"),
    day: c.day ?? NEVER,
    path: `/facts/${encodeURIComponent(c.fact)}`,
  };
}

/** The last changes as entries, the newest first. */
export const entriesOf = (desk: Desk, view: View, changes: readonly Change[]): Entry[] =>
  changes
    .toReversed()
    .slice(0, SHOWN)
    .map((c) => entryOf(desk, view, c));

/** Entries as Atom (RFC 4287). */
export function atom(entries: readonly Entry[], { self, base, title }: FeedOptions): string {
  const updated =
    entries
      .map((e) => e.day)
      .sort()
      .at(-1) ?? NEVER;
  const rows = entries.flatMap((e) => [
    "  <entry>",
    `    <id>urn:foedera:change:${e.id}</id>`,
    `    <title>${xml(e.title)}</title>`,
    `    <updated>${instant(e.day)}</updated>`,
    `    <link rel="alternate" href="${xml(base + e.path)}"/>`,
    `    <content type="text">${xml(e.text)}</content>`,
    "  </entry>",
  ]);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>${xml(self)}</id>`,
    `  <title>${xml(title)}</title>`,
    `  <updated>${instant(updated)}</updated>`,
    "  <author><name>Foedera</name></author>",
    `  <link rel="self" href="${xml(self)}"/>`,
    ...rows,
    "</feed>",
    "",
  ].join("\n");
}

/** Entries as JSON Feed 1.1. */
export const jsonFeed = (entries: readonly Entry[], { self, base, title }: FeedOptions) => ({
  version: "https://jsonfeed.org/version/1.1",
  title,
  home_page_url: base,
  feed_url: self,
  items: entries.map((e) => ({
    id: `urn:foedera:change:${e.id}`,
    url: base + e.path,
    title: e.title,
    content_text: e.text,
    date_published: instant(e.day),
  })),
});
