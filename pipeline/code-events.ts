import { type Db, inTransaction } from "../store/database.ts";
import { clearRecode, listEventsToRecode, updateEventCoding } from "../store/events.ts";
import { closeIssuesOf, openIssues } from "../store/issues.ts";
import { listStaleLinks, withdrawLinks } from "../store/links.ts";
import { mentionsOfEvents, readMentions, type StoredMention } from "../store/mentions.ts";
import type { RunCounts } from "./counts.ts";
import { findTied } from "./gather.ts";
import { codeEvent, type Linker, toLinkable } from "./linker.ts";
import { regroup } from "./regroup.ts";
import type { Workspace } from "./workspace.ts";

const BATCH = 200;

/** Why an event is coded again. */
export interface Touch {
  /** A page that reports it has changed. */
  readonly changedPage: boolean;
  /** The very sentence that reports it has changed. */
  readonly reworded: boolean;
}

/**
 * Computes the machine's values of stored events again, over the mentions they have now. Human decisions stay; issues that
 * an event had no mention left are over. Gives the events that have none.
 */
export async function codeEventsAgain(
  db: Db,
  linker: Linker,
  events: ReadonlyMap<string, Touch>,
  counts: RunCounts,
): Promise<string[]> {
  if (events.size === 0) return [];
  const stored = await mentionsOfEvents(db, [...events.keys()]);
  const linkable = await toLinkable(db, linker, [...stored.values()].flat());
  const empty: string[] = [];
  const rows = [];
  for (const [id, { changedPage, reworded }] of events) {
    const mentions = presentMentions(stored.get(id) ?? []);
    if (mentions.length === 0) empty.push(id);
    else {
      const values = codeEvent(linker, mentions, linkable);
      const reason = changedPage ? { reason: "changed-page" as const } : {};
      rows.push({ id, ...values, codedBy: linker.codedBy, updatedAt: linker.now(), reworded, ...reason });
    }
  }
  const { changed, same } = await updateEventCoding(db, rows);
  counts.events.changed += changed.length;
  counts.events.known += same.length;
  const reported = rows
    .filter(({ id }) => stored.get(id)?.some(({ current }) => current))
    .map(({ id }) => id);
  await closeIssuesOf(db, { stage: "link", code: "no-mention-left" }, reported, "jingwu", linker.now());
  return empty;
}

/** Mentions that are still read; where none is, the last ones that were. */
function presentMentions(mentions: readonly StoredMention[]): readonly StoredMention[] {
  const present = mentions.filter(({ current }) => current);
  return present.length > 0 ? present : mentions;
}

/**
 * Takes back one batch of edges to mentions that are no longer read, groups anew what they held together, and codes the events
 * again that have lost or moved a mention. An event with no mention left stays, and an issue asks a person to look. Gives how
 * many edges and events were handled; 0 when nothing is left.
 */
export async function tidyLinks(space: Workspace, linker: Linker, counts: RunCounts): Promise<number> {
  return inTransaction(space.db, async (trx) => {
    const stale = await listStaleLinks(trx, BATCH);
    const gone = await readMentions(
      trx,
      stale.map(({ mentionId }) => mentionId),
    );
    await withdrawLinks(trx, stale, linker.now());
    const events = await listEventsToRecode(trx, BATCH);
    if (stale.length + events.length === 0) return 0;
    const left = [
      ...(
        await mentionsOfEvents(
          trx,
          events.map(({ id }) => id),
        )
      ).values(),
    ].flat();
    const seeds = [...left, ...(await findTied(trx, linker, gone))].filter(({ current }) => current);
    const { touched, absorbed } = await regroup(trx, linker, seeds, new Set(), counts);

    const changed = new Set(stale.filter(({ changedPage }) => changedPage).map(({ eventId }) => eventId));
    const wanted = new Set([...events.map(({ id }) => id), ...touched]);
    for (const id of absorbed) wanted.delete(id);
    const touches = [...wanted].map((id) => [id, { changedPage: changed.has(id), reworded: false }] as const);
    const empty = await codeEventsAgain(trx, linker, new Map(touches), counts);
    await clearRecode(trx, empty, changed, linker.now());
    const merged = new Set(events.filter(({ status }) => status === "merged").map(({ id }) => id));
    const issues = empty
      .filter((id) => !merged.has(id))
      .map((id) => ({
        stage: "link",
        code: "no-mention-left",
        item: id,
        message:
          "no page that is read now reports this event any more: its page changed or the rules read it otherwise",
        at: linker.now(),
      }));
    await openIssues(trx, issues);
    counts.issues += issues.length;
    return stale.length + events.length;
  });
}
