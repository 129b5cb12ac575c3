import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { runUpdate } from "../../pipeline/update.ts";
import { listIssues } from "../../store/issues.ts";
import { countListings } from "../../store/listings.ts";
import { savedPage } from "../sources/media/saved-pages.ts";
import { inSpaceAt, makeSourcesConfig } from "./mission-site.ts";
import { siteOfFile } from "./visited-site.ts";

const { site, data } = await siteOfFile();
const rulebook = await loadRulebook("config");
const { signal } = new AbortController();
/** The site as the register has this source. */
const configOf = (id: string) =>
  makeSourcesConfig({ [id]: readFileSync(`config/sources/${id}.yaml`, "utf8") }, site.origin);

interface Case {
  readonly id: string;
  readonly at: string;
  /** Paths of lists and articles, and the saved page that answers there. */
  readonly pages: Readonly<Record<string, string>>;
  /** Documents, by path and title; articles kept and left out by the filter. */
  readonly read: readonly (readonly [string, string])[];
  readonly filtered: readonly [number, number];
}

const CASES: readonly Case[] = [
  {
    id: "globaltimes-en",
    at: "2024-01-03T00:00:00Z",
    pages: {
      "/china/diplomacy/index.html": "global-times/list",
      "/page/202401/1304577.shtml": "global-times/article-new",
    },
    read: [["/page/202401/1304577.shtml", "Chinese police trainers open course in Palau Reef"]],
    filtered: [1, 2],
  },
  {
    id: "chinadaily-en",
    at: "2024-01-03T00:00:00Z",
    pages: {
      "/china/governmentandpolicy/": "china-daily/list",
      "/a/202401/02/WS65937a1fa3105f21a507a1b2.html": "china-daily/article-en",
    },
    read: [["/a/202401/02/WS65937a1fa3105f21a507a1b2.html", "Ministers sign pact on fighting telecom fraud"]],
    filtered: [1, 1],
  },
  {
    id: "cgtn-en",
    at: "2024-01-12T20:00:00Z",
    pages: {
      "/sitemap_latestnews.xml": "cgtn/sitemap.xml",
      "/news/2024-01-12/Police-forum-opens-in-Lianyungang-1qBcDeFgHi/index.html": "cgtn/article",
    },
    read: [
      [
        "/news/2024-01-12/Police-forum-opens-in-Lianyungang-1qBcDeFgHi/index.html",
        "Police forum opens in Lianyungang",
      ],
    ],
    filtered: [2, 1],
  },
  {
    id: "cctv-zh",
    at: "2024-01-02T15:00:00Z",
    pages: {
      "/2019/07/gaiban/cmsdatainterface/page/news_1.jsonp?cb=news": "cctv/news_1.jsonp",
      "/lm/xwlb/day/20240102.shtml": "cctv/day",
      "/2024/01/02/ARTI0aaaaaaaaaaaaaaaaaaaaa240102.shtml": "cctv/article-zh",
      "/2024/01/02/VIDEone00123456789abcdef240102.shtml": "cctv/segment",
    },
    read: [
      ["/2024/01/02/ARTI0aaaaaaaaaaaaaaaaaaaaa240102.shtml", "公安部通报跨境执法合作成果"],
      ["/2024/01/02/VIDEone00123456789abcdef240102.shtml", "[视频]王某某会见某国内政部长"],
    ],
    filtered: [2, 3],
  },
  {
    id: "chinanews-zh",
    at: "2023-11-29T12:00:00Z",
    pages: {
      "/scroll-news/news1.html": "chinanews/scroll",
      "/scroll-news/2023/1129/news.shtml": "chinanews/scroll",
      "/gj/2023/11-29/10120001.shtml": "chinanews/article-new",
    },
    read: [["/gj/2023/11-29/10120001.shtml", "中国警察代表团访问海岛国"]],
    filtered: [2, 1],
  },
  {
    id: "ecns-en",
    at: "2024-02-24T00:00:00Z",
    pages: {
      "/cns-wire/": "ecns/list",
      "/cns-wire/2024-02-23/detail-ihcxyzaa1234567.shtml": "ecns/article",
    },
    read: [["/cns-wire/2024-02-23/detail-ihcxyzaa1234567.shtml", "Joint patrol completed on Mekong River"]],
    filtered: [1, 2],
  },
  {
    id: "huanqiu-zh",
    at: "2024-01-02T12:00:00Z",
    pages: { "/api/list": "huanqiu/list.json", "/article/4GabcDEF123": "huanqiu/article" },
    read: [["/article/4GabcDEF123", "中外警方举行禁毒合作会议"]],
    filtered: [1, 1],
  },
];

it.each(CASES)(
  "$id is read over HTTP as the register describes it",
  async ({ id, at, pages, read, filtered }) => {
    for (const [path, name] of Object.entries(pages)) {
      const [family, file] = name.split("/") as [string, string];
      site.pages.set(path, { body: savedPage(family, file) });
    }
    await inSpaceAt(configOf(id), data(), at, async (space) => {
      const { counts } = await runUpdate(space, { sources: [], signal, rulebook });
      const documents = await space.db
        .selectFrom("document")
        .select(["canonicalUrl", "title"])
        .orderBy("canonicalUrl")
        .execute();
      expect(documents.map(({ canonicalUrl, title }) => [new URL(canonicalUrl).pathname, title])).toEqual(
        read,
      );
      const [kept, leftOut] = filtered;
      expect((await countListings(space.db)).get(id)).toEqual({ kept, leftOut });
      expect(counts.leftOut).toBe(leftOut);
    });
  },
);

it("catches up on the lists of the days that were missed; a day without a list is no fault", async () => {
  const path = (day: string) => `/scroll-news/2023/${day}/news.shtml`;
  const asked = () =>
    site.log
      .filter((line) => line.includes("/scroll-news/2023/"))
      .map((line) => line.slice(0, 3) + line.slice(-16, -11));
  site.pages.set("/scroll-news/news1.html", { body: savedPage("chinanews", "scroll") });
  for (const day of ["1128", "1129", "1202"])
    site.pages.set(path(day), { body: savedPage("chinanews", "scroll") });
  site.pages.set("/gj/2023/11-29/10120001.shtml", { body: savedPage("chinanews", "article-new") });
  site.pages.set("/gn/2019/10-01/8970001.shtml", { body: savedPage("chinanews", "article-new") });
  const config = configOf("chinanews-zh");
  const update = (at: string) => {
    site.log.length = 0;
    return inSpaceAt(config, data(), at, async (space) => {
      const { status } = await runUpdate(space, { sources: [], signal, rulebook });
      const issues = await listIssues(space.db);
      return { status, issues: issues.map(({ code, item }) => `${code} ${item}`), asked: asked() };
    });
  };
  const well = { status: 0, issues: [] };
  expect(await update("2023-11-29T04:00:00Z")).toEqual({ ...well, asked: ["200/1129", "200/1128"] });
  expect(await update("2023-11-29T10:00:00Z")).toEqual({ ...well, asked: ["304/1129"] });
  const days = ["200/1202", "404/1201", "404/1130", "304/1129"];
  expect(await update("2023-12-02T10:00:00Z")).toEqual({ ...well, asked: days });
});
