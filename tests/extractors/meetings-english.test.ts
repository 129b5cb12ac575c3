import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { extract, loadRulebook } from "../../extractors/extract.ts";

const rulebook = await loadRulebook(resolve("config"));

/** Type, date and states of what is read of a page of 23 May 2024, a Thursday. */
function read(text: string, title = "News"): string[] {
  const document = { id: "t", language: "en" as const, title, text, published: "2024-05-23" };
  return extract(rulebook, document).mentions.map(({ coding }) =>
    [coding.type, coding.date, coding.countries.join()].join(" "),
  );
}

describe("English meetings: who meets whom", () => {
  it.each([
    [
      "somebody comes to the headquarters of the other side",
      "Chinese Ambassador Zhou Jian stopped by at the headquarters of the Fiji Police on Monday. The talk was of drugs.",
    ],
    [
      "somebody does something for the other, which is no letter and no gift",
      "On Monday Fiji's Commissioner of Police Juki Fong Chew cleared his desk for Chinese Ambassador Zhou Jian, whom thefts worried.",
    ],
    [
      "business is gone through in words that name no crime",
      "Commissioner of Police Juki Fong Chew and Chinese Ambassador Zhou Jian, sitting down in Suva on Monday, went through the numbers of the Fijian force.",
    ],
    [
      "the subject of the talks names another state",
      "Fiji's Commissioner of Police Juki Fong Chew received Vice Minister of Public Security Xu Ganlu on Monday. The two spoke about gangs in Thailand.",
    ],
    [
      "whose meeting it was",
      "Thefts were the subject of Fijian police commissioner Juki Fong Chew's meeting on Monday with Chinese Ambassador Zhou Jian.",
    ],
  ])("%s", (_, text) => {
    expect(read(text)).toEqual(["meeting 2024-05-20 FJ"]);
  });

  it("takes the office of a bare name from the title", () => {
    const text =
      "B. Enkhbayar and the head of Inner Mongolia's public security department, Wang Qiang, got together on Monday.";
    expect(read(text, "Mongolia's Minister of Justice and Home Affairs in Hohhot")).toEqual([
      "meeting 2024-05-20 MN",
    ]);
    expect(read(text, "Sports in Hohhot")).toEqual([]);
  });

  it("reads one meeting for each guest of separate talks", () => {
    expect(
      read(
        "Minister of Public Security Wang Xiaohong had separate talks on Monday with Fiji's Police Commissioner Juki Fong Chew and Tonga's Police Commissioner Shane McLennan.",
      ).sort(),
    ).toEqual(["meeting 2024-05-20 FJ", "meeting 2024-05-20 TO"]);
  });

  it.each([
    [
      "a letter",
      "On Monday Vice Minister of Public Security Xu Ganlu wrote to Fiji's Commissioner of Police Juki Fong Chew about fraud.",
    ],
    [
      "what is only asked",
      "Asked whether the Interior Minister of Fiji had met Chinese Ambassador Zhou Jian about fraud on Monday, his office kept silent.",
    ],
    [
      "called off",
      "Monday's meeting between Vice Minister of Public Security Xu Ganlu and Fiji's Commissioner of Police Juki Fong Chew was called off.",
    ],
    [
      "greetings",
      "Chinese Ambassador Zhou Jian was at the headquarters of the Fiji Police on Monday and spoke of friendship.",
    ],
    [
      "guest of another occasion",
      "Chinese Ambassador Zhou Jian was at the headquarters of the Fiji Police on Monday for the opening of a crime museum.",
    ],
    [
      "police chiefs at home, and a state that is only spoken of",
      "Minister of Public Security Wang Xiaohong met police chiefs of 31 provinces on Monday and told them to fight fraud in Fiji.",
    ],
  ])("reads none in %s", (_, text) => {
    expect(read(text).filter((event) => event.startsWith("meeting"))).toEqual([]);
  });
});
