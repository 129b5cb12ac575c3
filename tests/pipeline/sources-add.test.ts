import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { proposeSource } from "../../pipeline/propose-source.ts";
import { createFetcher, type Fetcher } from "../../sources/fetcher.ts";
import { loadSources } from "../../sources/register.ts";
import { loadSettings } from "../../sources/settings.ts";
import type { Source } from "../../sources/source.ts";
import { sourceFileText } from "../../sources/source-file.ts";
import { type MissionSite, makeConfig, startSite } from "./mission-site.ts";

const POLICE = "https://www.police.gov.fj";
let site: MissionSite;
let fetcher: Fetcher;

beforeAll(async () => {
  site = await startSite();
  fetcher = createFetcher(loadSettings(makeConfig({ x: "www.police.gov.fj" }, site.origin)));
});
afterAll(async () => {
  await fetcher.close();
  await site.close();
});
beforeEach(() => site.pages.clear());

/** Writes the entry as a file and reads it back, as the next start of the program will. */
function reread(source: Source): Source {
  const config = mkdtempSync(join(tmpdir(), "jingwu-add-"));
  mkdirSync(join(config, "sources"));
  writeFileSync(join(config, "sources", `${source.id}.yaml`), sourceFileText(source, "A test."));
  return loadSources(config)[0]!;
}

const propose = (url: string, wishes = {}) => proposeSource(url, wishes, loadSources("config"), fetcher);
const links = (count: number) =>
  Array.from(
    { length: count },
    (_, i) =>
      `<li><a href="/news/2024/051${i}/${1000 + i}.html">Officers complete course number ${i}</a></li>`,
  ).join("");

it("writes a mission from its host alone, an embassy with its country", async () => {
  const source = await propose("https://xx.china-embassy.gov.cn/chn/", { country: "XK" });
  expect(source).toMatchObject({ id: "xx", adapter: "mission", kind: "embassy", covers: { country: "XK" } });
  expect(source.title).toBe("Embassy of the People's Republic of China in Kosovo");
  expect(reread(source)).toEqual(source);
  expect(site.log).toEqual([]);
});

it("asks for the country of a consulate, which its host does not name", async () => {
  const url = "https://harbourtown.china-consulate.gov.cn/";
  await expect(propose(url)).rejects.toThrow("--country");
  expect(await propose(url, { country: "AU" })).toMatchObject({ id: "cg-harbourtown", kind: "consulate" });
});

it("takes the feed that a page names", async () => {
  site.pages.set("/", {
    body: `<html class="js" lang="en-FJ"><head><title>Fiji Police Force</title><link rel="alternate" type="application/rss+xml" href="/feed"></head><body></body></html>`,
  });
  site.pages.set("/feed", {
    body: `<?xml version="1.0"?><rss version="2.0"><channel><title>Police</title><link>${POLICE}</link><description>d</description>
      <item><title>Officers return from training</title><link>${POLICE}/news/1.html</link><pubDate>Tue, 05 Mar 2024 01:00:00 GMT</pubDate></item></channel></rss>`,
  });
  const source = await propose(`${POLICE}/`);
  expect(source).toMatchObject({
    id: "police-gov-fj",
    title: "Fiji Police Force",
    kind: "police",
    covers: { country: "FJ" },
    language: "en",
    publisher: { official: true },
    lists: [{ url: `${POLICE}/feed`, as: "feed" }],
  });
  expect(reread(source)).toEqual(source);
});

it("takes a page with links to articles, and expects a third of them from now on", async () => {
  site.pages.set("/news/", {
    body: `<html><head><title>News: all</title></head><body><ul>${links(9)}</ul></body></html>`,
  });
  const source = await propose(`${POLICE}/news/`);
  expect(source.language).toBeUndefined();
  expect(source.lists).toEqual([{ section: "news", url: `${POLICE}/news/`, as: "page" }]);
  expect(source.expect?.links_per_list?.min).toBe(3);
  expect(reread(source)).toEqual(source);
});

it("finds where things stand in a JSON list", async () => {
  const data = {
    meta: { count: 2 },
    data: {
      list: [
        {
          headline: "Police minister opens office",
          link: "/n/2024/1.html",
          pubDate: "2024-03-05",
          abstract: "In the capital",
        },
      ],
    },
  };
  site.pages.set("/api/news", { body: JSON.stringify(data) });
  const source = await propose(`${POLICE}/api/news`, { title: "Police: news", filter: "security" });
  expect(source.lists[0]).toMatchObject({
    as: "json",
    json: { items: "data.list", url: "link", title: "headline", date: "pubDate", lead: "abstract" },
  });
  expect(reread(source)).toEqual(source);
});

it("takes the sitemap of a site whose page shows no list", async () => {
  site.pages.set("/about", {
    body: "<html><head><title>About</title></head><body><p>Nothing here.</p></body></html>",
  });
  site.pages.set("/sitemap.xml", {
    body: `<urlset><url><loc>${POLICE}/news/2024/05/01/7.html</loc><lastmod>2024-05-01</lastmod></url></urlset>`,
  });
  expect((await propose(`${POLICE}/about`)).lists).toMatchObject([
    { url: `${POLICE}/sitemap.xml`, as: "sitemap" },
  ]);
});

it("refuses what it knows already, what is no address, and a site without any list", async () => {
  await expect(propose("https://it.china-embassy.gov.cn/eng/")).rejects.toThrow('by the source "it"');
  await expect(propose("police.gov.fj")).rejects.toThrow("https://");
  await expect(propose("https://www.police.gov.fj/none")).rejects.toThrow("found none (status 404)");
  site.pages.set("/about", { body: "<html><head><title>About</title></head><body></body></html>" });
  await expect(propose(`${POLICE}/about`)).rejects.toThrow("give the address of a list page");
  await expect(propose(`${POLICE}/about`, { country: "Fiji" })).rejects.toThrow();
});
