import { expect, it } from "vitest";
import {
  addDocuments,
  findCurrentDocument,
  findCurrentDocuments,
  findDocumentsByNumber,
  listDocumentsReadWithOther,
  listUnextracted,
} from "../../store/documents.ts";
import { getEvent } from "../../store/event-record.ts";
import { listEventsToRecode } from "../../store/events.ts";
import { listLinks, listStaleLinks, withdrawLinks } from "../../store/links.ts";
import {
  claimsOfDocument,
  listUnlinkedMentions,
  mentionsOfDocument,
  mentionsOfEvent,
  replaceMentions,
} from "../../store/mentions.ts";
import { findPage, listPagesToFetch, recordAnswer, upsertFoundPages } from "../../store/pages.ts";
import {
  addSnapshots,
  findSnapshotByPayload,
  listUnparsedSnapshots,
  markParsed,
} from "../../store/snapshots.ts";
import { AT, CONFIG, coding, document, LATER, mention, sha, snapshot, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const page = (name: string) => ({
  canonicalUrl: `https://fj.example/${name}.htm`,
  sourceId: "prc-embassy-fj",
  kind: "article" as const,
  url: `http://fj.example/${name}.htm`,
  foundOn: "https://fj.example/",
  firstSeen: AT,
});

it("adds snapshots once however often they are given, and finds one by its bytes", async () => {
  const db = await tempDatabase();
  const first = snapshot("a");
  const again = snapshot("b", { sha256: first.sha256, revisitOf: first.id, captured: LATER });
  expect(await addSnapshots(db, [first, again])).toBe(2);
  expect(await addSnapshots(db, [first, again])).toBe(0);
  expect((await findSnapshotByPayload(db, again.canonicalUrl, first.sha256))?.id).toBe("s-b");
});

it("lists unparsed articles oldest first, until they are marked", async () => {
  const db = await tempDatabase();
  await addSnapshots(db, [
    snapshot("new", { captured: LATER }),
    snapshot("old"),
    snapshot("l", { kind: "list" }),
  ]);
  expect((await listUnparsedSnapshots(db, 10)).map((row) => row.id)).toEqual(["s-old", "s-new"]);
  await markParsed(db, [{ id: "s-old", parsed: "document" }]);
  expect((await listUnparsedSnapshots(db, 10)).map((row) => row.id)).toEqual(["s-new"]);
});

it("keeps what an address answered, and keeps validators after an unchanged answer", async () => {
  const db = await tempDatabase();
  expect(await upsertFoundPages(db, [page("a"), page("b")])).toBe(2);
  const url = page("a").canonicalUrl;
  await recordAnswer(db, url, {
    state: "ok",
    checked: AT,
    etag: '"1"',
    lastModified: null,
    sha256: sha("a"),
  });
  await recordAnswer(db, url, { state: "ok", checked: LATER });
  expect(await findPage(db, url)).toMatchObject({
    etag: '"1"',
    sha256: sha("a"),
    lastSuccess: LATER,
    url: page("a").url,
  });
  await recordAnswer(db, url, { state: "ok", checked: LATER, etag: null });
  expect((await findPage(db, url))?.etag).toBeNull();
  await expect(recordAnswer(db, "https://never.example/", { state: "ok", checked: AT })).rejects.toThrow(
    /never found/,
  );
});

it("remembers since when a page is gone, and asks again within a week when a list names it again", async () => {
  const db = await tempDatabase();
  const url = page("a").canonicalUrl;
  const far = "2027-03-01T08:00:00Z";
  await upsertFoundPages(db, [page("a")]);
  await recordAnswer(db, url, { state: "gone", checked: AT, nextCheck: far });
  await recordAnswer(db, url, { state: "gone", checked: LATER, nextCheck: far });
  expect(await findPage(db, url)).toMatchObject({ state: "gone", missingSince: AT, lastChecked: LATER });
  expect(await listPagesToFetch(db, "prc-embassy-fj", "article", 10)).toEqual([]);
  const linkedAt = async (firstSeen: string) => {
    expect(await upsertFoundPages(db, [{ ...page("a"), firstSeen }])).toBe(0);
    return (await findPage(db, url))?.nextCheck;
  };
  expect(await linkedAt("2026-03-05T08:00:00Z")).toBe(far);
  expect(await linkedAt("2026-03-09T08:00:00Z")).toBe("2026-03-09T08:00:00Z");
  expect((await findPage(db, url))?.state).toBe("gone");
});

it("lists pages never asked for first, and none twice in a run", async () => {
  const db = await tempDatabase();
  await upsertFoundPages(db, ["a", "b", "c"].map(page));
  await recordAnswer(db, page("a").canonicalUrl, { state: "failed", checked: AT });
  await recordAnswer(db, page("b").canonicalUrl, { state: "ok", checked: AT });
  const names = async (options = {}) =>
    (await listPagesToFetch(db, "prc-embassy-fj", "article", 10, options)).map((row) => row.url.at(-5));
  expect(await names()).toEqual(["c", "a"]);
  expect(await names({ notCheckedSince: AT })).toEqual(["c"]);
  await recordAnswer(db, page("a").canonicalUrl, { state: "failed", checked: AT, nextCheck: LATER });
  expect(await names({ dueAt: AT })).toEqual(["c"]);
  expect(await names({ dueAt: LATER })).toEqual(["c", "a"]);
});

it("makes the newest version of a page the current one, and keeps the others", async () => {
  const db = await tempDatabase();
  await addSnapshots(db, [snapshot("a"), snapshot("a2")]);
  const second = document("a2", { canonicalUrl: document("a").canonicalUrl, version: 2, text: "改了。" });
  expect(await addDocuments(db, [document("a", { documentNumber: "11" })])).toEqual({ added: 1, known: 0 });
  await replaceMentions(db, [{ documentId: "d-a", mentions: [mention()], claims: [] }], CONFIG);
  expect(await addDocuments(db, [second])).toEqual({ added: 1, known: 0 });
  expect(await addDocuments(db, [second, document("a")])).toEqual({ added: 0, known: 2 });
  expect((await findCurrentDocument(db, second.canonicalUrl))?.id).toBe("d-a2");
  expect(
    [...(await findCurrentDocuments(db, [second.canonicalUrl, "x"])).values()].map((d) => d.version),
  ).toEqual([2]);
  expect(await findDocumentsByNumber(db, "11")).toEqual([]);
  expect((await listUnextracted(db, 5)).map((row) => row.id)).toEqual(["d-a2"]);
  expect(await db.selectFrom("mention").select("id").where("current", "=", 1).execute()).toEqual([]);
});

it("refuses a document whose snapshot is not stored", async () => {
  const db = await tempDatabase();
  await expect(addDocuments(db, [document("a")])).rejects.toThrow(/FOREIGN KEY.*in: insert into "document"/);
});

it("reads a document again without losing, doubling or relinking anything", async () => {
  const db = await tempDatabase();
  await addSnapshots(db, [snapshot("a")]);
  await addDocuments(db, [document("a")]);
  const twin = mention({ coding: coding({ countries: ["TO"] }) });
  const claim = {
    kind: "planned" as const,
    type: "training" as const,
    countries: ["FJ"],
    number: 30,
    claimant: null,
    evidence: { in: "text" as const, start: 5, end: 9 },
    quote: "计划培训",
    ruleId: "claim.zh.plan",
  };
  const reading = { documentId: "d-a", mentions: [mention(), twin], claims: [claim] };
  const first = await replaceMentions(db, [reading], CONFIG);
  expect(first.added).toHaveLength(2);
  expect(new Set(first.added).size).toBe(2);
  expect((await listUnlinkedMentions(db, 10)).mentions.map((row) => row.coding.countries[0]).sort()).toEqual([
    "FJ",
    "TO",
  ]);
  await db.updateTable("document").set({ linked: 1 }).execute();
  expect(await replaceMentions(db, [reading], CONFIG)).toEqual({ added: [], changed: [], gone: [] });
  expect((await listUnlinkedMentions(db, 10)).documentIds).toEqual([]);
  expect(await mentionsOfDocument(db, "d-a")).toHaveLength(2);
  expect((await claimsOfDocument(db, "d-a")).map((row) => row.countries)).toEqual([["FJ"]]);
});

it("lists the documents that other rules have read, page by page", async () => {
  const db = await tempDatabase();
  for (const name of ["a", "b", "c"]) {
    await addSnapshots(db, [snapshot(name)]);
    await addDocuments(db, [document(name)]);
    await replaceMentions(
      db,
      [{ documentId: `d-${name}`, mentions: [], claims: [] }],
      name === "b" ? "new" : "old",
    );
  }
  expect((await listDocumentsReadWithOther(db, "new", 1)).map((row) => row.id)).toEqual(["d-a"]);
  expect((await listDocumentsReadWithOther(db, "new", 9, "d-a")).map((row) => row.id)).toEqual(["d-c"]);
});

it("marks an event for coding anew when a mention of it reads differently or is no longer read", async () => {
  const db = await tempDatabase();
  const id = await storeEvent(db, "e1");
  const changed = mention({ coding: coding({ topics: [] }) });
  const result = await replaceMentions(
    db,
    [{ documentId: "d-e1", mentions: [changed], claims: [] }],
    "other",
  );
  expect(result).toEqual({ added: [], changed: [id], gone: [] });
  expect((await listEventsToRecode(db, 5)).map((row) => row.id)).toEqual(["e1"]);
  expect(await mentionsOfEvent(db, "e1")).toMatchObject([
    { id, coding: { topics: [] }, linkAuthor: "machine" },
  ]);

  await replaceMentions(db, [{ documentId: "d-e1", mentions: [], claims: [] }], CONFIG);
  expect(await listStaleLinks(db, 5)).toEqual([{ eventId: "e1", mentionId: id, changedPage: false }]);
  await withdrawLinks(db, [{ eventId: "e1", mentionId: id }], LATER);
  expect(await listStaleLinks(db, 5)).toEqual([]);
  expect(await listLinks(db, "e1")).toMatchObject([
    { mentionId: id, withdrawnAt: LATER, reasons: ["first"] },
  ]);
  expect(await getEvent(db, "e1")).toMatchObject({ mentionCount: 0, status: "new" });
});
