import type { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import { getEvent } from "../../store/event-record.ts";
import { addRelations } from "../../store/relation-rows.ts";
import { createApp } from "../../web/app.tsx";
import { AT, type Fixture, MEETING, openFixture, type Page, TRAINING } from "./fixture.ts";
import { sentForm } from "./form.ts";

const PAPER: Page = {
  ...MEETING,
  key: "paper",
  title: "签署合作议定书",
  quote: "签署合作议定书",
  text: "会谈后，双方签署合作议定书。",
  coding: { ...MEETING.coding, type: "agreement", agreement_type: "protocol_of_cooperation" },
  words: {},
};

let fixture: Fixture;
let app: Hono;
let paper: string;
let meeting: string;
beforeEach(async () => {
  fixture = await openFixture([MEETING, PAPER, TRAINING]);
  app = createApp({ db: fixture.db, version: "0.1.0", dataDir: ".", reviewer: "mara" });
  [paper, meeting] = [fixture.events.paper!, fixture.events.meeting!];
  await addRelations(fixture.db, [
    {
      kind: "signed_at",
      from: paper,
      to: meeting,
      reasons: ["told in <b>one</b> text"],
      author: "machine",
      at: AT,
    },
  ]);
});
afterEach(() => fixture.close());

const page = async (path: string) => (await app.request(path)).text();
const post = (id: string, fields: Record<string, string>) =>
  app.request(`/events/${id}/reviews`, sentForm(fields));
const relationsOf = async (id: string) =>
  (await getEvent(fixture.db, id)).relations.map(({ kind, event, direction, author }) => [
    kind,
    event,
    direction,
    author,
  ]);

it("shows how an event stands to others on both of their pages, with the reasons", async () => {
  const html = await page(`/events/${paper}`);
  expect(html).toContain(`Signed at: <a href="/events/${meeting}">Meeting · Myanmar · 27 Sep 2016</a>`);
  expect(html).toContain("told in &lt;b&gt;one&lt;/b&gt; text");
  expect(await page(`/events/${meeting}`)).toContain(`Signed there: <a href="/events/${paper}">`);
  expect(await page(`/events/${fixture.events.training}`)).toContain("None is known.");
});

it("removes a relation from either side, adds one by id or address, and takes both back", async () => {
  const removed = await post(meeting, { decision: "unrelate", kind: "signed_at in", into: paper });
  expect(removed.headers.get("location")).toBe(`/events/${meeting}?done=${paper}`);
  expect(await page(`/events/${meeting}?done=${paper}`)).toContain("Relation removed");
  expect(await relationsOf(paper)).toEqual([]);
  expect((await post(paper, { decision: "undo" })).status).toBe(303);
  expect(await relationsOf(paper)).toEqual([["signed_at", meeting, "out", "machine"]]);
  const training = fixture.events.training!;
  const address = `http://127.0.0.1:8080/events/${paper}?type=agreement`;
  expect((await post(training, { decision: "relate", kind: "follows_up out", into: address })).status).toBe(
    303,
  );
  expect(await relationsOf(training)).toEqual([["follows_up", paper, "out", "mara"]]);
  expect(await page(`/events/${paper}`)).toMatch(/Followed up by: .*mara: mara says so/s);
  await post(training, { decision: "undo" });
  expect(await relationsOf(training)).toEqual([]);
});

it("says what is wrong with a relation that cannot be, and changes nothing", async () => {
  const wrong = await post(meeting, { decision: "relate", kind: "signed_at out", into: paper });
  expect(wrong.status).toBe(400);
  expect(await wrong.text()).toContain("signed_at leads from an agreement");
  expect((await post(meeting, { decision: "relate", kind: "near out", into: paper })).status).toBe(400);
  expect((await post(meeting, { decision: "relate", kind: "follows_up out", into: "no such" })).status).toBe(
    400,
  );
  expect(await relationsOf(meeting)).toEqual([["signed_at", paper, "in", "machine"]]);
});

it("leaves the decision about the event itself as it was", async () => {
  await post(paper, { decision: "accept" });
  await post(paper, { decision: "relate", kind: "follows_up out", into: fixture.events.training! });
  expect(await getEvent(fixture.db, paper)).toMatchObject({ status: "accepted", queueReason: null });
  await post(meeting, { decision: "relate", kind: "follows_up out", into: fixture.events.training! });
  expect(await getEvent(fixture.db, meeting)).toMatchObject({ status: "new", queueReason: "new" });
});

it("is given to programs, and taken from them", async () => {
  const get = async (id: string) => (await app.request(`/api/events/${id}`)).json() as Promise<object>;
  expect(await get(meeting)).toMatchObject({
    relations: [
      {
        kind: "signed_at",
        event: paper,
        direction: "in",
        author: "machine",
        reasons: ["told in <b>one</b> text"],
      },
    ],
  });
  const send = (body: object) =>
    app.request(`/api/events/${paper}/reviews`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ reviewer: "ana", into: meeting, ...body }),
    });
  const answer = await send({ decision: "unrelate", changes: { kind: "signed_at" } });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({
    relations: [],
    reviews: [{ decision: "unrelate", into: meeting, changes: { kind: "signed_at" } }],
  });
  const wrong = await send({ decision: "relate", changes: { kind: "beside" } });
  expect(wrong.status).toBe(400);
  expect(await wrong.text()).toContain("one of signed_at, next_in_series, follows_up");
});
