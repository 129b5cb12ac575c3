import { beforeAll, describe, expect, it } from "vitest";
import { extract, loadRulebook, type Rulebook } from "../../extractors/extract.ts";

let book: Rulebook;
beforeAll(async () => {
  book = await loadRulebook("config");
});

const read = (title: string, text: string) =>
  extract(book, { id: "t", language: "en", title, text, published: "2019-06-12" }).mentions.map(
    ({ coding, quote }) => [coding.type, coding.date, coding.countries.join(), quote],
  );

describe("the present tense of English headlines", () => {
  it.each([
    ["Turkey and China exchange notes on police equipment aid", "agreement", "TR"],
    ["Cambodian anti-terrorism troops complete course under Chinese trainers", "training", "KH"],
    ["China, Laos, Myanmar and Thailand adopt statement on Mekong law enforcement", "agreement", "LA,MM,TH"],
    ["Chinese, Italian police patrol together in Rome", "patrol", "IT"],
  ])("%s: read as the past that rules are written in", (title, type, countries) => {
    expect(read(title, "Officials said so.").map((told) => told.slice(0, 3))).toEqual([
      [type, "2019-06", countries],
    ]);
  });

  it("quotes the headline as it is written", () => {
    const [told] = read("Turkey and China exchange notes on police equipment aid", "Officials said so.");
    expect(told![3]).toContain("exchange notes");
  });

  it("reads a chronicle of one sentence so, and leaves the present of a longer text alone", () => {
    const entry = "Police of China and Kenya exchange letters on a gift of radios for the Kenya Police.";
    expect(read("", entry)).toHaveLength(1);
    expect(
      read("", `${entry} This is how the two sides have worked for years. ${"It helps. ".repeat(40)}`),
    ).toEqual([]);
  });

  it.each([
    "China and Turkey to exchange notes on police equipment aid",
    "China and Turkey may exchange notes on police equipment aid",
    "China offers Fiji police exchange",
  ])("%s: nothing has happened", (title) => {
    expect(read(title, "Officials said so.")).toEqual([]);
  });
});
