import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DocumentLine } from "../../sources/document.ts";
import { readDocumentLine } from "../../sources/document-line.ts";
import { SourceError } from "../../sources/errors.ts";
import { loadSources } from "../../sources/register.ts";

const sources = loadSources("config");
const line = (value: object) => DocumentLine.parse(value);

it("keeps the text of a line character for character, so that spans point into what was handed in", () => {
  const text = "　　8月10日，\r\n  大使  会见警察总监。\n";
  const article = readDocumentLine(
    line({ title: "会见 ", text, published: "2024-08-11T08:00:00" }),
    "line 1",
  );
  expect(article).toEqual({
    title: "会见 ",
    text,
    published: "2024-08-11",
    documentNumber: null,
    canonicalUrl: null,
  });
});

it("gives no date for a year or a month alone", () => {
  expect(
    readDocumentLine(line({ title: "a", text: "b", published: "2024-08" }), "line 1").published,
  ).toBeNull();
});

it("reads HTML through the adapter of its address, and the line's own title and date win", () => {
  const html = readFileSync("tests/pages/mission/article-b.html", "utf8");
  const url = "http://my.china-embassy.org/chn/sgxw/t1017273.htm";
  const plain = readDocumentLine(line({ url, html }), "line 1", sources);
  expect(plain).toMatchObject({
    title: "陈刚公使会见马来西亚刑事调查部总监",
    published: "2013-02-28",
    documentNumber: "t1017273",
  });
  const told = readDocumentLine(
    line({ url, html, title: "标题", published: "2013-03-01" }),
    "line 1",
    sources,
  );
  expect(told).toMatchObject({ title: "标题", published: "2013-03-01", text: plain.text });
});

it.each([
  ["neither text nor html", { title: "a" }, "unreadable-input"],
  ["no words", { title: " ", text: "\n" }, "not-an-article"],
  ["binary text", { title: "a", text: "PK\u0003\u0004\0\0" }, "unreadable-input"],
  ["html without an article", { html: "<html><a href='/'>home</a></html>" }, "not-an-article"],
])("refuses a line with %s and names it", (_, value, code) => {
  let thrown: unknown;
  try {
    readDocumentLine(line(value), "docs.jsonl:7");
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(SourceError);
  expect(thrown).toMatchObject({ code, item: "docs.jsonl:7" });
});
