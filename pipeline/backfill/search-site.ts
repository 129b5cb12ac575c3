import type { Source } from "../../sources/source.ts";
import type { SliceKey } from "../../store/backfill.ts";
import { SourceFailure } from "../visit.ts";
import { type Backfill, fail, settle } from "./backfill.ts";
import { pieces } from "./turns.ts";
import { settleWalk, type Walk, walkSite } from "./walk-site.ts";

/** Walks a site back through these years, and writes to the ledger what came of it. */
export async function searchSite(run: Backfill, source: Source, keys: readonly SliceKey[]): Promise<void> {
  const { space, counts, signal, sites, period } = run;
  const years = keys.map(({ year }) => year);
  const told = () => run.tell(source, "site", years[0]!);
  const walk: Walk = {
    space,
    source,
    years,
    period,
    sites,
    counts,
    signal,
    piece: pieces(space, signal),
    told,
  };
  try {
    await walkSite(walk);
    if (signal.aborted) return;
    await run.workOff();
    await settleWalk(walk, null);
    await settle(space, source, "site");
  } catch (error) {
    if (signal.aborted && error === signal.reason) return;
    if (!(error instanceof SourceFailure)) throw error;
    const { code, message } = error.error;
    const state = code === "blocked" || code === "robots-disallowed" ? "blocked" : "failed";
    await settleWalk(walk, { state, reason: message });
    await fail(run, { code, message }, source, "site");
  }
}
