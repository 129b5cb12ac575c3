import type { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ReviewSettings } from "../../sources/review-settings.ts";
import { ScheduleSettings } from "../../sources/schedule.ts";
import { findEvent } from "../../store/event-record.ts";
import { addReview } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { DONATION, type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";
import { sentForm } from "./form.ts";

const settings = {
  schedule: ScheduleSettings.parse({}),
  review: ReviewSettings.parse({ second_opinions: 1 }),
};

let fixture: Fixture;
let id: string;
beforeEach(async () => {
  fixture = await openFixture([MEETING, TRAINING, DONATION]);
  id = fixture.events.meeting!;
});
afterEach(() => fixture.close());

/** The application as one reviewer sees it. */
const as = (reviewer: string): Hono =>
  createApp({
    db: fixture.db,
    version: "0.1.0",
    dataDir: ".",
    reviewer,
    settings,
    now: () => new Date("2026-03-02T10:00:00Z"),
  });

const page = async (reviewer: string, path: string) => (await as(reviewer).request(path)).text();

const post = (reviewer: string, fields: Record<string, string>) =>
  as(reviewer).request(`/events/${id}/reviews`, sentForm(fields));

const send = (reviewer: string, body: object) =>
  as(reviewer).request(`/api/events/${id}/reviews`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

/** Everything of the decision that the second reviewer must not meet. */
const SECRET = /mara|Naypyitaw|2016-09-26|26 Sep 2016|minister is new/;
const correct = () =>
  post("mara", {
    decision: "correct",
    seen: "0",
    location: "Naypyitaw",
    date: "2016-09-26",
    note: "the minister is new",
  });

describe("a second opinion", () => {
  it("is asked blind: no page, list, history or answer of that reviewer holds what was decided", async () => {
    expect((await correct()).status).toBe(303);
    const html = await page("joel", `/events/${id}`);
    expect(html).toContain("Second opinion");
    expect(html).toContain("27 Sep 2016");
    expect(html).toContain('name="opinion" value="yes"');
    expect(html).not.toContain('class="badge');
    expect(html).not.toContain('data-key="u"');
    const paths = [
      `/events/${id}`,
      "/",
      "/?status=all",
      `/?done=${id}`,
      `/events/${id}?done=${id}`,
      `/api/events/${id}`,
      "/api/events?status=all",
      "/api/events",
      `/api/events/${id}/history`,
      `/api/events/${id}/history?at=2026-12-01`,
      `/documents/${fixture.documents.meeting}`,
      "/search?q=郭声琨",
      "/api/search?q=郭声琨",
    ];
    for (const path of paths) expect([path, SECRET.exec(await page("joel", path))]).toEqual([path, null]);
    const json = JSON.parse(await page("joel", `/api/events/${id}`));
    expect(json).toMatchObject({ status: "new", blind: true, reviews: [], opinions: [], corrected: [] });
    const listed = JSON.parse(await page("joel", "/api/events?status=corrected"));
    expect(listed).toMatchObject({ events: [], total: 0 });
    const past = await as("joel").request(`/events/${id}/history?at=2026-12-01`);
    expect([past.status, past.headers.get("location")]).toEqual([302, `/events/${id}`]);
    expect((await as("joel").request(`/api/events/${id}/history`)).status).toBe(403);
  });

  it("is asked blind also in the past of another event that was part of it for a while", async () => {
    await correct();
    const training = fixture.events.training!;
    const by = { eventId: training, reviewer: "tavita" };
    await addReview(fixture.db, { ...by, at: "2026-03-03T10:00:00Z", decision: "merge", into: id });
    await addReview(fixture.db, { ...by, at: "2026-03-05T10:00:00Z", decision: "undo" });
    expect((await findEvent(fixture.db, id, { reviewer: "joel" }))?.blind).toBe(true);
    const path = `/events/${training}/history?at=2026-03-04`;
    expect(await page("mara", path)).toMatch(SECRET);
    expect((await as("joel").request(path)).status).toBe(302);
    expect((await as("joel").request(`/api${path}`)).status).toBe(403);
    expect((await as("joel").request(`/api/events/${training}/history`)).status).toBe(200);
    expect(await page("joel", `/api/events/${training}/history`)).not.toMatch(SECRET);
  });

  it("is not asked of who decided first, in whose queue it is not, and who sees it whole", async () => {
    await correct();
    const queue = await page("mara", "/");
    expect(queue).not.toContain(`/events/${id}`);
    expect(await page("joel", "/")).toContain(`/events/${id}`);
    const html = await page("mara", `/events/${id}`);
    expect(html).toContain("26 Sep 2016");
    expect(html).toContain("the minister is new");
  });

  it("settles the question where it says the same, and then everything is shown", async () => {
    await post("mara", { decision: "accept", seen: "0" });
    expect((await post("joel", { decision: "accept", seen: "0", opinion: "yes" })).status).toBe(303);
    const record = await findEvent(fixture.db, id);
    expect(record).toMatchObject({ status: "accepted", queueReason: null, opinions: [{ differs: [] }] });
    expect(record?.reviews.map(({ reviewer }) => reviewer)).toEqual(["mara"]);
    const html = await page("joel", `/events/${id}`);
    expect(html).toContain("it says the same as mara");
    expect(html.slice(html.indexOf('id="history"'))).toMatch(/Second opinion<\/strong> by joel: Accepted/);
    const past = await as("tavita").request(`/api/events/${id}/history`);
    expect(((await past.json()) as { entries: object[] }).entries.at(-1)).toMatchObject({
      kind: "opinion",
      by: "joel",
    });
  });

  it("keeps what was typed and writes nothing where somebody else gave it meanwhile", async () => {
    await correct();
    await post("joel", { decision: "accept", seen: "0", opinion: "yes" });
    const late = await post("tavita", { decision: "correct", seen: "0", opinion: "yes", location: "Yangon" });
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toContain("was given meanwhile");
    expect(html).toContain("Yangon");
    const record = await findEvent(fixture.db, id);
    expect(record?.opinions.map(({ reviewer }) => reviewer)).toEqual(["joel"]);
    expect(record?.reviews).toHaveLength(1);
  });

  it("is what somebody is asked for who decided on a page opened before, without being told the first decision", async () => {
    await correct();
    const late = await post("joel", { decision: "correct", seen: "0", location: "Yangon" });
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toContain("you are asked for a second opinion");
    expect(html).toContain("Yangon");
    expect(SECRET.exec(html)).toBeNull();
    expect((await findEvent(fixture.db, id))?.opinions).toEqual([]);
  });

  it("asks why an event is rejected, and tells a wrong value, with the values kept and nothing said of the first", async () => {
    await correct();
    const none = await post("joel", { decision: "reject", seen: "0", opinion: "yes" });
    expect(none.status).toBe(400);
    const wrong = await post("joel", { decision: "correct", seen: "0", opinion: "yes", date: "2016-02-31" });
    expect(wrong.status).toBe(400);
    const html = await wrong.text();
    expect(html).toContain("2016-02-31");
    expect(SECRET.exec(html)).toBeNull();
  });

  it("comes from a program too, and only as that where it says so", async () => {
    await correct();
    const answer = await send("joel", { decision: "correct", changes: { location: "Yangon" } });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      queue_reason: "disagreement",
      opinions: [{ reviewer: "joel", differs: ["date", "location"] }],
    });
    const late = await send("tavita", { decision: "accept", opinion: true });
    expect(late.status).toBe(409);
    expect((await findEvent(fixture.db, id))?.reviews).toHaveLength(1);
  });
});

