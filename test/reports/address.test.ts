import { describe, expect, it } from "vitest";
import { checkAddress, isPublic, literal, type Resolve } from "../../src/intake/address.ts";

const table: Record<string, string[]> = {
  "news.example": ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"],
  "inside.example": ["10.1.2.3"],
  "half.example": ["93.184.216.34", "192.168.0.9"],
  "meta.example": ["169.254.169.254"],
  "six.example": ["fd00::1"],
  localhost: ["127.0.0.1", "::1"],
};
let asked: string[] = [];
const resolve: Resolve = async (host) => {
  asked.push(host);
  return (table[host] ?? []).map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
};
const refused = async (url: string, allowed: string[] = []) => {
  const checked = await checkAddress(url, allowed, resolve);
  return "refused" in checked ? checked.refused : null;
};

describe("addresses that are fetched", () => {
  it("are those of the public net, with what the name stands for pinned", async () => {
    expect(await checkAddress("https://news.example/a", [], resolve)).toEqual({
      ...{ host: "news.example", port: 443 },
      pinned: table["news.example"]!.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    });
    expect(await refused("http://93.184.216.34:8080/")).toBeNull();
  });

  it.each([
    ...["http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://017700000001/"],
    ...[
      "http://0177.0.0.01/",
      "http://0/",
      "http://10.0.0.5/",
      "http://172.16.3.4/",
      "http://192.168.1.1/",
      "http://169.254.169.254/latest/",
    ],
    ...[
      "http://100.64.0.1/",
      "http://198.18.0.1/",
      "http://224.0.0.1/",
      "http://255.255.255.255/",
      "http://240.0.0.1/",
      "http://192.0.2.1/",
    ],
    ...[
      "http://[::1]/",
      "http://[::]/",
      "http://[::ffff:127.0.0.1]/",
      "http://[::ffff:7f00:1]/",
      "http://[::127.0.0.1]/",
      "http://[fe80::1]/",
    ],
    ...["http://[fd00:ec2::254]/", "http://[64:ff9b::a00:1]/", "http://[2002:7f00:1::]/", "http://[ff02::1]/", "http://[fec0::1]/"],
    ...["http://[2001:db8::1]/", "http://inside.example/", "http://half.example/", "http://meta.example/", "http://six.example/"],
    ...["http://localhost/", "http://LOCALHOST./", "http://\uff11\uff12\uff17.0.0.1/", "http://127\u30020\u30020\u30021/"],
  ])("%s leads inside and is refused", async (url) => {
    expect(await refused(url)).toMatch(/private or local network/);
  });

  it("may lead inside where their host is allowed by name, with its port where one is named", async () => {
    expect(await refused("http://127.0.0.1:8080/", ["127.0.0.1:8080"])).toBeNull();
    expect(await refused("http://127.0.0.1:8081/", ["127.0.0.1:8080"])).toMatch(/allowed by name/);
    expect(await refused("http://127.0.0.2/", ["127.0.0.1"])).toMatch(/allowed by name/);
    expect(await refused("http://[::1]:9/", ["[::1]"])).toBeNull();
    expect(await refused("http://inside.example/", ["*.example"])).toBeNull();
    expect(await refused("http://localhost/", ["127.0.0.1"])).toMatch(/allowed by name/);
  });

  it("are http or https, without a password, and lead somewhere", async () => {
    expect(await refused("file:///etc/passwd")).toMatch(/http/);
    expect(await refused("ftp://news.example/")).toMatch(/http/);
    expect(await refused("http://me:secret@news.example/")).toMatch(/password/);
    expect(await refused("http://nowhere.example/")).toMatch(/leads to no address/);
    expect(await refused("no address")).toMatch(/no address/);
  });

  it("are not looked up where they are written as numbers", async () => {
    asked = [];
    await refused("http://127.0.0.1/");
    expect(asked).toEqual([]);
  });

  it("are told in every spelling", () => {
    expect(["127.1", "0x7f.1", "017700000001", "2130706433"].map((host) => literal(host)?.address)).toEqual(Array(4).fill("127.0.0.1"));
    expect(literal("news.example")).toBeNull();
    expect(["8.8.8.8", "1.1.1.1", "2606:4700::1111"].map(isPublic)).toEqual([true, true, true]);
    expect(["nonsense", "fe80::1%eth0", "::ffff:10.0.0.1"].map(isPublic)).toEqual([false, false, false]);
  });
});
