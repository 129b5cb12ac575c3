import { beforeAll, describe, expect, it } from "vitest";
import { extract, loadRulebook, type Rulebook } from "../../extractors/extract.ts";
import { readDocument } from "../../extractors/read-document.ts";

let book: Rulebook;
beforeAll(async () => {
  book = await loadRulebook("config");
});

const published = "2024-06-15";
const document = (text: string) => ({ id: "t", language: "en" as const, title: "", text, published });
const organs = (text: string) =>
  readDocument(book, document(text)).sentences.flatMap(({ chunks }) =>
    chunks.filter((c) => c.kind.endsWith("_organ")).map((c) => c.actors.join() || c.countries.join()),
  );
const events = (text: string) =>
  extract(book, document(text)).mentions.map(
    ({ coding }) => `${coding.type} ${coding.date} ${coding.countries.join()}`,
  );

describe("two states that share the word for their police", () => {
  it.each([
    ["The Egyptian-Chinese police working group met.", ["EG", "MPS"]],
    ["Chinese-Egyptian police talks opened.", ["MPS", "EG"]],
    ["Egyptian and Chinese police met.", ["EG", "MPS"]],
    ["The China-Vietnam coast guard drill began.", ["CCG", "VN"]],
    ["Thai policemen and Kenyan law enforcement officers met Chinese coast guards.", ["TH", "KE", "CCG"]],
  ])("%s", (text, found) => {
    expect(organs(text)).toEqual(found);
  });

  it("leaves people of no state alone where a sentence begins", () => {
    expect(organs("Police officers from 34 countries came to China.")).toEqual([]);
  });
});

describe("what a sentence takes from those before it", () => {
  it.each([
    [
      "Vice Minister of Public Security Xu Ganlu visited Fiji on 3 June. Two days later he met Fiji's Commissioner of Police Rusiate Tudravu.",
      "meeting 2024-06-05 FJ",
    ],
    [
      "Fiji's Commissioner of Police Rusiate Tudravu opened a fair on 12 June. The previous day, he met Chinese Ambassador Zhou Jian about robberies.",
      "meeting 2024-06-11 FJ",
    ],
    [
      "Fiji's Commissioner of Police Rusiate Tudravu opened the crates on 12 June, two days after Ambassador Zhou Jian of China handed over 20 radios to the Fiji Police.",
      "assistance 2024-06-10 FJ",
    ],
    [
      "In March 2022 riots shook Fiji. On 4 November of the same year Chinese Ambassador Zhou Jian handed over 20 shields to the Fiji Police.",
      "assistance 2022-11-04 FJ",
    ],
    [
      "Police of China, Laos, Myanmar and Thailand ended a three-day Mekong patrol on 13 June.",
      "patrol 2024-06-11 LA,MM,TH",
    ],
  ])("%s", (text, event) => {
    expect(events(text)).toContain(event);
  });
});

describe("words that name no act", () => {
  it.each([
    [
      "planned",
      "Twelve officers of the Samoa Police are going to Kunming in August for a course at Yunnan Police College.",
    ],
    [
      "a guest, and no goods",
      "On 12 June, before the ceremony for the new police boat, Prime Minister Orban received Wang Xiaohong.",
    ],
    [
      "certificates",
      "On 12 June Ambassador Zhou Jian of China presented the certificates and spoke of a fence for the Fiji Police.",
    ],
    [
      "over the years",
      "On 12 June the Hungarian police said 60 of its officers had been trained in China over the years.",
    ],
  ])("%s", (_, text) => {
    expect(events(text).filter((event) => /^(?:training|assistance)/.test(event))).toEqual([]);
  });
});
