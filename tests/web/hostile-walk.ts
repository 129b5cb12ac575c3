import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CheerioAPI, load } from "cheerio";
import type { Hono } from "hono";
import { afterAll, beforeAll, expect } from "vitest";
import { createApp } from "../../web/app.tsx";
import type { Fixture } from "./fixture.ts";
import { openHostile } from "./hostile-fixture.ts";

export const HERE = "http://localhost";
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

export let dataDir: string;
export let fixture: Fixture;
export let app: Hono;
/** Every address of this server that a reader can reach, with its answer. */
export const answers = new Map<string, Answer>();

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "jingwu-hostile-"));
  const hostile = await openHostile(dataDir);
  fixture = hostile.fixture;
  app = createApp(hostile.options);
  await walk();
});
afterAll(async () => {
  await fixture?.close();
  rmSync(dataDir, { recursive: true });
});

/** The addresses that a GET can be sent to, as the application itself names them. */
export function routes(): string[] {
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

export async function ask(address: string): Promise<Answer> {
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
export function expectHarmless({ route, type, text, headers }: Answer): void {
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
