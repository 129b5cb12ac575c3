import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Chunk } from "../../extractors/chunk.ts";
import { readDocument } from "../../extractors/read-document.ts";
import { loadRulebook, type Rulebook } from "../../extractors/rulebook.ts";

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await loadRulebook(resolve("config"));
});

function people(text: string, title = ""): string[] {
  const reading = readDocument(rulebook, {
    id: "x",
    language: "en",
    title,
    text,
    published: "2024-06-15",
  });
  return reading.sentences.flatMap((sentence) => {
    const field = sentence.in === "title" ? title : text;
    const show = (c: Chunk) =>
      `${c.kind === "prc_person" ? "PRC" : c.countries.join("+")} ${c.name ? field.slice(c.name.start, c.name.end) : "-"} ${c.actors.join("+") || (c.organ ?? "")}`.trim();
    return sentence.chunks.filter((c) => c.kind.endsWith("_person")).map(show);
  });
}

describe("people of texts in Latin script", () => {
  test.each([
    ["Chinese Minister of Public Security Lin Dehai spoke.", ["PRC Lin Dehai MPS"]],
    ["Ambassador Lin Dehai spoke in Suva, Fiji.", ["PRC Lin Dehai EMBASSY"]],
    ["Fiji's Commissioner of Police Josefa Ravula spoke.", ["FJ Josefa Ravula police"]],
    ["Josefa Ravula, Fiji's Minister for Home Affairs, spoke.", ["FJ Josefa Ravula interior"]],
    ["Fiji's ambassador to China Josefa Ravula spoke.", ["FJ Josefa Ravula"]],
    ["Fiji's Director of Immigration Josefa Ravula spoke.", ["FJ Josefa Ravula immigration"]],
    ["Corrections Commissioner Josefa Ravula spoke in Suva, Fiji.", ["FJ Josefa Ravula prison"]],
    ["Fiji's Minister of Safety and Security Josefa Ravula spoke.", ["FJ Josefa Ravula interior"]],
    ["Fraud Squad head Josefa Ravula spoke in Suva, Fiji.", ["FJ Josefa Ravula police"]],
    ["The Chinese ambassador to Fiji, Mr Lin Dehai, spoke.", ["PRC Lin Dehai EMBASSY"]],
    // Known without the initial.
    [
      "Secretary of Homeland Security Alejandro N. Mayorkas spoke in Vienna, Austria.",
      ["US Alejandro N. Mayorkas interior"],
    ],
  ])("office, name and side are read together: %s", (text, found) => {
    expect(people(text)).toEqual(found);
  });

  test("an office of any service is held in the service named last", () => {
    const of = (organ: string) =>
      people(`They were guests of the ${organ} in Suva, Fiji. Director General Josefa Ravula spoke.`);
    expect(of("Drug Enforcement Commission")).toEqual(["FJ Josefa Ravula drugs"]);
    expect(of("Ports Authority")).toEqual(["FJ Josefa Ravula"]);
  });

  test("a counterpart holds the same office on the other side", () => {
    expect(
      people("Fiji's Home Affairs Minister Josefa Ravula met his Chinese counterpart Lin Dehai."),
    ).toEqual(["FJ Josefa Ravula interior", "PRC Lin Dehai MPS"]);
  });

  test("an office without a name still tells who takes part", () => {
    expect(people("They called on the Inspector General of Police of Ghana.")).toEqual(["GH - police"]);
  });

  test("a name met once is known by its last part", () => {
    expect(people("Fiji's Police Commissioner Josefa Ravula spoke. China was thanked by Ravula.")).toEqual([
      "FJ Josefa Ravula police",
      "FJ Ravula police",
    ]);
  });

  test("a ministry of public security is not taken for China's where China is not named", () => {
    expect(people("Public Security Minister Tilak Perera of Sri Lanka spoke to police.")).toEqual([
      "LK Tilak Perera interior",
    ]);
  });

  test("police of Hong Kong and Taiwan are no party", () => {
    expect(people("Hong Kong Police Commissioner Raymond Siu spoke in Beijing, China.")).toEqual([]);
  });
});
