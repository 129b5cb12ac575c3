import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { SourceError } from "../../sources/errors.ts";
import { item, POLICE, page, read, refusal, rss } from "./list-answers.ts";

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
