import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { gatherDigest } from "../../pipeline/digest.ts";
import { provenRules } from "../../pipeline/proven-rules.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { listDecidedMentions } from "../../store/decided-mentions.ts";
import { findEvent } from "../../store/event-record.ts";
import { exportEvents } from "../../store/export.ts";
import { newestEvents } from "../../store/newest.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { addReview } from "../../store/reviews.ts";
import { readStats } from "../../store/stats.ts";
import { createApp } from "../../web/app.tsx";
import { ownStore } from "./own-store.ts";

const DECIDED = "2024-07-01T00:00:00Z";
const LATER = "2024-08-01T00:00:00Z";
const LAST = "2024-09-01T00:00:00Z";

const COUNTRIES = ["斐济", "汤加", "老挝", "柬埔寨", "巴基斯坦", "缅甸"];
const page = (name: string, text: string) => ({
  url: `https://news.example/${name}.html`,
  title: `新闻${name}`,
  published: "2024-06-24",
  lang: "zh",
  text,
});
/** The same sentence of six countries and days: six events of one rule. */
const PAGES = COUNTRIES.map((country, at) =>
  page(`p${at}`, `6月${10 + at}日，公安部副部长陈卫在北京会见${country}警察总监图迪亚，双方就禁毒交换意见。`),
);

const { config, bringIn: bringInAt } = ownStore();
let settings: string;
beforeEach(() => {
  settings = readFileSync(join(config(), "settings.yaml"), "utf8");
});
/** Imports the pages and works everything off; gives the store. */
const bringIn = (pages: readonly object[], at = "2024-06-25T00:00:00Z") => bringInAt(pages, at);

/** Accepts what two decided events of a rule speak for. */
function allow(more: string): void {
  writeFileSync(
    join(config(), "settings.yaml"),
    `${settings}review: { auto_accept: { after: 2, ${more} } }\n`,
  );
}

const decide = (space: Workspace, eventId: string, decision: "accept" | "reject" | "second-look" | "undo") =>
  addReview(space.db, { eventId, reviewer: "Mere", at: DECIDED, decision });

/** Six events of one rule, of which Mere accepted two; the others by id. */
async function twoAccepted(): Promise<{ space: Workspace; ids: string[] }> {
  const space = await bringIn(PAGES);
  const ids = (await eventsForQueue(space.db)).events.map(({ id }) => id).sort();
  expect(ids).toHaveLength(6);
  for (const id of ids.slice(0, 2)) await decide(space, id, "accept");
  return { space, ids: ids.slice(2) };
}

const rowsOf = ({ db }: Workspace) =>
  db
    .selectFrom("event")
    .select(["id", "status", "queueReason", "autoAccepted", "queuedAt"])
    .orderBy("id")
    .execute();

async function autoAccepted(space: Workspace): Promise<string[]> {
  return (await rowsOf(space)).filter(({ autoAccepted: at }) => at !== null).map(({ id }) => id);
}

describe("which rules may speak for themselves", () => {
  const scores = [
    { rule: "muted", decided: 3, precision: 1 },
    { rule: "new", decided: 1, precision: 1 },
    { rule: "poor", decided: 3, precision: 1 / 3 },
    { rule: "sure", decided: 3, precision: 1 },
  ];

  it("are those with enough decided events, of which enough were events, and not muted", () => {
    const settings = { precision: 0.9, after: 3 };
    expect(provenRules(scores, new Set(["muted"]), settings)).toEqual(["sure"]);
    expect(provenRules(scores, new Set(), { precision: 0.3, after: 1 })).toEqual([
      "muted",
      "new",
      "poor",
      "sure",
    ]);
  });
});

it("accepts nothing by itself unless the settings say so", async () => {
  const { ids } = await twoAccepted();
  const space = await bringIn([], LATER);
  expect(await autoAccepted(space)).toEqual([]);
  expect((await eventsForQueue(space.db)).events.map(({ id }) => id).sort()).toEqual(ids);
});

