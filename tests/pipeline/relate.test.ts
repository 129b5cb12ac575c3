import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { getEvent } from "../../store/event-record.ts";
import { exportEvents } from "../../store/export.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { importLines } from "./import-lines.ts";
import { inSpaceAt, makeConfig, temporaryFolder } from "./mission-site.ts";

const config = makeConfig({ la: "la.china-embassy.gov.cn" }, "http://127.0.0.1:9");
let data: string;
beforeEach(() => {
  data = temporaryFolder();
});

const patrol = (round: number, month: number) => ({
  id: `p${round}`,
  title: `第${round}次中老缅泰湄公河联合巡逻执法行动启动`,
  published: `2020-${String(month).padStart(2, "0")}-16`,
  text: `${month}月15日，第${round}次中老缅泰湄公河联合巡逻执法行动在云南关累港启动，中国、老挝、缅甸、泰国四国执法部门参加。`,
});
const [P97, P98, P99] = [patrol(97, 9), patrol(98, 10), patrol(99, 11)];
const VISIT = {
  id: "visit",
  title: "公安部代表团访问斐济",
  published: "2015-09-15",
  text: "9月14日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒交换意见。会后，双方签署《警务合作谅解备忘录》。",
};
const COURSE = {
  id: "course",
  title: "斐济警官研修班开班",
  published: "2016-05-11",
  text: "2016年5月10日，公安部根据2015年9月达成的警务合作谅解备忘录，在昆明为斐济警察部队20名警官举办禁毒研修班。",
};

const within = <T>(look: (space: Workspace) => Promise<T>, configDir = config) =>
  inSpaceAt(configDir, data, "2024-07-01T00:00:00Z", look);

/** Imports documents; with none, the stages work off what waits. */
const bringIn = (documents: readonly object[], configDir = config) =>
  within(async (space) => {
    await importLines(space, documents, await loadRulebook(configDir));
    return relations(space);
  }, configDir);

/** "kind from > to" of every relation, an event named by its number or by type and date. */
async function relations({ db }: Workspace): Promise<string[]> {
  const lines: string[] = [];
  const names = new Map<string, string>();
  const events = [];
  for await (const event of exportEvents(db, { status: "all" })) events.push(event);
  for (const { id, round, type, date } of events) names.set(id, round ? `${round}` : `${type} ${date}`);
  for (const event of events) {
    for (const { kind, event: other, direction, author } of event.relations) {
      const ends = [names.get(event.id), names.get(other)];
      if (direction === "in") ends.reverse();
      lines.push(`${kind} ${ends.join(" > ")}${author === "machine" ? "" : ` (${author})`}`);
    }
  }
  // Each stands at both of its events.
  expect(lines.length).toBe(2 * new Set(lines).size);
  return [...new Set(lines)].sort();
}

const rows = () =>
  within(({ db }) =>
    db.selectFrom("relation").select(["id", "kind", "reasons", "withdrawnAt"]).orderBy("id").execute(),
  );
const eventOf = (round: number) =>
  within(async ({ db }) => {
    const events = await db.selectFrom("event").select(["id", "coding"]).execute();
    return events.find(({ coding }) => JSON.parse(coding).round === round)!.id;
  });
const decide = (eventId: string, decision: ReviewInput["decision"], more: Partial<ReviewInput> = {}) =>
  within(({ db }) =>
    addReview(db, { eventId, reviewer: "Mere", at: "2024-07-02T00:00:00Z", decision, ...more }),
  );

