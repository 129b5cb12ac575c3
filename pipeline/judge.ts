import type { Source } from "../sources/source.ts";
import { type Db, inTransaction, type Row } from "../store/database.ts";
import { closeIssuesFor, listHealthDecisions, listIssues, openIssues, PROGRAM } from "../store/issues.ts";
import { listArticleDays, listArticleReadings } from "../store/readings.ts";
import { findSourceState, recordSourceState } from "../store/source-state.ts";
import { listUnjudgedVisits, listVisits, markJudged, type Visit, type VisitCounts } from "../store/visits.ts";
import type { RunCounts } from "./counts.ts";
import { type Finding, type HealthCode, judgeHealth, type Present, stateOf } from "./health.ts";
import { learnRanges, type Past, RECENT_ARTICLES } from "./usual.ts";
import type { Workspace } from "./workspace.ts";

/** Visits judged in one go. */
const BATCH = 100;
/** How far back is learned from: visits, articles, days with a new article. */
const LEARN = { visits: 40, articles: 100, days: 60 };
/** Visits since an issue about links was opened, among which each list's last full reading is looked for. */
const SINCE_OPEN = 200;

type Issue = Row<"issue">;

/**
 * Visit → health: judges each source that was visited by what its visits and articles show, opens and closes its issues
 * and says what state it is in. Gives how many visits waited; 0 when none is left.
 */
export async function judgeBatch(space: Workspace, counts: RunCounts): Promise<number> {
  const visits = await listUnjudgedVisits(space.db, BATCH);
  if (visits.length === 0) return 0;
  const sources = new Map(space.sources.map((source) => [source.id, source]));
  const bySource = new Map<string, Visit[]>();
  for (const visit of visits) {
    bySource.set(visit.sourceId, [...(bySource.get(visit.sourceId) ?? []), visit]);
  }
  for (const [id, waiting] of bySource) {
    counts.issues += await judgeSource(space, sources.get(id), waiting);
  }
  return visits.length;
}

/** Judges one source by the newest of its visits. Gives how many issues were opened or seen again. */
async function judgeSource(
  space: Workspace,
  source: Source | undefined,
  waiting: readonly Visit[],
): Promise<number> {
  const { db } = space;
  const visit = waiting.at(-1)!;
  const { sourceId } = visit;
  const now = space.now();
  const issues = await listIssues(db, { stage: "health", sourceId });
  const open = new Map(issues.map((issue) => [issue.code as HealthCode, issue]));
  const accepted = await listHealthDecisions(db, sourceId);
  const { past, present } = await look(db, visit, now, open, accepted);
  const usual = learnRanges(past, source?.expect);
  const findings = judgeHealth(present, usual);
  const out = findings.filter(({ verdict }) => verdict === "out");
  const well = findings.filter(({ verdict, code }) => verdict === "well" && open.has(code));
  const left = new Set([...open.keys(), ...out.map(({ code }) => code)]);
  for (const { code } of well) left.delete(code);
  await inTransaction(db, async (trx) => {
    await openIssues(
      trx,
      out.map(({ code, message }) => ({ stage: "health", code, sourceId, item: sourceId, message, at: now })),
    );
    for (const { code } of well) await closeIssue(trx, sourceId, code, now);
    await recordSourceState(trx, { sourceId, state: stateOf(visit.state, left), usual });
    await markJudged(
      trx,
      waiting.map(({ id }) => id),
    );
  });
  return out.length;
}

function closeIssue(db: Db, sourceId: string, code: Finding["code"], at: string): Promise<number> {
  return closeIssuesFor(db, { stage: "health", code, item: sourceId }, PROGRAM, at);
}

/**
 * What the source shows now, and the past it is held against. While an issue is open the past ends where it was opened:
 * a change that stays must not become what is usual. When a person closed it the past begins there: what is shown
 * since then is accepted as it is.
 */
async function look(
  db: Db,
  visit: Visit,
  now: string,
  open: ReadonlyMap<HealthCode, Issue>,
  accepted: ReadonlyMap<string, string>,
): Promise<{ past: Past; present: Present }> {
  const { sourceId } = visit;
  const links = await lookAtLinks(db, visit, open.get("few-links"), accepted.get("few-links"));
  const recent = await listArticleReadings(db, sourceId, { limit: LEARN.articles + RECENT_ARTICLES });
  const before = async (code: HealthCode) => {
    const [issue, since] = [open.get(code), accepted.get(code)];
    if (!issue && since === undefined) return recent.slice(RECENT_ARTICLES);
    const filter = { seenSince: since, seenBefore: issue?.opened, limit: LEARN.articles + RECENT_ARTICLES };
    return (await listArticleReadings(db, sourceId, filter)).slice(RECENT_ARTICLES);
  };
  const days = await listArticleDays(db, sourceId, {
    since: accepted.get("quiet"),
    until: now,
    limit: LEARN.days,
  });
  const state = await findSourceState(db, sourceId);
  return {
    past: {
      links: links.past,
      articles: {
        title: await before("untitled-articles"),
        date: await before("undated-articles"),
        text: await before("textless-articles"),
      },
      days,
    },
    present: {
      state: visit.state,
      links: links.present,
      articles: recent.slice(0, RECENT_ARTICLES * 2),
      newest: state?.lastNewArticle ?? null,
      now,
    },
  };
}

async function lookAtLinks(
  db: Db,
  visit: Visit,
  issue: Issue | undefined,
  since: string | undefined,
): Promise<{ past: VisitCounts["links"][]; present: VisitCounts["links"] }> {
  const { sourceId } = visit;
  const limit = LEARN.visits + 1;
  const visits = await listVisits(db, sourceId, { since, endedBefore: issue?.opened, limit });
  // The newest is the one that is judged, or that the issue was opened by.
  const past = visits.slice(1).map(({ counts }) => counts.links);
  if (!issue) return { past, present: visit.counts.links };
  const later = await listVisits(db, sourceId, { since: visits[0]?.started, limit: SINCE_OPEN });
  const present: VisitCounts["links"] = {};
  for (const { counts } of later) {
    for (const [list, number] of Object.entries(counts.links)) present[list] ??= number;
  }
  return { past, present };
}
