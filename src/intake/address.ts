import ipaddr from "ipaddr.js";

/** Where reports may be fetched from besides the public net: "localhost", "127.0.0.1:8080", "*.intern.example". */
export type Allowed = readonly string[];

/** An address of the internet protocol as a resolver gives it. */
export type Resolved = { address: string; family: 4 | 6 };
export type Resolve = (host: string) => Promise<Resolved[]>;

/** What is wrong with an address, or the addresses that may be connected to. */
export type Checked = { refused: string; passing?: true } | { host: string; port: number; pinned: Resolved[] };

/** Ranges that ipaddr.js has no name for: shared and test networks, benchmarks, translations between the two protocols. */
const further: [string, number][] = [
  ["0.0.0.0", 8],
  ["192.0.0.0", 24],
  ["192.88.99.0", 24],
  ["198.18.0.0", 15],
  ["240.0.0.0", 4],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["fec0::", 10],
  ["5f00::", 16],
];
const ranges = further.map(([address, bits]) => [ipaddr.parse(address), bits] as const);

/** True where an address of the internet protocol is one of the public net: not private, local, of a link, of a cloud's metadata. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const bare = ipaddr.parse(address.replace(/%.*$/, ""));
  const inner = innermost(bare);
  if (inner !== null) return isPublic(inner);
  if (bare.range() !== "unicast") return false;
  return !ranges.some(([range, bits]) => range.kind() === bare.kind() && bare.match(range as never, bits));
}

/** The IPv4 address inside an IPv6 one: mapped, compatible, NAT64 or 6to4. */
function innermost(address: ipaddr.IPv4 | ipaddr.IPv6): string | null {
  if (address.kind() !== "ipv6") return null;
  const six = address as ipaddr.IPv6;
  const parts = six.parts;
  const four = (high: number, low: number) => [high >> 8, high & 255, low >> 8, low & 255].join(".");
  if (six.isIPv4MappedAddress()) return six.toIPv4Address().toString();
  const zeros = parts.slice(0, 6).every((part) => part === 0);
  if (zeros && (parts[6] !== 0 || parts[7]! > 1)) return four(parts[6]!, parts[7]!);
  if (parts[0] === 0x64 && parts[1] === 0xff9b && parts.slice(2, 6).every((part) => part === 0)) return four(parts[6]!, parts[7]!);
  return parts[0] === 0x2002 ? four(parts[1]!, parts[2]!) : null;
}

const numeric = /^(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}\.?$/i;

/** A host as one address where it is written as one, in any spelling: 127.1, 0x7f000001, 017700000001, 2130706433, [::1]. */
export function literal(host: string): Resolved | null {
  const bare = host.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (bare.includes(":")) return ipaddr.IPv6.isValid(bare) ? { address: ipaddr.IPv6.parse(bare).toString(), family: 6 } : null;
  if (!numeric.test(bare)) return null;
  const address = bare.replace(/\.$/, "");
  return ipaddr.IPv4.isValid(address) ? { address: ipaddr.IPv4.parse(address).toString(), family: 4 } : null;
}

function allows(allowed: Allowed, host: string, port: number): boolean {
  return allowed.some((entry) => {
    const [, name, wanted] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (name === undefined || (wanted !== undefined && Number(wanted) !== port)) return false;
    return name.startsWith("*.") ? host.endsWith(name.slice(1)) : name.replace(/^\[|\]$/g, "") === host.replace(/^\[|\]$/g, "");
  });
}

/**
 * Says whether an address may be fetched, before any packet is sent. Only http and https; no user or password in it; every address that
 * its host stands for must be of the public net, unless the host itself is allowed by name. What is allowed comes back as the addresses
 * to connect to, so that a second look-up cannot give others.
 */
export async function checkAddress(written: string, allowed: Allowed, resolve: Resolve): Promise<Checked> {
  if (!URL.canParse(written)) return { refused: `${written} is no address; write it in full, with http:// or https://.` };
  const url = new URL(written);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return { refused: `${url.protocol}// is not fetched: give an address that begins with http:// or https://.` };
  if (url.username !== "" || url.password !== "")
    return { refused: `${url.host} is given with a user or password, which are not sent: leave them out.` };
  const host = url.hostname.toLowerCase().replace(/\.$/, "");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const named = allows(allowed, host, port);
  const one = literal(host);
  const found = one ? [one] : await resolve(host).catch(() => []);
  if (found.length === 0) return { refused: `The name ${host} leads to no address: check its spelling and the connection.`, passing: true };
  const inside = found.find(({ address }) => !isPublic(address));
  if (inside && !named)
    return {
      refused: `${host} leads into a private or local network (${inside.address}) and is not fetched unless it is allowed by name.`,
    };
  return { host, port, pinned: found };
}
