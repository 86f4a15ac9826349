import { mustBuild } from "../scripts/ready.mjs";

/** Tests of the command line run what stands in dist/; says so where that is older than the sources. */
export default function setup(): void {
  if (mustBuild()) console.error("dist/ is missing or older than src/ or knowledge/: npm run build, or npm test, which builds first.");
}
