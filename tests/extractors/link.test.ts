import { describe, expect, it } from "vitest";
import { linkMentions } from "../../extractors/link.ts";
import { blockKeys, mentionKeys } from "../../extractors/link-block.ts";
import { compareMentions } from "../../extractors/link-compare.ts";
import type { ExistingEvent, LinkableMention } from "../../extractors/link-mention.ts";
import { config, context, mention, shuffled } from "./link-fixture.ts";

/** The groups as sorted lists of mention ids. */
function groups(mentions: readonly LinkableMention[], existing: readonly ExistingEvent[] = []): string[][] {
  return linkMentions(mentions, existing, context)
    .clusters.map(({ mentionIds }) => [...mentionIds].sort())
    .sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
}

const zhMeeting = mention(
  "zh",
  { prc_people: ["林海峰"], foreign_people: ["瓦塔"], topics: ["cybersecurity"] },
  { language: "zh", title: "林海峰大使会见斐济警察总监", quote: "林海峰大使会见斐济警察总监瓦塔" },
);
const enMeeting = mention(
  "en",
  { prc_people: ["Lin Haifeng"], foreign_people: ["Josaia Vata"], topics: ["law_enforcement_capacity"] },
  { quote: "Police Commissioner Josaia Vata received Ambassador Lin Haifeng on Tuesday" },
);
const patrol = (id: string, round: number, date: string): LinkableMention =>
  mention(id, { type: "patrol", countries: ["LA", "MM", "TH"], prc_actors: ["MPS"], round, date });

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

describe("stored events", () => {
  const stored: ExistingEvent = { eventId: "event-1", mentions: [zhMeeting] };

  it("get the new report and keep their id", () => {
    const { assignments, clusters } = linkMentions([enMeeting], [stored], context);
    expect(assignments).toEqual([expect.objectContaining({ mentionId: "en", eventId: "event-1" })]);
    expect(clusters[0]!.eventId).toBe("event-1");
  });

  it("are never joined with one another by a new mention unless asked to group afresh", () => {
    const twin = mention("twin", zhMeeting.coding, { language: "zh", quote: "瓦塔与林海峰会谈" });
    const other: ExistingEvent = { eventId: "event-2", mentions: [twin] };
    const kept = linkMentions([enMeeting], [stored, other], context);
    expect(kept.clusters.map(({ eventId }) => eventId).sort()).toEqual(["event-1", "event-2"]);
    expect(kept.possible).toHaveLength(1);
    const afresh = linkMentions([enMeeting], [stored, other], context, { regroup: true });
    expect(afresh.clusters).toEqual([
      { key: "en", eventId: "event-1", mentionIds: ["en", "twin", "zh"], absorbs: ["event-2"] },
    ]);
    expect(afresh.assignments).toContainEqual(
      expect.objectContaining({ mentionId: "twin", eventId: "event-1", from: "event-2" }),
    );
  });

  it("stay as a person decided them", () => {
    const odd = mention("odd", { countries: ["FJ"], date: "2024-03-19" });
    const decided: ExistingEvent = { eventId: "event-1", mentions: [zhMeeting, odd], fixed: true };
    const { clusters, assignments } = linkMentions([], [decided], context, { regroup: true });
    expect(clusters.map(({ mentionIds }) => mentionIds)).toEqual([["odd", "zh"]]);
    expect(assignments).toEqual([]);
    const apart = linkMentions([enMeeting], [stored], context, { apart: [["zh", "en"]] });
    expect(apart.assignments[0]!.eventId).toBeNull();
  });
});

describe("the order of arrival", () => {
  const world = [
    zhMeeting,
    enMeeting,
    ...[1, 2, 3].map((n) => patrol(`p97 ${n}`, 97, `2024-03-1${n}`)),
    ...[1, 2].map((n) => patrol(`p98 ${n}`, 98, `2024-03-1${n + 4}`)),
    mention("next day", {
      date: "2024-03-13",
      prc_people: ["Lin Haifeng"],
      foreign_people: ["Seru Naivalu"],
    }),
    mention("vague", { date: "2024-03", prc_people: ["林海峰"], background: true }, { language: "zh" }),
    mention("digest 1", { prc_people: ["Lin Haifeng"] }, { documentId: "digest" }),
    mention("digest 2", { date: "2024-03-13", prc_people: ["Lin Haifeng"] }, { documentId: "digest" }),
    mention("gift", { type: "assistance", items: ["20 motorcycles"] }),
    mention("gift zh", { type: "assistance", items: ["20辆摩托车"] }, { language: "zh" }),
    mention("gift 2", { type: "assistance", items: ["30 computers"] }),
  ];

  it("does not change the groups, scores or possible duplicates", () => {
    const expected = JSON.stringify(linkMentions(world, [], context));
    for (let seed = 1; seed <= 40; seed++) {
      expect(JSON.stringify(linkMentions(shuffled(world, seed), [], context))).toBe(expected);
    }
  });

  it("does not change the groups if mentions come one at a time and are grouped afresh", () => {
    const expected = groups(world);
    expect(expected).toContainEqual(["gift", "gift zh"]);
    for (let seed = 1; seed <= 10; seed++) {
      let events: ExistingEvent[] = [];
      let minted = 0;
      for (const one of shuffled(world, seed)) {
        const known = new Map([one, ...events.flatMap((event) => event.mentions)].map((m) => [m.id, m]));
        const { clusters } = linkMentions([one], events, context, { regroup: true });
        events = clusters.map((cluster) => ({
          eventId: cluster.eventId ?? `event ${++minted}`,
          mentions: cluster.mentionIds.map((id) => known.get(id)!),
        }));
      }
      const found = events.map((event) => event.mentions.map(({ id }) => id).sort());
      expect(found.sort((a, b) => (a[0]! < b[0]! ? -1 : 1))).toEqual(expected);
      expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);
    }
  });
});

describe("candidates", () => {
  it("are found under a shared key whenever dates may meet", () => {
    const first = blockKeys(mention("1", { date: "2024-03-31" }), config);
    const second = blockKeys(mention("2", { date: "2024-04-01" }), config);
    expect(first.filter((key) => second.includes(key))).not.toEqual([]);
    const days = (date: string) => {
      const [{ firstDay, lastDay } = { firstDay: 0, lastDay: 0 }] = mentionKeys(
        mention("1", { date }),
        config,
      );
      return [firstDay, lastDay].map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
    };
    expect(days("2024-03-31")).toEqual(["2024-03-30", "2024-04-01"]);
    expect(days("2024-02")).toEqual(["2024-01-27", "2024-03-05"]);
  });

  it("are looked up without the country for a forum and for talks that name none", () => {
    expect(blockKeys(mention("1", { type: "forum", countries: ["KH"] }), config)).toEqual([
      "forum|*|2024-03",
    ]);
    expect(blockKeys(mention("1", { countries: [] }), config)).toEqual(["meeting|*|2024-03"]);
  });
});
