import { describe, expect, it } from "vitest";
import { linkMentions } from "../../extractors/link.ts";
import { blockKeys, mentionKeys } from "../../extractors/link-block.ts";
import type { ExistingEvent } from "../../extractors/link-mention.ts";
import { config, context, mention, shuffled } from "./link-fixture.ts";
import { enMeeting, groups, patrol, zhMeeting } from "./link-reports.ts";

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
