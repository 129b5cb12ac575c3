import { z } from "zod";
import { archivedArticle } from "../../sources/archive-queries.ts";
import { SourceError } from "../../sources/errors.ts";
import type { Fetcher } from "../../sources/fetcher.ts";
import { ListAddressForm } from "../../sources/list-address.ts";
import type { Source } from "../../sources/source.ts";
import { findSlice, type Slice, saveSlices } from "../../store/backfill.ts";
import { countByYear } from "../../store/documents.ts";
import { listPagesToFetch, listUnanswered } from "../../store/pages.ts";
import { captureArticles } from "../capture-articles.ts";
import { captureHomes } from "../capture-home.ts";
import { captureLists } from "../capture-lists.ts";
import type { RunCounts } from "../counts.ts";
import { emptyTally } from "../tally.ts";
import { openItemsOf, SourceFailure, type Visit } from "../visit.ts";
import type { Workspace } from "../workspace.ts";
import { isAtEnd } from "./archive-route.ts";
import type { Period } from "./period.ts";

/** Articles fetched in one piece of work: a few minutes, after which live updates have their turn. */
const PIECE = 20;

const SitePosition = z.object({
  /** Lists that were read back to the beginning of the period; null before the home page was read. */
  lists: z.array(ListAddressForm).readonly().nullable(),
  read: z.int().min(0),
  /** Those of them that could not be read: they are walked again by the next run. */
  failed: z.array(ListAddressForm).readonly().default([]),
});
type SitePosition = z.infer<typeof SitePosition>;

/** What walking a site needs beside the site. */
export interface Walk {
  readonly space: Workspace;
  readonly source: Source;
  readonly years: readonly number[];
  readonly period: Period;
  readonly sites: Fetcher;
  readonly counts: RunCounts;
  readonly signal: AbortSignal;
  /** Runs a piece of work while nobody else writes, and lets live updates in between. */
  readonly piece: <T>(work: () => Promise<T>) => Promise<T>;
  /** Called now and then, to tell how far it is. */
  readonly told: () => Promise<void>;
}

/** What a walk has taken: requests, and the time until the ledger was last written. */
interface Spent {
  readonly before: Pick<Slice, "requests" | "seconds" | "started">;
  readonly requests: () => number;
  readonly begun: number;
}

/**
 * Walks the lists of a site back to the beginning of the period and fetches the articles that they name in it. The ledger
 * holds which lists were read; the articles wait in the store. Throws SourceFailure where the site does not answer.
 */
export async function walkSite(walk: Walk): Promise<void> {
  const { space, source, period, signal, piece } = walk;
  const visit: Visit = {
    ...walk,
    fetcher: walk.sites,
    limit: PIECE,
    listLimit: Number.MAX_SAFE_INTEGER,
    started: space.now(),
    // Known articles have their own days for being looked at again.
    resumed: true,
    openItems: await openItemsOf(space, source.id),
    homeDigests: new Set(),
    tally: emptyTally(),
    back: period,
  };
  const spent: Spent = {
    before: (await findSlice(space.db, firstOf(walk))) ?? { requests: 0, seconds: 0, started: space.now() },
    requests: () => visit.tally.counts.requests,
    begun: space.clock().getTime(),
  };
  let position = await readPosition(walk);
  if (position.lists === null) {
    position = { lists: await piece(() => captureHomes(visit)), read: 0, failed: [] };
    await note(walk, "running", position, spent);
  }
  let error: SourceError | null = null;
  for (const list of position.lists!.slice(position.read)) {
    if (signal.aborted) return;
    const errors = await piece(() => captureLists(visit, [list]));
    // A list that was broken off is read again by the next run.
    if (signal.aborted) return;
    const failed = errors.length > 0 ? [...position.failed, list] : position.failed;
    error ??= errors[0] ?? null;
    position = { ...position, read: position.read + 1, failed };
    await note(walk, "running", position, spent);
    await walk.told();
  }
  const waiting = { notCheckedSince: visit.started, dueAt: visit.started };
  while (!signal.aborted && (await listPagesToFetch(space.db, source.id, "article", 1, waiting)).length > 0) {
    await piece(() => captureArticles(visit));
    await note(walk, "running", position, spent);
    await walk.told();
  }
  if (signal.aborted) return;
  if (position.failed.length > 0) {
    const [first] = position.failed;
    await note(walk, "running", { lists: position.failed, read: 0, failed: [] }, spent);
    const message = `${position.failed.length} lists could not be read, as ${first!.url}`;
    throw new SourceFailure(error ?? new SourceError("fetch-failed", first!.url, message));
  }
  await refuseGaps(walk);
}

/** A walk is over once every article of the period has answered; one that did not is asked for again by the next run. */
async function refuseGaps({ space, source, period }: Walk): Promise<void> {
  const unanswered = (await listUnanswered(space.db, source.id)).filter((url) => {
    const date = archivedArticle(url, source)?.date ?? null;
    return date === null || (date >= period.from && date <= period.to);
  });
  const [first] = unanswered;
  if (first === undefined) return;
  const message = `${unanswered.length} articles did not answer, as ${first}; the next run asks for them again`;
  throw new SourceFailure(new SourceError("fetch-failed", first, message));
}

/** Of the years of one walk, which go together, the first one's. */
function firstOf({ source, years }: Pick<Walk, "source" | "years">) {
  return { sourceId: source.id, year: years[0]!, route: "site" as const };
}

/** Where it goes on: at the beginning, unless it was broken off. */
async function readPosition(walk: Walk): Promise<SitePosition> {
  const slice = await findSlice(walk.space.db, firstOf(walk));
  const position = isAtEnd(slice) ? null : SitePosition.safeParse(slice?.position);
  return position?.success ? position.data : { lists: null, read: 0, failed: [] };
}

/** Each year of a walk has a share of what the walk took. */
async function note(
  walk: Walk,
  state: Slice["state"],
  position: SitePosition,
  { before, requests, begun }: Spent,
): Promise<void> {
  const { space, source, years } = walk;
  const at = space.now();
  const took = (space.clock().getTime() - begun) / 1000;
  await saveSlices(
    space.db,
    years.map((year) => ({
      sourceId: source.id,
      year,
      route: "site",
      state,
      position,
      listed: position.read,
      requests: before.requests + Math.round(requests() / years.length),
      seconds: before.seconds + took / years.length,
      reason: null,
      started: before.started,
      updated: at,
    })),
  );
}

/** Writes what the site had of each year, once it was walked through. */
export async function settleWalk(
  { space, source, years }: Pick<Walk, "space" | "source" | "years">,
  failed: { readonly state: "blocked" | "failed"; readonly reason: string } | null,
): Promise<void> {
  const found = await countByYear(space.db, [source.id], "site");
  const at = space.now();
  const slices: Slice[] = [];
  for (const year of years) {
    const key = { sourceId: source.id, year, route: "site" as const };
    const before = await findSlice(space.db, key);
    const count = found.get(`${source.id} ${year}`) ?? 0;
    slices.push({
      ...key,
      state: failed?.state ?? (count > 0 ? "done" : "empty"),
      position: before?.position ?? ({ lists: null, read: 0, failed: [] } satisfies SitePosition),
      listed: before?.listed ?? 0,
      requests: before?.requests ?? 0,
      seconds: before?.seconds ?? 0,
      reason: failed?.reason ?? null,
      started: before?.started ?? at,
      updated: at,
    });
  }
  await saveSlices(space.db, slices);
}
