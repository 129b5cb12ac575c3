import { describe, expect, it } from "vitest";
import { extract, loadRulebook, type TextToCode } from "../../extractors/extract.ts";
import { partsOfText } from "../../extractors/long-document.ts";

const book = await loadRulebook("config");

describe("a long text", () => {
  it("is cut at line ends, else at sentence ends, else anywhere, and nothing of it is lost", () => {
    expect(partsOfText("", 10)).toEqual([{ text: "", start: 0 }]);
    expect(partsOfText("一二三四五六七八九十", 10)).toHaveLength(1);
    expect(partsOfText("一二三四五。\n七八九十一二", 10).map(({ text }) => text)).toEqual([
      "一二三四五。\n",
      "七八九十一二",
    ]);
    expect(partsOfText("一二三四五六。八九，一二三四", 10).map(({ text }) => text)).toEqual([
      "一二三四五六。",
      "八九，一二三四",
    ]);
    const none = partsOfText("字".repeat(25), 10);
    expect(none.map(({ text, start }) => [text.length, start])).toEqual([
      [10, 0],
      [10, 10],
      [5, 20],
    ]);
  });

  it("gives its events with spans of the whole, and the event of the title once", () => {
    const filler = `${"这一天没有其他消息。".repeat(50)}\n`;
    const first = "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒交换意见。\n";
    const last = "6月12日，中国公安部向老挝警方移交10辆警车。\n";
    const text = first + filler.repeat(250) + last;
    expect(text.length).toBeGreaterThan(100_000);
    const document: TextToCode = {
      id: "long",
      language: "zh",
      title: "公安部与斐济警方签署合作备忘录",
      text,
      published: "2024-06-14",
    };
    const { mentions } = extract(book, document);
    expect(mentions.map(({ coding }) => [coding.type, coding.date, coding.countries])).toEqual([
      ["agreement", "2024-06-11", ["FJ"]],
      ["meeting", "2024-06-11", ["FJ"]],
      ["assistance", "2024-06-12", ["LA"]],
    ]);
    for (const { evidence, quote, fieldSpans } of mentions.slice(1)) {
      expect(text.slice(evidence.start, evidence.end)).toBe(quote);
      for (const { in: field, start, end } of fieldSpans.date ?? []) {
        expect((field === "title" ? document.title : text).slice(start, end)).toMatch(/^6月1[12]日$/);
      }
    }
  });
});

describe("a page that reports one thing many times", () => {
  it("is one event, however often it is told", () => {
    const text = "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒交换意见。".repeat(300);
    const { mentions } = extract(book, {
      id: "many",
      language: "zh",
      title: "",
      text,
      published: "2024-06-14",
    });
    expect(mentions).toHaveLength(1);
  });
});
