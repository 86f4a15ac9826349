import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { dayOf, type Extracted, line, type ReportTables } from "#reports";
import { type AsideLimits, aside } from "./aside.ts";

/** A run of letters on a page: its text, place, height, and whether its line ends with it. */
type Run = [text: string, x: number, y: number, width: number, height: number, ends: boolean];
type Read = { pages: Run[][]; all: number; info: Record<string, string | null> };
type Line = { text: string; x: number; end: number; y: number; height: number; page: number };

export const pdfLimits: AsideLimits & { pages: number } = { milliseconds: 20_000, megabytes: 512, pages: 400 };

const code = `
const { parentPort, workerData } = require("node:worker_threads");
const text = (value) => (typeof value === "string" ? value : null);
parentPort.on("message", async (bytes) => {
  try {
    const { getDocumentProxy } = await import(workerData.unpdf);
    const options = { isEvalSupported: false, maxImageSize: 0, disableFontFace: true, useSystemFonts: false, verbosity: 0 };
    const pdf = await getDocumentProxy(bytes, options);
    const pages = [];
    for (let number = 1; number <= Math.min(pdf.numPages, Number(workerData.pages)); number++) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(items.map((one) => [one.str, one.transform[4], one.transform[5], one.width, one.height, one.hasEOL]));
      page.cleanup();
    }
    const { info } = await pdf.getMetadata();
    const known = { title: text(info.Title), author: text(info.Author), created: text(info.CreationDate), modified: text(info.ModDate), lang: text(info.Language) };
    parentPort.postMessage({ done: { pages, all: pdf.numPages, info: known } });
    await pdf.destroy();
  } catch (error) {
    const reason = error.name === "PasswordException" ? "It is locked with a password." : "Its structure is broken.";
    parentPort.postMessage({ failed: reason });
  }
});`;

const require = createRequire(import.meta.url);

const program = () => {
  const unpdf = pathToFileURL(require.resolve("unpdf").replace(/\.cjs$/, ".mjs")).href;
  return { code, modules: { unpdf, pages: String(pdfLimits.pages) } };
};

/** Joins the runs of a page to lines: runs at one height, in the order in which the file gives them. */
function linesOf(runs: Run[], page: number): Line[] {
  const lines: Line[] = [];
  let open: Line | null = null;
  for (const [text, x, y, width, height, ends] of runs) {
    const same: boolean = open !== null && Math.abs(open.y - y) < Math.max(2, height * 0.4) && x >= open.end - height * 2;
    if (!same || open === null) {
      if (text.trim() === "") continue;
      open = { text: "", x, end: x, y, height, page };
      lines.push(open);
    }
    const gap = x - open.end > Math.max(1, height * 0.15) && !/\s$/.test(open.text) && !/^\s/.test(text);
    open.text += (gap && open.text !== "" ? " " : "") + text;
    open.end = x + width;
    open.height = Math.max(open.height, height);
    if (ends) open = null;
  }
  return lines.map((one) => ({ ...one, text: line(one.text) })).filter(({ text }) => text !== "");
}

const middle = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Lines that stand at the top or foot of many pages, but for their numbers: running titles and page numbers. */
function running(pages: Line[][]): Set<Line> {
  const edges = pages.flatMap((lines) => [...lines.slice(0, 2), ...lines.slice(-2)]);
  const key = (one: Line) => one.text.replace(/\d+/g, "#");
  const counts = new Map<string, number>();
  for (const one of edges) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  return new Set(edges.filter((one) => /^[\W\d]*$/.test(one.text) || (pages.length > 2 && (counts.get(key(one)) ?? 0) > pages.length / 2)));
}

