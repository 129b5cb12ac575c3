import type { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ReviewSettings } from "../../sources/review-settings.ts";
import { ScheduleSettings } from "../../sources/schedule.ts";
import { findEvent } from "../../store/event-record.ts";
import { addReview, listReviews } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { DONATION, type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";
import { sentForm } from "./form.ts";

let fixture: Fixture;
let id: string;
let other: string;
beforeEach(async () => {
  fixture = await openFixture([MEETING, TRAINING, DONATION]);
  id = fixture.events.meeting!;
  other = fixture.events.training!;
});
afterEach(() => fixture.close());

const as = (reviewer: string, secondOpinions = 0): Hono =>
  createApp({
    db: fixture.db,
    version: "0.1.0",
    dataDir: ".",
    reviewer,
    settings: {
      schedule: ScheduleSettings.parse({}),
      review: ReviewSettings.parse({ second_opinions: secondOpinions }),
    },
    now: () => new Date("2026-03-02T10:00:00Z"),
  });

const post = (app: Hono, path: string, fields: Record<string, string>) => app.request(path, sentForm(fields));

const reviewed = async (event = id) =>
  (await listReviews(fixture.db, event)).map(({ decision, into, note }) => [decision, into, note]);

describe("a decision that is sent again because its answer was lost", () => {
  it.each([
    ["accept", {}],
    ["reject", { reason: "domestic", note: "no guest" }],
    ["correct", { location: "Nadi", participants: "12", note: "page two" }],
    ["second-look", { note: "which ministry?" }],
  ])("is taken once, and leads on as it would have: %s", async (decision, fields) => {
    const app = as("mara");
    const form = { decision, seen: "0", ...fields };
    const first = await post(app, `/events/${id}/reviews`, form);
    const again = await post(app, `/events/${id}/reviews`, { ...form, again: "yes" });
    expect([again.status, again.headers.get("location")]).toEqual([303, first.headers.get("location")]);
    expect(await reviewed()).toHaveLength(1);
  });

  it("is taken once where it has made the event part of another", async () => {
    const app = as("mara");
    const form = { decision: "merge", into: other, seen: "0" };
    const first = await post(app, `/events/${id}/reviews`, form);
    const again = await post(app, `/events/${id}/reviews`, { ...form, again: "yes" });
    expect([again.status, again.headers.get("location")]).toEqual([303, first.headers.get("location")]);
    expect(await reviewed()).toEqual([["merge", other, null]]);
  });

  it("is taken once where it is a second opinion", async () => {
    await post(as("mara", 1), `/events/${id}/reviews`, { decision: "accept", seen: "0" });
    const form = { decision: "correct", seen: "0", opinion: "yes", location: "Nadi" };
    for (const more of [{}, { again: "yes" }]) {
      const answer = await post(as("joel", 1), `/events/${id}/reviews`, { ...form, ...more });
      expect(answer.status).toBe(303);
    }
    expect((await findEvent(fixture.db, id))?.opinions).toMatchObject([{ reviewer: "joel" }]);
    // Another opinion than the one that was taken is not passed over in silence.
    const changed = await post(as("joel", 1), `/events/${id}/reviews`, {
      ...form,
      location: "Suva",
      again: "yes",
    });
    expect(changed.status).toBe(409);
  });

  it.each([
    ["correct", { location: "Nadi" }, { location: "Suva" }],
    ["correct", { location: "Nadi" }, { location: "Nadi", note: "page two" }],
    ["reject", { reason: "domestic" }, { reason: "planned" }],
    ["merge", { into: "OTHER" }, { into: "none" }],
  ])("is told of what was taken where it says something else by then: %s", async (decision, first, then) => {
    const app = as("mara");
    const fields = (some: object) =>
      JSON.parse(JSON.stringify({ decision, seen: "0", ...some }).replace("OTHER", other));
    await post(app, `/events/${id}/reviews`, fields(first));
    const answer = await post(app, `/events/${id}/reviews`, fields({ ...then, again: "yes" }));
    expect([400, 409]).toContain(answer.status);
    expect(await reviewed()).toHaveLength(1);
  });

  it("is not taken for another's, nor for one that something was decided over", async () => {
    const at = "2026-03-01T10:00:00Z";
    await addReview(fixture.db, { eventId: id, reviewer: "joel", at, decision: "accept" });
    const form = { decision: "accept", seen: "0", again: "yes" };
    const answer = await post(as("mara"), `/events/${id}/reviews`, form);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("joel decided meanwhile");
    await addReview(fixture.db, { eventId: id, reviewer: "mara", at, decision: "accept" });
    expect((await post(as("mara"), `/events/${id}/reviews`, form)).status).toBe(409);
  });

  it("tells two who share a name of each other, because neither sends again", async () => {
    const form = { decision: "accept", seen: "0" };
    expect((await post(as("local"), `/events/${id}/reviews`, form)).status).toBe(303);
    expect((await post(as("local"), `/events/${id}/reviews`, form)).status).toBe(409);
  });
});

describe("an undo that is sent again", () => {
  it("takes back one decision, and shows it; where the first did not arrive, it takes back the last", async () => {
    const app = as("mara");
    for (const event of [id, other])
      await post(app, `/events/${event}/reviews`, { decision: "accept", seen: "0" });
    const html = await (await app.request(`/events/${fixture.events.donation}`)).text();
    const seen = /action="\/undo[^"]*"><input type="hidden" name="seen" value="(\d+)"/.exec(html)![1]!;
    const arrived = await post(app, "/undo", { seen });
    expect(arrived.headers.get("location")).toContain(other);
    const again = await post(app, "/undo", { seen, again: "yes" });
    expect(again.headers.get("location")).toBe(arrived.headers.get("location"));
    expect(await reviewed()).toHaveLength(1);
    const later = /action="\/undo[^"]*"><input type="hidden" name="seen" value="(\d+)"/.exec(
      await (await app.request(`/events/${fixture.events.donation}`)).text(),
    )![1]!;
    expect((await post(app, "/undo", { seen: later, again: "yes" })).headers.get("location")).toContain(id);
    expect(await reviewed()).toHaveLength(2);
  });
});
