import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CheerioAPI, load } from "cheerio";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../web/app.tsx";
import type { Fixture } from "./fixture.ts";
import { EVIL, openHostile } from "./hostile-fixture.ts";

const HERE = "http://localhost";
/** Pages lead to one another with ever other filters; so many of each kind are enough. */
const MOST_OF_A_ROUTE = 25;
/** With these the search for pages begins, and with every address that has no part to fill in. */
const BEGIN = ["/?status=all", "/api/events?status=all"];

interface Answer {
  readonly route: string;
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers: Headers;
}

let dataDir: string;
let fixture: Fixture;
let app: Hono;
/** Every address of this server that a reader can reach, with its answer. */
const answers = new Map<string, Answer>();

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "jingwu-hostile-"));
  const hostile = await openHostile(dataDir);
  fixture = hostile.fixture;
  app = createApp(hostile.options);
  await walk();
}, 120_000);
afterAll(async () => {
  await fixture?.close();
  rmSync(dataDir, { recursive: true });
});

/** The addresses that a GET can be sent to, as the application itself names them. */
function routes(): string[] {
  return [...new Set(app.routes.filter(({ method }) => method === "GET").map(({ path }) => path))];
}

/** The route that answers an address. */
function routeOf(address: string): string {
  const { pathname } = new URL(address, HERE);
  const fits = (path: string) =>
    new RegExp(
      `^${path.replaceAll(".", "\\.").replace(/:\w+(?:\{(.+?)\})?/g, (_, own?: string) => own?.replaceAll("\\\\.", "\\.") ?? "[^/]+")}$`,
    ).test(pathname);
  return routes().find((path) => path === pathname) ?? routes().find(fits) ?? "none";
}

async function ask(address: string): Promise<Answer> {
  const answer = await app.request(address);
  const type = (answer.headers.get("content-type") ?? "").split(";")[0]!;
  return {
    route: routeOf(address),
    status: answer.status,
    type,
    text: await answer.text(),
    headers: answer.headers,
  };
}

/** Reads every page that can be reached from the first ones by links, frames, pictures and redirects. */
async function walk(): Promise<void> {
  const left = [...routes().filter((path) => !path.includes(":")), ...BEGIN];
  for (const route of routes()) {
    const [, kind] = /^\/(?:api\/)?(events|documents)\/:id(?:\/[a-z]+)*$/.exec(route) ?? [];
    const ids = kind === "events" ? fixture.events : kind === "documents" ? fixture.documents : {};
    for (const id of Object.values(ids)) left.push(route.replace(":id", id));
  }
  left.push(`/api/search?q=${encodeURIComponent("声琨")}`, `/search?q=${encodeURIComponent("声琨")}`);
  const times = new Map<string, number>();
  for (let address = left.shift(); address !== undefined; address = left.shift()) {
    if (answers.has(address)) continue;
    const route = routeOf(address);
    times.set(route, (times.get(route) ?? 0) + 1);
    if (times.get(route)! > MOST_OF_A_ROUTE) continue;
    const answer = await ask(address);
    answers.set(address, answer);
    const links = [answer.headers.get("location") ?? ""];
    if (answer.type === "text/html") {
      const $ = load(answer.text);
      for (const { name, value } of attributesOf($))
        if (/^(href|src|xlink:href)$/.test(name)) links.push(value);
    }
    for (const link of links) {
      const url =
        URL.canParse(link, HERE + address) && link !== "" ? new URL(link, HERE + address) : undefined;
      if (url?.origin === HERE) left.push(url.pathname + url.search);
    }
  }
}

function attributesOf($: CheerioAPI): { element: string; name: string; value: string }[] {
  return $("*")
    .toArray()
    .flatMap((node) =>
      "attribs" in node
        ? Object.entries(node.attribs).map(([name, value]) => ({ element: node.name, name, value }))
        : [],
    );
}

/** What a browser makes of an answer: no element, attribute or address of it came from stored text. */
function expectHarmless({ route, type, text, headers }: Answer): void {
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  if (type === "application/json") return void JSON.parse(text);
  if (type === "text/plain" || type === "text/css" || type === "text/javascript" || text === "") return;
  const xml = type !== "text/html";
  const $ = load(text, { xml });
  const elements = new Set(
    $("*")
      .toArray()
      .map((node) => ("name" in node ? node.name : "")),
  );
  expect([...elements].filter((name) => /evil/.test(name))).toEqual([]);
  if (!route.endsWith("/archived/page"))
    expect($("img[src^=http], [style], base, object, embed, form[action^=http]").length).toBe(0);
  const scripts = $("script")
    .toArray()
    .map((node) => $(node).attr("src"));
  expect(scripts.filter((src) => !/^\/assets\/[a-z-]+\.js$/.test(src ?? ""))).toEqual([]);
  for (const { element, name, value } of attributesOf($)) {
    expect([element, name]).not.toEqual([element, expect.stringMatching(/evil|^on/)]);
    if (!/^(href|src|action|formaction|xlink:href|srcset|data|poster)$/.test(name)) continue;
    const url = new URL(value, HERE);
    // Pictures that are part of a captured page.
    if (route.endsWith("/archived/page") && element === "img" && url.protocol === "data:") continue;
    expect([element, url.protocol]).toEqual([element, expect.stringMatching(/^https?:$/)]);
    expect(url.host).not.toContain("evil.example");
  }
}

