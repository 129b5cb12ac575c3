import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import type { ListPage } from "../../sources/adapter.ts";
import { SourceError } from "../../sources/errors.ts";
import type { ListAddress } from "../../sources/list-address.ts";
import { readListAnswer } from "../../sources/read-list.ts";
import { Source } from "../../sources/source.ts";

const AT = "https://police.example.org/lists/all";
const POLICE = Source.parse({
  id: "harbour-police",
  title: "Harbour Police",
  adapter: "web-page",
  kind: "police",
  publisher: { name: "Harbour Police", country: "FJ", official: true },
  covers: { country: "FJ" },
  active: true,
  status: "open",
  confidence: "seen",
  hosts: [{ host: "police.example.org", role: "current", confidence: "seen", evidence: "its own page" }],
});
const JSON_LIST = { items: "data.list", url: "url", title: "title", lead: "brief", date: "at" };

function read(
  as: ListAddress["as"],
  body: string | Buffer,
  given: { type?: string; list?: Partial<ListAddress>; source?: Source } = {},
) {
  const { type = "text/xml; charset=utf-8", list = {}, source = POLICE } = given;
  const answer = { body: Buffer.from(body), contentType: type, finalUrl: AT };
  const json = as === "json" ? { json: JSON_LIST } : {};
  return readListAnswer({ url: AT, as, ...json, ...list }, answer, source);
}
async function page(...args: Parameters<typeof read>): Promise<ListPage> {
  const reading = await read(...args);
  if (reading.kind !== "list") throw new Error(reading.reason);
  return reading;
}
async function refusal(...args: Parameters<typeof read>): Promise<string> {
  try {
    await read(...args);
  } catch (error) {
    if (error instanceof SourceError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "nothing was thrown";
}

const item = (path: string, inside = "") =>
  `<item><title>News ${path}</title><link>https://police.example.org${path}</link>${inside}</item>`;
const rss = (...items: string[]) =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Harbour Police</title>${items.join("")}</channel></rss>`;

describe("a feed", () => {
  it("that is RSS gives address, title, lead without its HTML, and the day", async () => {
    const text = rss(
      `<item><title>Patrol &amp; rescue</title><link>https://police.example.org/news/1</link>
        <description>&lt;p&gt;Officers &lt;b&gt;met&lt;/b&gt; a delegation.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description>
        <pubDate>Tue, 02 Jan 2024 20:00:00 GMT</pubDate></item>`,
    );
    expect((await page("feed", text)).articles).toEqual([
      {
        url: "https://police.example.org/news/1",
        canonicalUrl: "https://police.example.org/news/1",
        title: "Patrol & rescue",
        lead: "Officers met a delegation.",
        listDate: "2024-01-02",
        repost: false,
      },
    ]);
  });

  it.each([
    [
      "Atom",
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title type="html">&lt;i&gt;Training&lt;/i&gt; begins</title>
        <link rel="self" href="/self"/><link href="/news/2"/><published>2024-02-03T01:00:00Z</published><summary>In Suva</summary></entry></feed>`,
    ],
    [
      "RDF",
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="x"><title>x</title></channel><item rdf:about="/news/2"><title>Training begins</title><link>/news/2</link>
        <description>In Suva</description><dc:date>2024-02-03T09:00:00+08:00</dc:date></item></rdf:RDF>`,
    ],
    [
      "JSON",
      JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        title: "x",
        items: [
          {
            id: "2",
            url: "/news/2",
            title: "Training begins",
            summary: "In Suva",
            date_published: "2024-02-03T01:00:00Z",
          },
        ],
      }),
    ],
  ])("that is %s gives the same", async (_, text) => {
    expect((await page("feed", text)).articles).toMatchObject([
      {
        canonicalUrl: "https://police.example.org/news/2",
        title: "Training begins",
        lead: "In Suva",
        listDate: "2024-02-03",
      },
    ]);
  });

  it("whose entries have no link is read by the identifiers that are links", async () => {
    const text = rss(
      `<item><title>a</title><guid>https://police.example.org/news/3</guid></item>`,
      `<item><title>b</title><guid isPermaLink="false">https://police.example.org/news/4</guid></item>`,
      `<item><title>c</title><guid isPermaLink="false">tag:17</guid></item>`,
    );
    const { articles } = await page("feed", text);
    expect(articles.map(({ url }) => url)).toEqual(["https://police.example.org/news/3"]);
  });

  it("keeps links to other hosts, private addresses among them, apart as reposts and drops what is no web address", async () => {
    const links = [
      "https://other.example/1",
      "http://127.0.0.1/admin",
      "http://[::1]/x",
      "http://169.254.169.254/a",
    ];
    const bad = [
      "javascript:alert(1)",
      "file:///etc/passwd",
      "data:text/html,x",
      "",
      "https://[",
      `/${"a".repeat(3000)}`,
    ];
    const text = rss(
      ...[...links, ...bad].map((link) => `<item><title>t</title><link>${link}</link></item>`),
    );
    const { articles } = await page("feed", text);
    expect(articles.map(({ url, repost }) => [new URL(url).hostname, repost])).toEqual([
      ["other.example", true],
      ["127.0.0.1", true],
      ["[::1]", true],
      ["169.254.169.254", true],
    ]);
  });

  it("that blows up entities or asks for files expands and fetches nothing", async () => {
    const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">${levels.join("")}]>${rss(
      `<item><title>&l9;</title><link>https://police.example.org/news/1</link></item>`,
    ).replace(/^<\?xml[^>]*>/, "")}`;
    const started = performance.now();
    const { articles } = await page("feed", bomb);
    expect(articles[0]!.title.length).toBeLessThan(100);
    expect(performance.now() - started).toBeLessThan(10_000);
    const file = bomb.replace('<!ENTITY l0 "ha">', '<!ENTITY l0 SYSTEM "file:///etc/passwd">');
    expect(
      `${await refusal("feed", file)}${JSON.stringify(await read("feed", file).catch(() => null))}`,
    ).not.toContain("root:");
  });

  it.each([
    ["a web page", "<!DOCTYPE html><html><body><h1>Not found</h1></body></html>"],
    ["nothing", ""],
    ["XML of another kind", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>`],
    ["JSON of another kind", `{"message":"moved"}`],
    ["tags without end", `<rss version="2.0"><channel>${"<a>".repeat(20_000)}`],
    ["cut off in a tag", rss(item("/news/1"), item("/news/2")).slice(0, -30)],
    ["a feed without entries", rss()],
  ])("is a changed layout when it is %s", async (_, text) => {
    expect(await refusal("feed", text)).toMatch(
      /^layout-changed: https:\/\/police\.example\.org\/lists\/all: expected/,
    );
  });

  it.each([
    ["gb2312 that says UTF-8", "gb2312", "utf-8", "text/xml"],
    ["UTF-8 that says gb2312", "utf-8", "gb2312", "text/xml"],
    ["gb2312 whose server says UTF-8", "gb2312", "gb2312", "text/xml; charset=utf-8"],
    ["UTF-8 whose server says ISO-8859-1", "utf-8", "utf-8", "text/xml; charset=iso-8859-1"],
    ["UTF-16 with a mark", "utf-16", "utf-16", "application/rss+xml"],
  ])("is read right when it is %s", async (_, encoding, said, type) => {
    const text = rss(
      `<item><title>海港警方与邻国警方举行联合巡逻</title><link>https://police.example.org/news/1</link></item>`,
    ).replace("utf-8", said);
    const { articles } = await page("feed", iconv.encode(text, encoding), { type });
    expect(articles[0]!.title).toBe("海港警方与邻国警方举行联合巡逻");
  });

  it("of 50,000 entries that hold HTML gives the first 5,000, each address once", async () => {
    const inside = "<description>&lt;b&gt;x&lt;/b&gt;</description>";
    const entries = Array.from({ length: 50_000 }, (_, i) => item(`/n/${i === 4999 ? 0 : i}`, inside));
    const started = performance.now();
    const { articles } = await page("feed", rss(...entries));
    expect(articles).toHaveLength(4999);
    expect(performance.now() - started).toBeLessThan(60_000);
  });

  it.each([
    ["half a million tags in each other", "<a>".repeat(500_000)],
    ["tags in each other that are closed", `${"<a>".repeat(20_000)}${"</a>".repeat(20_000)}`],
    ["entities without end", "&amp;".repeat(1_000_000)],
    ["a comment without end", `<!--${"-".repeat(3_000_000)}`],
    ["attributes without end", `<a ${'b="c" '.repeat(400_000)}`],
    ["marks of text without end", "<![CDATA[".repeat(300_000)],
  ])("of %s is read or refused in seconds", async (_, inside) => {
    const started = performance.now();
    const text = rss(
      `<item><title>t</title><link>https://police.example.org/1</link><description>${inside}</description></item>`,
    );
    await read("feed", text).catch((error: unknown) => expect(error).toBeInstanceOf(SourceError));
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it("with fewer entries than the source expects is a changed layout", async () => {
    const source = { ...POLICE, expect: { links_per_list: { min: 3 } } };
    expect(await refusal("feed", rss(item("/1"), item("/2")), { source })).toContain(
      "expected at least 3 articles, found 2 among 2 entries",
    );
  });
});

