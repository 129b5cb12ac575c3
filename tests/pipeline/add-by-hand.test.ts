import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadRulebook, type Rulebook } from "../../extractors/extract.ts";
import { addByHand, type EventByHand } from "../../pipeline/add-by-hand.ts";
import { emptyCounts } from "../../pipeline/counts.ts";
import { decide } from "../../pipeline/decide.ts";
import { findFiles } from "../../pipeline/import-files.ts";
import { recode } from "../../pipeline/recode.ts";
import { previewRecode } from "../../pipeline/recode-preview.ts";
import { scoreRules } from "../../pipeline/scorecard.ts";
import { type Coder, openCoder, runStages } from "../../pipeline/stages.ts";
import { runImport } from "../../pipeline/update.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { ADDED_BY_HAND } from "../../store/added-mentions.ts";
import { listDecidedMentions } from "../../store/decided-mentions.ts";
import { markRead } from "../../store/documents.ts";
import { getEvent } from "../../store/event-record.ts";
import { exportEvents } from "../../store/export.ts";
import { findHistory } from "../../store/history.ts";
import { listIssues } from "../../store/issues.ts";
import { mentionsOfDocument } from "../../store/mentions.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { makeConfig, openAt, temporaryFolder } from "./mission-site.ts";
import { editFile } from "./rule-edits.ts";

const AT = "2024-07-01T08:00:00Z";
const LATER = "2024-07-02T08:00:00Z";
const PASSAGE = "公安部副部长陈卫在努库阿洛法与汤加警察总监拉图对弈";
const CHESS = `5月20日，${PASSAGE}，双方谈到打击电信诈骗。`;
const MEETING = "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒交换意见。";
const ORDINARY = "使馆周末举行开放日活动，当地民众品尝了中国茶。";
const CODING = {
  type: "meeting",
  date: "2024-05-20",
  countries: ["TO"],
  prc_actors: ["MPS"],
  prc_people: ["陈卫"],
  foreign_people: ["拉图"],
  topics: ["telecom_fraud"],
};
const REPORT = "公安部副部长陈卫11日在苏瓦同斐济警察总监图迪亚对弈，双方谈到禁毒。";
/** Of the meeting that the rules read on another page. */
const OF_IT = {
  on: "reprint",
  evidence: "公安部副部长陈卫11日在苏瓦同斐济警察总监图迪亚对弈",
  coding: {
    ...{ type: "meeting", date: "2024-06-11", countries: ["FJ"], prc_actors: ["MPS"] },
    ...{ prc_people: ["陈卫"], foreign_people: ["图迪亚"], topics: ["counternarcotics"] },
  },
};
const { signal } = new AbortController();

const page = (name: string, text: string, published = "2024-05-21") => ({
  url: `https://news.example/${name}.html`,
  title: `新闻${name}`,
  published,
  lang: "zh",
  text,
});
const CHESS_PAGE = page("chess", `${CHESS}\n${ORDINARY}`);
const REPRINT_PAGE = page("reprint", REPORT, "2024-06-12");
const MEETING_PAGE = page("meeting", `${MEETING}\n${ORDINARY}`, "2024-06-14");

let rulebook: Rulebook;
let config: string;
let data: string;
let open: Workspace | undefined;

beforeAll(async () => {
  rulebook = await loadRulebook("config");
});
beforeEach(() => {
  config = makeConfig({}, "http://127.0.0.1:9");
  data = temporaryFolder();
});
afterEach(close);

async function close() {
  await open?.close();
  open = undefined;
}

/** The store at a time, with what is given brought in and everything worked off. */
async function bringIn(pages: readonly object[], at = AT, read = true): Promise<Workspace> {
  await close();
  open = await openAt(config, data, at);
  const file = join(temporaryFolder(), "pages.jsonl");
  writeFileSync(file, pages.map((one) => `${JSON.stringify(one)}\n`).join(""));
  await runImport(open, findFiles([file]), { source: null, signal, ...(read ? { rulebook } : {}) });
  return open;
}

