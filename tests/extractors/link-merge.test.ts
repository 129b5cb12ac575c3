import { describe, expect, it } from "vitest";
import type { Participant } from "../../extractors/event.ts";
import { mergeCodings } from "../../extractors/merge-coding.ts";
import { context, mention, shuffled } from "./link-fixture.ts";

const vata = (name: string, rest: Partial<Participant> = {}): Participant => ({
  name,
  side: "foreign",
  country: "FJ",
  office: null,
  agency: null,
  name_en: null,
  office_en: null,
  agency_en: null,
  ...rest,
});

describe("the values of an event over its mentions", () => {
  it("take the most specific date and show the others", () => {
    const month = mention("month", { date: "2024-03", background: true });
    const day = mention("day", { date: "2024-03-12" });
    const { coding, chosen } = mergeCodings([month, day], context);
    expect(coding.date).toBe("2024-03-12");
    expect(coding.background).toBeUndefined();
    expect(chosen.date).toEqual({
      value: "2024-03-12",
      from: ["day"],
      alternatives: [{ value: "2024-03", from: ["month"] }],
      why: "the most specific date",
    });
  });

  it("are background only where every mention is", () => {
    const all = [mention("1", { background: true }), mention("2", { background: true })];
    expect(mergeCodings(all, context).coding.background).toBe(true);
  });

  it("prefer a correction to an official page and an official page to a reprint, and mark the conflict", () => {
    const gift = { type: "assistance", countries: ["FJ"] } as const;
    const local = mention("local", { ...gift, countries: ["FJ"], participants: 40 });
    const reprint = mention("reprint", { ...gift, countries: ["FJ"], participants: 40 });
    const embassy = mention("embassy", { ...gift, countries: ["FJ"], participants: 30 }, { official: true });
    const official = mergeCodings([local, reprint, embassy], context);
    expect(official.coding.participants).toBe(30);
    expect(official.chosen.participants!.why).toBe("an official source");
    expect(official.conflicts).toEqual(["participants: 30, 40"]);
    const correction = mention(
      "correction",
      { ...gift, countries: ["FJ"], participants: 31 },
      { title: "Correction: police received 31 sets" },
    );
    const corrected = mergeCodings([local, reprint, embassy, correction], context);
    expect(corrected.coding.participants).toBe(31);
    expect(corrected.chosen.participants!.why).toBe("a correction");
  });

  it("knows a government's page by its host where nobody says so", () => {
    const paper = mention("paper", { persons: 20 }, { canonicalUrl: "daily.example/a" });
    const ministry = mention("ministry", { persons: 22 }, { canonicalUrl: "www.police.gov.fj/a" });
    expect(mergeCodings([paper, ministry], context).coding.persons).toBe(22);
  });

  it("name each person once, whatever the script, with what each report knows", () => {
    const zh = mention(
      "zh",
      { foreign_people: ["瓦塔"], prc_people: ["林海峰"] },
      { language: "zh", official: true, people: [vata("瓦塔", { office: "警察总监" })] },
    );
    const en = mention(
      "en",
      { foreign_people: ["Josaia Vata"], prc_people: ["Lin Haifeng"] },
      { people: [vata("Josaia Vata", { office_en: "Commissioner of Police" })] },
    );
    const { coding, people } = mergeCodings([en, zh], context);
    expect(coding.prc_people).toEqual(["林海峰"]);
    expect(coding.foreign_people).toEqual(["瓦塔"]);
    expect(people.find(({ side }) => side === "foreign")).toEqual(
      vata("瓦塔", { office: "警察总监", name_en: "Josaia Vata", office_en: "Commissioner of Police" }),
    );
  });

  it("take a named kind of paper over an unnamed one, and the first day of what lasts for days", () => {
    const unnamed = mention(
      "1",
      { type: "agreement", agreement_type: "cooperation_document" },
      { official: true },
    );
    const named = mention("2", { type: "agreement", agreement_type: "memorandum_of_understanding" });
    expect(mergeCodings([unnamed, named], context).coding.agreement_type).toBe("memorandum_of_understanding");
    const end = mention("3", { type: "patrol", date: "2024-03-15", round: 97 }, { official: true });
    const start = mention("4", { type: "patrol", date: "2024-03-12", round: 97 });
    expect(mergeCodings([end, start], context).coding).toMatchObject({ date: "2024-03-12", round: 97 });
  });

  it("joins topics in the codebook's order and leaves out a country that one of many reports gives", () => {
    const reports = [
      mention("1", { type: "patrol", countries: ["LA", "MM"], topics: ["maritime"] }),
      mention("2", { type: "patrol", countries: ["LA", "MM", "TH"], topics: ["counternarcotics"] }),
      mention("3", { type: "patrol", countries: ["LA", "MM", "TH"] }),
      mention("4", { type: "patrol", countries: ["LA", "MM", "TH"] }),
      mention("5", { type: "patrol", countries: ["KH", "LA", "MM", "TH"] }),
    ];
    const { coding, chosen } = mergeCodings(reports, context);
    expect(coding.countries).toEqual(["LA", "MM", "TH"]);
    expect(chosen.countries!.alternatives).toEqual([{ value: ["KH"], from: ["5"] }]);
    expect(coding.topics).toEqual(["counternarcotics", "maritime"]);
  });

  it("do not depend on the order of the mentions", () => {
    const reports = Array.from({ length: 7 }, (_, n) =>
      mention(`report ${n}`, {
        date: n % 2 === 0 ? "2024-03-12" : "2024-03-13",
        participants: 10 + (n % 3),
        prc_people: n % 2 === 0 ? ["林海峰"] : ["Lin Haifeng", "Zhou Jianguo"],
      }),
    );
    const expected = mergeCodings(reports, context);
    for (let seed = 1; seed <= 20; seed++)
      expect(mergeCodings(shuffled(reports, seed), context)).toEqual(expected);
  });
});
