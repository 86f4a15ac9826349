import { existsSync, readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { parse } from "yaml";

type Names = Record<string, string>;
type Actor = { code: string; kind: string; names: { en: string; de: string } };

/** The compiled knowledge, which is made before the desk. */
const knowledgeFile = process.env.FOEDERA_KNOWLEDGE ?? "dist/knowledge.json";

/** Names of what is no state: the browser itself knows the states. */
function actorNames(lang: "en" | "de"): Names {
  if (!existsSync(knowledgeFile)) throw new Error(`There is no ${knowledgeFile}; run npm run build, which makes it before the desk.`);
  const { gazetteer } = JSON.parse(readFileSync(knowledgeFile, "utf8")) as { gazetteer: { actors: Actor[] } };
  const others = gazetteer.actors.filter((actor) => actor.kind !== "state");
  return Object.fromEntries(others.map(({ code, names }) => [code, names[lang].replace(/^the /, "")]));
}

/** A message catalogue as a module: the interface's words, the names of codes from the ontology, and those of organisations. */
const catalogues: Plugin = {
  name: "foedera-catalogues",
  transform(source, id) {
    const lang = /\/messages\/(en|de)\.yaml$/.exec(id)?.[1] as "en" | "de" | undefined;
    if (!lang) return null;
    const labels = parse(readFileSync("knowledge/ontology/labels.yaml", "utf8"))[lang] as Names;
    return { code: `export default ${JSON.stringify({ ...parse(source), label: labels, actor: actorNames(lang) })}`, map: null };
  },
};

export default defineConfig({
  root: "src/web/client",
  base: "/",
  plugins: [react(), catalogues],
  resolve: {
    alias: [
      { find: /^#(\w+)$/, replacement: `${import.meta.dirname}/src/$1/index.ts` },
      { find: /^~\//, replacement: `${import.meta.dirname}/src/web/client/` },
    ],
  },
  build: {
    outDir: `${import.meta.dirname}/${process.env.FOEDERA_OUT ?? "dist"}/web`,
    emptyOutDir: true,
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // the policy of the pages allows no code and no image in an address
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: "es" },
  server: { port: 4851, proxy: { "/api": "http://127.0.0.1:4850", "/openapi.json": "http://127.0.0.1:4850" } },
});
