import type { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import { absorbEvents } from "../../store/absorbed.ts";
import { inTransaction } from "../../store/database.ts";
import { findEvent } from "../../store/event-record.ts";
import { exportEvents } from "../../store/export.ts";
import { addLinks, listLinks, withdrawLinks } from "../../store/links.ts";
import { replacePossibleDuplicates } from "../../store/possible-duplicates.ts";
import { listReviews } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { AT, DONATION, type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";
import { sentForm } from "./form.ts";

const NOW = "2026-03-02T10:00:00Z";
let fixture: Fixture;
let app: Hono;
let [meeting, training] = ["", ""];
beforeEach(async () => {
  fixture = await openFixture([MEETING, TRAINING, DONATION]);
  app = createApp({
    db: fixture.db,
    version: "0.1.0",
    dataDir: ".",
    reviewer: "mara",
    now: () => new Date(NOW),
  });
  [meeting, training] = [fixture.events.meeting!, fixture.events.training!];
  const pair = { eventIds: [meeting, training] as const, score: 0.6, reasons: ["same day"], at: AT };
  await replacePossibleDuplicates(fixture.db, [meeting, training], [pair]);
});
afterEach(() => fixture.close());

const page = async (path: string) => (await app.request(path)).text();
const post = (id: string, fields: Record<string, string>) =>
  app.request(`/events/${id}/reviews`, sentForm(fields));
const api = (path: string, body?: object) =>
  app.request(path, {
    ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
    headers: { "Content-Type": "application/json" },
  });

/** The forms of a page, each as where it goes and what it sends. */
async function formsOf(path: string) {
  return [...(await page(path)).matchAll(/<form method="post" action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(
    ([, action, inner]) => ({
      action,
      fields: Object.fromEntries(
        [...inner!.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, k, v]) => [k, v]),
      ),
    }),
  );
}

it("answers 'not the same' with a button beside the possible duplicate, and takes it back", async () => {
  const form = (await formsOf(`/events/${meeting}`)).find(({ fields }) => fields.decision === "distinct")!;
  expect(form).toMatchObject({ action: `/events/${meeting}/reviews`, fields: { into: training, seen: "0" } });
  const answer = await post(meeting, form.fields as Record<string, string>);
  expect(answer.headers.get("location")).toBe(`/events/${meeting}?done=${meeting}`);
  expect(await listReviews(fixture.db, meeting)).toMatchObject([{ decision: "distinct", reviewer: "mara" }]);
  for (const id of [meeting, training]) {
    const html = await page(`/events/${id}`);
    expect(html).not.toContain("May be the same as");
    expect(html).toContain("<strong>Not the same</strong> by mara");
  }
  // The other event's history leads back too.
  const undo = (await formsOf(`/events/${training}`)).find(({ action }) => action?.includes(meeting))!;
  expect(undo.fields).toMatchObject({ decision: "undo" });
  expect((await post(meeting, undo.fields as Record<string, string>)).status).toBe(303);
  expect(await page(`/events/${training}`)).toContain("May be the same as");
});

it("merges in either direction by a button, leads the old address on, and undoes it from the event that stayed", async () => {
  const merges = (await formsOf(`/events/${meeting}`)).filter(({ fields }) => fields.decision === "merge");
  expect(merges.map(({ action, fields }) => [action, fields.into])).toEqual([
    [`/events/${training}/reviews`, meeting],
    [`/events/${meeting}/reviews`, training],
    // By its id, which the likeliest duplicate's is to begin with.
    [`/events/${meeting}/reviews`, training],
  ]);
  for (const { fields } of merges) expect(fields.seen).toBe("0");
  const answer = await post(training, merges[0]!.fields as Record<string, string>);
  expect(answer.headers.get("location")).toBe(`/events/${meeting}?done=${training}`);
  expect(await page(`/events/${meeting}?done=${training}`)).toContain("Undo it");
  const old = await app.request(`/events/${training}`);
  expect([old.status, old.headers.get("location")]).toEqual([302, `/events/${meeting}`]);
  expect((await api(`/api/events/${training}`)).headers.get("location")).toBe(`/api/events/${meeting}`);
  const refused = await api(`/api/events/${training}/reviews`, { decision: "accept" });
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain(`was merged into ${meeting}; review that one, or undo the merge`);
  const undo = (await formsOf(`/events/${meeting}`)).find(({ action }) => action?.includes(training))!;
  const back = await post(training, undo.fields as Record<string, string>);
  expect(back.headers.get("location")).toBe(`/events/${training}?done=${training}`);
  expect(await findEvent(fixture.db, training)).toMatchObject({
    id: training,
    status: "new",
    mentionCount: 1,
  });
});

it("takes 'not the same' by the JSON interface and says what is wrong with it", async () => {
  const path = `/api/events/${meeting}/reviews`;
  expect((await api(path, { decision: "distinct", into: training, reviewer: "ana" })).status).toBe(201);
  for (const [body, message] of [
    [{ decision: "distinct", into: training }, "held apart already"],
    [{ decision: "distinct", into: "e0" }, "no event e0"],
    [{ decision: "distinct" }, "expected into"],
  ] as const) {
    const answer = await api(path, body);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(message)]);
  }
  expect((await post(meeting, { decision: "merge", into: "<b>" })).status).toBe(400);
});

