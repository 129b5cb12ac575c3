import { describe, expect, it } from "vitest";
import type { AgreementType, Coding, Participant } from "../../extractors/event.ts";
import { conflictsOf } from "../../extractors/facts.ts";
import type { LinkableMention } from "../../extractors/link-mention.ts";
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
    const { coding, facts } = mergeCodings([month, day], context);
    expect(coding.date).toBe("2024-03-12");
    expect(coding.background).toBeUndefined();
    expect(facts.date).toEqual({
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
    expect(official.facts.participants!.why).toBe("an official source has it");
    expect(conflictsOf(official.facts)).toEqual([
      { field: "participants", text: "30 (1 report) / 40 (2 reports)" },
    ]);
    const correction = mention(
      "correction",
      { ...gift, countries: ["FJ"], participants: 31 },
      { title: "Correction: police received 31 sets" },
    );
    const corrected = mergeCodings([local, reprint, embassy, correction], context);
    expect(corrected.coding.participants).toBe(31);
    expect(corrected.facts.participants!.why).toBe("a correction has it");
    // The correction says itself that the others are wrong.
    expect(conflictsOf(corrected.facts)).toEqual([]);
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
    const { coding, facts } = mergeCodings(reports, context);
    expect(coding.countries).toEqual(["LA", "MM", "TH"]);
    expect(facts.countries!.alternatives).toEqual([{ value: ["KH"], from: ["5"] }]);
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

const conflicts = (...mentions: LinkableMention[]) =>
  conflictsOf(mergeCodings(mentions, context).facts).map(({ field, text }) => `${field}: ${text}`);

describe("a text that is printed again", () => {
  it("counts once where most reports decide", () => {
    const patrol = { type: "patrol", countries: ["LA", "MM", "TH"] } as const;
    const coded = (round: number) => ({ ...patrol, countries: [...patrol.countries], round });
    const first = mention("1", coded(97), { documentId: "a" });
    const reprints = ["b", "c"].map((id) => mention(id, coded(97), { documentId: id, copies: ["a"] }));
    const others = ["4", "5"].map((id) => mention(id, coded(98)));
    expect(mergeCodings([first, ...reprints, ...others], context).coding.round).toBe(98);
    const independent = ["b", "c"].map((id) => mention(id, coded(97), { documentId: id }));
    expect(mergeCodings([first, ...independent, ...others], context).coding.round).toBe(97);
  });

  it("is one text as a twin too: by its words, its number and its address", () => {
    const coded = (round: number): Partial<Coding> => ({ type: "patrol", countries: ["LA"], round });
    const twins = [
      mention("1", coded(3), { contentSha256: "same" }),
      mention("2", coded(3), { contentSha256: "same", documentNumber: "t77" }),
      mention("3", coded(3), { documentNumber: "t77" }),
    ];
    const two = [mention("4", coded(4)), mention("5", coded(4))];
    expect(mergeCodings([...twins, ...two], context).facts.round).toMatchObject({
      value: 4,
      from: ["4", "5"],
      why: "most reports have it",
    });
  });
});

describe("a date", () => {
  it("that words of a report say comes before one taken from the day of the page, without a conflict", () => {
    const inferred = mention(
      "page",
      { date: "2024-03-14" },
      { inferred: ["date"], official: true, published: "2024-03-14" },
    );
    const said = mention("said", { date: "2024-03-12" });
    const { coding, facts } = mergeCodings([inferred, said], context);
    expect(coding.date).toBe("2024-03-12");
    expect(facts.date).toMatchObject({ why: "a report says it in words" });
    expect(conflicts(inferred, said)).toEqual([]);
  });

  it("of a report that looks back comes after that of a report of its own time", () => {
    const recalled = mention("1", { date: "2024-03-11", background: true }, { official: true });
    const own = mention("2", { date: "2024-03-12" });
    expect(mergeCodings([recalled, own], context).facts.date).toMatchObject({
      value: "2024-03-12",
      why: "a report of its own time, no recollection",
    });
  });
});

describe("a person should see", () => {
  it("other days of a meeting, not a month beside a day and not the first and last day of a course", () => {
    const day = mention("1");
    expect(conflicts(day, mention("2", { date: "2024-03-13" }))).toEqual([
      "date: 2024-03-12 (1 report) / 2024-03-13 (1 report)",
    ]);
    expect(conflicts(day, mention("2", { date: "2024-03" }))).toEqual([]);
    const course = (id: string, date: string) => mention(id, { type: "training", date });
    expect(conflicts(course("1", "2024-03-01"), course("2", "2024-03-12"))).toEqual([]);
  });

  it("days that are further apart than the clocks of the two countries", () => {
    const inPeru = (id: string, date: string) => mention(id, { countries: ["PE"], date });
    expect(conflicts(inPeru("1", "2024-03-12"), inPeru("2", "2024-03-13"))).toEqual([]);
    expect(conflicts(inPeru("1", "2024-03-12"), inPeru("2", "2024-03-14"))).toHaveLength(1);
  });

  it("other countries of a meeting, not what each report of a patrol names of its states", () => {
    expect(conflicts(mention("1"), mention("2", { countries: ["TO"] }))).toEqual([
      "countries: FJ (1 report) / TO (1 report)",
    ]);
    const patrol = (id: string, countries: string[]) => mention(id, { type: "patrol", countries });
    expect(conflicts(patrol("1", ["LA", "MM"]), patrol("2", ["LA", "TH"]))).toEqual([]);
  });

  it("other papers, not two names of one", () => {
    const paper = (id: string, agreement_type: AgreementType) =>
      mention(id, { type: "agreement", agreement_type });
    expect(conflicts(paper("1", "treaty"), paper("2", "memorandum_of_understanding"))).toHaveLength(1);
    const [understanding, cooperation] = [
      "memorandum_of_understanding",
      "memorandum_of_cooperation",
    ] as const;
    expect(conflicts(paper("1", understanding), paper("2", cooperation))).toEqual([]);
    expect(conflicts(paper("1", understanding), paper("2", "cooperation_document"))).toEqual([]);
  });

  it("other counts and sums, not a rounded one and not one in another currency", () => {
    const training = (id: string, participants: number) => mention(id, { type: "training", participants });
    expect(conflicts(training("1", 30), training("2", 24))).toHaveLength(1);
    expect(conflicts(training("1", 30), training("2", 31))).toEqual([]);
    expect(conflicts(training("1", 9), training("2", 10))).toHaveLength(1);
    const gift = (id: string, value: string) => mention(id, { type: "assistance", value });
    expect(conflicts(gift("1", "500000 USD"), gift("2", "3500000 CNY"))).toEqual([]);
    expect(conflicts(gift("1", "500000 USD"), gift("2", "50000 USD"))).toHaveLength(1);
  });

  it("one person with offices that cannot be one, not an office in two languages", () => {
    const with_ = (id: string, office: string | null, office_en: string | null = null) =>
      mention(id, { foreign_people: ["瓦塔"] }, { people: [vata("瓦塔", { office, office_en })] });
    const minister = with_("1", "内政部长");
    expect(conflicts(minister, with_("2", "警察总监"))).toEqual([
      "foreign_people: 瓦塔: 内政部长 / 警察总监",
    ]);
    expect(conflicts(minister, with_("2", "内政部副部长"))).toHaveLength(1);
    expect(conflicts(minister, with_("2", null, "Minister of Home Affairs"))).toEqual([]);
    expect(conflicts(minister, with_("2", null))).toEqual([]);
  });

  it("reports of two types, which only a person joins; only a paper has a kind", () => {
    const signing = mention("1", { type: "agreement", agreement_type: "treaty" });
    const talks = [mention("2"), mention("3")];
    const { coding, facts } = mergeCodings([signing, ...talks], context);
    expect(coding.type).toBe("meeting");
    expect(coding.agreement_type).toBeUndefined();
    expect(facts.type).toMatchObject({ why: "most reports have it", alternatives: [{ value: "agreement" }] });
    expect(conflicts(signing, ...talks)).toEqual(["type: meeting (2 reports) / agreement (1 report)"]);
  });
});
