import { expect, it } from "vitest";
import { excerpt, type Mark, paragraphs, segments, shift } from "../../web/highlight.ts";

const mark = (label: string, start: number, end: number, part: "title" | "text" = "text"): Mark => ({
  label,
  span: { in: part, start, end },
});

it("cuts a text where overlapping marks begin and end, and loses no character", () => {
  const found = segments("abcdefgh", "text", [mark("evidence", 1, 6), mark("date", 4, 8)]);
  expect(found.map(({ text }) => text)).toEqual(["a", "bcd", "ef", "gh"]);
  expect(found.map(({ labels }) => labels)).toEqual([[], ["evidence"], ["evidence", "date"], ["date"]]);
  expect(found.map(({ starts }) => starts)).toEqual([[], ["evidence"], ["date"], []]);
});

it("keeps marks of the title out of the text", () => {
  expect(segments("abc", "text", [mark("date", 0, 2, "title")])).toEqual([
    { text: "abc", start: 0, labels: [], starts: [] },
  ]);
});

it("cuts marks that reach beyond the text and drops empty ones", () => {
  const found = segments("abc", "text", [mark("date", 2, 99), mark("type", 1, 1), mark("items", 50, 60)]);
  expect(found.map(({ text, labels }) => [text, labels])).toEqual([
    ["ab", []],
    ["c", ["date"]],
  ]);
});

it("shows nothing for an empty text", () => {
  expect(paragraphs(segments("", "text", [mark("date", 0, 5)]))).toEqual([]);
});

it("carries a mark over the end of a paragraph", () => {
  const found = paragraphs(segments("ab\ncd\n\nef", "text", [mark("evidence", 1, 4)]));
  expect(found.map((paragraph) => paragraph.map(({ text, labels }) => [text, labels.length]))).toEqual([
    [
      ["a", 0],
      ["b", 1],
    ],
    [
      ["c", 1],
      ["d", 0],
    ],
    [["ef", 0]],
  ]);
});

it("takes an excerpt of a long text around a place, from a paragraph edge, with the marks moved along", () => {
  const text = Array.from({ length: 100 }, (_, index) => `paragraph ${String(index).padStart(3, "0")}`).join(
    "\n",
  );
  const place = text.indexOf("paragraph 050");
  const part = excerpt(text, place, 200);
  expect(part.text.length).toBeLessThan(400);
  expect(part.text).toContain("paragraph 050");
  expect(part.text.startsWith("paragraph")).toBe(true);
  const [moved] = shift([mark("evidence", place, place + 13)], part.offset);
  expect(part.text.slice(moved!.span.start, moved!.span.end)).toBe("paragraph 050");
});

it("bounds the excerpt of a text without any line break", () => {
  const part = excerpt("x".repeat(1_000_000), 500_000, 1000);
  expect(part.text.length).toBeLessThanOrEqual(1500);
  expect(part.offset).toBeGreaterThan(498_000);
});