describe("two codings that differ", () => {
  it("stand side by side with the differing fields marked, and one of the two can be taken", async () => {
    await correct();
    await post("joel", { decision: "correct", seen: "0", opinion: "yes", location: "Yangon" });
    const html = await page("tavita", `/events/${id}`);
    expect(html).toContain("Two reviewers, two codings");
    const rows = html.split("<tr").filter((row) => row.includes("differs"));
    expect(rows.map((row) => /scope="row">\s*([A-Z][a-z ]+)/.exec(row)?.[1]?.trim())).toEqual([
      "Date",
      "Place",
    ]);
    expect(html).toContain("Naypyitaw");
    expect(html).toContain("Yangon");
    const seen = String((await findEvent(fixture.db, id))!.reviews.at(-1)!.id);
    const form = html.slice(html.lastIndexOf("<form", html.indexOf("Take what joel said")));
    const fields = [...form.slice(0, form.indexOf("</form>")).matchAll(/name="([a-z_]+)" value="([^"]*)"/g)];
    const taken = await post(
      "tavita",
      Object.fromEntries(fields.map(([, name, value]) => [name, value])) as never,
    );
    expect([taken.status, fields.find(([, name]) => name === "seen")?.[2]]).toEqual([303, seen]);
    expect(await findEvent(fixture.db, id)).toMatchObject({
      status: "corrected",
      queueReason: null,
      coding: { location: "Yangon", date: "2016-09-27" },
    });
    expect(await page("tavita", `/events/${id}`)).toContain("it said otherwise than mara (Date, Place)");
  });

  it("can be settled by the rejection that the second reviewer gave a reason for", async () => {
    await post("mara", { decision: "accept", seen: "0" });
    await post("joel", {
      decision: "reject",
      seen: "0",
      opinion: "yes",
      reason: "domestic",
      note: "no guest",
    });
    const html = await page("tavita", `/events/${id}`);
    expect(html).toContain("Is it an event?");
    expect(html).toContain('name="reason" value="domestic"');
    expect(html).toContain('name="note" value="no guest"');
  });

  it("escapes what reviewers wrote", async () => {
    await post("mara", { decision: "accept", seen: "0" });
    await post("joel", {
      decision: "correct",
      seen: "0",
      opinion: "yes",
      location: "<img src=x>",
      note: "<script>1</script>",
    });
    const html = await page("tavita", `/events/${id}`);
    expect(html).not.toMatch(/<img src=x|<script>1/);
    expect(html).toContain("&lt;img src=x&gt;");
  });
});
