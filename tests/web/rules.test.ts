import { afterEach, beforeEach, expect, it } from "vitest";
import { updateMuted } from "../../store/muted.ts";
import { addReview } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";

const RULE = "meeting.zh.sample";
const rule = {
  id: RULE,
  reads: "one side receives the other",
  type: "meeting",
  language: "zh",
  finds: [{ text: "郭声琨会见觉瑞" }],
  skips: [{ text: "郭声琨将会见觉瑞", because: "planned" }],
};
let fixture: Fixture;
beforeEach(async () => {
  fixture = await openFixture([MEETING, { ...MEETING, key: "second" }, TRAINING]);
});
afterEach(() => fixture.close());

const html = async (path: string, rules: object) => {
  const settings = { schedule: {} as never, rules };
  const options = { db: fixture.db, version: "0.1.0", dataDir: ".", rules: [rule], settings } as never;
  const page = await (await createApp(options).request(path)).text();
  return page.slice(page.indexOf("<main"), page.indexOf("</main>"));
};

async function decideAll(): Promise<void> {
  const { meeting, second } = fixture.events;
  const by = { reviewer: "mara" };
  await addReview(fixture.db, { ...by, eventId: meeting!, at: "2026-03-02T08:00:00Z", decision: "accept" });
  await addReview(fixture.db, {
    ...by,
    eventId: second!,
    at: "2027-03-02T08:00:00Z",
    decision: "reject",
    note: "domestic: <b>no</b> partner",
  });
}

it("shows beside a rule how its events were decided, by year, and whether it is muted", async () => {
  const before = await html("/rules", { mute_below: null, after: 1 });
  expect(before).toContain("one side receives the other");
  expect(before).not.toContain("<table");
  await decideAll();
  const page = await html("/rules", { mute_below: 0.6, after: 2 });
  const cells = Array.from(page.matchAll(/<t[hd][^>]*>([^<]*)<\/t[hd]>/g), ([, text]) => text);
  expect(cells.slice(8)).toEqual([
    ...["2026", "1", "0", "", "0", "", "100 %", "21–100 %"],
    ...["2027", "0", "0", "", "1", "", "0 %", "0–79 %"],
    ...["All years", "1", "0", "", "1", "domestic 1", "50 %", "9–91 %"],
  ]);
  expect(page).toContain("muted by its precision");
  expect(await html("/rules", { mute_below: 0.4, after: 2 })).not.toContain("muted by its precision");
});

it("says of a muted event in the queue and on its page that it counts nowhere", async () => {
  expect(await updateMuted(fixture.db, [RULE], 10, "2026-03-02T08:00:00Z")).toBe(2);
  const queue = await html("/", { mute_below: null, after: 1 });
  expect(queue.split("Only a muted rule reads it")).toHaveLength(3);
  const event = await html(`/events/${fixture.events.meeting}`, { mute_below: null, after: 1 });
  expect(event).toContain("Counts nowhere until you decide");
  expect(await updateMuted(fixture.db, [RULE], 10, "2026-03-02T08:00:00Z")).toBe(0);
});
