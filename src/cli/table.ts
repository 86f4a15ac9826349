import type { Output } from "./io.ts";

/** One column of a table. Without `wrap` it is as wide as its widest cell; the others share what is left. */
export type Column<T> = {
  head: string;
  cell(row: T): string;
  wrap?: boolean;
  right?: boolean;
  /** how much of the shared room a wrapped column takes, against the others */
  share?: number;
};

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
const zero = /[\p{Mark}\p{Format}]/u;

/** How many terminal cells a text takes: wide characters two, combining ones none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += zero.test(letter) ? 0 : wide.test(letter) ? 2 : 1;
  return width;
}

const pad = (text: string, width: number, right = false): string => {
  const gap = " ".repeat(Math.max(0, width - displayWidth(text)));
  return right ? gap + text : text + gap;
};

/** Cuts a word that is wider than a line. */
function chop(word: string, width: number): string[] {
  const parts: string[] = [""];
  for (const letter of word) {
    const last = parts.length - 1;
    if (parts[last] && displayWidth(parts[last] + letter) > width) parts.push(letter);
    else parts[last] += letter;
  }
  return parts;
}

/** The parts of a text between which a line may end: after spaces, slashes, and hyphens inside a word. */
const pieces = (text: string): string[] => text.split(/(?<=\s)|(?<=\/)|(?<=\p{L}-)(?=\p{L})/u);

/** Breaks a text into lines of at most `width` cells, at spaces, after slashes and hyphens, else inside a word; line breaks of the text stay. */
export function wrapText(text: string, width: number): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines = [""];
    for (const piece of pieces(paragraph)) {
      const last = lines.length - 1;
      if (displayWidth((lines[last] + piece).trimEnd()) <= width) lines[last] += piece;
      else {
        const [first = "", ...rest] = chop(piece.trimEnd(), width);
        if (lines[last] === "") lines[last] = first;
        else lines.push(first);
        lines.push(...rest);
        if (piece !== piece.trimEnd()) lines[lines.length - 1] += " ";
      }
    }
    return lines.map((line) => line.trimEnd());
  });
}

const GAP = 2;
const LEAST = 6;
/** A column gets at least the room of its longest word, up to so many cells. */
const WORD = 14;

type Room = { natural: number; least: number; share: number };

function roomOf<T>(column: Column<T>, cells: string[]): Room {
  const natural = Math.max(displayWidth(column.head), ...cells.flatMap((cell) => cell.split("\n").map(displayWidth)));
  if (!column.wrap) return { natural, least: natural, share: 0 };
  const words = Math.max(displayWidth(column.head), ...cells.flatMap((cell) => pieces(cell).map((piece) => displayWidth(piece.trimEnd()))));
  return { natural, least: Math.min(words, WORD), share: column.share ?? 1 };
}

/** The widths of the columns: each at least its longest words, the rest of the line shared among those that need more. */
function widths(rooms: Room[], total: number): number[] {
  const given = rooms.map((r) => r.least);
  let free = total - GAP * (rooms.length - 1) - given.reduce((a, b) => a + b, 0);
  let open = rooms.map((_, i) => i).filter((i) => (rooms[i]?.share ?? 0) > 0);
  for (; free < 0; free += 1) {
    const widest = open.reduce((w, i) => ((given[i] ?? 0) > (given[w] ?? 0) ? i : w), open[0] ?? 0);
    if ((given[widest] ?? 0) <= LEAST) break;
    given[widest] = (given[widest] ?? 0) - 1;
  }
  while (free > 0 && open.length > 0) {
    const shares = open.reduce((sum, i) => sum + (rooms[i]?.share ?? 0), 0);
    const before = free;
    for (const i of open) {
      const { natural = 0, share = 0 } = rooms[i] ?? {};
      const more = Math.min(natural - (given[i] ?? 0), Math.floor((before * share) / shares));
      given[i] = (given[i] ?? 0) + more;
      free -= more;
    }
    open = open.filter((i) => (given[i] ?? 0) < (rooms[i]?.natural ?? 0));
    if (free === before) break;
  }
  return given;
}

/** Lays rows out as a table no wider than the terminal; long cells go over several lines, none is cut short. */
export function tableText<T>(columns: Column<T>[], rows: T[], out: Pick<Output, "columns" | "colour">): string {
  const used = columns.filter((c) => rows.some((row) => c.cell(row) !== ""));
  const cells = rows.map((row) => used.map((c) => c.cell(row).replace(/[\t\r]/g, " ")));
  const width = widths(
    used.map((c, i) =>
      roomOf(
        c,
        cells.map((row) => row[i] ?? ""),
      ),
    ),
    out.columns,
  );
  const line = (parts: string[]): string =>
    parts
      .map((p, i) => pad(p, width[i] ?? 0, used[i]?.right))
      .join(" ".repeat(GAP))
      .trimEnd();
  const lines = (row: string[]): string[] => {
    const broken = row.map((cell, i) => wrapText(cell, width[i] ?? 0));
    return Array.from({ length: Math.max(1, ...broken.map((b) => b.length)) }, (_, at) => line(broken.map((b) => b[at] ?? "")));
  };
  const head = line(used.map((c) => c.head));
  return `${[out.colour ? `\x1b[1m${head}\x1b[0m` : head, ...cells.flatMap(lines)].join("\n")}\n`;
}

/** A paragraph broken to the width of the terminal. */
export const paragraph = (text: string, { columns }: Pick<Output, "columns">): string => `${wrapText(text, columns).join("\n")}\n`;
