import { expect, it } from "vitest";
import {
  differenceOf,
  type Piece,
  type ShownLine,
  unifiedDifference,
  type Version,
} from "../../store/difference.ts";
import { compareLines } from "../../store/difference-lines.ts";

const version = (text: string, more: Partial<Version> = {}): Version => ({
  title: "警用车辆捐赠仪式",
  published: "2020-05-01",
  text,
  ...more,
});
const GIFT = "2020年4月30日，中国公安部向老挝公安部捐赠警用车辆仪式在万象举行。";
const REPORT = "On 30 April 2020 the ministry handed over twenty police cars in Vientiane, the embassy said.";

/** The pieces of a paragraph that both versions have, with changes inside. */
function piecesOf(line: ShownLine | undefined): readonly Piece[] {
  if (line?.kind !== "changed") throw new Error(`expected a changed line, found ${line?.kind}`);
  return line.pieces;
}

const side = (pieces: readonly Piece[], kind: "added" | "removed") =>
  pieces.filter((piece) => piece.kind === kind).map(({ text }) => text);

it("compares Chinese character by character and numbers whole", () => {
  const [line] = differenceOf(
    version(GIFT),
    version(GIFT.replace("4月30日", "4月12日").replace("万象", "琅勃拉邦")),
  ).lines;
  const pieces = piecesOf(line);
  expect(side(pieces, "removed")).toEqual(["30", "万象"]);
  expect(side(pieces, "added")).toEqual(["12", "琅勃拉邦"]);
});

it("compares Latin script word by word", () => {
  const edited = REPORT.replace("twenty police cars", "twenty-two patrol cars");
  const [line] = differenceOf(version(REPORT), version(edited)).lines;
  const pieces = piecesOf(line);
  expect(side(pieces, "removed").join("|")).toBe("twenty police");
  expect(side(pieces, "added").join("|")).toBe("twenty-two patrol");
});

it("shows paragraphs that came, went and changed, and leaves out those far from any change", () => {
  const still = ["第一段说的是天气。", "第二段说的是道路。", "第三段说的是学校。", "第四段说的是医院。"];
  const before = [...still, GIFT, "使馆随员出席了仪式，双方互赠了礼品。"].join("\n");
  const after = ["更正启事：本文日期有误，特此更正。", ...still, GIFT.replace("30", "12")].join("\n");
  const { lines, cut } = differenceOf(version(before), version(after));
  expect(cut).toBe(false);
  expect(lines.map(({ kind }) => kind)).toEqual(["added", "same", "left-out", "same", "changed", "removed"]);
  expect(lines[2]).toEqual({ kind: "left-out", lines: 2 });
});

it("pairs a changed paragraph with what it was, not with a new one that stands before it", () => {
  const lines = compareLines([GIFT], ["驻老挝使馆发布了活动照片和视频。", GIFT.replace("30", "12")]);
  expect(lines.map(({ kind }) => kind)).toEqual(["added", "changed"]);
});

it("shows a rewritten paragraph whole, before and after", () => {
  expect(compareLines([GIFT], [REPORT])).toEqual([
    { kind: "removed", text: GIFT },
    { kind: "added", text: REPORT },
  ]);
});

it("tells a changed title and a changed date", () => {
  const { title, published, lines } = differenceOf(
    version(GIFT),
    version(GIFT, { title: "警用车辆移交仪式", published: null }),
  );
  expect(title).toEqual([
    { kind: "same", text: "警用车辆" },
    { kind: "removed", text: "捐赠" },
    { kind: "added", text: "移交" },
    { kind: "same", text: "仪式" },
  ]);
  expect(published).toEqual({ before: "2020-05-01", after: null });
  expect(lines.map(({ kind }) => kind)).toEqual(["left-out"]);
});

it("gives both versions again when the pieces of one side are joined", () => {
  // A generator of our own with a fixed seed: the same texts in every run.
  let seed = 20200501;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  const signs = [..."公安部会见ab 12，。\u{20000}"];
  const paragraph = () => Array.from({ length: random(30) }, () => signs[random(signs.length)]).join("");
  const text = () => Array.from({ length: random(6) }, paragraph);
  for (let trial = 0; trial < 1000; trial++) {
    const before = text();
    // Half of the paragraphs stay, some with a character less.
    const after = [...text(), ...before.filter(() => random(2) === 0).map((line) => line.slice(random(3)))];
    const lines = compareLines(before, after);
    const joined = (kind: "added" | "removed") =>
      lines.flatMap((line) => {
        if (line.kind === "changed") {
          const kept = line.pieces.filter((piece) => piece.kind === "same" || piece.kind === kind);
          return [kept.map((piece) => piece.text).join("")];
        }
        return line.kind === "same" || line.kind === kind ? [line.text] : [];
      });
    expect(joined("removed")).toEqual(before);
    expect(joined("added")).toEqual(after);
  }
});

it("writes a short difference in the unified form", () => {
  const before = `${"前面有很多话。".repeat(20)}${GIFT}${"后面也有很多话。".repeat(20)}`;
  const text = unifiedDifference(
    differenceOf(version(before), version(before.replace("4月30日", "4月12日"))),
  );
  expect(text.split("\n")).toEqual([
    expect.stringMatching(/^- ….{20,28}2020年4月30日，中国公安部.*后面也有*…$/),
    expect.stringMatching(/^\+ ….{20,28}2020年4月12日，中国公安部.*后面也有*…$/),
  ]);
  expect(text.length).toBeLessThan(300);
});

it("stays small and quick on large texts", () => {
  const paragraph = (seed: number) =>
    Array.from({ length: 400 }, (_, at) =>
      String.fromCodePoint(0x4e00 + ((at * 7919 + seed * 104_729) % 20_000)),
    ).join("");
  const before = Array.from({ length: 500 }, (_, at) => paragraph(at)).join("\n");
  const after = Array.from({ length: 500 }, (_, at) => paragraph(at % 2 ? at : at + 1000)).join("\n");
  const one = [before, "甲".repeat(300_000), before.replaceAll("\n", "")];
  const other = [after, "乙".repeat(300_000), after.replaceAll("\n", "")];
  const begun = performance.now();
  for (const [at, text] of one.entries()) {
    const difference = differenceOf(version(text), version(other[at]!));
    expect(JSON.stringify(difference).length).toBeLessThan(200_000);
    expect(difference.cut).toBe(true);
    expect(unifiedDifference(difference).length).toBeLessThan(10_000);
  }
  expect(performance.now() - begun).toBeLessThan(10_000);
});
