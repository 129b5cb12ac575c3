import { scheduleOf } from "../sources/schedule.ts";
import { inTransaction } from "../store/database.ts";
import { findSourceState, recordSourceState } from "../store/source-state.ts";
import { addVisit, listVisits, type NewVisit } from "../store/visits.ts";
import { readWaiting } from "../store/waiting.ts";
import { nextDue } from "./due.ts";
import type { Visit } from "./visit.ts";

/** Visits that the usual time between new articles is taken from. */
const RECENT_VISITS = 60;

export type VisitState = NewVisit["state"];

/** How a visit ended. */
export interface Concluded {
  readonly source: string;
  readonly state: VisitState;
  readonly newArticles: number;
  readonly nextDue: string;
  /** Articles were left for the next round. */
  readonly left: boolean;
}

/**
 * Notes the visit, what it tells of the source, and when the source is due next, in one transaction; a visit that was
 * stopped tells nothing (null) and is made again. What state the source is in is judged after the stages, when its
 * articles were read.
 */
export async function conclude(visit: Visit, state: VisitState): Promise<Concluded | null> {
  const { space, source, started, tally, resumed } = visit;
  if (visit.signal.aborted) return null;
  const failed = state === "blocked" || state === "unreachable";
  return inTransaction(space.db, async (trx) => {
    const finished = space.now();
    const before = await findSourceState(trx, source.id);
    // The rest of a visit is no visit of its own, unless it shows that the source cannot be read any more.
    if (!resumed || failed) {
      await addVisit(trx, { sourceId: source.id, started, finished, state, counts: tally.counts });
    }
    const visits = await listVisits(trx, source.id, { limit: RECENT_VISITS });
    const waiting = await readWaiting(trx, source.id);
    const failures = failed ? (before?.failures ?? 0) + 1 : 0;
    const due = nextDue(
      {
        sourceId: source.id,
        at: failed ? finished : started,
        state,
        failures,
        news: visits.filter(({ counts }) => counts.newArticles > 0).map((one) => one.started),
        ...waiting,
      },
      scheduleOf(source, space.settings),
    );
    await recordSourceState(trx, {
      sourceId: source.id,
      lastAttempt: started,
      nextDue: due,
      failures,
      // The lists were read when the visit began: a day that began since then is still to be asked for.
      ...(state === "ok" ? { lastSuccess: started } : {}),
      ...(tally.newest !== null && tally.newest > (before?.lastNewArticle ?? "")
        ? { lastNewArticle: tally.newest }
        : {}),
    });
    return {
      source: source.id,
      state,
      newArticles: tally.counts.newArticles,
      nextDue: due,
      left: waiting.more && !failed,
    };
  });
}