describe("relations between events", () => {
  it("are found: the meeting of a paper, the paper of a course, the next of a series", async () => {
    expect(await bringIn([P97, P98, VISIT, COURSE])).toEqual([
      "follows_up training 2016-05-10 > agreement 2015-09-14",
      "next_in_series 97 > 98",
      "signed_at agreement 2015-09-14 > meeting 2015-09-14",
    ]);
    const before = await rows();
    await bringIn([]);
    await within(({ db }) => db.updateTable("event").set({ relate: 1 }).execute());
    await bringIn([]);
    expect(await rows()).toEqual(before);
  });

  it("are the same in whatever order the events came", async () => {
    const documents = [P97, P98, P99, VISIT, COURSE];
    const all = await bringIn(documents);
    expect(all).toHaveLength(4);
    data = temporaryFolder();
    for (const one of [COURSE, P99, P97, VISIT]) await bringIn([one]);
    expect(await bringIn([P98])).toEqual(all);
  });

  it("say where a number is missing, and step aside when it comes", async () => {
    expect(await bringIn([P97, P99])).toEqual(["next_in_series 97 > 99"]);
    expect((await rows()).map(({ reasons }) => JSON.parse(reasons))).toEqual([
      expect.arrayContaining(["number 98 is not recorded"]),
    ]);
    expect(await bringIn([P98])).toEqual(["next_in_series 97 > 98", "next_in_series 98 > 99"]);
    // What was withdrawn is kept, marked.
    expect((await rows()).filter(({ withdrawnAt }) => withdrawnAt !== null)).toHaveLength(1);
  });

  it("go when an event is rejected, and come back with it", async () => {
    await bringIn([P97, P98, P99]);
    const second = await eventOf(98);
    await decide(second, "reject", { note: "misread" });
    expect(await bringIn([])).toEqual(["next_in_series 97 > 99"]);
    await decide(second, "undo");
    expect(await bringIn([])).toEqual(["next_in_series 97 > 98", "next_in_series 98 > 99"]);
  });

  it("follow the corrected values", async () => {
    await bringIn([P97, P98]);
    await decide(await eventOf(98), "correct", { changes: { round: 198 } });
    expect(await bringIn([])).toEqual([]);
  });

  it("are found anew when the rules for them change", async () => {
    await bringIn([P97, P99]);
    const other = makeConfig({ la: "la.china-embassy.gov.cn" }, "http://127.0.0.1:9");
    const file = join(other, "relations.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("series: { most: 12 }", "series: { most: 1 }"));
    expect(await bringIn([], other)).toEqual([]);
    expect(await bringIn([])).toEqual(["next_in_series 97 > 99"]);
  });
});

describe("what a person says of a relation", () => {
  it("outranks the rules for ever, until it is undone", async () => {
    await bringIn([P97, P98, P99]);
    const [first, second, third] = [await eventOf(97), await eventOf(98), await eventOf(99)];
    const kind = { changes: { kind: "next_in_series" } };
    await decide(first, "unrelate", { into: second, ...kind });
    const without = ["next_in_series 97 > 99", "next_in_series 98 > 99"];
    expect(await bringIn([])).toEqual(without);
    await within(({ db }) => db.updateTable("event").set({ relate: 1 }).execute());
    expect(await bringIn([])).toEqual(without);
    await decide(second, "relate", { into: first, changes: { kind: "follows_up" } });
    await decide(second, "unrelate", { into: third, ...kind });
    expect(await bringIn([])).toEqual(["follows_up 98 > 97 (Mere)", "next_in_series 97 > 99"]);
    await decide(second, "undo");
    await decide(second, "undo");
    await decide(first, "undo");
    expect(await bringIn([])).toEqual(["next_in_series 97 > 98", "next_in_series 98 > 99"]);
  });

  it("is the only one of its kind where an event can have only one", async () => {
    await bringIn([P97, P98, P99]);
    const [first, third] = [await eventOf(97), await eventOf(99)];
    await decide(first, "relate", { into: third, changes: { kind: "next_in_series" } });
    expect(await bringIn([])).toEqual(["next_in_series 97 > 99 (Mere)", "next_in_series 98 > 99"]);
  });

  it("is carried to the event that stays after a merge, and back when that is undone", async () => {
    await bringIn([P97, P98, P99]);
    const [first, second, third] = [await eventOf(97), await eventOf(98), await eventOf(99)];
    await decide(first, "relate", { into: second, changes: { kind: "follows_up" } });
    await decide(second, "merge", { into: third });
    const carried = await within(relations);
    expect(carried).toContain("follows_up 97 > 99 (Mere)");
    // Coded from both reports, it has the number of the earlier one.
    expect(await bringIn([])).toEqual(["follows_up 97 > 98 (Mere)", "next_in_series 97 > 98"]);
    const { relations: standing } = await within(({ db }) => getEvent(db, third));
    expect(standing.map(({ kind, event, direction }) => [kind, event, direction])).toEqual([
      ["next_in_series", first, "in"],
      ["follows_up", first, "in"],
    ]);
    await decide(second, "undo");
    expect(await bringIn([])).toEqual([
      "follows_up 97 > 98 (Mere)",
      "next_in_series 97 > 98",
      "next_in_series 98 > 99",
    ]);
  });

  it("is refused where it cannot be, with a remedy", async () => {
    await bringIn([P97, P98]);
    const [first, second] = [await eventOf(97), await eventOf(98)];
    const refused = (decision: "relate" | "unrelate", kind: string, [from, to] = [first, second]) =>
      expect(decide(from!, decision, { into: to, changes: { kind } })).rejects;
    await refused("relate", "signed_at").toThrow(/leads from an agreement.*decide on the agreement/);
    await refused("relate", "beside").toThrow(/one of signed_at, next_in_series, follows_up/);
    await refused("relate", "follows_up", [first, first]).toThrow(/expected another event/);
    await refused("unrelate", "next_in_series", [second, first]).toThrow(
      new RegExp(`leads from ${first} to ${second}; decide on ${first}`),
    );
    await refused("unrelate", "follows_up").toThrow(new RegExp(`its relations are next_in_series ${second}`));
    await decide(first, "relate", { into: second, changes: { kind: "follows_up" } });
    await refused("relate", "follows_up").toThrow(/already/);
  });
});
