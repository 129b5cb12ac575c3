import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readPdf } from "../../sources/pdf.ts";
import { joinLines, type PrintedLine, withoutFurniture } from "../../sources/pdf-lines.ts";
import { radicalsToCharacters } from "../../sources/radicals.ts";

const page = (name: string) => readFileSync(join(import.meta.dirname, "../pages/pdf", name));
const lines = (...texts: string[]): PrintedLine[] =>
  texts.map((text) => ({ text: text.replace(/^¶/, ""), apart: text.startsWith("¶") }));

it("reads Chinese paragraphs whole, in characters and not in radicals", async () => {
  expect(await readPdf(page("patrol-cars.pdf"), "file:///patrol-cars.pdf")).toEqual({
    title: "老挝警方接收巡逻车",
    text: [
      "2019年5月14日，中国公安部向老挝公安部捐赠二十辆巡逻车的交接仪式在万象举行。中国公安部副部长和老挝公安部副部长在交接书上签字。",
      "老挝公安部副部长向中方致谢。",
    ].join("\n"),
    published: null,
    documentNumber: null,
    canonicalUrl: null,
  });
});

it("takes the first line for the title where the file names none", async () => {
  const { title, text } = await readPdf(page("patrol-boats.pdf"), "file:///patrol-boats.pdf");
  expect(title).toBe("Police Minister receives patrol boats");
  expect(text.split("\n").map((paragraph) => paragraph.slice(0, 40))).toEqual([
    "The Ministry of Police of Samoa took del",
    "The boats were given by the Ministry of ",
  ]);
});

it("says of a scan, a locked file and a broken one what they are", async () => {
  await expect(readPdf(page("scan.pdf"), "scan")).rejects.toMatchObject({
    code: "not-an-article",
    message: expect.stringMatching(/^scan: the PDF holds no text.*OCR/),
  });
  const whole = page("patrol-boats.pdf");
  for (const broken of [Buffer.alloc(0), Buffer.from("%PDF-1.7\n"), whole.subarray(0, 600)]) {
    await expect(readPdf(broken, "broken")).rejects.toMatchObject({ code: "unreadable-input" });
  }
});

it("leaves out page numbers and heads that every page repeats", () => {
  const pages = [1, 2, 3].map((number) => lines("Embassy bulletin", `text ${number}`, `- ${number} -`));
  expect(withoutFurniture(pages).map(({ text }) => text)).toEqual(["text 1", "text 2", "text 3"]);
  // On two pages it may well be a sentence said twice.
  expect(withoutFurniture(pages.slice(0, 2))).toHaveLength(4);
});

it.each([
  [["a full line of words that goes on", "to its end. And more words are here", "and end.", "New one."], 2],
  [["中国公安部向老挝公安部捐赠车辆，", "仪式在万象举行。", "¶双方致辞。"], 2],
  [["the inter-", "national police"], 1],
])("joins %j to %i paragraphs", (texts, count) => {
  expect(joinLines(lines(...texts))).toHaveLength(count);
});

it("joins Chinese lines without a space, Latin ones with one, and divided words whole", () => {
  expect(joinLines(lines("中国公安", "部"))).toEqual(["中国公安部"]);
  expect(joinLines(lines("the police of", "Samoa"))).toEqual(["the police of Samoa"]);
  expect(joinLines(lines("an inter-", "national force"))).toEqual(["an international force"]);
  expect(joinLines(lines("the China-", "Laos railway"))).toEqual(["the China- Laos railway"]);
});

it("puts characters in the place of radicals of both blocks", () => {
  expect(radicalsToCharacters("⽼挝警⻋⻓⻅⽅")).toBe("老挝警车长见方");
  expect(radicalsToCharacters("老挝警车")).toBe("老挝警车");
});
