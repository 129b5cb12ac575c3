import { describe, expect, it } from "vitest";
import { extract, loadRulebook } from "../../extractors/extract.ts";

const rulebook = await loadRulebook("config");

function personsIn(text: string, language: "zh" | "en") {
  const { mentions } = extract(rulebook, {
    id: "page",
    language,
    title: "",
    text,
    published: "2019-05-20",
  });
  return mentions.find((m) => m.coding.type === "operation")?.coding.persons;
}

describe("the number of those handed over", () => {
  it.each([
    "Lao police handed a suspected arms dealer to Yunnan officers at the Mohan border gate on 6 May.",
    "Thai immigration police handed over to Chinese officers on 6 May the ringleader of a gambling website.",
    "Serbia extradited the former bank accountant to China on 6 May, escorted by officers of the Ministry of Public Security.",
    "On 6 May Mongolian police put a 41-year-old wanted for murder on the train to Erenhot, where Chinese police took him over.",
  ])("is one for somebody told of by what he is: %s", (text) => {
    expect(personsIn(text, "en")).toBe(1);
  });

  it.each([
    "5月6日，泰国警方将孙志强移交给中国公安部工作组，孙志强涉嫌开设赌场。",
    "前行长李国栋5月6日被新加坡遣返回国，由公安部工作组押解。",
  ])("is one for a name: %s", (text) => {
    expect(personsIn(text, "zh")).toBe(1);
  });

  it("is what is counted where many are counted", () => {
    expect(personsIn("Kenya deported 40 Chinese suspects to China on 6 May.", "en")).toBe(40);
    expect(personsIn("5月6日，柬埔寨警方将31名从事网络赌博的人移交中国公安部工作组。", "zh")).toBe(31);
  });

  it("is open where suspects are not counted", () => {
    expect(
      personsIn("Cambodian police handed the suspects to Chinese officers on 6 May.", "en"),
    ).toBeUndefined();
    expect(personsIn("5月6日，老挝警方将犯罪嫌疑人移交云南警方。", "zh")).toBeUndefined();
  });
});
