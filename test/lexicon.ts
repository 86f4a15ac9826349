import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import * as model from "#model";

/** Keys of a data file under which no words of a text stand. */
const notWords = new Set(["says", "not", "gives", "note", "source", "id", "url", "examples", "type", "kind"]);

const yamlIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".yaml"))
        .map((name) => join(folder, name))
    : [];

/** All strings in a value, except under keys that hold no words. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => (notWords.has(key) ? [] : strings(inner)));
}

const load = (path: string): unknown => parse(readFileSync(path, "utf8"));

/** Names that the data files give to things: classes, what entries give, and all keys. Code may use them; they are no words of a text. */
function given(value: unknown, naming = false): string[] {
  if (typeof value === "string") return naming ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => given(item, naming));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    key,
    ...given(inner, naming || ["class", "gives", "frame", "id", "kind"].includes(key)),
  ]);
}

/** Words of the languages, as they are written, one-word names of the states, and the names that code may share with the data files. */
export function lexicon(): { words: Set<string>; states: Set<string>; names: Set<string> } {
  const words = yamlIn("knowledge/languages").flatMap((path) => strings(load(path)));
  const states = yamlIn("knowledge/gazetteer/states").flatMap((path) => strings(load(path)));
  const names = [...yamlIn("knowledge/languages"), ...yamlIn("knowledge/ontology")].flatMap((path) => given(load(path)));
  return {
    words: new Set(words.filter((word) => /^[\p{L} ]{3,}$/u.test(word))),
    states: new Set(states.filter((name) => /^[A-Z][a-z]{3,}$/.test(name))),
    names: new Set(names),
  };
}

export type Literal = { value: string; line: number; is: "string" | "pattern" | "piece" };

/** The strings and patterns that a source file spells out, with their lines; imports are left out. */
export function literalsOf(text: string): Literal[] {
  const source = ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, true);
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({
        value: node.text,
        line,
        is: ts.isRegularExpressionLiteral(node) ? "pattern" : ts.isStringLiteralLike(node) ? "string" : "piece",
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Words that are names in the code itself: fields, variables, and the values of the model's enumerations. */
export function namesIn(texts: string[]): Set<string> {
  const identifiers = texts.flatMap((text) => text.match(/[A-Za-z_$][\w$]*(?=\??\s*[:(,}=.])/g) ?? []);
  const values = Object.values(model).flatMap((value) => (Array.isArray(value) ? value.filter((item) => typeof item === "string") : []));
  return new Set([...identifiers, ...values]);
}