const coder = (space: Workspace, read: Rulebook | undefined = rulebook): Promise<Coder> =>
  openCoder(space, read);

async function documentOf({ db }: Workspace, name: string): Promise<string> {
  const { id } = await db
    .selectFrom("document")
    .select("id")
    .where("canonicalUrl", "=", `https://news.example/${name}.html`)
    .where("current", "=", 1)
    .executeTakeFirstOrThrow();
  return id;
}

async function add(space: Workspace, more: Partial<EventByHand> & { on?: string } = {}) {
  const { on = "chess", ...rest } = more;
  return addByHand(space.db, (await coder(space)).linker, {
    documentId: await documentOf(space, on),
    reviewer: "ana",
    at: space.now(),
    coding: CODING,
    evidence: PASSAGE,
    ...rest,
  });
}

async function undo(space: Workspace, eventId: string, reviewer = "ana") {
  const input = { eventId, reviewer, at: space.now(), decision: "undo" as const };
  return decide(space.db, input, (await coder(space)).linker);
}

const waits = async ({ db }: Workspace) =>
  (await eventsForQueue(db)).events.map(({ id, queueReason }) => [id, queueReason]);
const listed = async ({ db }: Workspace) => (await eventsForQueue(db, { status: "all" })).events;

describe("an event that the rules missed", () => {
  it("is added with its passage, signed, and waits for nobody", async () => {
    const space = await bringIn([CHESS_PAGE]);
    expect(await listed(space)).toEqual([]);
    const text = (await space.db.selectFrom("document").select("text").executeTakeFirstOrThrow()).text;
    const start = text.indexOf("拉图");
    const place = { in: "text" as const, start, end: start + 2 };
    const spans = { foreign_people: { documentId: await documentOf(space, "chess"), ...place } };
    const people = [{ name: "拉图", side: "foreign", office: "警察总监", agency: null }];
    const coded = { ...CODING, people };
    const { outcome, event } = await add(space, { coding: coded, spans, note: "chess counts" });
    expect(outcome).toBe("added");
    expect(event).toMatchObject({ status: "accepted", queueReason: null, coding: CODING, mentionCount: 1 });
    expect(event.mentions).toMatchObject([
      {
        rule: ADDED_BY_HAND,
        added_by: "ana",
        quote: PASSAGE,
        field_spans: { foreign_people: [place] },
      },
    ]);
    expect(event.reviews).toMatchObject([
      {
        decision: "add",
        reviewer: "ana",
        note: "chess counts",
        mentionIds: [event.mentions[0]!.id],
        into: null,
      },
    ]);
    const row = await space.db.selectFrom("review").selectAll().executeTakeFirstOrThrow();
    expect(JSON.parse(row.coding!)).toEqual(CODING);
    expect(JSON.parse(row.spans!)).toEqual(spans);
    expect(event.people).toContainEqual(expect.objectContaining({ name: "拉图", office: "警察总监" }));
    expect(await waits(space)).toEqual([]);
    const links = await space.db.selectFrom("link").select(["author", "eventId"]).execute();
    expect(links).toEqual([{ author: "ana", eventId: event.id }]);
  });

  it("is found again under the words of its passage, however lines are broken", async () => {
    const space = await bringIn([CHESS_PAGE]);
    const { event } = await add(space, { evidence: "公安部副部长 陈卫在努库阿洛法\n与汤加警察总监拉图对弈" });
    expect(event.mentions[0]!.quote).toBe(PASSAGE);
  });

  it("stands at the place that was marked, where its words stand several times", async () => {
    const twice = `${CHESS}\n${ORDINARY}\n${CHESS}`;
    const space = await bringIn([page("chess", twice)]);
    const { text } = await space.db.selectFrom("document").select("text").executeTakeFirstOrThrow();
    const start = text.lastIndexOf(PASSAGE);
    const marked = { in: "text" as const, start, end: start + PASSAGE.length };
    const { event } = await add(space, { marked });
    expect(event.mentions[0]).toMatchObject({ start, quote: PASSAGE });
  });

  it.each([
    [{ evidence: "公安部部长" }, /do not stand in the document/],
    [{ evidence: " " }, /expected the words that report/],
    [{ evidence: "陈卫" }, /stand 2 times/],
    [{ evidence: { in: "text" as const, start: 5, end: 5000 } }, /expected 0 ≤ start < end/],
    [{ coding: { ...CODING, date: "2024-02-31" } }, /date: expected a day of the calendar/],
    [{ coding: { ...CODING, countries: ["CN"] } }, /foreign parties/],
    [{ coding: { ...CODING, date: undefined } }, /date/],
    [{ coding: { ...CODING, prc_actors: ["KGB"] } }, /prc_actors/],
    [{ coding: { ...CODING, background: true } }, /background/],
    [{ spans: { date: { documentId: "d-x", in: "text", start: 0, end: 2 } } }, /expected words of a report/],
    [{ documentId: "d-none" }, /no document d-none/],
    [{ joins: "e-none" }, /no event e-none/],
    [{ reviewer: " " }, /reviewer/],
  ] as [Partial<EventByHand>, RegExp][])("is refused with a reason: %j", async (wrong, message) => {
    const space = await bringIn([page("chess", `${CHESS}陈卫一行还参观了港口。`)]);
    await expect(add(space, wrong)).rejects.toThrow(message);
    const counts = await Promise.all(
      (["mention", "event", "link", "review"] as const).map((table) =>
        space.db.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(counts.flat()).toEqual([]);
  });

  it("is one mention when two people add the same passage: the second is told who was first", async () => {
    const space = await bringIn([CHESS_PAGE]);
    const first = await add(space);
    const second = await add(space, { reviewer: "ben", coding: { ...CODING, topics: [] } });
    expect(second).toMatchObject({
      outcome: "known",
      why: "ana has added this passage",
      event: { id: first.event.id },
    });
    await expect(add(space, { reviewer: "ben", joins: first.event.id })).rejects.toThrow(/a report of event/);
    expect(await space.db.selectFrom("mention").selectAll().execute()).toHaveLength(1);
    expect(await space.db.selectFrom("review").selectAll().execute()).toHaveLength(1);
    // Of another type it is another event: a meeting with a signing is two.
    const other = await add(space, { coding: { ...CODING, type: "training" } });
    expect(other.outcome).toBe("added");
    expect(other.event.id).not.toBe(first.event.id);
  });

  it("leaves the lists when it is taken back, and has its id again when it is added again", async () => {
    const space = await bringIn([CHESS_PAGE]);
    const { event } = await add(space);
    const undone = await undo(space, event.id);
    expect(undone).toMatchObject({ id: event.id, status: "new", queueReason: null, mentions: [] });
    expect(await listed(space)).toEqual([]);
    expect(await waits(space)).toEqual([]);
    const past = await space.db.selectFrom("mention").select("current").execute();
    expect(past).toEqual([{ current: 0 }]);
    await bringIn([MEETING_PAGE], LATER);
    expect(await mentionsOfDocument(open!.db, await documentOf(open!, "chess"))).toEqual([]);
    expect((await listIssues(open!.db)).filter(({ code }) => code === "no-mention-left")).toEqual([]);
    const again = await add(open!, { reviewer: "ben", coding: { ...CODING, topics: ["counternarcotics"] } });
    expect(again.event).toMatchObject({
      id: event.id,
      status: "accepted",
      coding: { topics: ["counternarcotics"] },
      machine: { topics: ["counternarcotics"] },
      mentions: [{ added_by: "ben" }],
    });
    expect(again.event.reviews.map(({ decision, effective }) => [decision, effective])).toEqual([
      ["add", false],
      ["undo", false],
      ["add", true],
    ]);
  });

  it("is written whole or not at all", async () => {
    const space = await bringIn([CHESS_PAGE]);
    const { linker } = await coder(space);
    // Linking asks for the time once mention, event and edge are written.
    const now = (): string => {
      throw new Error("the power went");
    };
    const broken = { ...linker, now };
    const input = {
      documentId: await documentOf(space, "chess"),
      reviewer: "ana",
      at: AT,
      coding: CODING,
      evidence: PASSAGE,
    };
    await expect(addByHand(space.db, broken, input)).rejects.toThrow("the power went");
    for (const table of ["mention", "event", "link", "review", "eventState"] as const) {
      expect(await space.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    expect((await add(space)).outcome).toBe("added");
  });
});

describe("a passage that reports a known event", () => {
  it("is shown to the adder, and becomes its report when they say so, of which nothing else is decided", async () => {
    const space = await bringIn([MEETING_PAGE, REPRINT_PAGE]);
    const [event] = await listed(space);
    const told = await add(space, OF_IT);
    expect(told).toMatchObject({ outcome: "known", event: { id: event!.id, mentionCount: 1, reviews: [] } });
    expect(told.outcome === "known" && told.why).toMatch(/FJ/);
    const joined = await add(space, { ...OF_IT, joins: event!.id });
    expect(joined).toMatchObject({
      outcome: "joined",
      event: { id: event!.id, status: "new", queueReason: "new", mentionCount: 2 },
    });
    const history = (await findHistory(space.db, event!.id))!.entries;
    expect(history).toContainEqual(expect.objectContaining({ kind: "joined", by: "ana" }));
    expect(history).toContainEqual(
      expect.objectContaining({
        kind: "decided",
        by: "ana",
        review: expect.objectContaining({ into: event!.id }),
      }),
    );
    const back = await undo(space, event!.id);
    expect(back).toMatchObject({ status: "new", queueReason: "new", mentionCount: 1 });
  });

  it("is another event when the person says so, and stays apart from it", async () => {
    const space = await bringIn([MEETING_PAGE, REPRINT_PAGE]);
    const [event] = await listed(space);
    const other = await add(space, { ...OF_IT, apart: [event!.id] });
    expect(other.outcome).toBe("added");
    expect(other.event.id).not.toBe(event!.id);
    await bringIn([page("more", MEETING, "2024-06-15")], LATER);
    const now = await listed(open!);
    expect(now.map(({ id }) => id).sort()).toEqual([event!.id, other.event.id].sort());
    expect((await undo(open!, other.event.id)).mentions).toEqual([]);
  });

  it("is told of where the rules read it in the same words", async () => {
    const space = await bringIn([MEETING_PAGE]);
    const [event] = await listed(space);
    const evidence = "公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚";
    const told = await add(space, { ...OF_IT, on: "meeting", evidence });
    expect(told).toMatchObject({
      outcome: "known",
      event: { id: event!.id },
      why: expect.stringMatching(/words/),
    });
  });
});

describe("the machine never takes it away:", () => {
  /** What must be as it was, whatever the machine does. */
  const standing = async (space: Workspace, id: string) => {
    const { status, coding, queueReason, mentions } = await getEvent(space.db, id);
    return { status, coding, queueReason, by: mentions.map(({ added_by }) => added_by) };
  };
  const AS_ADDED = { status: "accepted", coding: CODING, queueReason: null, by: ["ana"] };

  it("reading the document again", async () => {
    const space = await bringIn([CHESS_PAGE, MEETING_PAGE]);
    const { event } = await add(space);
    await markRead(space.db, [await documentOf(space, "chess"), await documentOf(space, "meeting")], null);
    await bringIn([], LATER);
    expect(await standing(open!, event.id)).toEqual(AS_ADDED);
    expect(await open!.db.selectFrom("document").select("linked").execute()).toEqual([
      { linked: 1 },
      { linked: 1 },
    ]);
  });

  it("a recode, tried or done, of which it is no event gained, lost or changed", async () => {
    const space = await bringIn([CHESS_PAGE, MEETING_PAGE]);
    const { event } = await add(space);
    editFile(config, "rules/meeting.zh.yaml", (rules) => {
      for (const rule of rules) if ("reads" in rule) rule.reads = `${rule.reads} indeed`;
    });
    editFile(config, "rules/meeting.zh.yaml", (rules) => rules.splice(0, 3));
    const changed = await openCoder(space);
    for (const report of [
      await previewRecode(space, changed, signal),
      await recode(space, changed, signal),
    ]) {
      expect(report.reread).toBeGreaterThan(0);
      const ids = report.causes.flatMap(({ events }) => events).map(({ id }) => id);
      expect(ids).not.toContain(event.id);
      expect(await standing(space, event.id)).toEqual(AS_ADDED);
    }
  });

  it("a rule that reads the passage at last: its reading joins the event as the machine's", async () => {
    const space = await bringIn([CHESS_PAGE]);
    const { event } = await add(space);
    editFile(config, "rules/meeting.zh.yaml", (rules) =>
      rules.push({
        id: "meeting.zh.chess",
        reads: "two sides play chess",
        keywords: ["对弈"],
        pattern: "(?<host>{{side}}){{gap}}{{with_zh}}(?<visitor>{{side}}){{gap:10}}(?<verb>对弈)",
        finds: [{ text: CHESS }],
        skips: [{ text: "公安部副部长陈卫希望与汤加警察总监拉图对弈。", because: "a wish" }],
      }),
    );
    const later = { ...space, now: () => LATER };
    await recode(later, await openCoder(later), signal);
    const now = await getEvent(space.db, event.id);
    expect(now).toMatchObject({ status: "accepted", coding: CODING, mentionCount: 2 });
    expect(now.mentions.map(({ rule }) => rule).sort()).toEqual([ADDED_BY_HAND, "meeting.zh.chess"]);
    expect(await listed(space)).toHaveLength(1);
    const edges = await space.db
      .selectFrom("link")
      .select("author")
      .where("withdrawnAt", "is", null)
      .execute();
    expect(edges.map(({ author }) => author).sort()).toEqual(["ana", "machine"]);
    // Nobody judged the rule: it was not there when the person decided.
    const scores = scoreRules(await listDecidedMentions(space.db));
    expect(scores).toEqual([]);
    const back = await undo(space, event.id);
    expect(back).toMatchObject({ status: "new", queueReason: "undone", mentionCount: 1 });
  });

  it("a new version of the page in which the passage still stands", async () => {
    const space = await bringIn([CHESS_PAGE]);
    const { event } = await add(space);
    await bringIn([page("chess", `（更新）\n${ORDINARY}\n${CHESS}\n${ORDINARY}`)], LATER);
    const now = await getEvent(open!.db, event.id);
    expect(now).toMatchObject({
      id: event.id,
      status: "accepted",
      coding: CODING,
      mentionCount: 1,
      queueReason: null,
    });
    const [mention] = now.mentions;
    expect(mention).toMatchObject({
      added_by: "ana",
      quote: PASSAGE,
      document: await documentOf(open!, "chess"),
    });
    expect(mention!.id).not.toBe(event.mentions[0]!.id);
    const kept = await open!.db.selectFrom("succession").selectAll().execute();
    expect(kept).toEqual([{ mentionId: mention!.id, earlierId: event.mentions[0]!.id }]);
    const edge = await open!.db
      .selectFrom("link")
      .selectAll()
      .where("mentionId", "=", mention!.id)
      .executeTakeFirstOrThrow();
    expect(edge.author).toBe("ana");
    // Taken back now, it does not come again with the next version.
    expect(await undo(open!, event.id)).toMatchObject({ status: "new", queueReason: null, mentions: [] });
    await bringIn([page("chess", `${CHESS}\n${ORDINARY}\n（再次更新）`)], "2024-07-03T08:00:00Z");
    expect(await listed(open!)).toEqual([]);
  });

  it("a version without the passage asks a person; one that has it again gives it back", async () => {
    const space = await bringIn([CHESS_PAGE]);
    const { event } = await add(space);
    await bringIn([page("chess", ORDINARY)], LATER);
    expect(await standing(open!, event.id)).toEqual({ ...AS_ADDED, queueReason: "changed-page", by: [] });
    expect(await waits(open!)).toEqual([[event.id, "changed-page"]]);
    await bringIn([page("chess", `${ORDINARY}\n${CHESS}`)], "2024-07-03T08:00:00Z");
    expect(await standing(open!, event.id)).toMatchObject({ status: "accepted", by: ["ana"] });
  });

  it("copies of the text, and later reports, which join it", async () => {
    const space = await bringIn([CHESS_PAGE]);
    const { event } = await add(space);
    const later = "5月20日，公安部副部长陈卫在努库阿洛法会见汤加警察总监拉图，双方就打击电信诈骗交换意见。";
    await bringIn(
      [{ ...CHESS_PAGE, url: "https://other.example/c.html" }, page("later", later, "2024-05-22")],
      LATER,
    );
    const now = await getEvent(open!.db, event.id);
    expect(now).toMatchObject({ status: "accepted", coding: CODING, mentionCount: 2 });
    expect(now.mentions.map(({ document }) => document)).toContain(await documentOf(open!, "later"));
    expect(await listed(open!)).toHaveLength(1);
  });

  it("a muted rule, which mutes no event that a person reports too", async () => {
    const space = await bringIn([MEETING_PAGE, REPRINT_PAGE]);
    editFile(config, "rules/meeting.zh.yaml", (rules) => {
      for (const rule of rules) rule.muted = true;
    });
    const muting = await openCoder(space);
    await recode(space, muting, signal);
    const [event] = await listed(space);
    expect(await waits(space)).toEqual([[event!.id, "muted-rule"]]);
    await add(space, { ...OF_IT, joins: event!.id });
    await markRead(space.db, [await documentOf(space, "reprint")], null);
    await runStages(space, muting, emptyCounts(), signal);
    expect(await getEvent(space.db, event!.id)).toMatchObject({ muted: false, queueReason: "new" });
  });

  it("linking anew after a person's merge is undone", async () => {
    const space = await bringIn([CHESS_PAGE, MEETING_PAGE]);
    const { event } = await add(space);
    const [meeting] = (await listed(space)).filter(({ id }) => id !== event.id);
    const { linker } = await coder(space);
    const by = { reviewer: "ben", at: LATER };
    await decide(space.db, { ...by, eventId: event.id, decision: "merge", into: meeting!.id }, linker);
    await decide(space.db, { ...by, eventId: event.id, decision: "undo" }, linker);
    await bringIn([], "2024-07-04T08:00:00Z");
    expect(await standing(open!, event.id)).toEqual(AS_ADDED);
    expect((await getEvent(open!.db, event.id)).muted).toBe(false);
  });
});

it("leaves with who added it, and says nothing about any rule", async () => {
  const space = await bringIn([CHESS_PAGE, MEETING_PAGE]);
  const { event } = await add(space);
  const exported = [];
  for await (const one of exportEvents(space.db, { status: "accepted" })) exported.push(one);
  expect(exported).toMatchObject([
    {
      id: event.id,
      status: "accepted",
      mentions: [{ rule: ADDED_BY_HAND, added_by: "ana" }],
      reviews: [{ decision: "add", reviewer: "ana" }],
    },
  ]);
  expect(scoreRules(await listDecidedMentions(space.db))).toEqual([]);
});
