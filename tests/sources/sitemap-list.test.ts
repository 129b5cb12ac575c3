import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { entry, item, page, refusal, rss, urlset } from "./list-answers.ts";

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
