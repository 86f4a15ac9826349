/** The formats that are read. "binary" is none of them. */
export type Kind = "text" | "markdown" | "html" | "pdf" | "docx" | "mail" | "feed" | "opml" | "warc" | "lines" | "json" | "binary";

const endings: Record<string, Kind | "markup"> = {
  ...{ txt: "text", text: "text", md: "markdown", markdown: "markdown", html: "html", htm: "html", xhtml: "html", shtml: "html" },
  ...{ pdf: "pdf", docx: "docx", eml: "mail", opml: "opml", rss: "feed", atom: "feed", rdf: "feed", xml: "markup" },
  ...{ warc: "warc", wet: "warc", jsonl: "lines", ndjson: "lines", json: "json" },
};

const types: [RegExp, Kind | "markup"][] = [
  [/^text\/html|^application\/xhtml/, "html"],
  [/^application\/pdf|^application\/x-pdf/, "pdf"],
  [/wordprocessingml/, "docx"],
  [/^message\/rfc822/, "mail"],
  [/^application\/(?:rss|atom|rdf)\+xml|^application\/feed\+json/, "feed"],
  [/^text\/x-opml/, "opml"],
  [/^text\/(?:x-)?markdown/, "markdown"],
  [/^application\/warc/, "warc"],
  [/^application\/(?:x-ndjson|jsonl|x-jsonlines)/, "lines"],
  [/^application\/json/, "json"],
  [/^(?:text|application)\/xml/, "markup"],
  [/^text\/plain/, "text"],
];

/** The ending of a name, without that of gzip: "news.jsonl.gz" has jsonl. */
export const endingOf = (name: string): string =>
  /\.([A-Za-z0-9]{1,8})$/.exec(name.replace(/[?#].*$/, "").replace(/\.gz$/i, ""))?.[1]?.toLowerCase() ?? "";

/** True for a file that is taken from a folder; one that is named is read whatever its ending. */
export const isReadable = (name: string): boolean => Object.hasOwn(endings, endingOf(name));

function byMagic(head: string): Kind | null {
  if (head.startsWith("%PDF-")) return "pdf";
  if (head.startsWith("PK\x03\x04")) return "docx";
  if (/^WARC\/\d/.test(head)) return "warc";
  return /^(?:\x89PNG|\xff\xd8\xff|GIF8|\x7fELF|\xd0\xcf\x11\xe0|RIFF|OggS|ID3|7z\xbc\xaf|Rar!)/.test(head) ? "binary" : null;
}

/** The vocabulary of a file of markup, by its first element. */
function byRoot(head: string): Kind | null {
  const bare = head.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "").replace(/\x00/g, "");
  const root = /^\s*(?:<\?[^>]*>\s*|<!--[\s\S]*?-->\s*|<!doctype[^>[]*(?:\[[^\]]*\]\s*)?>\s*)*<([a-z][\w:.-]*)/i
    .exec(bare)?.[1]
    ?.toLowerCase();
  if (root === "rss" || root === "feed" || root === "rdf:rdf") return "feed";
  if (root === "opml") return "opml";
  if (root === "html" || /^\s*<!doctype html/i.test(bare)) return "html";
  return null;
}

function byLook(head: string): Kind | null {
  if (
    /^\s*\{[^\n]{0,400}"version"\s*:\s*"https?:\/\/jsonfeed\.org/.test(head) ||
    /^\s*\{\s*"version"\s*:\s*"https?:\/\/jsonfeed\.org/.test(head)
  )
    return "feed";
  if (/^\s*\{"[^\n]*\}\s*(?:\n|$)/.test(head) || /^\{"/.test(head)) return "lines";
  const lines = head.split(/\r?\n/).slice(0, 3);
  const mail = /^(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To|DKIM-Signature):/im;
  return lines.length === 3 && lines.every((one) => /^(?:[\w-]+:\s|\s|From )/.test(one)) && mail.test(head) ? "mail" : null;
}

/** What bytes are, by their first few thousand, their name's ending and the type that their sender names. A .txt file is always a text. */
export function kindOf(start: Uint8Array, { name = "", contentType = "" }: { name?: string; contentType?: string | null }): Kind {
  const head = new TextDecoder("latin1").decode(start.subarray(0, 4096));
  const magic = byMagic(head);
  const ending = endings[endingOf(name)];
  if (magic === "pdf" || magic === "warc" || magic === "binary" || (magic === "docx" && ending !== "text")) return magic;
  const type = types.find(([pattern]) => pattern.test((contentType ?? "").toLowerCase()))?.[1];
  const told = contentType && type && type !== "text" ? type : (ending ?? type);
  if (told === "json") return byLook(head) === "feed" ? "feed" : "json";
  if (told === "html" || told === "markup") return byRoot(head) ?? (told === "html" ? "html" : "feed");
  if (told) return told;
  return byRoot(head) ?? byLook(head) ?? "text";
}
