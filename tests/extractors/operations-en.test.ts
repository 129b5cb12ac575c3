import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { extract, loadRulebook, type Rulebook } from "../../extractors/extract.ts";

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await loadRulebook(resolve("config"));
});

/** The operations of a text: date and states. */
const operations = (text: string, title = "") =>
  extract(rulebook, { id: "x", language: "en", title, text, published: "2024-06-15" })
    .mentions.filter((m) => m.coding.type === "operation")
    .map((m) => `${m.coding.date} ${m.coding.countries.join()}`);

describe("operations in English", () => {
  test.each([
    [
      "A villa in Suva was searched on 3 June by Fijian detectives and officials of the Chinese Ministry of Public Security; nine fraud suspects were led away.",
      "2024-06-03 FJ",
    ],
    [
      "Armed with addresses supplied by Chinese police, Fijian officers entered four houses in Suva on 3 June and took nine people into custody for fraud.",
      "2024-06-03 FJ",
    ],
    [
      "A surgeon who made off with 3 million yuan landed in Wuhan on 3 June with two officers at her side. Fijian police had held her since May.",
      "2024-06-03 FJ",
    ],
    [
      "Fijian police passed a man wanted for a land fraud to detectives from Hunan in Suva on 3 June.",
      "2024-06-03 FJ",
    ],
    [
      "Nine Chinese fraud suspects arrested in Suva last month were deported to China on 3 June.",
      "2024-06-03 FJ",
    ],
  ])("%s", (text, event) => expect(operations(text)).toEqual([event]));

  test.each([
    "On 3 June Fijian police detained nine fraudsters in Suva for posing as Chinese police.",
    "On 3 June Fijian police arrested a swindler wanted by Chinese police in a flat in Suva.",
    "On 3 June Chinese and Fijian police visited a school in Suva and handed out leaflets.",
    "On 3 June commandos of the Chinese and Fijian police stormed a bus in a drill in Suva and freed the hostages.",
    "The Chinese Embassy wants nine fraud suspects, now held in a jail in Suva, sent home to China, Fijian police said on 3 June.",
  ])("no operation: %s", (text) => expect(operations(text)).toEqual([]));
});
