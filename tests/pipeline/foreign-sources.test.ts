import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { delaysOf } from "../../pipeline/capture.ts";
import { runUpdate } from "../../pipeline/update.ts";
import { openWorkspace, type Workspace } from "../../pipeline/workspace.ts";
import { listIssues } from "../../store/issues.ts";
import { countListings } from "../../store/listings.ts";
import { inSpaceAt, makeSourcesConfig } from "./mission-site.ts";
import { siteOfFile } from "./visited-site.ts";

/** The examples that the documentation gives to copy, by id: each is all that the program is told of its site. */
const examples = new Map(
  [...readFileSync("docs/add-a-source.md", "utf8").matchAll(/```yaml\n(id: (\S+)\n[\s\S]*?)```/g)].map(
    ([, text, id]) => [id!, text!],
  ),
);
const GIFT =
  "On 12 March 2026, the Chinese Embassy handed over 20 police vehicles to the Fiji Police Force at a ceremony in Suva.";
const MORE =
  "The commissioner thanked the Chinese side and said that the vehicles would be used in the outer islands.";

const { site, data } = await siteOfFile();
const rulebook = await loadRulebook("config");
const { signal } = new AbortController();
let config: string;

function use(id: string, change: (text: string) => string = (text) => text): void {
  config = makeSourcesConfig({ [id]: change(examples.get(id)!) }, site.origin);
}
const xml = (path: string, body: string) =>
  site.pages.set(path, { body, headers: { "content-type": "application/xml" } });

/** One run, whose clock starts at a time and goes on as clocks do. */
async function update<T>(time: string, look: (space: Workspace) => Promise<T>, limit?: number) {
  site.log.length = 0;
  const begun = performance.now();
  const now = () => new Date(Date.parse(time) + performance.now() - begun);
  return inSpaceAt(config, data(), now, async (space) => {
    const { counts, status } = await runUpdate(space, { sources: [], signal, rulebook, limit });
    return { counts, status, log: [...site.log], seen: await look(space) };
  });
}
const documents = (space: Workspace) =>
  space.db
    .selectFrom("document")
    .select(["canonicalUrl", "title", "published"])
    .orderBy("canonicalUrl")
    .execute();
const issues = (space: Workspace) => listIssues(space.db);

it("has an example for each form", () => {
  expect([...examples.keys()]).toEqual(["harbour-times", "reef-police", "coral-interior"]);
});

describe("a newspaper with nothing but a feed", () => {
  const story = (title: string, text: string) =>
    `<!DOCTYPE html><html><head><title>${title} | Harbour Times</title><meta property="og:title" content="${title}">
<meta property="article:published_time" content="2026-03-13T08:00:00+12:00"></head><body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<main><h1>${title}</h1><article><p>${text}</p><p>${MORE}</p></article></main><aside><a href="/story/9">Most read today in this paper</a></aside></body></html>`;

  beforeEach(() => {
    use("harbour-times");
    xml(
      "/rss.xml",
      `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Times</title>
<item><title>China hands over police vehicles</title><link>https://www.harbour-times.example/story/1</link><pubDate>Thu, 12 Mar 2026 20:00:00 GMT</pubDate></item>
<item><title>Tea harvest begins</title><link>https://www.harbour-times.example/story/2</link></item>
<item><title>Police of another country</title><link>https://other.example/police</link></item>
<item><title>Police of this machine</title><link>http://127.0.0.1:1/police</link></item></channel></rss>`,
    );
    for (const n of [1, 2])
      site.pages.set(`/story/${n}`, { body: story("China hands over police vehicles", GIFT) });
  });

  it("is read to an event; what is of other subjects or hosts is not fetched", async () => {
    const { counts, status, log, seen } = await update("2026-03-13T08:00:00Z", async (space) => ({
      documents: await documents(space),
      events: await space.db.selectFrom("event").select(["type", "date"]).execute(),
      filtered: (await countListings(space.db)).get("harbour-times"),
    }));
    expect(status).toBe(0);
    expect(log).toEqual(["404 /robots.txt", "200 /rss.xml", "200 /story/1"]);
    expect(seen.documents).toEqual([
      {
        canonicalUrl: "https://www.harbour-times.example/story/1",
        title: "China hands over police vehicles",
        published: "2026-03-13",
      },
    ]);
    expect(seen.events).toEqual([{ type: "assistance", date: "2026-03-12" }]);
    expect(seen.filtered).toEqual({ kept: 1, leftOut: 1 });
    expect(counts).toMatchObject({ leftOut: 1, issues: 0 });
  });

  it("opens an issue when something else comes in place of the feed, and closes it when the feed is back", async () => {
    await update("2026-03-13T08:00:00Z", issues);
    const feed = site.pages.get("/rss.xml")!;
    site.pages.set("/rss.xml", { body: "<html><body>We have a new web site</body></html>" });
    const lost = await update("2026-03-14T08:00:00Z", issues);
    expect(lost.status).toBe(3);
    expect(lost.seen).toMatchObject([{ code: "layout-changed", sourceId: "harbour-times" }]);
    site.pages.set("/rss.xml", feed);
    const back = await update("2026-03-15T08:00:00Z", issues);
    expect([back.status, back.seen]).toEqual([0, []]);
  });
});

