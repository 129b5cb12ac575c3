import { describe, expect, it } from "vitest";
import { POLICE, page, read, refusal } from "./list-answers.ts";

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
