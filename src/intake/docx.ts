import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { blocksOf, dayOf, type Extracted, line, measure, pageLimits, parsePage, type ReportTables, textOf } from "#reports";
import { type AsideLimits, aside } from "./aside.ts";
import { entriesOf, unpack } from "./zip.ts";

export const docxLimits: AsideLimits & { unpacked: number; part: number } = {
  ...{ milliseconds: 20_000, megabytes: 512 },
  ...{ unpacked: 200_000_000, part: 40_000_000 },
};

const code = `
const { parentPort, workerData } = require("node:worker_threads");
parentPort.on("message", async (bytes) => {
  try {
    const mammoth = (await import(workerData.mammoth)).default;
    const convertImage = mammoth.images.imgElement(async () => ({ src: "" }));
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage });
    parentPort.postMessage({ done: value });
  } catch {
    parentPort.postMessage({ failed: "Its structure is broken." });
  }
});`;

const require = createRequire(import.meta.url);

const program = () => ({ code, modules: { mammoth: pathToFileURL(require.resolve("mammoth")).href } });

/** What is wrong with the archive before a library opens it, measured by unpacking: what it says of its sizes may be a lie. */
function wrong(bytes: Uint8Array): string | null {
  const entries = entriesOf(bytes);
  if (!entries) return "It is damaged.";
  if (!entries.some(({ name }) => name === "word/document.xml")) return "It is another kind of archive.";
  let left = docxLimits.unpacked;
  for (const entry of entries) {
    const markup = /\.(?:xml|rels)$/.test(entry.name);
    const xml = markup ? unpack(bytes, entry, Math.min(docxLimits.part, left)) : new Uint8Array();
    if (xml === null || entry.size > left) return "It unpacks to more than is read, or is damaged.";
    left -= markup ? xml.length : entry.size;
    if (/<!(?:DOCTYPE|ENTITY)/.test(new TextDecoder("latin1").decode(xml.subarray(0, 4096))))
      return "It defines entities, which no document needs.";
  }
  return null;
}

/** A property from `docProps/core.xml`. */
function propertiesOf(bytes: Uint8Array): (name: string) => string | null {
  const entry = entriesOf(bytes)?.find(({ name }) => name === "docProps/core.xml");
  const xml = entry ? new TextDecoder().decode(unpack(bytes, entry, 200_000) ?? new Uint8Array()) : "";
  const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return (name) => {
    const value = new RegExp(`<${name}(?:\\s[^<>]*)?>([^<]*)</${name}>`).exec(xml)?.[1];
    return line(value?.replace(/&(amp|lt|gt|quot|apos);/g, (_, key: string) => entities[key]!)) || null;
  };
}

/** The text of a Word document (.docx): paragraphs, headings, lists and tables, and what its properties say. */
export async function readDocx(bytes: Uint8Array, tables: ReportTables): Promise<Extracted> {
  const extractor = "mammoth";
  const fail = (why: string): Extracted => ({
    text: "",
    extractor,
    notices: [{ rule: "docx", reason: `The document cannot be read. ${why}` }],
  });
  const problem = wrong(bytes);
  if (problem !== null) return fail(problem);
  let html: string;
  try {
    html = (await aside(program(), bytes, docxLimits)) as string;
  } catch (error) {
    return fail((error as Error).message);
  }
  const { refused } = measure(html, pageLimits);
  if (refused !== null) return fail("Its tables nest too deeply, or it is too long.");
  const blocks = blocksOf((await parsePage(`<body>${html}</body>`)).body);
  const property = propertiesOf(bytes);
  const day = dayOf(property("dcterms:created") ?? "", tables);
  const changed = dayOf(property("dcterms:modified") ?? "", tables);
  const text = textOf(blocks);
  return {
    text,
    extractor,
    title: property("dc:title") ?? blocks.find(({ name }) => /^h[12]$/.test(name))?.text ?? null,
    published: day === null ? null : { day, why: "the document says when it was made" },
    modified: changed === null || changed === day ? null : { day: changed, why: "the document says when it was changed" },
    credits: [property("dc:creator")].filter((name) => name !== null),
    notices: text === "" ? [{ rule: "empty", reason: "The document holds no text; there is nothing to read." }] : [],
  };
}