describe("a police force with nothing but a sitemap", () => {
  const part = (path: string, at: string) =>
    `<sitemap><loc>https://police.reef.example${path}</loc><lastmod>${at}</lastmod></sitemap>`;
  const index = (news: string) =>
    xml(
      "/sitemap_index.xml",
      `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${part("/pages.xml", "2024-01-01T00:00:00Z")}${part("/news.xml", news)}</sitemapindex>`,
    );
  const urls = (path: string, ...paths: string[]) =>
    site.pages.set(path, {
      body: `<urlset>${paths.map((to) => `<url><loc>https://police.reef.example${to}</loc></url>`).join("")}</urlset>`,
      headers: { "content-type": "text/xml" },
      validators: false,
    });
  const release = (number: number) =>
    site.pages.set(`/news/${number}/`, {
      body: `<html><head><title>Release ${number} - Reef Police Service</title></head><body><div id="menu"><a href="/about/">About</a></div>
<div class="entry"><h1>Release ${number}</h1><span class="date">13 March 2026</span><div class="text">${GIFT}<br><br>${MORE} Release ${number}.</div></div></body></html>`,
    });
  const parts = (log: readonly string[]) =>
    log.map((line) => line.split(" ")[1]).filter((path) => path?.endsWith(".xml"));

  beforeEach(() => {
    use("reef-police", (text) => text.replace("delay_ms: 10000", "delay_ms: 30"));
    index("2026-03-13T00:00:00Z");
    urls("/pages.xml", "/about/", "/contact/", "/recruitment/2026/");
    urls("/news.xml", "/news/1/", "/news/2/");
    for (const number of [1, 2, 3]) release(number);
  });

  it("is read without its other pages, and a part is asked for again only once it changed", async () => {
    const first = await update("2026-03-13T08:00:00Z", documents);
    expect([first.status, first.counts.issues]).toEqual([0, 0]);
    expect(parts(first.log)).toEqual(["/sitemap_index.xml", "/news.xml", "/pages.xml"]);
    expect(first.seen).toEqual([
      { canonicalUrl: "https://police.reef.example/news/1/", title: "Release 1", published: "2026-03-13" },
      { canonicalUrl: "https://police.reef.example/news/2/", title: "Release 2", published: "2026-03-13" },
    ]);
    const second = await update("2026-03-14T08:00:00Z", documents);
    expect(parts(second.log)).toEqual(["/sitemap_index.xml"]);
    index("2026-03-15T01:00:00Z");
    urls("/news.xml", "/news/1/", "/news/2/", "/news/3/");
    const third = await update("2026-03-15T08:00:00Z", documents);
    expect(parts(third.log)).toEqual(["/sitemap_index.xml", "/news.xml"]);
    expect(third.seen).toHaveLength(3);
  });

  it("whose parts were not all read in one run has the rest read in the next, though the index did not change", async () => {
    urls("/pages.xml", "/news/3/");
    const first = await update("2026-03-13T08:00:00Z", documents, 1);
    expect(parts(first.log)).toEqual(["/sitemap_index.xml", "/news.xml"]);
    const second = await update("2026-03-13T12:00:00Z", documents);
    expect(second.log).toContain("304 /sitemap_index.xml");
    expect(parts(second.log)).toEqual(["/sitemap_index.xml", "/pages.xml"]);
    expect(second.seen).toHaveLength(3);
  });

  it("that says only the day is asked for the part again until that day is over everywhere", async () => {
    index("2026-03-13");
    const ask = async (time: string) => parts((await update(time, issues)).log).includes("/news.xml");
    expect(await ask("2026-03-13T08:00:00Z")).toBe(true);
    expect(await ask("2026-03-13T20:00:00Z")).toBe(true);
    expect(await ask("2026-03-14T13:00:00Z")).toBe(true);
    expect(await ask("2026-03-14T20:00:00Z")).toBe(false);
  });

  it("is asked as slowly as its file says", async () => {
    const at: number[] = [];
    const { push } = site.log;
    site.log.push = (...lines) => {
      at.push(performance.now());
      return push.apply(site.log, lines);
    };
    try {
      await update("2026-03-13T08:00:00Z", issues);
    } finally {
      site.log.push = push;
    }
    const gaps = at.slice(1).map((time, i) => time - at[i]!);
    expect(gaps.length).toBeGreaterThanOrEqual(5);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(25);
  });
});

