import { describe, expect, it } from "vitest";
import { emptyCounts } from "../../pipeline/counts.ts";
import { decide } from "../../pipeline/decide.ts";
import { recode } from "../../pipeline/recode.ts";
import { previewRecode } from "../../pipeline/recode-preview.ts";
import { scoreRules } from "../../pipeline/scorecard.ts";
import { openCoder, runStages } from "../../pipeline/stages.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { ADDED_BY_HAND } from "../../store/added-mentions.ts";
import { markRead } from "../../store/documents.ts";
import { getEvent } from "../../store/event-record.ts";
import { CHESS, CHESS_RULE, PASSAGE } from "./chess.ts";
import {
  add,
  bringIn,
  CHESS_PAGE,
  CODING,
  coder,
  config,
  documentOf,
  LATER,
  listed,
  MEETING_PAGE,
  OF_IT,
  ORDINARY,
  opened,
  page,
  REPRINT_PAGE,
  signal,
  undo,
  waits,
} from "./hand-added.ts";
import { editFile } from "./rule-edits.ts";

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
    expect(await standing(opened(), event.id)).toEqual(AS_ADDED);
    expect(await opened().db.selectFrom("document").select("linked").execute()).toEqual([
      { linked: 1 },
      { linked: 1 },
    ]);
  });

  it("a recode, tried or done, of which it is no event gained, lost or changed", async () => {
    const space = await bringIn([CHESS_PAGE, MEETING_PAGE]);
    const { event } = await add(space);
    editFile(config(), "rules/meeting.zh.yaml", (rules) => {
      for (const rule of rules) if ("reads" in rule) rule.reads = `${rule.reads} indeed`;
    });
    editFile(config(), "rules/meeting.zh.yaml", (rules) => rules.splice(0, 3));
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
    editFile(config(), "rules/meeting.zh.yaml", (rules) => rules.push(CHESS_RULE));
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
    const scores = await scoreRules(space.db);
    expect(scores).toEqual([]);
    const back = await undo(space, event.id);
    expect(back).toMatchObject({ status: "new", queueReason: "undone", mentionCount: 1 });
  });

  it("a new version of the page in which the passage still stands", async () => {
    const space = await bringIn([CHESS_PAGE]);
    const { event } = await add(space);
    await bringIn([page("chess", `（更新）\n${ORDINARY}\n${CHESS}\n${ORDINARY}`)], LATER);
    const now = await getEvent(opened().db, event.id);
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
      document: await documentOf(opened(), "chess"),
    });
    expect(mention!.id).not.toBe(event.mentions[0]!.id);
    const kept = await opened().db.selectFrom("succession").selectAll().execute();
    expect(kept).toEqual([{ mentionId: mention!.id, earlierId: event.mentions[0]!.id }]);
    const edge = await opened()
      .db.selectFrom("link")
      .selectAll()
      .where("mentionId", "=", mention!.id)
      .executeTakeFirstOrThrow();
    expect(edge.author).toBe("ana");
    // Taken back now, it does not come again with the next version.
    expect(await undo(opened(), event.id)).toMatchObject({ status: "new", queueReason: null, mentions: [] });
    await bringIn([page("chess", `${CHESS}\n${ORDINARY}\n（再次更新）`)], "2024-07-03T08:00:00Z");
    expect(await listed(opened())).toEqual([]);
  });

  it("a version without the passage asks a person; one that has it again gives it back", async () => {
    const space = await bringIn([CHESS_PAGE]);
    const { event } = await add(space);
    await bringIn([page("chess", ORDINARY)], LATER);
    expect(await standing(opened(), event.id)).toEqual({ ...AS_ADDED, queueReason: "changed-page", by: [] });
    expect(await waits(opened())).toEqual([[event.id, "changed-page"]]);
    await bringIn([page("chess", `${ORDINARY}\n${CHESS}`)], "2024-07-03T08:00:00Z");
    expect(await standing(opened(), event.id)).toMatchObject({ status: "accepted", by: ["ana"] });
  });

  it("copies of the text, and later reports, which join it", async () => {
    const space = await bringIn([CHESS_PAGE]);
    const { event } = await add(space);
    const later = "5月20日，公安部副部长陈卫在努库阿洛法会见汤加警察总监拉图，双方就打击电信诈骗交换意见。";
    await bringIn(
      [{ ...CHESS_PAGE, url: "https://other.example/c.html" }, page("later", later, "2024-05-22")],
      LATER,
    );
    const now = await getEvent(opened().db, event.id);
    expect(now).toMatchObject({ status: "accepted", coding: CODING, mentionCount: 2 });
    expect(now.mentions.map(({ document }) => document)).toContain(await documentOf(opened(), "later"));
    expect(await listed(opened())).toHaveLength(1);
  });

  it("a muted rule, which mutes no event that a person reports too", async () => {
    const space = await bringIn([MEETING_PAGE, REPRINT_PAGE]);
    editFile(config(), "rules/meeting.zh.yaml", (rules) => {
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
    expect(await standing(opened(), event.id)).toEqual(AS_ADDED);
    expect((await getEvent(opened().db, event.id)).muted).toBe(false);
  });
});
