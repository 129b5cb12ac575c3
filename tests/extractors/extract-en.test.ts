import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { extract, loadRulebook, type Rulebook } from "../../extractors/extract.ts";

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await loadRulebook(resolve("config"));
});

const read = (text: string, title = "", published: string | null = "2024-06-15") =>
  extract(rulebook, { id: "x", language: "en", title, text, published });
const types = (text: string, title = "") => read(text, title).mentions.map((m) => m.coding.type);

describe("events in English", () => {
  test("a donation is coded with giver, recipient, goods and value", () => {
    const [mention] = read(
      "On 3 June Ambassador Lin Dehai handed over 12 patrol cars worth 2 million yuan to Police Commissioner Josefa Ravula of Fiji.",
    ).mentions;
    expect(mention!.coding).toMatchObject({
      type: "assistance",
      date: "2024-06-03",
      countries: ["FJ"],
      prc_actors: ["EMBASSY"],
      prc_people: ["Lin Dehai"],
      foreign_people: ["Josefa Ravula"],
      items: ["12 patrol cars"],
      value: "2000000 CNY",
    });
  });

  test("the day of a report is not the day of the event", () => {
    const [mention] = read(
      "SUVA, June 14 -- Police said on Thursday that Fiji deported 12 Chinese suspects to China on June 10.",
    ).mentions;
    expect(mention!.coding).toMatchObject({ type: "operation", date: "2024-06-10", persons: 12 });
  });

  test("a record written years later is dated by the year it names", () => {
    const [mention] = read(
      "During 2007 Beijing gave 14 patrol cars to the immigration department of Malawi, free of charge.",
      "Patrol cars for Malawi",
      "2018-03-02",
    ).mentions;
    expect(mention!.coding).toMatchObject({
      type: "assistance",
      date: "2007",
      countries: ["MW"],
      prc_actors: [],
    });
  });

  test.each([
    [
      "Border troops of China and Mongolia met at Erenhot on June 3. A colonel of the People's Liberation Army led the Chinese side.",
      "China, Mongolia armies hold border talks",
    ],
    ["On June 3 the academy of the Samoa Police has a new partner in Yunnan Police College.", ""],
    ["On June 3 a video of a man beaten by fraud suspects was sent to his parents in Fujian, China.", ""],
  ])("armies that meet, partners and things that are sent are no events: %s", (text, title) => {
    expect(types(text, title)).toEqual([]);
  });

  test("a tour is one meeting for each country, the visitor kept from the sentence before", () => {
    const { mentions } = read(
      "Minister of Public Security Lin Dehai of China toured the region. In Baku on June 3 he met Azerbaijani Interior Minister Ramil Usub. In Tbilisi on June 5 he held talks with Georgian Interior Minister Giorgi Mgeb.",
    );
    expect(mentions.map((m) => `${m.coding.date} ${m.coding.countries} ${m.coding.prc_actors}`)).toEqual([
      "2024-06-03 AZ MPS",
      "2024-06-05 GE MPS",
    ]);
  });

  test("ministers of several states at one table are a forum", () => {
    expect(
      types(
        "Police ministers of China, Laos, Myanmar and Thailand met in Kunming on June 3 on law enforcement.",
      ),
    ).toEqual(["forum"]);
  });

  test.each([
    ["will give", "China will give 20 cars to the police of Malawi next month."],
    ["is to be signed", "An extradition treaty between China and Fiji is to be signed in July."],
    ["was not signed", "China and Fiji have not signed an extradition treaty, police said on June 3."],
    ["has been giving", "China has been offering courses to the police of Fiji."],
    ["another donor", "Japan donated 20 cars to the police of Fiji on June 3, as China did."],
    [
      "another recipient",
      "China donated 20 ambulances to a hospital in Fiji on June 3; police were present.",
    ],
    ["domestic police", "Chinese police in Henan arrested 12 suspects in a joint operation on June 3."],
    [
      "leaders' talks",
      "President Xi Jinping met the President of Fiji on June 3 and spoke of law enforcement.",
    ],
    ["coast guards at odds", "The China Coast Guard and the Philippine Coast Guard traded blame on June 3."],
  ])("%s: no event", (_, text) => {
    expect(types(text)).toEqual([]);
  });

  test("who will leave does not make a meeting planned", () => {
    expect(
      types(
        "Fiji's Police Commissioner Josefa Ravula, who will leave on Friday, met Chinese Minister of Public Security Lin Dehai on June 3.",
      ),
    ).toEqual(["meeting"]);
  });

  test("promises and sums become claims, never events", () => {
    const { mentions, claims } = read(
      "China will train 3,000 police officers for African countries. It has brought back 1,657 fugitives from more than 70 countries since 2014.",
    );
    expect(mentions).toEqual([]);
    expect(claims.map((c) => [c.kind, c.number])).toEqual(
      expect.arrayContaining([
        ["pledge", 3000],
        ["total", 1657],
      ]),
    );
  });
});
