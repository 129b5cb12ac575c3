import { loadRulebook } from "../../extractors/extract.ts";
import { addByHand, type EventByHand } from "../../pipeline/add-by-hand.ts";
import { decide } from "../../pipeline/decide.ts";
import { type Coder, openCoder } from "../../pipeline/stages.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { CHESS, PASSAGE } from "./chess.ts";
import { ownStore } from "./own-store.ts";

export const AT = "2024-07-01T08:00:00Z";
export const LATER = "2024-07-02T08:00:00Z";
export const MEETING = "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒交换意见。";
export const ORDINARY = "使馆周末举行开放日活动，当地民众品尝了中国茶。";
export const CODING = {
  type: "meeting",
  date: "2024-05-20",
  countries: ["TO"],
  prc_actors: ["MPS"],
  prc_people: ["陈卫"],
  foreign_people: ["拉图"],
  topics: ["telecom_fraud"],
};
const REPORT = "公安部副部长陈卫11日在苏瓦同斐济警察总监图迪亚对弈，棋盘上写着禁毒二字。";
/** Of the meeting that the rules read on another page. */
export const OF_IT = {
  on: "reprint",
  evidence: "公安部副部长陈卫11日在苏瓦同斐济警察总监图迪亚对弈",
  coding: {
    ...{ type: "meeting", date: "2024-06-11", countries: ["FJ"], prc_actors: ["MPS"] },
    ...{ prc_people: ["陈卫"], foreign_people: ["图迪亚"], topics: ["counternarcotics"] },
  },
};
export const { signal } = new AbortController();

export const page = (name: string, text: string, published = "2024-05-21") => ({
  url: `https://news.example/${name}.html`,
  title: `新闻${name}`,
  published,
  lang: "zh",
  text,
});
export const CHESS_PAGE = page("chess", `${CHESS}\n${ORDINARY}`);
export const REPRINT_PAGE = page("reprint", REPORT, "2024-06-12");
export const MEETING_PAGE = page("meeting", `${MEETING}\n${ORDINARY}`, "2024-06-14");

const store = ownStore();
export const { config, space: opened } = store;
const rulebook = await loadRulebook("config");
/** The store at a time, with what is given brought in and everything worked off. */
export const bringIn = (pages: readonly object[], at = AT) => store.bringIn(pages, at, rulebook);
export const coder = (space: Workspace): Promise<Coder> => openCoder(space, rulebook);

export async function documentOf({ db }: Workspace, name: string): Promise<string> {
  const { id } = await db
    .selectFrom("document")
    .select("id")
    .where("canonicalUrl", "=", `https://news.example/${name}.html`)
    .where("current", "=", 1)
    .executeTakeFirstOrThrow();
  return id;
}

export async function add(space: Workspace, more: Partial<EventByHand> & { on?: string } = {}) {
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

export async function undo(space: Workspace, eventId: string, reviewer = "ana") {
  const input = { eventId, reviewer, at: space.now(), decision: "undo" as const };
  return decide(space.db, input, (await coder(space)).linker);
}

export const waits = async ({ db }: Workspace) =>
  (await eventsForQueue(db)).events.map(({ id, queueReason }) => [id, queueReason]);
export const listed = async ({ db }: Workspace) => (await eventsForQueue(db, { status: "all" })).events;