it("accepts what proven rules read, once, and says everywhere that no person did", async () => {
  const { ids } = await twoAccepted();
  allow("above: 0, check: 0");
  const space = await bringIn([], LATER);
  expect(await autoAccepted(space)).toEqual(ids);
  const before = await rowsOf(space);
  const again = await bringIn([], LAST);
  expect(await rowsOf(again)).toEqual(before);
  expect(await eventsForQueue(again.db)).toMatchObject({ events: [] });
  const record = await findEvent(again.db, ids[0]!);
  expect(record).toMatchObject({ status: "accepted", autoAccepted: LATER, reviews: [], queueReason: null });
  const exported = [];
  for await (const event of exportEvents(again.db, { status: "accepted" })) exported.push(event);
  expect(exported.map(({ id, reviews, auto_accepted }) => [id, reviews.length, auto_accepted?.at])).toEqual(
    exported.map(({ id }) => (ids.includes(id) ? [id, 0, LATER] : [id, 1, undefined])),
  );
  expect(exported).toHaveLength(6);
  const feed = await newestEvents(again.db, "accepted", 10);
  expect(feed.map(({ at, record: { id } }) => [id, at])).toContainEqual([ids[0], LATER]);
  expect(await readStats(again.db)).toMatchObject({ autoAccepted: 4, byStatus: { accepted: 6 } });
  const causes = await again.db
    .selectFrom("eventState")
    .select("cause")
    .where("eventId", "=", ids[0]!)
    .execute();
  expect(causes.map(({ cause }) => cause)).toEqual(["new", "auto-accepted"]);
  const digest = await gatherDigest(again.db, [], { since: LATER, until: LAST });
  expect(digest.new.events.total).toBe(0);
  const all = await gatherDigest(again.db, [], { since: "2024-06-01T00:00:00Z", until: LAST });
  expect(
    all.new.events.first
      .filter((event) => event.autoAccepted)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(ids);
  const app = createApp({ db: again.db, version: "0.1.0", dataDir: "." });
  const atom = await (await app.request("/feeds/accepted.atom")).text();
  expect(atom.split("Accepted by the machine alone").length - 1).toBe(ids.length);
  const html = await (await app.request(`/events/${ids[0]}`)).text();
  expect(html).toContain("by the machine alone");
  expect(html).toContain("Accepted by the machine alone, by the settings");
  const list = await (await app.request("/?status=accepted")).text();
  expect(list.split('class="badge auto"').length - 1).toBe(ids.length);
});

it("leaves decisions to persons where confidence is low, rules are not proven, or a person did anything", async () => {
  const { space, ids } = await twoAccepted();
  allow("above: 1, check: 0");
  expect(await autoAccepted(await bringIn([], LATER))).toEqual([]);
  allow("above: 0, precision: 1, check: 0");
  const now = await bringIn([], LATER);
  expect(await autoAccepted(now)).toEqual(ids);
  await decide(now, ids[0]!, "second-look");
  await decide(now, ids[1]!, "reject");
  expect(await findEvent(now.db, ids[0]!)).toMatchObject({
    status: "new",
    queueReason: "second-look",
    autoAccepted: null,
  });
  expect(await findEvent(now.db, ids[1]!)).toMatchObject({ status: "rejected", autoAccepted: null });
  const last = await bringIn([], LAST);
  expect(await autoAccepted(last)).toEqual([]);
  expect(await findEvent(last.db, ids[2]!)).toMatchObject({ status: "new", queueReason: "new" });
  expect(space).not.toBe(last);
});

it("leaves events with disagreeing reports or a possible duplicate to persons", async () => {
  const { space, ids } = await twoAccepted();
  await space.db.updateTable("event").set({ conflict: 1 }).where("id", "=", ids[0]!).execute();
  const [eventA, eventB] = [ids[1]!, ids[2]!].sort() as [string, string];
  await space.db
    .insertInto("possibleDuplicate")
    .values({ eventA, eventB, score: 0.6, reasons: "[]", at: DECIDED })
    .execute();
  allow("above: 0, check: 0");
  expect(await autoAccepted(await bringIn([], LATER))).toEqual([ids[3]]);
});

it("takes events back when the settings change, and they have waited all the while", async () => {
  const { space, ids } = await twoAccepted();
  const before = (await rowsOf(space)).filter(({ id }) => ids.includes(id));
  allow("above: 0, check: 0");
  await bringIn([], LATER);
  allow("above: null");
  const back = (await rowsOf(await bringIn([], LAST))).filter(({ id }) => ids.includes(id));
  expect(back).toEqual(before);
});

it("lets the share that is drawn wait for a check, of which the precision has an interval", async () => {
  const { ids } = await twoAccepted();
  allow("above: 0, check: 1");
  const space = await bringIn([], LATER);
  const { events } = await eventsForQueue(space.db);
  expect(events.map(({ id, status, queueReason }) => [id, status, queueReason]).sort()).toEqual(
    ids.map((id) => [id, "accepted", "sampled-check"]),
  );
  await decide(space, ids[0]!, "accept");
  await decide(space, ids[1]!, "reject");
  const { checks } = await readStats(space.db);
  expect(checks).toMatchObject({ checked: 2, events: 1, precision: 0.5 });
  expect(checks.interval[0]).toBeCloseTo(0.0945, 3);
  expect(checks.interval[1]).toBeCloseTo(0.9055, 3);
  await decide(space, ids[1]!, "undo");
  expect((await readStats(space.db)).checks).toMatchObject({ checked: 1, events: 1 });
  allow("above: 0, precision: 0.5, check: 0");
  const none = await bringIn([], LAST);
  expect((await eventsForQueue(none.db)).events.map(({ id }) => id)).toEqual([ids[1]]);
});

it("never counts what it accepted itself for the record of a rule", async () => {
  await twoAccepted();
  allow("above: 0, check: 0");
  const space = await bringIn([], LATER);
  const decided = await listDecidedMentions(space.db);
  expect(new Set(decided.map(({ eventId }) => eventId)).size).toBe(2);
});

it("lets linking join a further report to what it accepted, which it keeps while nothing speaks against it", async () => {
  const { ids } = await twoAccepted();
  allow("above: 0, check: 0");
  const first = await bringIn([], LATER);
  const [mention] = (await findEvent(first.db, ids[0]!))!.mentions;
  const read = PAGES.find(({ url }) => url === mention!.url)!;
  const reprint = { ...read, url: "https://other.example/reprint.html" };
  const space = await bringIn([reprint], LAST);
  const record = (await findEvent(space.db, ids[0]!))!;
  expect(record.mentions).toHaveLength(2);
  expect(record).toMatchObject({ status: "accepted", autoAccepted: LATER });
});