it("asks hosts of a source as slowly as its file says, and those of others as the settings say", async () => {
  use("reef-police");
  const space = await openWorkspace({ config, data: data(), quiet: true });
  expect([...delaysOf(space.sources)]).toEqual([["police.reef.example", 10_000]]);
  await space.close();
});

describe("a ministry whose list is data", () => {
  const list = (offset: number, ...slugs: string[]) =>
    site.pages.set(`/api/press?offset=${offset}`, {
      body: JSON.stringify({
        data: {
          releases: slugs.map((slug) => ({
            slug,
            title: `Release ${slug}`,
            intro: null,
            published: "2026-03-13T00:00:00Z",
          })),
        },
      }),
      headers: { "content-type": "application/json" },
    });
  const lists = (log: readonly string[]) => log.filter((line) => line.includes("/api/"));

  beforeEach(() => {
    use("coral-interior");
    for (const slug of ["a", "b", "c", "d"]) {
      site.pages.set(`/press/${slug}`, {
        body: `<html><head><title>Release ${slug}</title></head><body><h2>Press</h2><p>${GIFT}</p><p>${MORE}</p><footer>Ministry of the Interior</footer></body></html>`,
      });
    }
    list(0, "a", "b");
    list(2, "c");
    list(4);
  });

  it("is read page by page to its end, then only as far as something is new", async () => {
    const first = await update("2026-03-13T08:00:00Z", documents);
    expect([first.status, first.counts.issues]).toEqual([0, 0]);
    expect(lists(first.log)).toEqual([
      "200 /api/press?offset=0",
      "200 /api/press?offset=2",
      "200 /api/press?offset=4",
    ]);
    expect(first.seen.map(({ canonicalUrl }) => canonicalUrl)).toEqual(
      ["a", "b", "c"].map((slug) => `https://interior.coral.example/press/${slug}`),
    );
    list(0, "d", "a");
    list(2, "b", "c");
    const second = await update("2026-03-14T08:00:00Z", documents);
    expect(lists(second.log)).toEqual(["200 /api/press?offset=0", "200 /api/press?offset=2"]);
    expect(second.seen).toHaveLength(4);
    const third = await update("2026-03-14T12:00:00Z", documents);
    expect(lists(third.log)).toEqual(["304 /api/press?offset=0"]);
  });
});
