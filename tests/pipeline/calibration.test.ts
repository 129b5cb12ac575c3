import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readCalibration } from "../../extractors/confidence.ts";
import { loadRulebook } from "../../extractors/extract.ts";
import { calibrate } from "../../pipeline/calibration.ts";
import { extractText } from "../../pipeline/extract-lines.ts";
import { listDecidedMentions } from "../../store/decided-mentions.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { LATER, storeEvent } from "../store/records.ts";
import { tempDatabase, tempFolder } from "../store/temp-database.ts";

const rulebook = { ...(await loadRulebook("config")), calibration: null };

const TEXT = "3月1日，公安部副部长陈卫在苏瓦会见斐济警察总监瓦塔，双方就打击电信诈骗交换意见。";
const quote = "公安部副部长陈卫在苏瓦会见斐济警察总监瓦塔";

/** Six events: accepted, corrected, rejected, rejected as a duplicate, not decided, and rejected on a page of another text. */
async function decided(file: string) {
  const db = await tempDatabase(file);
  const start = TEXT.indexOf(quote);
  const mention = {
    evidence: { in: "text" as const, start, end: start + quote.length },
    quote,
    ruleId: "meeting.zh.receives",
  };
  const add = async (id: string, review?: Partial<ReviewInput>, text = TEXT) => {
    await storeEvent(db, id, { document: { text }, mention });
    if (review)
      await addReview(db, { eventId: id, reviewer: "Mere", at: LATER, decision: "accept", ...review });
  };
  await add("e1", { decision: "accept" });
  await add("e2", { decision: "correct", changes: { date: "2026-02-28" } });
  await add("e3", { decision: "reject", note: "misread: another ministry" });
  await add("e4", { decision: "reject", note: "duplicate" });
  await add("e5");
  await add(
    "e6",
    { decision: "reject", note: "domestic" },
    "今天天气很好，适合出门散步，不读任何内容也没有任何公安新闻可以读到。",
  );
  return db;
}

it("lists what reviewers decided: accepted and corrected right, rejected wrong, duplicates not at all", async () => {
  const db = await decided(join(tempFolder(), "jingwu.db"));
  const rows = await listDecidedMentions(db);
  expect(rows.map(({ eventId, right }) => [eventId, right])).toEqual([
    ["e1", true],
    ["e2", true],
    ["e3", false],
    ["e6", false],
  ]);
  await addReview(db, { eventId: "e3", reviewer: "Mere", at: LATER, decision: "undo" });
  expect((await listDecidedMentions(db)).map(({ eventId }) => eventId)).toEqual(["e1", "e2", "e6"]);
});

it("fits gold and those decisions whose event the rules still read, the same way every time", async () => {
  const folder = tempFolder();
  const database = join(folder, "jingwu.db");
  await decided(database);
  const gold = Array.from({ length: 60 }, (_, i) => ({ document: `g${i}`, score: 0.7, right: i % 2 === 0 }));
  const [one, two] = [join(folder, "one.yaml"), join(folder, "two.yaml")];
  const report = await calibrate(one, gold, rulebook, database);
  expect(report).toMatchObject({ documents: 60, decisions: 3, events: 63, right: 32 });
  await calibrate(two, gold.toReversed(), rulebook, database);
  expect(readFileSync(one, "utf8")).toBe(readFileSync(two, "utf8"));
  const calibration = readCalibration(one)!;
  expect(calibration.steps.at(-1)!.right).toBe(32);
  const none = await calibrate(one, gold, rulebook, join(folder, "none.db"));
  expect(none.decisions).toBe(0);
});

it("gives an event the share of its score, and says where each value stands and which were inferred", () => {
  const steps = [{ score: 0.5, share: 0.42, events: 50, right: 21 }];
  const read = (text: string) => {
    const document = { id: "d", language: "zh" as const, title: "", text, published: "2026-03-02" };
    return extractText({ ...rulebook, calibration: { documents: 50, decisions: 0, steps } }, document)
      .events[0]!;
  };
  const event = read(TEXT);
  expect(event.confidence).toBe(0.42);
  expect(event.inferred).toEqual([]);
  const words = Object.entries(event.spans).map(([field, spans]) => [
    field,
    ...[spans].flat().map(({ start, end }) => TEXT.slice(start, end)),
  ]);
  expect(words).toEqual([
    ["evidence", quote],
    ["date", "3月1日"],
    ["countries", "斐济警察总监瓦塔"],
    ["prc_actors", "公安部副部长陈卫"],
    ["prc_people", "陈卫"],
    ["foreign_people", "瓦塔"],
    ["topics", "电信诈骗"],
  ]);
  const undated = read(TEXT.slice(TEXT.indexOf(quote)));
  expect([undated.date, undated.spans.date, undated.inferred]).toEqual(["2026-03-02", undefined, ["date"]]);
});
