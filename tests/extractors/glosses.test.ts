import { beforeAll, expect, it } from "vitest";
import { readDictionaries } from "../../extractors/dictionaries.ts";
import type { Participant } from "../../extractors/event.ts";
import { type GlossIndex, glossesIn, glossIndex, readGlossWords } from "../../extractors/glosses.ts";

let index: GlossIndex;
beforeAll(() => {
  index = glossIndex(readDictionaries("config/dictionaries"), readGlossWords("config"));
});

const TEXT = "公安部部长郭声琨在内比都会见缅甸内政部长觉瑞，双方签署谅解备忘录。会后离开。";
const PERSON: Participant = {
  name: "觉瑞",
  side: "foreign",
  country: "MM",
  office: "内政部长",
  agency: null,
  name_en: "Kyaw Swe",
  office_en: "Minister of the Interior",
  agency_en: null,
};
const whole = (text: string) => [{ in: "text" as const, start: 0, end: text.length }];
const told = (text: string, spans = whole(text), people: Participant[] = []) =>
  Object.fromEntries(
    glossesIn(text, "text", spans, people, index).map(({ start, end, pinyin, english }) => [
      text.slice(start, end),
      `${pinyin}: ${english}`,
    ]),
  );

it("tells of people, offices, organs, places, papers and verbs how they are spoken and what they are", () => {
  expect(told(TEXT)).toMatchObject({
    郭声琨: expect.stringMatching(/^guō shēng kūn: Guo Shengkun/),
    内比都: expect.stringMatching(/: Naypyidaw$/),
    会见: "huì jiàn: meets with, receives",
    缅甸: "miǎn diàn: Myanmar",
    签署: "qiān shǔ: signs",
    谅解备忘录: "liàng jiě bèi wàng lù: memorandum of understanding",
  });
});

it("tells of people of the event who stand in no dictionary", () => {
  expect(told(TEXT, whole(TEXT), [PERSON])).toMatchObject({
    觉瑞: "jué ruì: Kyaw Swe, Minister of the Interior",
  });
});

it("reads traditional characters, and the surname as surnames are read", () => {
  expect(
    told("緬甸內政部長會見單霽翔", undefined, [
      { ...PERSON, side: "prc", name: "单霁翔", name_en: null, office_en: null },
    ]),
  ).toMatchObject({
    緬甸: "miǎn diàn: Myanmar",
    單霽翔: "shàn jì xiáng: null",
  });
});

it("stays within the spans, and gives no term over another", () => {
  const spans = [
    { in: "text" as const, start: 0, end: 8 },
    { in: "text" as const, start: 6, end: 14 },
    { in: "title" as const, start: 0, end: 30 },
  ];
  const glosses = glossesIn(TEXT, "text", spans, [PERSON], index);
  expect(Math.max(...glosses.map(({ end }) => end))).toBeLessThanOrEqual(14);
  for (const [at, gloss] of glosses.slice(1).entries()) {
    expect(gloss.start).toBeGreaterThanOrEqual(glosses[at]!.end);
  }
  expect(glossesIn("Fiji's police", "text", whole("Fiji's police"), [], index)).toEqual([]);
});

it("ends a term at the end of the text, however long the forms are that begin alike", () => {
  const [gloss] = glossesIn("反恐", "text", whole("反恐"), [], index);
  expect(gloss).toMatchObject({ start: 0, end: 2 });
});