it("gives the history and any past state by the JSON interface and on a page", async () => {
  await post(meeting, { decision: "correct", date: "2016-09-28" });
  const history = (await (await api(`/api/events/${meeting}/history`)).json()) as {
    entries: { kind: string }[];
  };
  expect(history).toMatchObject({ id: meeting, askedFor: meeting, parts: [] });
  expect(history.entries.map(({ kind }) => kind)).toEqual(["recorded", "joined", "decided", "values"]);
  const past = await (await api(`/api/events/${meeting}/history?at=2026-03-01`)).json();
  expect(past).toMatchObject({ status: "new", coding: { date: "2016-09-27" } });
  expect((await api(`/api/events/${meeting}/history?at=2026-02-01`)).status).toBe(404);
  expect((await api(`/api/events/${meeting}/history?at=yesterday`)).status).toBe(400);
  expect((await api("/api/events/e0/history")).status).toBe(404);
  const html = await page(`/events/${meeting}`);
  expect(html).toContain("Date: 27 Sep 2016 → 28 Sep 2016");
  expect(html).toContain(`href="/events/${meeting}/history?at=2026-03-01T08%3A00%3A00Z"`);
  const then = await page(`/events/${meeting}/history?at=2026-03-01T08:00:00Z`);
  expect(then).toContain("As it stood on");
  expect(then).toContain("27 Sep 2016");
  expect((await app.request(`/events/${meeting}/history?at=2020-01-01`)).status).toBe(404);
});

it("leads the id of an event that linking joined to another one there, everywhere", async () => {
  await inTransaction(fixture.db, async (trx) => {
    const [edge] = await listLinks(trx, training);
    await withdrawLinks(trx, [edge!], NOW);
    const moved = {
      eventId: meeting,
      mentionId: edge!.mentionId,
      score: 0.9,
      reasons: ["same day"],
      at: NOW,
    };
    await addLinks(trx, [{ ...moved, author: "machine" }]);
    await absorbEvents(trx, [{ id: training, into: meeting }]);
  });
  expect((await app.request(`/events/${training}`)).headers.get("location")).toBe(`/events/${meeting}`);
  expect((await api(`/api/events/${training}`)).headers.get("location")).toBe(`/api/events/${meeting}`);
  expect(await (await api(`/api/events/${training}/history`)).json()).toMatchObject({
    id: meeting,
    parts: [training],
  });
  const listed = await (await api("/api/events?status=merged")).json();
  expect(listed).toMatchObject({ events: [{ id: training, merged_into: meeting }] });
  for (const decision of ["accept", "undo"]) {
    const refused = await api(`/api/events/${training}/reviews`, { decision });
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining(`is part of ${meeting}: linking joined them; review that one, or split it`),
    ]);
  }
  const exported = [];
  for await (const event of exportEvents(fixture.db, { status: "all" })) exported.push(event);
  expect(exported.find(({ id }) => id === training)).toMatchObject({
    status: "merged",
    merged_into: meeting,
    mentions: [],
  });
  const html = await page(`/events/${meeting}`);
  expect(html).toContain(`Part of it, with ids that lead here: ${training}`);
  expect(html).toContain("Linking joined it to");
});
