import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFetcher, type FetchError, type Fetcher } from "../../sources/fetcher.ts";
import type { FetchedResponse } from "../../sources/response.ts";
import { productToken, readRobots } from "../../sources/robots.ts";
import { fetchSettings, stoppedClock } from "./fetch-settings.ts";

const SITE = "https://us.china-embassy.example";
let fetcher: Fetcher;
let clock: ReturnType<typeof stoppedClock>;

beforeEach(() => {
  nock.disableNetConnect();
  clock = stoppedClock();
  fetcher = createFetcher(fetchSettings({ delay_ms: 1000, retries: 1, retry_base_ms: 1 }), clock);
});
afterEach(async () => {
  await fetcher.close();
  nock.cleanAll();
  nock.enableNetConnect();
});

const outcome = (url: string): Promise<string> =>
  fetcher.fetch({ url }).then(
    (page) => page.outcome,
    (error: FetchError) => `${error.code}: ${error.message}`,
  );

function answer(status: number, body: string, contentType: string | null = "text/plain"): FetchedResponse {
  const rest = { redirects: [], statusText: "", headers: [], etag: null, lastModified: null, fetchedAt: "" };
  const url = `${SITE}/robots.txt`;
  return { ...rest, url, finalUrl: url, status, contentType, body: Buffer.from(body) };
}

function allows(
  status: number,
  body: string,
  path = "/chn/",
  contentType: string | null = "text/plain",
): boolean {
  return readRobots(
    `${SITE}/robots.txt`,
    answer(status, body, contentType),
    "Jingwu/0.1 (+https://x.example)",
  ).allows(`${SITE}${path}`);
}

describe("readRobots", () => {
  it.each([
    ["no rule", "", "/chn/", true],
    ["a rule for all", "User-agent: *\nDisallow: /chn/", "/chn/a.htm", false],
    ["a longer rule that allows", "User-agent: *\nDisallow: /\nAllow: /chn/", "/chn/a.htm", true],
    ["a group of its own", "User-agent: jingwu\nDisallow: /\n\nUser-agent: *\nAllow: /", "/chn/", false],
    ["a group for another", "User-agent: Other\nDisallow: /", "/chn/", true],
    ["wildcards", "User-agent: *\nDisallow: /*.php$", "/x/a.php", false],
    ["an empty Disallow", "User-agent: *\nDisallow:", "/chn/", true],
    ["lines that mean nothing", "\u0000garbage\n:::\nUser-agent\nDisallow /", "/chn/", true],
  ])("obeys %s", (_what, text, path, expected) => {
    expect(allows(200, text, path)).toBe(expected);
  });

  it.each([
    ["text/html; charset=utf-8", "User-agent: *\nDisallow: /"],
    ["text/plain", "\n<!DOCTYPE html><title>Home</title>Disallow: /"],
    [null, "<html>\nUser-agent: *\nDisallow: /"],
  ])("takes an HTML answer (%s) for no rules", (contentType, body) => {
    expect(allows(200, body, "/chn/", contentType)).toBe(true);
  });

  it.each([
    [404, true],
    [410, true],
    [403, true],
    [429, false],
    [500, false],
    [503, false],
    [304, false],
  ])("with status %d lets pages pass: %s", (status, expected) => {
    expect(allows(status, "User-agent: *\nDisallow: /")).toBe(expected);
  });

  it("takes a crawl delay, within reason", () => {
    const delay = (text: string) =>
      readRobots(`${SITE}/robots.txt`, answer(200, text), "Jingwu/0.1").crawlDelayMs;
    expect(delay("User-agent: *\nCrawl-delay: 7.5")).toBe(7500);
    expect(delay("User-agent: *\nCrawl-delay: 86400")).toBe(120_000);
    expect(delay("User-agent: *\nCrawl-delay: -3")).toBe(null);
    expect(delay("User-agent: *\nDisallow: /x")).toBe(null);
  });

  it.each([
    ["Jingwu/0.1 (+https://x.example)", "Jingwu"],
    ["Mozilla/5.0 (compatible; Jingwu/0.1; +https://x.example)", "Jingwu"],
    ["jingwu-study research", "jingwu-study"],
  ])("knows itself in %s", (userAgent, token) => expect(productToken(userAgent)).toBe(token));
});

