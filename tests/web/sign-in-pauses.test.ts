import { Hono } from "hono";
import { expect, it } from "vitest";
import { clientAddress } from "../../web/request-origin.ts";
import { pathAfter } from "../../web/sign-in.ts";
import { createPauses } from "../../web/sign-in-pauses.ts";

const HOUR = 3_600_000;

function pausesAt(start = 0) {
  const clock = { now: start };
  return { clock, pauses: createPauses(() => clock.now) };
}
const times = <T>(count: number, work: (i: number) => T) => Array.from({ length: count }, (_, i) => work(i));

it("lets a person mistype a few times, then waits twice as long after each failure, up to a quarter of an hour", () => {
  const { clock, pauses } = pausesAt();
  const seconds: number[] = [];
  for (let i = 0; i < 18; i += 1) {
    const wait = pauses.begin({ name: "mara", address: `a${i}` });
    if (wait > 0) seconds.push(wait);
    clock.now += wait * 1000;
    if (wait > 0) expect(pauses.begin({ name: "mara", address: `b${i}` })).toBe(0);
  }
  expect(seconds.slice(0, 6)).toEqual([2, 4, 8, 16, 32, 64]);
  expect(Math.max(...seconds)).toBe(900);
});

it("counts attempts of one moment before any of them is answered", () => {
  const { pauses } = pausesAt();
  const begun = times(50, () => pauses.begin({ name: "mara", address: "a" })).filter((wait) => wait === 0);
  expect(begun).toHaveLength(5);
});

it("counts an address over all names, and forgives it only the attempts that were right", () => {
  const { pauses } = pausesAt();
  for (let i = 0; i < 20; i += 1) {
    expect(pauses.begin({ name: `name ${i}`, address: "a" })).toBe(0);
    if (i < 19) {
      const own = { name: "own", address: "a" };
      expect(pauses.begin(own)).toBe(0);
      pauses.succeeded(own);
    }
  }
  expect(pauses.begin({ name: "own", address: "a" })).toBeGreaterThan(0);
  expect(pauses.begin({ name: "own", address: "b" })).toBe(0);
});

it("is not made longer by attempts during a pause, and forgets after an hour", () => {
  const { clock, pauses } = pausesAt();
  const mara = { name: "mara", address: "a" };
  times(5, () => pauses.begin(mara));
  times(100, () => expect(pauses.begin(mara)).toBe(2));
  clock.now += 2000 + HOUR;
  expect(times(5, () => pauses.begin(mara))).toEqual([0, 0, 0, 0, 0]);
});

it("keeps a bounded number of names and addresses", () => {
  const { pauses } = pausesAt();
  times(5, () => pauses.begin({ name: "first", address: "first" }));
  expect(pauses.begin({ name: "first", address: "other" })).toBe(2);
  times(10_001, (i) => pauses.begin({ name: `n${i}`, address: `a${i}` }));
  expect(pauses.begin({ name: "first", address: "other" })).toBe(0);
});

it("takes for the visitor's address what the web server before it has added, where there is one, and the network of IPv6", async () => {
  const app = new Hono();
  app.get("/own", (c) => c.text(clientAddress(c, {})));
  app.get("/proxied", (c) => c.text(clientAddress(c, { behindProxy: true })));
  const ask = async (path: string, remoteAddress: string, forwarded?: string) => {
    const headers: Record<string, string> = forwarded ? { "X-Forwarded-For": forwarded } : {};
    return (await app.request(path, { headers }, { incoming: { socket: { remoteAddress } } })).text();
  };
  expect(await ask("/own", "192.0.2.1", "203.0.113.9")).toBe("192.0.2.1");
  expect(await ask("/proxied", "127.0.0.1", "198.51.100.7, 203.0.113.9")).toBe("203.0.113.9");
  expect(await ask("/proxied", "127.0.0.1", "not an address")).toBe("unknown");
  expect(await ask("/own", "::ffff:192.0.2.1")).toBe("192.0.2.1");
  const [one, other, else_] = [
    await ask("/own", "2001:db8:1:2::1"),
    await ask("/own", "2001:db8:1:2:ffff::9"),
    await ask("/own", "2001:db8:1:3::1"),
  ];
  expect(one).toBe(other);
  expect(one).not.toBe(else_);
});

it.each([
  "//evil.example/",
  "///evil.example",
  "/\\evil.example",
  "/\\/evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/\n/evil.example",
  "/./\\/evil.example",
  "/..//evil.example",
  "/.//evil.example",
  "evil",
  "",
  "@evil.example",
  "/sign-out",
  "/sign-in?to=/sign-in",
  `/${"a".repeat(3000)}`,
  undefined,
])("knows that %j is no page of this server to go on to", (to) => {
  expect(pathAfter(to)).toBe("/");
});

it.each([
  "/",
  "/?status=all&country=MM",
  "/events/e1?done=e2",
  "/search?q=%E7%A6%81%E6%AF%92",
  "/documents//x",
])("goes on to %s", (to) => {
  expect(pathAfter(to)).toBe(to);
});
