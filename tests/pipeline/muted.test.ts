import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { expect, it } from "vitest";
import { gatherDigest } from "../../pipeline/digest.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { exportEvents } from "../../store/export.ts";
import { writeExport } from "../../store/export-write.ts";
import { newestEvents } from "../../store/newest.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { readStats } from "../../store/stats.ts";
import { ownStore } from "./own-store.ts";

const DECIDED = "2024-07-01T00:00:00Z";
const LATER = "2024-08-01T00:00:00Z";
const RECEIVES = "meeting.zh.receives";

const page = (name: string, text: string) => ({
  url: `https://news.example/${name}.html`,
  title: `新闻${name}`,
  published: "2024-06-14",
  lang: "zh",
  text,
});
const RECEIVED = page("a", "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒交换意见。");
const GIVEN = page("b", "6月12日，中国驻汤加使馆向汤加警察部队移交10辆警车，大使出席移交仪式。");

const { config, bringIn: bringInAt } = ownStore();
/** Imports the pages and works everything off; gives the store. */
const bringIn = (pages: readonly object[], at = "2024-06-20T00:00:00Z") => bringInAt(pages, at);

/** Gives the rule the key `muted`, or takes it away. */
function mute(rule: string, muted: boolean): void {
  const [type, language] = rule.split(".");
  const file = join(config(), "rules", `${type}.${language}.yaml`);
  const text = readFileSync(file, "utf8").replace("  muted: true\n", "");
  writeFileSync(file, muted ? text.replace(`- id: ${rule}\n`, `- id: ${rule}\n  muted: true\n`) : text);
}

async function waiting({ db }: Workspace) {
  const { events } = await eventsForQueue(db);
  return Object.fromEntries(events.map(({ type, queueReason }) => [type, queueReason]));
}

async function eventOf({ db }: Workspace, type: string): Promise<string> {
  return (await db.selectFrom("event").select("id").where("type", "=", type).executeTakeFirstOrThrow()).id;
}

/** Everything in which an event may count. */
async function counted({ db }: Workspace) {
  const stats = await readStats(db);
  const all: string[] = [];
  for await (const event of exportEvents(db, { status: "all" })) all.push(event.type);
  const period = { since: "2024-06-01T00:00:00Z", until: "2024-12-01T00:00:00Z" };
  const digest = await gatherDigest(db, [], period);
  return {
    events: stats.events,
    byType: Object.keys(stats.byType).sort(),
    byCountry: Object.keys(stats.byCountry).sort(),
    feed: (await newestEvents(db, "recorded", 10)).map(({ record }) => record.coding.type).sort(),
    digest: digest.new.events.first.map(({ type }) => type).sort(),
    again: digest.changed.events.first.map(({ type }) => type),
    all: all.sort(),
  };
}

it("lets the events of a muted rule wait and count nowhere, but in the export of all", async () => {
  mute(RECEIVES, true);
  const space = await bringIn([RECEIVED, GIVEN]);
  expect(await waiting(space)).toEqual({ meeting: "muted-rule", assistance: "new" });
  expect(await counted(space)).toEqual({
    events: 1,
    byType: ["assistance"],
    byCountry: ["TO"],
    feed: ["assistance"],
    digest: ["assistance"],
    again: [],
    all: ["assistance", "meeting"],
  });
  let jsonl = "";
  const out = new Writable({
    write(chunk, _encoding, done) {
      jsonl += chunk;
      done();
    },
  });
  await writeExport(space.db, { format: "jsonl", status: "all" }, out);
  const exported = jsonl
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string; muted?: true });
  expect(exported.map(({ type, muted }) => [type, muted]).sort()).toEqual([
    ["assistance", undefined],
    ["meeting", true],
  ]);
});

it("lets them count, as new ones, once the rule is muted no more", async () => {
  mute(RECEIVES, true);
  await bringIn([RECEIVED, GIVEN]);
  mute(RECEIVES, false);
  const space = await bringIn([], LATER);
  expect(await waiting(space)).toEqual({ meeting: "new", assistance: "new" });
  expect(await counted(space)).toMatchObject({ events: 2, feed: ["assistance", "meeting"] });
  const period = { since: "2024-07-30T00:00:00Z", until: "2024-08-02T00:00:00Z" };
  const { new: fresh } = await gatherDigest(space.db, [], period);
  expect(fresh.events.first.map(({ type }) => type)).toEqual(["meeting"]);
});

