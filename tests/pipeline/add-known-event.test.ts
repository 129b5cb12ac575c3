import { describe, expect, it } from "vitest";
import { findHistory } from "../../store/history.ts";
import {
  add,
  bringIn,
  LATER,
  listed,
  MEETING,
  MEETING_PAGE,
  OF_IT,
  opened,
  page,
  REPRINT_PAGE,
  undo,
} from "./hand-added.ts";

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
    const now = await listed(opened());
    expect(now.map(({ id }) => id).sort()).toEqual([event!.id, other.event.id].sort());
    expect((await undo(opened(), other.event.id)).mentions).toEqual([]);
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
