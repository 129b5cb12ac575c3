import { describe, expect, it } from "vitest";
import { linkMentions } from "../../extractors/link.ts";
import { compareMentions } from "../../extractors/link-compare.ts";
import { config, context, mention } from "./link-fixture.ts";
import { enMeeting, groups, patrol, zhMeeting } from "./link-reports.ts";

describe("joining mentions", () => {
  it("joins the Chinese and the English report of one meeting and says why", () => {
    expect(groups([zhMeeting, enMeeting])).toEqual([["en", "zh"]]);
    const { score, reasons, conflicts } = compareMentions(zhMeeting, enMeeting, context);
    expect(score).toBeGreaterThan(0.95);
    expect(conflicts).toEqual([]);
    expect(reasons).toContain("same Chinese principal Lin Haifeng / 林海峰");
    expect(reasons).toContain("same foreign principal Josaia Vata / 瓦塔");
  });

  it("keeps reports of two years apart where only the year is known, though one ends the day before the other", () => {
    const forum = (id: string, date: string) =>
      mention(id, { type: "forum", countries: ["KH"], prc_actors: ["MPS"], prc_people: ["林海峰"], date });
    expect(groups([forum("a", "2023"), forum("b", "2024")])).toEqual([["a"], ["b"]]);
    expect(compareMentions(forum("a", "2024"), forum("b", "2024-01-02"), context).conflicts).toEqual([]);
    expect(compareMentions(forum("a", "2023"), forum("b", "2024-01-02"), context).conflicts).toEqual([
      "different times (2023 and 2024-01-02)",
    ]);
  });

  it("joins traditional and simplified characters", () => {
    const hant = mention("hant", { prc_people: ["林海鋒"], foreign_people: ["維圖"] }, { language: "zh" });
    const hans = mention("hans", { prc_people: ["林海锋"], foreign_people: ["维图"] }, { language: "zh" });
    expect(groups([hant, hans])).toEqual([["hans", "hant"]]);
    expect(compareMentions(hant, hans, context).score).toBeGreaterThan(0.98);
  });

  it("uses the dictionary for a name that no transliteration would find", () => {
    const zh = mention("1", { prc_people: ["林海峰"], foreign_people: ["登貌"] }, { language: "zh" });
    const en = mention("2", { foreign_people: ["Thein Maung"] });
    const { reasons } = compareMentions(zh, en, context);
    expect(reasons).toContain("same foreign principal Thein Maung / 登貌");
  });

  it("takes one page at two addresses for one report, also where the two resolve the date differently", () => {
    const coding = { foreign_people: ["Vata"], date: "2024-03-12" };
    const root = mention("root", coding, { documentNumber: "11204567", quote: "met Commissioner Vata" });
    const chn = mention(
      "chn",
      { ...coding, date: "2024-03-20" },
      { documentNumber: "11204567", quote: "met Commissioner Vata" },
    );
    expect(groups([root, chn])).toEqual([["chn", "root"]]);
    expect(compareMentions(root, chn, context).reasons).toContain(
      "same document number 11204567, same passage",
    );
  });

  it("pairs the passages of twins that each report two papers", () => {
    const twin = (page: string) => ({ documentId: page, contentSha256: "one text" });
    const papers = ["a", "b"].flatMap((page) => [
      mention(
        `${page} mou`,
        { type: "agreement", agreement_type: "memorandum_of_understanding" },
        { ...twin(page), quote: "signed a memorandum of understanding" },
      ),
      mention(
        `${page} treaty`,
        { type: "agreement", agreement_type: "treaty" },
        { ...twin(page), quote: "and a treaty on extradition" },
      ),
    ]);
    expect(groups(papers)).toEqual([
      ["a mou", "b mou"],
      ["a treaty", "b treaty"],
    ]);
  });

  it("never joins two rounds of a series and joins reports of one round over some days", () => {
    const start = patrol("start 97", 97, "2024-03-12");
    const end = patrol("end 97", 97, "2024-03-15");
    const next = patrol("next 98", 98, "2024-03-15");
    expect(groups([start, end, next])).toEqual([["end 97", "start 97"], ["next 98"]]);
    expect(compareMentions(end, next, context).conflicts).toContain("different rounds (97 and 98)");
  });

  it("reads the round of a meeting in the words of the passage", () => {
    const zh = mention(
      "zh",
      { date: "2024-03-12" },
      { language: "zh", sentence: "双方举行第六次执法合作会议。" },
    );
    const later = { date: "2024-03", background: true } as const;
    const sixth = mention("6", later, { quote: "since the sixth law enforcement meeting" });
    const fifth = mention("5", later, { quote: "since the fifth law enforcement meeting" });
    expect(groups([zh, sixth, fifth])).toEqual([["5"], ["6", "zh"]]);
  });

  it("keeps the stops of a tour apart", () => {
    const visitor = { prc_people: ["周建国"], prc_actors: ["MPS"] } as const;
    const stops = ["FJ", "WS", "TO"].map((country) =>
      mention(country, { ...visitor, prc_actors: ["MPS"], prc_people: ["周建国"], countries: [country] }),
    );
    expect(groups(stops)).toEqual([["FJ"], ["TO"], ["WS"]]);
  });

  it("keeps two meetings of the same people on separate days apart", () => {
    const people = { prc_people: ["Zhou Jianguo"], foreign_people: ["Josaia Vata"] };
    const first = mention("first", { ...people, date: "2024-03-12" });
    const second = mention("second", { ...people, date: "2024-03-15" });
    expect(groups([first, second])).toEqual([["first"], ["second"]]);
  });

  it("allows a day for the time zone if the people agree, but not for another host", () => {
    const there = mention("local", {
      countries: ["PE"],
      date: "2024-03-11",
      prc_people: ["Zhou Jianguo"],
      foreign_people: ["Carlos Medina"],
    });
    const beijing = mention(
      "beijing",
      { countries: ["PE"], date: "2024-03-12", prc_people: ["周建国"], foreign_people: ["梅迪纳"] },
      { language: "zh" },
    );
    const other = mention("other", {
      countries: ["PE"],
      date: "2024-03-12",
      prc_people: ["Zhou Jianguo"],
      foreign_people: ["Rosa Huanca"],
    });
    expect(groups([there, beijing])).toEqual([["beijing", "local"]]);
    expect(groups([there, other])).toEqual([["local"], ["other"]]);
  });

  it("tells hosts apart by their office where no name is read", () => {
    const call = (id: string, date: string, quote: string) =>
      mention(id, { date, prc_people: ["林海峰"], topics: ["cybersecurity"] }, { language: "zh", quote });
    const police = call("police", "2024-03-12", "林海峰临时代办拜会国家警察总监");
    const justice = call("justice", "2024-03-13", "林海峰临时代办拜会司法部长");
    const again = call("again", "2024-03-13", "林海峰临时代办约见警察总监");
    expect(groups([police, justice])).toEqual([["justice"], ["police"]]);
    expect(compareMentions(police, justice, context).reasons).toContain(
      "other office (justice_minister; police_chief)",
    );
    expect(groups([police, again])).toEqual([["again", "police"]]);
  });

  it("does not take the Chinese minister's office for the host's", () => {
    const receives = (id: string, quote: string) => mention(id, {}, { language: "zh", quote });
    const justice = receives("justice", "公安部部长会见斐济司法部长");
    const none = receives("none", "公安部部长会见斐济客人");
    const { reasons } = compareMentions(justice, none, context);
    expect(reasons.filter((reason) => reason.includes("office"))).toEqual([]);
  });

  it("reads goods as whole words", () => {
    const gift = (id: string, items: string[]) =>
      mention(id, { type: "assistance", countries: ["VU"], items });
    const supplies = gift("supplies", ["supplies for the Vanuatu police"]);
    const vans = gift("vans", ["two vans"]);
    const { reasons } = compareMentions(supplies, vans, context);
    expect(reasons.filter((reason) => reason.includes("goods"))).toEqual([]);
    expect(compareMentions(vans, gift("cars", ["3辆警车"]), context).reasons).toContain(
      "same goods (vehicle)",
    );
  });

  it("never joins two events of one document, not even by way of a third mention", () => {
    const people = { prc_people: ["Zhou Jianguo"], foreign_people: ["Josaia Vata"] };
    const first = mention("a1", people, { documentId: "a" });
    const second = mention("a2", people, { documentId: "a" });
    const bridge = mention("b", people);
    for (const group of groups([first, second, bridge]))
      expect(group).not.toEqual(expect.arrayContaining(["a1", "a2"]));
  });

  it("lets two different papers and two different groups of deported persons stay apart", () => {
    const mou = mention("mou", { type: "agreement", agreement_type: "memorandum_of_understanding" });
    const treaty = mention("treaty", { type: "agreement", agreement_type: "treaty" });
    expect(groups([mou, treaty])).toEqual([["mou"], ["treaty"]]);
    const flight = (id: string, date: string, persons: number) =>
      mention(id, { type: "operation", date, persons });
    const flights = [
      flight("1", "2024-03-12", 77),
      flight("2", "2024-03-13", 130),
      flight("3", "2024-03-12", 77),
    ];
    expect(groups(flights)).toEqual([["1", "3"], ["2"]]);
  });

  it("joins a recollection that names only the month to the event of a day", () => {
    const day = mention("day", {
      type: "agreement",
      agreement_type: "memorandum_of_understanding",
      prc_people: ["周建国"],
    });
    const month = mention(
      "month",
      { type: "agreement", agreement_type: "memorandum_of_understanding", date: "2024-03", background: true },
      { published: "2025-06-01" },
    );
    expect(groups([day, month])).toEqual([["day", "month"]]);
  });

  it("asks a person about a recollection that fits two events", () => {
    const shared = { type: "agreement", agreement_type: "memorandum_of_understanding" } as const;
    const early = mention("early", { ...shared, date: "2024-03-04" });
    const late = mention("late", { ...shared, date: "2024-03-25" });
    const month = mention("month", { ...shared, date: "2024-03", background: true });
    const { clusters, possible } = linkMentions([early, late, month], [], context);
    expect(clusters).toHaveLength(3);
    expect(possible.map(({ a, b }) => [a, b].sort())).toEqual([
      ["early", "month"],
      ["late", "month"],
    ]);
  });

  it("keeps what lies between the thresholds for a person, with the reasons", () => {
    const one = mention("one", { prc_people: ["周建国"], date: "2024-03" }, { language: "zh" });
    const two = mention("two", { topics: ["cybersecurity"] });
    const { clusters, possible } = linkMentions([one, two], [], context);
    expect(clusters).toHaveLength(2);
    expect(possible).toHaveLength(1);
    expect(possible[0]!.reasons).toContain("same country FJ");
    expect(possible[0]!.score).toBeLessThan(config.thresholds.linked);
  });
});
