import { expect, it } from "vitest";
import { sha256 } from "../../pipeline/keep.ts";
import { whatHolds } from "../../pipeline/loss.ts";
import type { Visit } from "../../pipeline/visit.ts";
import type { FetchOutcome } from "../../sources/fetcher.ts";
import { Source } from "../../sources/source.ts";
import { recordAnswers, upsertFoundPages } from "../../store/pages.ts";
import { tempDatabase } from "../store/temp-database.ts";

const AT = "2026-03-01T08:00:00Z";
const ADDRESS = "https://www.paper.example/news/2026/12.html";
const HOME = "<title>The Paper</title><a href='/news/2026/12.html'>News</a>";
const ARTICLE = `<title>Police receive cars</title><h1>Police receive cars</h1><article><p>${"The police of the capital received new patrol cars at a ceremony held on Monday. ".repeat(4)}</p></article>`;
const EMPTY = "<title>Notice</title><p>Nothing</p>";
const source = Source.parse({
  id: "paper",
  title: "The Paper",
  adapter: "web-page",
  kind: "newspaper",
  publisher: { name: "The Paper", country: "FJ", official: false },
  covers: { country: "FJ" },
  active: true,
  status: "open",
  confidence: "seen",
  hosts: [
    { host: "www.paper.example", role: "current", confidence: "seen", evidence: "a test" },
    { host: "m.paper.example", role: "old", confidence: "seen", evidence: "a test" },
  ],
  lists: [{ section: "news", url: "https://www.paper.example/news/" }],
});

/** What an answer of the paper's site holds for an article that was read before with other bytes. */
async function holds(finalUrl: string, body: string, more: Partial<FetchOutcome> = {}, lists = 1) {
  const db = await tempDatabase();
  const list = "https://www.paper.example/news/";
  const found = { canonicalUrl: list, url: list, sourceId: "paper", kind: "list" as const };
  await upsertFoundPages(db, [{ ...found, foundOn: null, firstSeen: AT }]);
  await recordAnswers(db, [{ canonicalUrl: list, state: "ok", checked: AT, sha256: sha256(HOME) }]);
  const page = {
    canonicalUrl: ADDRESS,
    url: ADDRESS,
    sourceId: "paper",
    state: "ok",
    sha256: sha256("before"),
  };
  const answer = {
    outcome: "ok",
    status: 200,
    finalUrl,
    contentType: "text/html",
    body: Buffer.from(body),
    ...more,
  };
  const visit = { source, space: { db }, tally: { counts: { lists } } } as unknown as Visit;
  return whatHolds(visit, page as never, answer as never);
}

it.each([
  ["the article at its address", ADDRESS, ARTICLE, "article"],
  [
    "the article at the same path of another host of the site",
    ADDRESS.replace("www", "m"),
    ARTICLE,
    "article",
  ],
  ["the article at a new path", "https://www.paper.example/archive/12.html", ARTICLE, "article"],
  ["no article at its address, as after a change of layout", ADDRESS, EMPTY, "unreadable"],
  [
    "no article at the same path of another host of the site",
    ADDRESS.replace("www", "m"),
    EMPTY,
    "unreadable",
  ],
  [
    "no article on a foreign host, as of a gate or a log-in",
    "https://gate.example/verify?u=1",
    EMPTY,
    "unreadable",
  ],
  ["no article at another address of the site", "https://www.paper.example/notice.html", EMPTY, "loss"],
  ["the home page", "https://www.paper.example/", ARTICLE, "loss"],
  ["the home page of a foreign host", "https://other.example/", ARTICLE, "loss"],
  ["a list of the site", "https://www.paper.example/news/", ARTICLE, "loss"],
  ["the bytes of a list at its own address", ADDRESS, HOME, "loss"],
  ["an empty answer", ADDRESS, "", "unreadable"],
  ["the bytes it had before", ADDRESS, "before", "article"],
])("is told from %s", async (_, finalUrl, body, expected) => {
  expect((await holds(finalUrl, body)).holds).toBe(expected);
});

it("takes no answer but 404 and 410 for a loss while none of the site's lists can be read", async () => {
  expect(await holds("https://www.paper.example/", HOME, {}, 0)).toEqual({ holds: "unreadable" });
  expect(await holds(ADDRESS, HOME, {}, 0)).toEqual({ holds: "unreadable" });
  expect(await holds(ADDRESS, ARTICLE, {}, 0)).toEqual({ holds: "article" });
  expect(await holds(ADDRESS, "", { outcome: "gone", status: 404 }, 0)).toMatchObject({ holds: "loss" });
});

it("says how a loss shows", async () => {
  expect(await holds(ADDRESS, "", { outcome: "gone", status: 410 })).toEqual({
    holds: "loss",
    why: "the page answers 410",
  });
  expect(await holds("https://www.paper.example/", HOME)).toEqual({
    holds: "loss",
    why: "the page leads to the home page https://www.paper.example/",
  });
});