it("reaches every address that the application answers", () => {
  const reached = new Set([...answers.values()].map(({ route }) => route));
  // A page with a part to fill in that is no event or document must be linked from another.
  expect(routes().filter((route) => !reached.has(route))).toEqual([]);
});

it("leads nowhere in vain", () => {
  const broken = [...answers].filter(([, { status }]) => status !== 200 && (status < 300 || status > 399));
  // Of two of the captures there is no file here.
  expect(
    broken
      .filter(([address]) => !/^\/documents\/d-(one|two)\/archived\/(page|text)$/.test(address))
      // What programs ask for needs more than an address, or a decision.
      .filter(([, { route }]) => !route.startsWith("/api/"))
      .map(([address, { status }]) => `${status} ${address}`),
  ).toEqual([]);
});

it("shows hostile text as text wherever it is shown", () => {
  expect(answers.size).toBeGreaterThan(60);
  for (const [address, answer] of answers) {
    try {
      expectHarmless(answer);
    } catch (cause) {
      throw new Error(`${address}: ${(cause as Error).message}`, { cause });
    }
  }
});

it.each([
  "/",
  "/events/:id",
  "/documents/:id",
  "/documents/:id/archived",
  "/documents/:id/archived/text",
  "/search",
  "/rules",
  "/runs",
  "/sources",
  "/sources/:id",
  "/changes",
  "/coverage",
  "/feeds/new.atom",
  "/feeds/accepted.atom",
  "/feeds/changes.atom",
  "/api/events/:id",
  "/api/documents/:id",
  "/api/search",
  "/api/changes",
  "/api/coverage",
  "/metrics",
])("has hostile text to show at %s, so that this test can fail", (route) => {
  const shown = [...answers.values()].filter((answer) => answer.route === route);
  expect(shown.some(({ text }) => /x-evil|evil\.example/.test(text))).toBe(true);
});

it("shows the hostile text itself, not less of it", () => {
  const $ = load(answers.get("/documents/d-one")!.text);
  expect($("main").text()).toContain(EVIL);
});

it("keeps hostile names of sources from starting a line of their own in the metrics", () => {
  const lines = answers
    .get("/metrics")!
    .text.split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(
    lines.filter((line) => !/^[a-z0-9_]+(\{(\w+="(\\.|[^"\\])*",?)*\})? [-+0-9.eInfNa]+$/.test(line)),
  ).toEqual([]);
});

describe("hostile input", () => {
  const hostile = encodeURIComponent(EVIL);
  const NAMES = [
    "q",
    "done",
    "at",
    "to",
    "source",
    "rule",
    "type",
    "status",
    "country",
    "since",
    "after",
    "cursor",
    "sort",
    EVIL,
  ];

  it("of an address is shown as text, on every page", async () => {
    const firsts = new Map([...answers].toReversed().map(([address, { route }]) => [route, address]));
    for (const [route, address] of firsts) {
      if (route.startsWith("/assets/")) continue;
      const [path] = address.split("?");
      for (const name of NAMES) {
        const answer = await ask(`${path}?${encodeURIComponent(name)}=${hostile}`);
        expect([route, answer.status]).toEqual([route, expect.toBeOneOf([200, 302, 303, 400, 404, 409])]);
        if (answer.status < 300 || answer.status > 399) expectHarmless(answer);
        else expect(new URL(answer.headers.get("location")!, HERE).origin).toBe(HERE);
      }
    }
  }, 120_000);

  it("of a path is shown as text", async () => {
    for (const path of [
      "",
      "events/",
      "documents/",
      "sources/",
      "api/events/",
      "api/documents/",
      "dashboard/",
    ]) {
      const answer = await ask(`/${path}${hostile}`);
      expect([path, answer.status]).toEqual([path, 404]);
      expectHarmless(answer);
    }
  });

  it("of a form is shown as text", async () => {
    const fields = [
      "date",
      "location",
      "note",
      "countries",
      "topics",
      "reason",
      "into",
      "kind",
      "items",
      "prc_people",
    ];
    for (const decision of ["correct", "reject", "merge", "relate", "second-look", EVIL]) {
      const sent = new URLSearchParams(fields.map((name): [string, string] => [name, EVIL]));
      sent.set("decision", decision);
      const answer = await app.request(`/events/${fixture.events.two}/reviews`, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: HERE },
        body: sent.toString(),
      });
      if (answer.status === 303) continue;
      expect([decision, answer.status]).toEqual([decision, 400]);
      const type = answer.headers.get("content-type")!.split(";")[0]!;
      expectHarmless({
        route: "/events/:id",
        status: 400,
        type,
        text: await answer.text(),
        headers: answer.headers,
      });
    }
  });

  it("of the form for signing in is shown as text", async () => {
    const closed = createApp({ db: fixture.db, version: "0.1.0", dataDir, password: "old harbour wall" });
    const answer = await closed.request("/sign-in", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: HERE },
      body: new URLSearchParams({ name: EVIL, password: EVIL, to: EVIL }).toString(),
    });
    const text = await answer.text();
    expect(text).toContain("x-evil");
    expectHarmless({
      route: "/sign-in",
      status: answer.status,
      type: "text/html",
      text,
      headers: answer.headers,
    });
  });
});