/** True where a line begins a paragraph: a larger gap or other size of letters before it, an indent, or a short line that ended before it. */
function begins(one: Line, before: Line, usual: { gap: number; end: number; x: number }): boolean {
  if (Math.abs(one.height - before.height) > 1.5) return true;
  const gap = before.y - one.y;
  const ended = /[.!?:\u2026]["\u201c\u201d\u00bb\u00ab)]*$/.test(before.text);
  const short = before.end < usual.end - (usual.end - usual.x) * 0.15;
  if (one.page !== before.page || gap < 0) return ended && short;
  return gap > usual.gap * 1.35 || (ended && (short || one.x > before.x + one.height));
}

/** Joins a line to a paragraph; a word that is divided at the line's end is joined where it goes on in small letters. */
const joined = (text: string, next: string): string => {
  if (/\u00ad$/.test(text)) return text.slice(0, -1) + next;
  return /\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(next) ? text.slice(0, -1) + next : `${text} ${next}`;
};

function paragraphs(pages: Line[][]): string[] {
  const apart = running(pages);
  const lines = pages.flat().filter((one) => !apart.has(one));
  const gaps = lines
    .slice(1)
    .map((one, at) => lines[at]!.y - one.y)
    .filter((gap) => gap > 0);
  const ends = lines.map(({ end }) => end).sort((a, b) => a - b);
  const usual = { gap: middle(gaps), end: ends[Math.floor(ends.length * 0.9)] ?? 0, x: middle(lines.map(({ x }) => x)) };
  const out: string[] = [];
  for (const [at, one] of lines.entries()) {
    if (at === 0 || begins(one, lines[at - 1]!, usual)) out.push(one.text);
    else out.push(joined(out.pop()!, one.text));
  }
  return out;
}

/** "D:20230113080000+09'00'" */
const pdfDay = (written: string | null | undefined, tables: ReportTables) => {
  const day = /^(?:D:)?(\d{8})/.exec(written ?? "")?.[1];
  return day === undefined ? null : dayOf(day, tables);
};

/** The largest line at the top, where it is larger than the text. */
function headline(pages: Line[][]): string | null {
  const first = pages[0]?.slice(0, 12) ?? [];
  const usual = middle(pages.flat().map(({ height }) => height));
  const largest = Math.max(0, ...first.map(({ height }) => height));
  const lines = first.filter(({ height }) => height > largest - 0.5 && height > usual * 1.15);
  return lines.length > 0 && lines.length < 4 ? lines.map(({ text }) => text).join(" ") : null;
}

/**
 * The text of a PDF, put together from its lines to paragraphs, without running titles. It runs in a thread of its own with limits on time,
 * memory and pages. What is a picture of text gives a notice.
 */
export async function readPdf(bytes: Uint8Array, tables: ReportTables): Promise<Extracted> {
  const extractor = "unpdf";
  let read: Read;
  try {
    read = (await aside(program(), bytes, pdfLimits)) as Read;
  } catch (error) {
    return { text: "", extractor, notices: [{ rule: "pdf", reason: `The PDF cannot be read. ${(error as Error).message}` }] };
  }
  const pages = read.pages.map(linesOf);
  const text = paragraphs(pages).join("\n\n");
  const { info } = read;
  const notices =
    text.trim() === "" ? [{ rule: "pdf", reason: "The PDF holds no text, perhaps pictures of it; give its text as a .txt file." }] : [];
  if (read.all > pdfLimits.pages)
    notices.push({ rule: "pdf", reason: `Only the first ${pdfLimits.pages} of its ${read.all} pages are read.` });
  const day = pdfDay(info.created, tables);
  const changed = pdfDay(info.modified, tables);
  return {
    text,
    extractor,
    notices,
    title: headline(pages) ?? (/\.\w{2,4}$/.test(info.title ?? "") ? null : line(info.title) || null),
    published: day === null ? null : { day, why: "the PDF says when it was made" },
    modified: changed === null || changed === day ? null : { day: changed, why: "the PDF says when it was changed" },
    lang: /^[a-z]{2}/i.exec(info.lang ?? "")?.[0].toLowerCase() ?? null,
    credits: info.author ? [line(info.author)] : [],
  };
}