const urlset = (...urls: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="/s.xsl"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${urls.join("\n")}</urlset>`;
const entry = (path: string, inside = "") =>
  `<url>\n <loc>https://police.example.org${path}</loc>${inside}\n</url>`;

describe("a sitemap", () => {
  it("gives addresses, and titles and days where it has them", async () => {
    const text = urlset(
      entry("/news/1?a=1&amp;b=2", "<lastmod>2024-03-01T10:00:00+08:00</lastmod>"),
      entry(
        "/news/2",
        "<image:image><image:loc>https://police.example.org/i.jpg</image:loc></image:image><news:news><news:publication><news:name>HP</news:name></news:publication><news:publication_date>2024-03-02</news:publication_date><news:title><![CDATA[Talks & training]]></news:title></news:news><lastmod>2024-04-01</lastmod>",
      ),
      entry("/2024/03/05/patrol-begins/"),
    );
    const { articles } = await page("sitemap", text);
    expect(articles.map(({ url, title, listDate }) => [url, title, listDate])).toEqual([
      ["https://police.example.org/news/1?a=1&b=2", "", "2024-03-01"],
      ["https://police.example.org/news/2", "Talks & training", "2024-03-02"],
      ["https://police.example.org/2024/03/05/patrol-begins/", "", "2024-03-05"],
    ]);
  });

  it("that is an index gives its newest parts with the times they changed, and none on other hosts", async () => {
    const part = (url: string, at: string) =>
      `<sitemap><loc>${url}</loc>${at && `<lastmod>${at}</lastmod>`}</sitemap>`;
    const text = `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      ${part("https://police.example.org/s-2023.xml", "2023-12-31")}${part("https://evil.example/s.xml", "2026-01-01")}
      ${part("https://police.example.org/s-2024.xml", "2024-05-06T07:08:09Z")}${part("http://10.0.0.1/s.xml", "2026-01-01")}
      ${part("https://police.example.org/pages.xml", "")}</sitemapindex>`;
    const reading = await page("sitemap", text);
    expect(reading.articles).toEqual([]);
    expect(reading.sections).toEqual([
      "https://police.example.org/s-2024.xml",
      "https://police.example.org/s-2023.xml",
      "https://police.example.org/pages.xml",
    ]);
    expect([...reading.changed!]).toEqual([
      ["https://police.example.org/s-2024.xml", "2024-05-06T07:08:09Z"],
      ["https://police.example.org/s-2023.xml", "2023-12-31"],
    ]);
  });

  it("that is an index of thousands of parts gives forty", async () => {
    const parts = Array.from(
      { length: 5000 },
      (_, i) => `<sitemap><loc>https://police.example.org/s${i}.xml</loc></sitemap>`,
    );
    expect((await page("sitemap", `<sitemapindex>${parts.join("")}</sitemapindex>`)).sections).toHaveLength(
      40,
    );
  });

  it("of 60,000 entries gives the first 50,000, in seconds", async () => {
    const text = urlset(
      ...Array.from({ length: 60_000 }, (_, i) => entry(`/n/${i}`, "<lastmod>2024-01-01</lastmod>")),
    );
    const started = performance.now();
    expect((await page("sitemap", text)).articles).toHaveLength(50_000);
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it("of nothing but opening tags, or without any end, is refused in seconds", async () => {
    const started = performance.now();
    expect(await refusal("sitemap", `<urlset>${"<url>".repeat(2_000_000)}`)).toMatch(/^layout-changed/);
    expect(await refusal("sitemap", `<urlset>${"<url><loc>".repeat(900_000)}`)).toMatch(/^layout-changed/);
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it("may come as a gzip file, but not one that fills the memory", async () => {
    const packed = gzipSync(urlset(entry("/news/1")));
    expect((await page("sitemap", packed, { type: "application/gzip" })).articles).toHaveLength(1);
    expect(await refusal("sitemap", packed.subarray(0, 40), { type: "application/gzip" })).toMatch(
      /^unreadable-input/,
    );
    const bomb = gzipSync(Buffer.alloc(60_000_000, " "));
    expect(await refusal("sitemap", bomb, { type: "application/gzip" })).toMatch(/^unreadable-input/);
  });

  it.each([
    ["a web page", "<html><body>Not found</body></html>"],
    ["a feed", rss(item("/news/1"))],
    ["one without entries", urlset()],
    ["one with broken tags only", "<urlset><url><loc>https://police.example.org/1<url><lo"],
  ])("is a changed layout when it is %s", async (_, text) => {
    expect(await refusal("sitemap", text)).toMatch(/^layout-changed/);
  });
});

describe("a JSON list", () => {
  const list = (...items: unknown[]) => JSON.stringify({ data: { total: 1, list: items } });
  const type = "application/json";

  it.each([
    ["plain", (text: string) => text],
    ["in a call", (text: string) => `news(${text});`],
    ["in a call with a dotted name and a mark", (text: string) => `\ufeff window.cb.news( ${text} )`],
  ])("%s gives what stands at the named places", async (_, wrap) => {
    const text = list(
      { url: "/a/1", title: "Talks", brief: "<p>In &amp; out</p>", at: "2024-01-02 21:00:00", more: 1 },
      { url: "https://police.example.org/a/2", title: 7, at: 1_704_200_000_000 },
    );
    const { articles } = await page("json", wrap(text), { type });
    expect(articles).toMatchObject([
      { url: "https://police.example.org/a/1", title: "Talks", lead: "In & out", listDate: "2024-01-02" },
      { url: "https://police.example.org/a/2", title: "7", lead: null, listDate: "2024-01-02" },
    ]);
  });

  it("that is itself the list has an empty place", async () => {
    const json = { items: "", url: "u", title: "t" };
    const { articles } = await page("json", `[{"u":"/x","t":"y"}]`, { type, list: { json } });
    expect(articles).toMatchObject([{ url: "https://police.example.org/x", title: "y" }]);
  });

  it("whose items have only a number is read by an address with places in it", async () => {
    const json = { items: "data.list", url: "https://{host}/article/{id.short}", title: "title" };
    const text = list(
      { host: "police.example.org", id: { short: "4Gx" }, title: "a" },
      { host: "evil.example", id: { short: "4Gy" }, title: "b" },
      { host: "police.example.org", title: "no number" },
      { host: "", id: { short: "4Gz" }, title: "no host" },
    );
    const { articles } = await page("json", text, { type, list: { json } });
    expect(articles.map(({ url, repost }) => [url, repost])).toEqual([
      ["https://police.example.org/article/4Gx", false],
      ["https://evil.example/article/4Gy", true],
    ]);
  });

  it("reads no names that the data does not have of its own", async () => {
    const json = { items: "data.list", url: "constructor.name", title: "__proto__" };
    const text = `{"data":{"list":[{"x":1},{"__proto__":{"url":"/a"},"url":"/b"}]}}`;
    expect(await refusal("json", text, { type, list: { json } })).toContain("found 0 among 2 entries");
    const inherited = `{"data":{"__proto__":{"list":[{"url":"/a"}]}}}`;
    expect(await refusal("json", inherited, { type })).toContain(
      'expected a list at "data.list", found nothing',
    );
  });

  it("whose items are no records gives those that are", async () => {
    const { articles } = await page("json", list(null, 3, "x", [], { url: "/a" }, { url: { a: 1 } }), {
      type,
    });
    expect(articles.map(({ url }) => url)).toEqual(["https://police.example.org/a"]);
  });

  it.each([
    ["a web page", "<html></html>"],
    ["cut off", `{"data":{"list":[{"url":"/a"}`],
    ["a list elsewhere", `{"list":[{"url":"/a"}]}`],
    ["a record where the list should be", `{"data":{"list":{"url":"/a"}}}`],
    ["empty", `{"data":{"list":[]}}`],
    ["nested without end", `${"[".repeat(100_000)}`],
    ["a script that does more than call", `news({"data":{"list":[{"url":"/a"}]}});alert(1)`],
  ])("is a changed layout when it is %s", async (_, text) => {
    expect(await refusal("json", text, { type })).toMatch(/^layout-changed/);
  });

  it.each([
    ["a call that ends in blanks and more", `a({"data":1})${" ".repeat(3_000_000)}x`],
    ["a call that never ends", `a(${"(".repeat(3_000_000)}`],
    ["a million brackets", `a(${")".repeat(3_000_000)}`],
  ])("is refused at once when it is %s", async (_, text) => {
    const started = performance.now();
    expect(await refusal("json", text, { type })).toMatch(/^layout-changed/);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("of more than 50,000 items gives the first 50,000", async () => {
    const items = Array.from({ length: 60_000 }, (_, i) => ({ url: `/n/${i}` }));
    expect((await page("json", list(...items), { type })).articles).toHaveLength(50_000);
  });

  it("may name its pages in the address; past the last one the list ends", async () => {
    const pattern = "https://police.example.org/api?o={N}";
    const pages = { first: 0, step: 20, last: 40 };
    const at = (o: number) => ({ type, list: { url: pattern.replace("{N}", String(o)), pages, pattern } });
    const text = list({ url: "/a" });
    expect(await page("json", text, at(0))).toMatchObject({
      pageNumber: 0,
      pageCount: 3,
      nextUrls: ["https://police.example.org/api?o=20"],
    });
    expect((await page("json", text, at(40))).nextUrls).toEqual([]);
    expect(await refusal("json", list(), at(0))).toMatch(/^layout-changed/);
    expect(await read("json", list(), at(20))).toEqual({ kind: "elsewhere", reason: "no article on page 2" });
    const source = { ...POLICE, expect: { links_per_list: { min: 5 } } };
    expect((await page("json", text, { ...at(20), source })).articles).toHaveLength(1);
  });
});

it("leaves out what does not stand below the path that the register names, and says when nothing does", async () => {
  const text = urlset(entry("/news/1"), entry("/about"), entry("/newsletter/2"));
  const { articles } = await page("sitemap", text, { list: { below: "/news/" } });
  expect(articles.map(({ url }) => url)).toEqual(["https://police.example.org/news/1"]);
  expect(await refusal("sitemap", text, { list: { below: "/press/" } })).toContain(
    "expected articles below /press/, found 3 elsewhere",
  );
  const part = await page("sitemap", text, { list: { below: "/press/", part: true } });
  expect(part.articles).toEqual([]);
});
