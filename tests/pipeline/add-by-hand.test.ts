import { describe, expect, it } from "vitest";
import { addByHand, type EventByHand } from "../../pipeline/add-by-hand.ts";
import { scoreRules } from "../../pipeline/scorecard.ts";
import { ADDED_BY_HAND } from "../../store/added-mentions.ts";
import { exportEvents } from "../../store/export.ts";
import { listIssues } from "../../store/issues.ts";
import { mentionsOfDocument } from "../../store/mentions.ts";
import { CHESS, PASSAGE } from "./chess.ts";
import {
  AT,
  add,
  bringIn,
  CHESS_PAGE,
  CODING,
  coder,
  documentOf,
  LATER,
  listed,
  MEETING_PAGE,
  ORDINARY,
  opened,
  page,
  undo,
  waits,
} from "./hand-added.ts";

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
    expect(await mentionsOfDocument(opened().db, await documentOf(opened(), "chess"))).toEqual([]);
    expect((await listIssues(opened().db)).filter(({ code }) => code === "no-mention-left")).toEqual([]);
    const again = await add(opened(), {
      reviewer: "ben",
      coding: { ...CODING, topics: ["counternarcotics"] },
    });
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
  expect(await scoreRules(space.db)).toEqual([]);
});
