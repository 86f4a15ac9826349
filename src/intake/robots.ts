import type { Robot } from "robots-parser";

/** What a host's robots.txt says to one who asks by a name. */
export type Rules = { allows(url: string): boolean; delay: number };

const everything: Rules = { allows: () => true, delay: 0 };
const nothing: Rules = { allows: () => false, delay: 0 };

/** A host is never waited for longer than this between two requests, in milliseconds. */
const MOST = 60_000;

/**
 * The rules of a host by RFC 9309: those of its robots.txt where it has one, none where it says that there is none (4xx), and where it
 * cannot say (5xx, no answer: `status` 0) nothing is fetched.
 */
export async function rulesOf(address: string, status: number, text: string, agent: string): Promise<Rules> {
  if (status >= 500 || status === 0) return nothing;
  if (status >= 300) return everything;
  const { default: parse } = (await import("robots-parser")) as unknown as { default: (url: string, text: string) => Robot };
  const robot = parse(address, text);
  const name = agent.replace(/[/ (].*$/, "");
  const delay = Math.min(MOST, (robot.getCrawlDelay(name) ?? 0) * 1000);
  return { allows: (url) => robot.isAllowed(url, name) !== false, delay };
}
