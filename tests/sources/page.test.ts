import { expect, it } from "vitest";
import { SourceError } from "../../sources/errors.ts";
import { readMissionArticle } from "../../sources/mission-article.ts";
import { readMissionHome } from "../../sources/mission-home.ts";
import { readMissionList } from "../../sources/mission-list.ts";
import { readPage } from "../../sources/page.ts";
import { loadSources } from "../../sources/register.ts";
import { readWebPage } from "../../sources/web-page.ts";

const URL = "https://fj.china-embassy.gov.cn/sgxw/";
const fiji = loadSources("config").find(({ id }) => id === "fj")!;

function codeOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof SourceError) return error.code;
    throw error;
  }
  return "read";
}

it("reads the one element asked for and refuses none and two", () => {
  const page = readPage("<h1> A\n title </h1><p>one</p><p>two</p>", URL);
  expect(page.one("h1")).toBe("A title");
  expect(() => page.one("p")).toThrow(`${URL}: expected 1 of "p", found 2`);
  expect(() => page.one("h2")).toThrow(`${URL}: expected 1 of "h2", found 0`);
});

it("makes paragraphs of blocks and line breaks, not of bold or linked words", () => {
  const html =
    "<div>　　first <b>bold</b> <a href='/x'>link</a><br>second<p>third</p>fourth<ul><li>a<li>b</ul></div>";
  expect(readPage(html, URL).paragraphs("div")).toEqual([
    "first bold link",
    "second",
    "third",
    "fourth",
    "a",
    "b",
  ]);
});

it("keeps the characters of the page but for what nobody sees", () => {
  const html =
    "<p>　　李　明\u200b大使 \u00a0 說：「ＡＢＣ１２」\n謝謝\ufeff。</p><p>line\nbroken</p><script>x</script><p hidden>y</p>";
  expect(readPage(html, URL).paragraphs("p")).toEqual(["李　明大使 說：「ＡＢＣ１２」謝謝。", "line broken"]);
});

it("resolves links against the page, and leaves out scripts, mail and places in the page", () => {
  const html = `<a href="./a.htm" title="whole title">cut…</a> (2024-01-02) <a href="javascript:alert(1)">x</a>
    <a href="mailto:a@b.c">x</a><a href="#top">x</a><a href="data:text/html,x">x</a><a href="//other.example/b">b</a><a>x</a>
    <a href="http://[bad">x</a><a href="/${"a".repeat(5000)}">x</a>`;
  expect(readPage(html, URL).links("a")).toEqual([
    { url: `${URL}a.htm`, text: "whole title", after: "(2024-01-02)" },
    { url: "https://other.example/b", text: "b", after: "" },
  ]);
});

it("follows a base address only when it is a web address", () => {
  expect(readPage(`<base href="/eng/"><a href="b">b</a>`, URL).links("a")[0]?.url).toBe(
    "https://fj.china-embassy.gov.cn/eng/b",
  );
  expect(readPage(`<base href="javascript:1"><a href="b">b</a>`, URL).links("a")[0]?.url).toBe(`${URL}b`);
});

it.each([
  ["a PDF", "%PDF-1.7\n…"],
  ["bytes with NUL", `GIF\0\0${"x".repeat(99)}`],
  ["a gzip file read as text", `\u001f\ufffd${"\ufffd\u0003a".repeat(50)}`],
  ["an image read as text", "\ufffd\ufffd\u0010JFIF\u0001\u0002".repeat(40)],
  ["more than four million characters", "x".repeat(4_000_001)],
  ["a hundred thousand nested boxes", "<div>".repeat(100_000)],
  ["nested boxes between paragraphs", "<p><section>".repeat(100_000)],
  ["paragraphs and items nested in each other", "<p><li>".repeat(2_000)],
])("refuses %s as unreadable", (_, text) => {
  expect(codeOf(() => readPage(text, URL))).toBe("unreadable-input");
});

it("reads a long page whose author never closed a paragraph", () => {
  const page = readPage(`<body>${"<p>一段文字".repeat(3000)}</body>`, URL);
  expect(page.paragraphs("body")).toHaveLength(3000);
});

it("spends seconds, not minutes, on pages made to be slow", { timeout: 60_000 }, () => {
  const hostile = [
    `<ul><li>${`<a href="./202605/t20260517_11911860.htm">x</a> `.repeat(20_000)}`,
    `<div class="TRS_Editor">文</div>`.repeat(10_000),
    `<table id="article">${"<tr><td><table>".repeat(90)}${"<td>文".repeat(4000)}`,
    `<a href="./${"index_1/".repeat(100_000)}" title="${"長".repeat(500_000)}">x</a>`,
    `<p>${" \u00a0\u3000\n".repeat(300_000)}x</p>`,
    `<script>${"createPageHTML(".repeat(100_000)}countPage${" ".repeat(500_000)}</script>`,
    `<title>${"a - ".repeat(200_000)}</title><h1>${"2024-".repeat(100_000)}</h1>`,
    `<div class="time">${"2024 - 1 ".repeat(100_000)}</div>`,
  ];
  const article = `${URL}202605/t20260517_11911860.htm`;
  const before = process.cpuUsage();
  for (const html of hostile) {
    for (const read of [
      () => readMissionHome(html, "https://fj.china-embassy.gov.cn/", fiji),
      () => readMissionList(html, URL, fiji),
      () => readMissionArticle(html, article),
      () => readWebPage(html, article),
    ]) {
      expect(["read", "layout-changed", "not-an-article", "gone"]).toContain(codeOf(read));
    }
  }
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(15);
});
