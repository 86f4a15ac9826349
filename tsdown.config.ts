import { existsSync, readdirSync } from "node:fs";
import { defineConfig } from "tsdown";

const rooms = readdirSync("src").filter((room) => existsSync(`src/${room}/index.ts`));
const scripts = readdirSync("scripts").filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));

const shared = {
  format: "esm",
  platform: "node",
  target: "node20",
  dts: false,
  clean: false,
  report: false,
  fixedExtension: false,
} as const;

export default defineConfig([
  {
    ...shared,
    name: "rooms",
    entry: {
      ...Object.fromEntries(rooms.map((room) => [`${room}/index`, `src/${room}/index.ts`])),
      // run in threads, so they need files of their own
      "work/thread": "src/work/thread.ts",
      "api/thread": "src/api/thread.ts",
      "ledger/thread": "src/ledger/thread.ts",
    },
    // a room finds another through package.json's imports at run time too, so a door costs only what it opens
    external: [/^#/],
  },
  {
    ...shared,
    name: "scripts",
    entry: Object.fromEntries(scripts.map((file) => [`scripts/${file.slice(0, -3)}`, `scripts/${file}`])),
    // whole in themselves: they run while dist/ is still being made
    inputOptions: { resolve: { conditionNames: ["source", "import", "node", "default"] } },
    noExternal: [/^#/],
  },
]);
