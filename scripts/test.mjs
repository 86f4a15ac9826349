// npm test: installs and builds what is missing, then runs the tests. Arguments go to vitest: npm test -- src/time
import { ready, run } from "./ready.mjs";

ready();
run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)]);
