import { Writable } from "node:stream";
import { expect, it } from "vitest";
import type { Db } from "../../store/database.ts";
import { type ExportedEvent, exportEvents } from "../../store/export.ts";
import { type ExportFormat, writeExport } from "../../store/export-write.ts";
import { giveOpinion } from "../../store/opinions.ts";
import { addReview } from "../../store/reviews.ts";
import { readStats } from "../../store/stats.ts";
import { CODED_BY, LATER, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

async function exported(db: Db, status: "accepted" | "all", batch = 2): Promise<ExportedEvent[]> {
  const events: ExportedEvent[] = [];
  for await (const event of exportEvents(db, { status, batch })) events.push(event);
  return events;
}

async function written(db: Db, format: ExportFormat): Promise<{ text: string; count: number }> {
  const pieces: Buffer[] = [];
  const out = new Writable({
    write(piece, _encoding, done) {
      pieces.push(Buffer.from(piece));
      done();
    },
  });
  const count = await writeExport(db, { format, status: "all" }, out);
  return { text: Buffer.concat(pieces).toString(), count };
}

const review = { reviewer: "Mere", at: LATER };

it("exports an event with the fields of the codebook, its people, passages, decisions and coder", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await addReview(db, {
    ...review,
    eventId: "e1",
    decision: "correct",
    changes: { location: "Suva" },
    note: "why",
  });
  const [event] = await exported(db, "accepted");
  expect(event).toMatchObject({
    id: "e1",
    status: "corrected",
    type: "meeting",
    date: "2026-03-01",
    date_precision: "day",
    countries: ["FJ"],
    location: "Suva",
    prc_actors: ["EMBASSY"],
    topics: ["telecom_fraud"],
    confidence: 0.9,
    coded_by: CODED_BY,
  });
  expect(event?.prc_people).toEqual([
    {
      name: "李明",
      office: "大使",
      agency: null,
      name_en: "Li Ming",
      office_en: "Ambassador",
      agency_en: null,
      country: "CN",
    },
  ]);
  expect(event?.foreign_people.map((person) => [person.name, person.country])).toEqual([["瓦塔", "FJ"]]);
  expect(event?.mentions).toMatchObject([
    { source: "prc-embassy-fj", rule: "meeting.zh.receive", snapshot: { warc: "a.warc.gz", offset: 10 } },
  ]);
  expect(event?.reviews).toEqual([
    { reviewer: "Mere", at: LATER, decision: "correct", changes: { location: "Suva" }, note: "why" },
  ]);
  expect(Object.keys(event!)).not.toContain("agreement_type");
});

it("exports accepted and corrected events by date, or all with merged ones as pointers", async () => {
  const db = await tempDatabase();
  for (const day of [5, 3, 4, 1, 2]) await storeEvent(db, `e${day}`, { coding: { date: `2026-03-0${day}` } });
  await addReview(db, { ...review, eventId: "e5", decision: "accept" });
  await addReview(db, { ...review, eventId: "e1", decision: "correct", changes: { date: "2026-04" } });
  await addReview(db, { ...review, eventId: "e2", decision: "reject" });
  await addReview(db, { ...review, eventId: "e3", decision: "merge", into: "e4" });
  expect((await exported(db, "accepted")).map((event) => event.id)).toEqual(["e5", "e1"]);
  const all = await exported(db, "all");
  expect(all.map((event) => [event.id, event.status, event.merged_into])).toEqual([
    ["e2", "rejected", undefined],
    ["e3", "merged", "e4"],
    ["e4", "new", undefined],
    ["e5", "accepted", undefined],
    ["e1", "corrected", undefined],
  ]);
});

