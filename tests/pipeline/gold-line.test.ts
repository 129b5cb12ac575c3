import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { loadRulebook, type Rulebook } from "../../extractors/extract.ts";
import { addByHand } from "../../pipeline/add-by-hand.ts";
import { readGold } from "../../pipeline/gold.ts";
import { goldOf } from "../../pipeline/gold-line.ts";
import { openCoder } from "../../pipeline/stages.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { addDocumentReview, findDocumentReview } from "../../store/document-reviews.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { CHESS } from "./chess.ts";
import { importLines } from "./import-lines.ts";
import { makeConfig, openAt, temporaryFolder } from "./mission-site.ts";
import { ensureBuilt, jingwu } from "./program.ts";

const AT = "2024-07-01T08:00:00Z";
const PAGES = {
  meeting: "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒和打击跨国犯罪交换意见。",
  twin: "6月11日，斐济警察总监图迪亚在苏瓦同公安部副部长陈卫会谈。",
  two: `6月12日，公安部副部长陈卫在苏瓦会见斐济内政部长纳拉。\n${CHESS}`,
  chess: CHESS,
  day: "使馆周末举行开放日活动，当地民众品尝了中国茶。",
};

let rulebook: Rulebook;
let space: Workspace;
let data: string;

beforeAll(async () => {
  rulebook = await loadRulebook("config");
  await ensureBuilt();
});
beforeEach(async () => {
  data = temporaryFolder();
  space = await openAt(makeConfig({}, "http://127.0.0.1:9"), data, AT);
});
afterEach(() => space.close());

async function bringIn(...names: (keyof typeof PAGES)[]): Promise<void> {
  const documents = names.map((name) => ({
    ...{ url: urlOf(name), title: `新闻${name}`, published: "2024-06-14", lang: "zh", text: PAGES[name] },
  }));
  await importLines(space, documents, rulebook);
}

const urlOf = (name: string) => `https://news.example/${name}.html`;

async function idOf(name: string): Promise<string> {
  const query = space.db.selectFrom("document").select("id").where("canonicalUrl", "=", urlOf(name));
  return (await query.where("current", "=", 1).executeTakeFirstOrThrow()).id;
}

async function eventsOf(name: string): Promise<string[]> {
  const rows = await space.db
    .selectFrom("mention")
    .innerJoin("link", "link.mentionId", "mention.id")
    .select("link.eventId")
    .where("mention.documentId", "=", await idOf(name))
    .where("link.withdrawnAt", "is", null)
    .execute();
  return rows.map(({ eventId }) => eventId);
}

const decide = async (eventId: string, more: Pick<ReviewInput, "decision"> & Partial<ReviewInput>) =>
  addReview(space.db, { eventId, reviewer: "ana", at: AT, ...more });
const say = async (name: string, decision: "no-event" | "undo") =>
  addDocumentReview(space.db, { documentId: await idOf(name), reviewer: "ana", at: AT, decision });
const goldFor = async (name: string) => goldOf(space.db, await idOf(name));

it("gives a line that evaluate reads, by which the rules read the accepted event rightly", async () => {
  await bringIn("meeting", "chess", "day");
  const [event] = await eventsOf("meeting");
  expect(await goldFor("meeting")).toEqual({ refused: [`event ${event} waits for a decision`] });
  await decide(event!, { decision: "accept" });
  await say("day", "no-event");
  const out = join(temporaryFolder(), "decided.jsonl");
  const options = ["--database", join(data, "jingwu.db")];
  const made = await jingwu(["gold", urlOf("meeting"), await idOf("day"), "--out", out, ...options]);
  expect(made).toMatchObject({ status: 0, out: "", err: "" });
  const [line, none] = readGold([out]);
  expect(line).toMatchObject({
    ...{ id: await idOf("meeting"), url: urlOf("meeting"), lang: "zh", title: "新闻meeting" },
    ...{ published: "2024-06-14", text: PAGES.meeting },
    events: [
      {
        ...{
          type: "meeting",
          date: "2024-06-11",
          countries: ["FJ"],
          prc_actors: ["MPS"],
          prc_people: ["陈卫"],
        },
        ...{ foreign_people: ["图迪亚"], topics: ["transnational_crime", "counternarcotics"] },
        evidence: "公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚",
      },
    ],
  });
  expect(none!.events).toEqual([]);
  const scored = await jingwu(["evaluate", out, "--json"]);
  expect(JSON.parse(scored.out)).toMatchObject({
    documents: 2,
    events: { precision: 1, recall: 1, f1: 1, tp: 1, fp: 0, fn: 0 },
    exactEvents: 1,
    negatives: 1,
    negativesWithFalseEvents: 0,
  });
});

it("holds what a person corrected, added and rejected", async () => {
  await bringIn("two");
  const [event] = await eventsOf("two");
  await decide(event!, {
    decision: "correct",
    changes: { topics: ["counterterrorism"], date: "2024-06-13" },
  });
  const { linker } = await openCoder(space, rulebook);
  const added = await addByHand(space.db, linker, {
    ...{ documentId: await idOf("two"), reviewer: "ana", at: AT, evidence: CHESS.slice(0, -1) },
    coding: { type: "meeting", date: "2024-05-20", countries: ["TO"], foreign_people: ["拉图"] },
  });
  expect(added.outcome).toBe("added");
  const both = await goldFor("two");
  expect("line" in both! && both.line.events).toMatchObject([
    { date: "2024-06-13", topics: ["counterterrorism"], countries: ["FJ"] },
    { date: "2024-05-20", countries: ["TO"], evidence: CHESS.slice(0, -1) },
  ]);
  await decide(event!, { decision: "reject", note: "planned" });
  const one = await goldFor("two");
  expect("line" in one! && one.line.events.map(({ countries }) => countries)).toEqual([["TO"]]);
});

