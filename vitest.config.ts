import { defineConfig } from "vitest/config";

export default defineConfig({
  // by an alias and not by the condition "source": vitest would hand that on to Node, and some packages have one too, in TypeScript
  resolve: { alias: [{ find: /^#(\w+)$/, replacement: `${import.meta.dirname}/src/$1/index.ts` }] },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["./test/setup.ts"],
    testTimeout: 30_000,
  },
});