it("mutes events of a rule that is muted later, but none that a person has decided in any way", async () => {
  const first = await bringIn([RECEIVED, GIVEN]);
  const id = await eventOf(first, "meeting");
  await addReview(first.db, { eventId: id, reviewer: "Mere", at: DECIDED, decision: "accept" });
  await addReview(first.db, { eventId: id, reviewer: "Mere", at: DECIDED, decision: "undo" });
  mute(RECEIVES, true);
  const rule = (
    await first.db
      .selectFrom("mention")
      .select("ruleId")
      .where("type", "=", "assistance")
      .executeTakeFirstOrThrow()
  ).ruleId;
  mute(rule, true);
  const space = await bringIn([], LATER);
  expect(await waiting(space)).toEqual({ meeting: "undone", assistance: "muted-rule" });
});

it.each([
  ["accept", {}, null, "accepted"],
  ["reject", { note: "misread" }, null, "rejected"],
  ["correct", { changes: { date: "2024-06-10" } }, null, "corrected"],
  ["distinct", {}, "new", "new"],
] as const)("counts a muted event once a person decides it: %s", async (decision, more, reason, status) => {
  mute(RECEIVES, true);
  const space = await bringIn([RECEIVED, GIVEN]);
  const eventId = await eventOf(space, "meeting");
  const into = decision === "distinct" ? { into: await eventOf(space, "assistance") } : {};
  const review = { eventId, reviewer: "Mere", at: DECIDED, decision, ...more, ...into } as ReviewInput;
  const record = await addReview(space.db, review);
  expect(record).toMatchObject({ muted: false, queueReason: reason, status });
  const again = await bringIn([], LATER);
  const { db } = again;
  const row = await db.selectFrom("event").selectAll().where("id", "=", eventId).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ muted: 0, queueReason: reason, status });
});

it("counts a muted event once another rule reports it, and mutes it again without that report", async () => {
  mute(RECEIVES, true);
  await bringIn([RECEIVED]);
  const english = {
    ...page(
      "c",
      "SUVA, June 11 -- China's Vice Minister of Public Security Chen Wei met with Fiji Police Commissioner Tudia in Suva on June 11, 2024.",
    ),
    lang: "en",
    title: "China, Fiji police talk",
  };
  const both = await bringIn([english], LATER);
  expect(
    await both.db.selectFrom("event").select(["mentionCount", "muted", "queueReason"]).execute(),
  ).toEqual([{ mentionCount: 2, muted: 0, queueReason: "new" }]);
  const without = {
    ...english,
    text: "SUVA, June 11 -- The rainy season in Fiji will last until April, forecasters say.",
  };
  const one = await bringIn([without], "2024-09-01T00:00:00Z");
  expect(await one.db.selectFrom("event").select(["mentionCount", "muted", "queueReason"]).execute()).toEqual(
    [{ mentionCount: 1, muted: 1, queueReason: "muted-rule" }],
  );
});

it("mutes a rule by its precision after enough decisions, and lets it go when decisions say otherwise", async () => {
  writeFileSync(
    join(config(), "settings.yaml"),
    `${readFileSync(join(config(), "settings.yaml"), "utf8")}rules: { mute_below: 0.5, after: 2 }\n`,
  );
  const meetings = ["7", "9", "11"].map((day, at) =>
    page(`m${at}`, RECEIVED.text.replace("11", day).replace("斐济", ["斐济", "汤加", "老挝"][at]!)),
  );
  const space = await bringIn(meetings);
  const ids = (await eventsForQueue(space.db)).events.map(({ id }) => id);
  expect(ids).toHaveLength(3);
  for (const eventId of ids.slice(0, 2))
    await addReview(space.db, {
      eventId,
      reviewer: "Mere",
      at: DECIDED,
      decision: "reject",
      note: "misread",
    });
  const muted = await bringIn([], LATER);
  const left = { events: [{ id: ids[2], queueReason: "muted-rule" }] };
  expect(await eventsForQueue(muted.db)).toMatchObject(left);
  await addReview(muted.db, { eventId: ids[0]!, reviewer: "Mere", at: LATER, decision: "accept" });
  const free = await bringIn([], "2024-09-01T00:00:00Z");
  expect(await eventsForQueue(free.db)).toMatchObject({ events: [{ id: ids[2], queueReason: "new" }] });
});