describe("a fetcher", () => {
  it("asks for robots.txt once for each origin", async () => {
    nock(SITE)
      .get("/robots.txt")
      .once()
      .reply(200, "User-agent: *\nDisallow: /no/", { "content-type": "text/plain" });
    nock(SITE).get("/yes").times(2).reply(200);
    expect(await Promise.all(["/yes", "/no/1", "/yes", "/no/2"].map((path) => outcome(SITE + path)))).toEqual(
      [
        "ok",
        `robots-disallowed: ${SITE}/robots.txt disallows /no/1`,
        "ok",
        `robots-disallowed: ${SITE}/robots.txt disallows /no/2`,
      ],
    );
  });

  it("goes on where robots.txt redirects to the home page", async () => {
    nock(SITE).get("/robots.txt").reply(302, "", { location: "/" });
    nock(SITE).get("/").reply(200, "<!doctype html>Disallow: /", { "content-type": "text/html" });
    nock(SITE).get("/a").reply(200);
    expect(await outcome(`${SITE}/a`)).toBe("ok");
  });

  it("stays out where robots.txt redirects in a circle", async () => {
    nock(SITE)
      .get("/robots.txt")
      .reply(302, "", { location: "/r" })
      .get("/r")
      .reply(302, "", { location: "/robots.txt" });
    expect(await outcome(`${SITE}/a`)).toMatch(
      /^robots-disallowed: .*robots\.txt cannot be read \(redirect loop.*staying out/,
    );
  });

  it("stays out where robots.txt ends in a server error", async () => {
    nock(SITE).get("/robots.txt").times(2).reply(503);
    expect(await outcome(`${SITE}/a`)).toMatch(/^robots-disallowed: .*\(status 503, 2 times\)/);
    expect(await outcome(`${SITE}/b`)).toMatch(/^robots-disallowed/);
  });

  it("reports a host out of reach as such", async () => {
    nock(SITE)
      .get("/robots.txt")
      .times(2)
      .replyWithError(Object.assign(new Error("down"), { code: "ECONNRESET" }));
    expect(await outcome(`${SITE}/a`)).toMatch(/^fetch-failed: .*robots\.txt: down \(ECONNRESET\), 2 times/);
  });

  it("does not repeat the question for a name that does not exist", async () => {
    nock(SITE)
      .get("/robots.txt")
      .replyWithError(Object.assign(new Error("no such host"), { code: "ENOTFOUND" }));
    expect(await outcome(`${SITE}/a`)).toMatch(/^fetch-failed: .*ENOTFOUND/);
    expect(await outcome(`${SITE}/b`)).toMatch(/^fetch-failed/);
  });

  it("meets a bot challenge already at robots.txt", async () => {
    nock(SITE).get("/robots.txt").reply(521, "<script>");
    expect(await outcome(`${SITE}/a`)).toMatch(/^blocked: .*521/);
  });

  it("checks the rules of the host that a redirect leads to", async () => {
    nock(SITE)
      .get("/robots.txt")
      .reply(404)
      .get("/a")
      .reply(302, "", { location: "https://other.example/x" });
    nock("https://other.example").get("/robots.txt").reply(200, "User-agent: *\nDisallow: /x");
    expect(await outcome(`${SITE}/a`)).toBe(
      "robots-disallowed: https://other.example/robots.txt disallows /x",
    );
  });

  it("pauses as long as Crawl-delay asks when that is longer than its own delay", async () => {
    nock(SITE)
      .get("/robots.txt")
      .reply(200, "User-agent: *\nCrawl-delay: 20")
      .get("/a")
      .reply(200)
      .get("/b")
      .reply(200);
    expect([await outcome(`${SITE}/a`), await outcome(`${SITE}/b`)]).toEqual(["ok", "ok"]);
    expect(clock.waits.reduce((sum, wait) => sum + wait, 0)).toBe(40_000);
  });

  it("reads the beginning of a robots.txt without end", async () => {
    const body = `User-agent: *\nDisallow: /a\n${"# padding\n".repeat(100_000)}`;
    nock(SITE).get("/robots.txt").reply(200, body).get("/b").reply(200);
    expect(await outcome(`${SITE}/a`)).toMatch(/^robots-disallowed/);
    expect(await outcome(`${SITE}/b`)).toBe("ok");
  });
});
