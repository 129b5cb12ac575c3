import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { extract, loadRulebook, type Rulebook, type TextToCode } from "../../extractors/extract.ts";
import { genreOf, withoutNotes } from "../../extractors/genre.ts";

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await loadRulebook(resolve("config"));
});

const analyses = readFileSync("tests/gold/analyses-en.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line): TextToCode => ({ language: "en", ...JSON.parse(line) }));
const analysis = (text: string) =>
  extract(rulebook, { id: "x", language: "en", title: "", text, published: "2023-05-02", genre: "analysis" });
const events = (text: string) =>
  analysis(text).mentions.map(({ coding: c }) => `${c.type} ${c.date} ${c.countries}`);
const claims = (text: string) =>
  analysis(text).claims.map((c) => `${c.kind} ${c.type} ${c.number} ${c.claimant}`);

describe("the genre of a document", () => {
  test("long prose with past years, notes and argument is an analysis, news is none", () => {
    const [paper, news] = [
      analyses[0]!,
      { text: "SUVA, June 3 -- Police of China and Fiji met on Tuesday." },
    ];
    expect(genreOf(paper.text, paper.published, rulebook.words.latin)).toBe("analysis");
    expect(genreOf(news.text, "2023-06-03", rulebook.words.latin)).toBe("page");
    expect(genreOf(`${news.text} `.repeat(60), "2023-06-03", rulebook.words.latin)).toBe("page");
  });

  test("note numbers and lists of notes are blanked at the same length", () => {
    const text =
      'They met in 2015.73 He said "no."4 It cost 3.5 in May, 12 times.[5]\nNotes\n[1] A. Smith, 2014.';
    const blanked = withoutNotes(text);
    expect(blanked).toHaveLength(text.length);
    expect(blanked.trim()).toMatch(
      /^They met in 2015\. {3}He said "no\." {2}It cost 3\.5 in May, 12 times\.$/,
    );
  });
});

describe("events that an analysis recalls", () => {
  test.each([
    ["MPS holds courses for officers of Togo at police academies in China.", []],
    ["China's Ministry of Public Security has given vests to the police of Togo.", []],
    [
      "China's Ministry of Public Security gave radios to the police of Togo in 2012 and to the police of Benin in 2014.",
      ["assistance 2012 TG", "assistance 2014 BJ"],
    ],
    [
      "In 2012, China's Ministry of Public Security helped the police of Togo build a fingerprint laboratory, and did the same for Benin in 2014.",
      ["assistance 2012 TG", "assistance 2014 BJ"],
    ],
    [
      "In 2017, China and Togo signed a police cooperation agreement, two years after Ghana had refused one.",
      ["agreement 2017 TG"],
    ],
    [
      "China and Togo are police partners. In 2017, the two countries signed an extradition treaty.",
      ["agreement 2017 TG"],
    ],
    ["In 2017, the United States and Togo signed an extradition treaty.", []],
    [
      "The Yunnan Police College trains officers of Togo in forensics (Reuters, May 4, 2021).",
      ["training 2021 TG"],
    ],
  ])("%s", (text, expected) => {
    expect(events(text)).toEqual(expected);
  });

  test("every event is background and none is a claim too", () => {
    for (const document of analyses) {
      const { mentions, claims: told } = extract(rulebook, document);
      expect(mentions.every(({ coding }) => coding.background)).toBe(true);
      const both = mentions.filter((m) =>
        told.some(
          (c) =>
            c.type === m.coding.type &&
            c.evidence.start < m.evidence.end &&
            m.evidence.start < c.evidence.end,
        ),
      );
      expect(both.map((m) => m.quote)).toEqual([]);
    }
  });
});

describe("claims", () => {
  test("sums and promises of an analysis, with who makes them", () => {
    const told = analyses.map((document) =>
      extract(rulebook, document).claims.map((c) => `${c.kind} ${c.type} ${c.number} ${c.claimant}`),
    );
    expect(told[0]).toEqual([
      "total training 58 the data set",
      "total training 1900 Chinese officials",
      "total patrol 37 Chinese state media",
      "total agreement 22 null",
      "total agreement 9 null",
      "pledge training 1000 President Xi",
      "planned training 150 The embassy in Windhoek",
      "total operation 2200 the Xinhua news agency",
    ]);
    expect(told[1]).toEqual([
      "total training 300 the Royal Solomon Islands Police Force",
      "pledge assistance 30 The ministry",
      "planned assistance 1 null",
      "total operation 6 null",
      "total operation 140 Chinese state media",
    ]);
  });

  test("a sum of another state, a wish and a share are none", () => {
    expect(claims("Japan has trained 400 police officers from nine countries since 2010.")).toEqual([]);
    expect(claims("China's police and the officials of Togo should meet.")).toEqual([]);
    expect(claims("Africa received 35 percent of the courses of China's police.")).toEqual([]);
  });

  test.each([
    [
      "en",
      "China will donate 40 patrol vehicles to the Kenyan police, Ambassador Lin Dehai said.",
      "pledge assistance 40 Ambassador Lin Dehai",
    ],
    ["zh", "公安部部长王小洪宣布，中方将为柬埔寨培训500名警务人员。", "pledge training 500 公安部部长王小洪"],
    ["zh", "据公安部介绍，5年来已培训赞比亚警官300余名。", "total training 300 公安部"],
  ] as const)("news in %s: %s", (language, text, expected) => {
    const { mentions, claims: told } = extract(rulebook, {
      id: "x",
      language,
      title: "",
      text,
      published: "2024-06-15",
    });
    expect(mentions).toEqual([]);
    expect(told.map((c) => `${c.kind} ${c.type} ${c.number} ${c.claimant}`)).toEqual([expected]);
  });
});
