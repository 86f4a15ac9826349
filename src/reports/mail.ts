import { line } from "./dom.ts";
import type { Extracted } from "./extracted.ts";
import { textOfMarkup } from "./feeds.ts";
import { dayOf } from "./html-dates.ts";
import { outletAt } from "./report.ts";
import type { ReportTables } from "./tables.ts";

/** A file that a mail brings. */
export type Attachment = { name: string; type: string; bytes: Uint8Array };
export type Mail = Extracted & { attachments: Attachment[] };

const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 1_000_000 };
const ATTACHMENTS = 50;

const bytesOf = (content: ArrayBuffer | Uint8Array | string): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);

/** The text of a mail (RFC 5322, MIME): its plain part, or that with markup where the plain one only points to it; and what it brings. */
export async function readMail(bytes: Uint8Array, tables: ReportTables): Promise<Mail> {
  const { default: PostalMime } = await import("postal-mime");
  const extractor = "postal-mime";
  try {
    const mail = await PostalMime.parse(bytes, { ...LIMITS, attachmentEncoding: "arraybuffer" });
    const plain = (mail.text ?? "").replace(/\r\n/g, "\n").trim();
    const marked = mail.html ? await textOfMarkup(mail.html) : "";
    const text = plain.length * 2 < marked.length || plain === "" ? marked : plain;
    const raw = mail.headers.find(({ key }) => key === "date")?.value ?? mail.date ?? "";
    const day = dayOf(raw, tables);
    const sender = mail.from;
    const host = sender?.address?.split("@")[1];
    const named = line(sender?.name);
    return {
      ...{ text, extractor, title: line(mail.subject) || null },
      published: day === null ? null : { day, why: `the mail is dated "${line(raw).slice(0, 40)}"` },
      outlet: host ? outletAt(`https://${host}/`, tables) : null,
      credits: named === "" ? [] : [named],
      attachments: mail.attachments
        .slice(0, ATTACHMENTS)
        .map(({ filename, mimeType, content }) => ({ name: filename ?? "", type: mimeType, bytes: bytesOf(content) })),
      notices: text === "" ? [{ rule: "empty", reason: "The mail holds no text of its own." }] : [],
    };
  } catch {
    const reason = "The mail cannot be read: its parts nest too deeply, or it is none.";
    return { text: "", extractor, attachments: [], notices: [{ rule: "mail", reason }] };
  }
}
