import { expect, it } from "vitest";
import type { Document } from "../../sources/document.ts";
import { exportedChange, listChanges, pagesOfEvent } from "../../store/changes.ts";
import type { Db } from "../../store/database.ts";
import { addDocuments } from "../../store/documents.ts";
import { addLinks } from "../../store/links.ts";
import { mentionId } from "../../store/mention-rows.ts";
import { replaceMentions } from "../../store/mentions.ts";
import {
  findOpenRemovals,
  recordEdits,
  recordRemoval,
  recordRestorations,
} from "../../store/page-changes.ts";
import { addReview } from "../../store/reviews.ts";
import { addSnapshots } from "../../store/snapshots.ts";
import { AT, CONFIG, coding, document, LATER, mention, sha, snapshot, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const URL_A = document("a").canonicalUrl;
const removal = (name: string, at: string) => ({
  canonicalUrl: document(name).canonicalUrl,
  sourceId: "prc-embassy-fj",
  at,
  lastSeen: AT,
  firstMissing: LATER,
});

/** A second version of the page of event `id`, and the mention that is read in it. */
async function edit(db: Db, id: string, at: string, more: Partial<Document>, reads = mention()) {
  const after = `${id}2`;
  await addSnapshots(db, [
    snapshot(after, { canonicalUrl: document(id).canonicalUrl, captured: at, sha256: sha(after) }),
  ]);
  const { canonicalUrl } = document(id);
  const second = document(after, {
    canonicalUrl,
    version: 2,
    contentSha256: sha(`content ${after}`),
    ...more,
  });
  await addDocuments(db, [second]);
  await replaceMentions(db, [{ documentId: second.id, mentions: [reads], claims: [] }], CONFIG);
  const link = {
    eventId: id,
    mentionId: mentionId(second.id, reads),
    score: 1,
    reasons: ["same"],
    author: "machine",
    at,
  };
  await addLinks(db, [link]);
  const { sourceId } = second;
  const change = { canonicalUrl, sourceId, at, beforeDocumentId: `d-${id}`, afterDocumentId: second.id };
  await recordEdits(db, [change]);
  return change;
}

it("lists an edit with the difference of its texts and the events that read otherwise", async () => {
  const db = await tempDatabase();
  for (const id of ["a", "b"]) await storeEvent(db, id);
  const text = document("a").text.replace("3月1日", "3月2日");
  const quote = mention().quote.replace("3月1日", "3月2日");
  const reads = mention({ coding: coding({ date: "2026-03-02" }), quote });
  const change = await edit(db, "a", "2026-03-03T08:00:00Z", { text }, reads);
  await recordEdits(db, [change]);
  await edit(db, "b", "2026-03-04T08:00:00Z", { text: `${document("b").text}会后合影。` });
  const { changes, total } = await listChanges(db);
  expect(total).toBe(2);
  expect(changes.map(exportedChange)).toEqual([
    expect.objectContaining({
      kind: "edited",
      at: "2026-03-04T08:00:00Z",
      difference: expect.stringMatching(/^- 3月1日.*。\n\+ 3月1日.*。会后合影。$/),
      events: [],
    }),
    {
      id: 1,
      kind: "edited",
      at: "2026-03-03T08:00:00Z",
      source: "prc-embassy-fj",
      canonical_url: URL_A,
      title: "李明大使会见斐济警察总监",
      published: "2026-03-01",
      last_seen: null,
      first_missing: null,
      document: "d-a2",
      before: "d-a",
      after: "d-a2",
      difference: `- ${document("a").text}\n+ ${text}`,
      events: ["a"],
    },
  ]);
});

it("names the event that stayed where one it touches was merged", async () => {
  const db = await tempDatabase();
  for (const id of ["a", "b"]) await storeEvent(db, id);
  await edit(db, "a", "2026-03-03T08:00:00Z", { text: "改了。" }, mention({ quote: "改了" }));
  await addReview(db, { eventId: "a", reviewer: "Mere", at: LATER, decision: "merge", into: "b" });
  expect((await listChanges(db)).changes[0]!.eventIds).toEqual(["b"]);
});

it("records a loss once, and a return only after a loss", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "a");
  const back = (at: string) => recordRestorations(db, [{ canonicalUrl: URL_A, at }]);
  await back("2026-03-02T08:00:00Z");
  await recordRemoval(db, removal("a", "2026-03-03T08:00:00Z"));
  await recordRemoval(db, removal("a", "2026-03-05T08:00:00Z"));
  expect(await findOpenRemovals(db, [URL_A])).toMatchObject([{ at: "2026-03-03T08:00:00Z" }]);
  await back("2026-03-06T08:00:00Z");
  await back("2026-03-06T08:00:00Z");
  await back("2026-03-07T08:00:00Z");
  expect(await findOpenRemovals(db, [URL_A])).toEqual([]);
  await recordRemoval(db, removal("a", "2026-03-08T08:00:00Z"));
  const { changes } = await listChanges(db);
  expect(changes.map(({ kind, at, eventIds }) => [kind, at.slice(8, 10), eventIds])).toEqual([
    ["removed", "08", ["a"]],
    ["restored", "06", ["a"]],
    ["removed", "03", ["a"]],
  ]);
  expect(exportedChange(changes[1]!)).toMatchObject({
    title: document("a").title,
    document: "d-a",
    last_seen: AT,
    first_missing: LATER,
    difference: null,
  });
});

it("filters and pages the list, the latest first, also where many were noticed at once", async () => {
  const db = await tempDatabase();
  for (const name of ["a", "b", "c", "d"]) await recordRemoval(db, removal(name, "2026-03-05T08:00:00Z"));
  await recordRemoval(db, { ...removal("e", "2026-03-04T08:00:00Z"), sourceId: "prc-embassy-to" });
  await recordRestorations(db, [{ canonicalUrl: URL_A, at: "2026-03-09T08:00:00Z" }]);
  const ids = async (filter = {}) => (await listChanges(db, filter)).changes.map(({ id }) => id);
  expect(await ids()).toEqual([6, 4, 3, 2, 1, 5]);
  expect(await ids({ since: "2026-03-06T00:00:00Z" })).toEqual([6]);
  expect(await ids({ sourceId: "prc-embassy-to" })).toEqual([5]);
  expect(await ids({ kind: "restored" })).toEqual([6]);
  expect(await ids({ canonicalUrls: [URL_A] })).toEqual([6, 1]);
  const pages = [];
  for (let after: number | undefined, end = false; !end; ) {
    const page = await listChanges(db, {}, { limit: 2, after });
    pages.push(page.changes.map(({ id }) => id));
    [after, end] = [page.next ?? undefined, page.next === null];
  }
  expect(pages).toEqual([
    [6, 4],
    [3, 2],
    [1, 5],
  ]);
});

it("knows the pages of an event by all reports it ever had", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "a");
  await db.updateTable("link").set({ withdrawnAt: LATER }).execute();
  expect(await pagesOfEvent(db, "a")).toEqual([URL_A]);
  expect(await pagesOfEvent(db, "none")).toEqual([]);
});