it("leaves out what only another report says of the event, unless a person set it", async () => {
  await bringIn("meeting", "twin");
  const [event, ...others] = await eventsOf("meeting");
  expect([others, await eventsOf("twin")]).toEqual([[], [event]]);
  await decide(event!, { decision: "accept" });
  const topics = async () => {
    const gold = await goldFor("twin");
    return "line" in gold! ? gold.line.events[0]!.topics : gold!.refused;
  };
  expect(await topics()).toEqual([]);
  await decide(event!, { decision: "correct", changes: { topics: ["legal_judicial"] } });
  expect(await topics()).toEqual(["legal_judicial"]);
});

it.each([
  ["a second look is asked for", { decision: "second-look", note: "who is this?" }],
  ["the decision was taken back", { decision: "undo" }],
] as const)("is refused with the reason while %s", async (_, more) => {
  await bringIn("meeting");
  const [event] = await eventsOf("meeting");
  await decide(event!, { decision: "accept" });
  await decide(event!, more);
  expect(await goldFor("meeting")).toEqual({ refused: [`event ${event} waits for a decision`] });
});

it("is refused where the machine alone accepted the event, and by a command that then writes nothing", async () => {
  await bringIn("meeting", "day");
  const [event] = await eventsOf("meeting");
  await space.db.updateTable("event").set({ status: "accepted", queueReason: null }).execute();
  expect(await goldFor("meeting")).toEqual({ refused: [`event ${event} is decided by no person`] });
  const options = ["--database", join(data, "jingwu.db")];
  const out = join(temporaryFolder(), "none.jsonl");
  const { status, err } = await jingwu([
    "gold",
    urlOf("meeting"),
    urlOf("day"),
    "d-x",
    "--out",
    out,
    ...options,
  ]);
  expect(status).toBe(2);
  expect(err).toContain(`${urlOf("meeting")}: event ${event} is decided by no person`);
  expect(err).toContain(`${urlOf("day")}: nobody has said that it reports no event`);
  expect(err).toContain("d-x: no stored document");
  expect(() => readFileSync(out)).toThrow(/ENOENT/);
});

it("knows a document without an event by what a person says of it, which can be taken back", async () => {
  await bringIn("day", "meeting");
  expect(await goldFor("day")).toEqual({ refused: ["nobody has said that it reports no event"] });
  expect(await say("day", "no-event")).toMatchObject({ reviewer: "ana", decision: "no-event" });
  expect(await goldFor("day")).toMatchObject({ line: { events: [] } });
  await expect(say("day", "no-event")).rejects.toThrow("ana has said so already");
  expect(await say("day", "undo")).toBeUndefined();
  await expect(say("day", "undo")).rejects.toThrow("nobody has said");
  expect(await goldFor("day")).toHaveProperty("refused");
  const [event] = await eventsOf("meeting");
  await expect(say("meeting", "no-event")).rejects.toThrow(`reports ${event}; reject`);
  await decide(event!, { decision: "reject", note: "planned" });
  expect(await goldFor("meeting")).toMatchObject({ line: { events: [] } });
  await expect(space.db.deleteFrom("documentReview").execute()).rejects.toThrow(/only ever added/);
  await expect(space.db.updateTable("documentReview").set({ reviewer: "x" }).execute()).rejects.toThrow();
  expect(await goldOf(space.db, "d-none")).toBeUndefined();
});

it("comes from the command line too: an event is added there, explained, and a document said to have none", async () => {
  await bringIn("chess", "day", "meeting");
  const options = ["--database", join(data, "jingwu.db")];
  const add = (...args: string[]) => jingwu(["add", ...args, "--reviewer", "ana", ...options]);
  const coded = ["--set", "type=meeting", "--set", "date=2024-05-20", "--set", "countries=TO"];
  const quote = "公安部副部长陈卫在努库阿洛法与汤加警察总监拉图对弈";
  const added = await add(urlOf("chess"), "--quote", quote, ...coded);
  expect(added).toMatchObject({ status: 0, err: "" });
  expect(added.out).toMatch(/^e\w+ added: meeting 2024-05-20 TO$/m);
  const again = await add(urlOf("chess"), "--quote", quote, ...coded);
  expect(again.status).toBe(2);
  expect(again.err).toMatch(
    /known already as event e\w+ \(ana has added this passage\); nothing was written/,
  );
  const explained = await jingwu(["explain", urlOf("chess"), ...options]);
  expect(explained.out).toMatch(/meeting 2024-05-20 TO {2}\(added by hand by ana: event e\w+\)/);
  const history = await jingwu(["history", added.out.split(" ")[0]!, ...options]);
  expect(history.out).toContain("ana added it, which the rules had missed");
  expect(await add(urlOf("day"), "--no-event")).toMatchObject({ status: 0 });
  expect(await findDocumentReview(space.db, await idOf("day"))).toMatchObject({ reviewer: "ana" });
  expect((await add(urlOf("day"), "--undo")).out).toContain("not said any more");
  expect(await findDocumentReview(space.db, await idOf("day"))).toBeUndefined();
  for (const wrong of [
    ["--no-event", "--quote", "x"],
    ["--quote", "x"],
    ["--set", "type=meeting"],
  ]) {
    expect((await add(urlOf("day"), ...wrong)).status).toBe(2);
  }
});
