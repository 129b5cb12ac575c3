import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { closeDatabase, inTransaction, openDatabase } from "../../store/database.ts";
import { updateEventCoding } from "../../store/events.ts";
import { giveOpinion } from "../../store/opinions.ts";
import { addReview } from "../../store/reviews.ts";
import { AT, CODED_BY, coding, LATER, PEOPLE, storeEvent } from "../store/records.ts";
import { temporaryFolder } from "./mission-site.ts";
import { runHere } from "./run-here.ts";

const data = temporaryFolder();
/** A title with which a page would move the cursor and colour the terminal. */
const HOSTILE = "访问\u001b[31m斐济\u202e";

beforeAll(async () => {
  const db = await openDatabase(join(data, "jingwu.db"));
  await inTransaction(db, (trx) => storeEvent(trx, "e1", { document: { title: HOSTILE } }));
  await inTransaction(db, (trx) => storeEvent(trx, "e2"));
  const by = { reviewer: "Mere", at: LATER };
  await addReview(db, {
    ...by,
    eventId: "e1",
    decision: "correct",
    changes: { date: "2026-02" },
    note: "as the album says",
  });
  const read = { people: PEOPLE, confidence: 0.8, codedBy: CODED_BY, updatedAt: "2026-03-03T08:00:00Z" };
  await updateEventCoding(db, [{ id: "e1", coding: coding({ topics: [] }), ...read }]);
  await addReview(db, {
    reviewer: "Ana",
    at: "2026-03-04T08:00:00Z",
    eventId: "e2",
    decision: "merge",
    into: "e1",
  });
  await inTransaction(db, (trx) => storeEvent(trx, "e3"));
  await addReview(db, { ...by, eventId: "e3", decision: "accept" }, { secondOpinions: 1 });
  await giveOpinion(db, {
    reviewer: "Ana",
    at: "2026-03-05T08:00:00Z",
    eventId: "e3",
    decision: "reject",
    note: "not-held",
  });
  await closeDatabase(db);
});

const jingwu = (...args: string[]) => runHere("--data", data, "--config", "config", ...args);

it("tells the past of an event in plain words, and that of its parts", async () => {
  const { status, out } = await jingwu("history", "e1");
  expect(status).toBe(0);
  expect(out.replace(/m[0-9a-f]{16}/g, "MENTION")).toBe(`e1
part of it: e2
1 Mar 2026, 08:00 UTC  recorded: Meeting · Fiji · 1 Mar 2026
1 Mar 2026, 08:00 UTC  e2: recorded: Meeting · Fiji · 1 Mar 2026
1 Mar 2026, 08:00 UTC  a report joined: 访问 [31m斐济  (prc-embassy-fj, 2026-03-01) https://fj.example/e1.htm MENTION
    by the program, score 1.00: first
1 Mar 2026, 08:00 UTC  e2: a report joined: 李明大使会见斐济警察总监 (prc-embassy-fj, 2026-03-01) https://fj.example/e2.htm MENTION
    by the program, score 1.00: first
2 Mar 2026, 08:00 UTC  Mere corrected it
    date: 2026-02
    "as the album says"
2 Mar 2026, 08:00 UTC  its values changed
    date: 2026-03-01 → 2026-02
3 Mar 2026, 08:00 UTC  the rules read it otherwise; what was signed stays
    topics: telecom_fraud → none
4 Mar 2026, 08:00 UTC  e2: Ana merged it into e1
4 Mar 2026, 08:00 UTC  a report came from e2: 李明大使会见斐济警察总监 (prc-embassy-fj, 2026-03-01) https://fj.example/e2.htm MENTION
    by Ana: merged e2 into e1
`);
  expect((await jingwu("history", "e2")).out).toMatch(/^e2 is part of e1 now\n/);
});

it("tells what a second reviewer said, to whoever runs the program, and leaves it out before it was said", async () => {
  expect((await jingwu("history", "e3")).out).toContain(
    '5 Mar 2026, 08:00 UTC  Ana gave a second opinion: would reject it; Mere differs in whether it is an event\n    "not-held"\n',
  );
  const { entries } = JSON.parse((await jingwu("--json", "history", "e3")).out);
  expect(entries.at(-1)).toMatchObject({ kind: "opinion", by: "Ana", opinion: { differs: ["event"] } });
  const line = /Ana: second opinion, reject; Mere differs/;
  expect((await jingwu("history", "e3", "--at", "2026-03-06")).out).toMatch(line);
  expect((await jingwu("history", "e3", "--at", "2026-03-04")).out).not.toMatch(line);
});

it("shows the event as it stood at a time, and gives both as JSON", async () => {
  const { out } = await jingwu("history", "e1", "--at", "2026-03-02");
  expect(out).toContain(
    "e1: Meeting · Fiji · Feb 2026, corrected\nas it stood on 2 Mar 2026, 23:59 UTC, since 2 Mar 2026, 08:00 UTC",
  );
  expect(out).toContain("    date: 2026-02  (the rules read: 2026-03-01)\n");
  expect(out).toContain("\n1 report\n");
  expect((await jingwu("history", "e2", "--at", "2026-03-04T09:00:00Z")).out).toMatch(
    /^e2 was part of e1 then: /,
  );
  const { entries } = JSON.parse((await jingwu("--json", "history", "e1")).out);
  expect(entries[0]).toMatchObject({ kind: "recorded", at: AT });
  const past = JSON.parse((await jingwu("--json", "history", "e1", "--at", "2026-03-01")).out);
  expect(past).toMatchObject({ status: "new", coding: { date: "2026-03-01" } });
});

it.each([
  [["history", "e0"], /history e0: no such event/],
  [
    ["history", "e1", "--at", "2026-01-01"],
    /not recorded yet; it was first recorded at 2026-03-01T08:00:00Z/,
  ],
  [["history", "e1", "--at", "last week"], /--at: expected a day as 2026-11-01 or a time/],
  [["review", "e1", "distinct"], /review distinct: needs --into ID of the event it is not the same as/],
  [["review", "e2", "accept"], /was merged into e1; review that one, or undo the merge/],
])("says what is wrong with %j", async (args, message) => {
  const { status, err } = await jingwu(...args);
  expect([status, err]).toEqual([2, expect.stringMatching(message)]);
});

it("holds two events apart on the command line", async () => {
  const undone = await jingwu("review", "e2", "undo", "--reviewer", "Ana");
  expect([undone.status, undone.out]).toEqual([0, expect.stringMatching(/^e2 new: meeting/)]);
  expect((await jingwu("review", "e2", "distinct", "--into", "e1", "--reviewer", "Ana")).status).toBe(0);
  expect((await jingwu("history", "e1")).out).toMatch(/e2: Ana held it apart from e1\n/);
});

it("says of a time before states were kept that it does not know", async () => {
  const db = await openDatabase(join(data, "jingwu.db"));
  await db.updateTable("event").set({ createdAt: "2025-01-01T00:00:00Z" }).where("id", "=", "e1").execute();
  await closeDatabase(db);
  const { status, err } = await jingwu("history", "e1", "--at", "2025-06-01");
  expect([status, err]).toEqual([
    2,
    expect.stringContaining("was not kept by the version of the program that ran then"),
  ]);
});
