/** Writes out `(a|b)` groups: "(defence|military) budget" gives two phrases. An empty branch leaves the group out. */
export function expand(pattern: string): string[] {
  const open = pattern.indexOf("(");
  if (open < 0) return [pattern.replace(/\s+/g, " ").trim()];
  const close = pattern.indexOf(")", open);
  if (close < 0) throw new Error(`"${pattern}" opens a group that it does not close`);
  const before = pattern.slice(0, open);
  const after = pattern.slice(close + 1);
  return pattern
    .slice(open + 1, close)
    .split("|")
    .flatMap((branch) => expand(before + branch + after));
}
