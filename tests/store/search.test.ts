import { expect, it } from "vitest";
import type { Db } from "../../store/database.ts";
import { addDocuments } from "../../store/documents.ts";
import { addReview } from "../../store/reviews.ts";
import { indexPending, search } from "../../store/search.ts";
import { findTerms, fold } from "../../store/search-text.ts";
import { addSnapshots } from "../../store/snapshots.ts";
import { document, LATER, snapshot, storeEvent } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const TEXTS: Record<string, { title: string; text: string; published: string }> = {
  zh: { title: "中斐警务合作", text: "双方签署打击电信诈骗的合作文件。", published: "2026-01-01" },
  hant: { title: "兩國警務部門會談", text: "雙方就聯合巡邏達成共識，５Ｇ網絡。", published: "2026-01-02" },
  en: {
    title: "Police Minister receives delegation",
    text: "The Minister of Police met a café owner.",
    published: "2026-01-03",
  },
};

async function library(db: Db): Promise<void> {
  for (const [name, more] of Object.entries(TEXTS)) {
    await addSnapshots(db, [snapshot(name)]);
    await addDocuments(db, [document(name, more)]);
  }
  while ((await indexPending(db, 2)) > 0);
}

const ids = async (db: Db, query: string) => (await search(db, query)).map((result) => result.id);

it.each([
  ["警务", ["d-hant", "d-zh"]],
  ["警務", ["d-hant", "d-zh"]],
  ["联合巡逻", ["d-hant"]],
  ["签署", ["d-zh"]],
  ["件", ["d-zh"]],
  ["警", ["d-hant", "d-zh"]],
  ["警务 诈骗", ["d-zh"]],
  ["务警", []],
  ["5g", ["d-hant"]],
  ["MINISTER", ["d-en"]],
  ["polic", ["d-en"]],
  ["cafe", ["d-en"]],
  ["met", ["d-en"]],
  ["me", []],
  ['" OR *', []],
  ["，。", []],
  ["NEAR(police minister)", []],
])("finds %s in %j", async (query, expected) => {
  const db = await tempDatabase();
  await library(db);
  expect(await ids(db, query)).toEqual(expected);
});

it("shows where the terms stand in the captured text, title hits first", async () => {
  const db = await tempDatabase();
  await library(db);
  const [first] = await search(db, "巡逻");
  expect(first).toMatchObject({ kind: "document", id: "d-hant", date: "2026-01-02", language: "zh" });
  expect(first!.highlights.map(([start, end]) => first!.snippet.slice(start, end))).toEqual(["巡邏"]);
  await addSnapshots(db, [snapshot("late")]);
  await addDocuments(db, [document("late", { title: "其他", text: "警务。", published: "2026-06-01" })]);
  await indexPending(db);
  const results = await search(db, "警务");
  expect(results.map((result) => result.id)).toEqual(["d-hant", "d-zh", "d-late"]);
  expect(results[1]!.titleHighlights).toEqual([[2, 4]]);
});

it("shows a piece of a long text around the first place found", async () => {
  const db = await tempDatabase();
  await addSnapshots(db, [snapshot("long")]);
  const text = `${"𠮷".repeat(500)}公安部${"后".repeat(500)}`;
  await addDocuments(db, [document("long", { text })]);
  await indexPending(db);
  const { snippet, highlights } = (await search(db, "公安部"))[0]!;
  expect(snippet.length).toBeLessThan(200);
  expect(snippet.slice(...highlights[0]!)).toBe("公安部");
  expect(encodeURIComponent(snippet)).toContain(encodeURIComponent("公安部"));
});

it("finds what was written since when it is indexed, and past versions and merged events no more", async () => {
  const db = await tempDatabase();
  await storeEvent(db, "e1");
  await storeEvent(db, "e2");
  expect(await search(db, "瓦塔")).toEqual([]);
  while ((await indexPending(db)) > 0);
  expect((await search(db, "瓦塔", { kind: "event" })).map((result) => result.id)).toEqual(["e1", "e2"]);
  expect(await search(db, "commissioner", { kind: "event" })).toEqual([]);
  await addReview(db, { eventId: "e1", reviewer: "Mere", at: LATER, decision: "merge", into: "e2" });
  await addSnapshots(db, [snapshot("new")]);
  const canonicalUrl = document("e1").canonicalUrl;
  await addDocuments(db, [document("new", { canonicalUrl, version: 2, title: "更正", text: "无。" })]);
  while ((await indexPending(db)) > 0);
  expect(await ids(db, "瓦塔")).toEqual(["d-e2", "e2"]);
  expect(await ids(db, "更正")).toEqual(["d-new"]);
  expect(await indexPending(db)).toBe(0);
});

it("folds a text without moving a character of it", () => {
  for (const text of ["İstanbul 警務", "５Ｇ網絡……ＡＢＣ", "𠮷野家 Police"]) {
    expect(fold(text)).toHaveLength(text.length);
  }
  expect(findTerms("the policemen, not impolicy", ["police"])).toEqual([[4, 13]]);
});