it("exports what second reviewers said with both codings, in CSV who differs in what, but what was withdrawn only as JSON", async () => {
  const db = await tempDatabase();
  for (const id of ["e1", "e2"]) {
    await storeEvent(db, id);
    await addReview(db, { ...review, eventId: id, decision: "accept" }, { secondOpinions: 1 });
  }
  const spans = { location: { documentId: "d-e1", in: "text", start: 0, end: 4 } } as const;
  await giveOpinion(db, {
    eventId: "e1",
    reviewer: "Ana",
    at: LATER,
    decision: "correct",
    changes: { location: "Suva" },
    spans,
  });
  await giveOpinion(db, { eventId: "e2", reviewer: "Ana", at: LATER, decision: "reject", note: "not-held" });
  await addReview(db, { ...review, eventId: "e2", decision: "undo" });
  const [first, second] = await exported(db, "all");
  const { location: _, ...coding } = first!.opinions[0]!.coding!;
  expect(first?.opinions).toEqual([
    {
      reviewer: "Ana",
      at: LATER,
      decision: "correct",
      coding: { ...coding, location: "Suva" },
      note: null,
      changes: { location: "Suva" },
      spans,
      first: { reviewer: "Mere", at: LATER, decision: "accept", coding, note: null },
      differs: ["location"],
      stands: true,
      open: true,
    },
  ]);
  expect(second?.opinions).toMatchObject([
    { decision: "reject", coding: null, note: "not-held", differs: ["event"], stands: false, open: false },
  ]);
  const { text } = await written(db, "csv");
  expect(text).toContain("Ana correct: differs in location");
  expect(text).not.toContain("Ana reject");
});

it("writes JSON lines and one JSON list of the same events, and an empty list of none", async () => {
  const db = await tempDatabase();
  expect((await written(db, "json")).text).toBe("[]\n");
  for (const id of ["e1", "e2", "e3"]) await storeEvent(db, id);
  const lines = await written(db, "jsonl");
  expect(lines.count).toBe(3);
  const parsed = lines.text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(parsed).toEqual(JSON.parse((await written(db, "json")).text));
  expect(parsed.map((event) => event.id)).toEqual(["e1", "e2", "e3"]);
});

it("writes CSV that a spreadsheet reads as UTF-8 and does not run", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1", {
    document: { title: '=HYPERLINK("http://x","李明")' },
    coding: { countries: ["FJ", "TO"] },
  });
  const { text } = await written(db, "csv");
  const [header, row] = text.trimEnd().split("\r\n");
  expect(header).toMatch(/^\ufeffid,status,merged_into,type,date,/);
  expect(row).toMatch(/^e1,new,,meeting,2026-03-01,day,FJ; TO,/);
  expect(row).toContain(`"'=HYPERLINK(""http://x"",""李明"")"`);
  expect(row).toContain("瓦塔 (警察总监)");
});

it("counts events after decisions, by what was decided", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await storeEvent(db, "e2", { coding: { type: "agreement", agreement_type: "treaty", date: "2025-01" } });
  await storeEvent(db, "e3");
  await storeEvent(db, "e4");
  await addReview(db, { ...review, eventId: "e1", decision: "correct", changes: { topics: ["maritime"] } });
  await addReview(db, { ...review, eventId: "e2", decision: "accept" });
  await addReview(db, { ...review, eventId: "e3", decision: "reject" });
  expect(await readStats(db)).toEqual({
    events: 3,
    documents: 4,
    snapshots: 4,
    mentions: 4,
    openIssues: 0,
    checks: { accepted: 0, waiting: 0, checked: 0, events: 0, precision: null, interval: [0, 1] },
    byType: { meeting: 2, agreement: 1 },
    byYear: { 2025: 1, 2026: 2 },
    byYearAndType: { 2025: { agreement: 1 }, 2026: { meeting: 2 } },
    autoAccepted: 0,
    byCountry: { FJ: 3 },
    byStatus: { accepted: 1, corrected: 1, new: 1, rejected: 1 },
    byAgreementType: { treaty: 1 },
    byTopic: { telecom_fraud: 2, maritime: 1 },
    bySource: { "prc-embassy-fj": 3 },
  });
});
