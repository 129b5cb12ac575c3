import { cpSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, expect } from "vitest";
import { recode } from "../../pipeline/recode.ts";
import { previewRecode } from "../../pipeline/recode-preview.ts";
import type { RecodeReport } from "../../pipeline/recode-report.ts";
import { openCoder } from "../../pipeline/stages.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { closeDatabase, openDatabase } from "../../store/database.ts";
import { eventsForQueue } from "../../store/queue.ts";
import { addReview } from "../../store/reviews.ts";
import { CHESS, CHESS_RULE } from "./chess.ts";
import { importLines } from "./import-lines.ts";
import { inSpaceAt, makeConfig, ORDINARY, temporaryFolder } from "./mission-site.ts";
import { ensureBuilt } from "./program.ts";
import { editFile } from "./rule-edits.ts";

const MEETING = "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒和打击跨国犯罪交换意见。";
const GIVEN = [
  { id: "meeting", title: "中斐警方会晤", published: "2024-06-14", text: MEETING },
  { id: "chess", title: "对弈", published: "2024-05-21", text: CHESS },
  { id: "day", title: "开放日", published: "2024-05-07", text: ORDINARY },
];
export const addChessRule = () =>
  editFile(config, "rules/meeting.zh.yaml", (rules) => rules.push(CHESS_RULE));

const AT = "2026-03-01T08:00:00Z";
export const { signal } = new AbortController();

/** Data folders with what was imported with the rules as they are. */
const few = temporaryFolder();
export const many = temporaryFolder();
export let config: string;
export let data: string;

beforeAll(async () => {
  await ensureBuilt();
  config = makeConfig({}, "http://127.0.0.1:9");
  await importInto(few, GIVEN);
});

beforeEach(() => {
  config = makeConfig({}, "http://127.0.0.1:9");
  beginWith(few);
});

/** Gives the test a store with what this folder holds. */
export function beginWith(folder: string): void {
  data = temporaryFolder();
  cpSync(folder, data, { recursive: true });
}

export const importInto = (folder: string, given: readonly object[]) =>
  inSpaceAt(config, folder, AT, async (space) => {
    expect((await importLines(space, given)).status).toBe(0);
  });

export const withSpace = <T>(work: (space: Workspace) => Promise<T>) => inSpaceAt(config, data, AT, work);

export const show = () => withSpace(async (space) => previewRecode(space, await openCoder(space), signal));
export const apply = () => withSpace(async (space) => recode(space, await openCoder(space), signal));
export const plain = ({ seconds: _, ...report }: RecodeReport) => report;

/** What recoding may change, without times. */
export async function stored() {
  const db = await openDatabase(join(data, "jingwu.db"), { create: false });
  try {
    return {
      documents: await db
        .selectFrom("document")
        .select(["id", "extractedWith", "extractedVersion", "linked"])
        .orderBy("id")
        .execute(),
      mentions: await db
        .selectFrom("mention")
        .select(["id", "coding", "people", "current"])
        .orderBy("id")
        .execute(),
      events: await db
        .selectFrom("event")
        .select(["id", "coding", "people", "status", "queueReason", "mentionCount", "recode"])
        .orderBy("id")
        .execute(),
      links: await db
        .selectFrom("link")
        .select(["mentionId", "eventId"])
        .where("withdrawnAt", "is", null)
        .orderBy("mentionId")
        .execute(),
      configs: await db.selectFrom("ruleConfig").select(["sha256", "units"]).execute(),
    };
  } finally {
    await closeDatabase(db);
  }
}

export function accept(eventId: string): Promise<unknown> {
  return withSpace(({ db }) => addReview(db, { eventId, reviewer: "mele", decision: "accept", at: AT }));
}

export const queue = () => withSpace(async ({ db }) => (await eventsForQueue(db)).events);

/** Documents that are read with other rules than these. */
export async function countReadOtherwise(sha256: string): Promise<number> {
  const db = await openDatabase(join(data, "jingwu.db"), { create: false });
  try {
    const row = await db
      .selectFrom("document")
      .select((e) => e.fn.countAll<number>().as("count"))
      .where("extractedWith", "!=", sha256)
      .executeTakeFirstOrThrow();
    return row.count;
  } finally {
    await closeDatabase(db);
  }
}
