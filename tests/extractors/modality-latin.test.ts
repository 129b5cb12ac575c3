import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { extract, loadRulebook, type Rulebook } from "../../extractors/extract.ts";

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await loadRulebook(resolve("config"));
});

const types = (text: string) =>
  extract(rulebook, { id: "x", language: "en", title: "", text, published: "2024-06-15" }).mentions.map(
    (m) => m.coding.type,
  );

describe("what has happened is told from what is only said, in English", () => {
  test.each([
    [
      "managed to",
      "Chinese Vice Minister of Public Security Xu Ganlu managed to meet Thai police chief Torsak Sukvimol in Bangkok on 3 June.",
      "meeting",
    ],
    [
      "was able to",
      "The Chinese embassy was able to hand over 20 motorcycles to the Liberia National Police on 3 June.",
      "assistance",
    ],
    [
      "went on to",
      "On 3 June Serbia's interior minister went on to sign a memorandum on police cooperation with China's Ministry of Public Security.",
      "agreement",
    ],
    [
      "a plan of a relative clause",
      "Ten officers of the Samoa Police who are to guard the games completed a course at Yunnan Police College on 3 June.",
      "training",
    ],
    [
      "a future of a relative clause",
      "A treaty on extradition that will take effect next year was signed by China and Serbia on 3 June.",
      "agreement",
    ],
    [
      "a delay that is over",
      "The joint patrol of Chinese and Serbian police officers, which had been put off twice, got going in Belgrade on 3 June.",
      "patrol",
    ],
    [
      "how long it will last",
      "The joint patrol of Chinese and Serbian police officers, which began in Belgrade on 3 June, will last two weeks.",
      "patrol",
    ],
  ])("%s: done", (_, text, type) => {
    expect(types(text)).toEqual([type]);
  });

  test.each([
    ["agreed to", "On 3 June the Chinese and Croatian police agreed to patrol together in Split."],
    [
      "due to leave",
      "Ten officers of the Samoa Police were due to leave on 3 June for a course at Yunnan Police College but had no visas.",
    ],
    [
      "has yet to",
      "The Chinese embassy has yet to deliver the ten computers it pledged to the Namibian police, the chief said on 3 June.",
    ],
    ["a subjunctive", "Spain's cabinet agreed on 3 June that a fraudster be extradited to China."],
    [
      "a noun that is called off behind",
      "Talks between Ghana's police and China's Ministry of Public Security, planned for 3 June in Accra, fell through.",
    ],
    [
      "a noun that is called off before",
      "Chinese and Tajik police called off on 3 June a joint anti-terror exercise near Dushanbe.",
    ],
    [
      "a plan that",
      "A plan that Vietnamese and Chinese coast guards patrol the Gulf together this month came to nothing.",
    ],
    [
      "a date for",
      "Chinese and Kazakh police said on 3 June they had settled on a date for a joint exercise.",
    ],
    ["a day to come", "A joint anti-terror drill of Chinese and Thai police is down for 24 June."],
    [
      "no such thing",
      "No meeting between Kenya's Inspector General of Police Japhet Koome and Chinese Minister of Public Security Wang Xiaohong took place on 3 June.",
    ],
  ])("%s: not done", (_, text) => {
    expect(types(text)).toEqual([]);
  });
});

test.each([
  ["Kenya police, China's Ministry of Public Security to sign MoU", []],
  ["Kenya police, China's Ministry of Public Security sign MoU", ["agreement"]],
])("an infinitive that nothing governs is the future in a headline: %s", (title, expected) => {
  const text = "Talks on the paper went on for a week.";
  const { mentions } = extract(rulebook, { id: "x", language: "en", title, text, published: "2024-06-15" });
  expect(mentions.map((m) => m.coding.type)).toEqual(expected);
});
