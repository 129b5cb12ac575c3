import { mentionKeys } from "../extractors/link-block.ts";
import { scoreReady } from "../extractors/link-compare.ts";
import type { LinkableMention } from "../extractors/link-mention.ts";
import { readyMention } from "../extractors/link-ready.ts";
import type { Db } from "../store/database.ts";
import { findByKeys, type MentionKey } from "../store/mention-keys.ts";
import { mentionsOfEvents, readMentions, type StoredMention } from "../store/mentions.ts";
import { type Linker, toLinkable } from "./linker.ts";

/** Mentions whose grouping may depend on one another, closed: no tie leads to a linked mention outside. */
export interface Gathered {
  readonly stored: ReadonlyMap<string, StoredMention>;
  readonly linkable: ReadonlyMap<string, LinkableMention>;
}

/**
 * Gathers what must be grouped together with `seeds`: the mentions that tie with them, those that tie with these, and so on,
 * and the other mentions of their events. Grouping these gives what grouping all stored mentions at once would. Costs one
 * look-up a mention gathered; mentions that are not linked yet come in their own turn.
 */
export async function gather(db: Db, linker: Linker, seeds: readonly StoredMention[]): Promise<Gathered> {
  const stored = new Map<string, StoredMention>();
  const linkable = new Map<string, LinkableMention>();
  const read = new Map<string, LinkableMention>();
  const events = new Set<string>();

  /** Takes mentions in, with the others of their events; gives those that were not inside before. */
  const enter = async (mentions: readonly StoredMention[]): Promise<LinkableMention[]> => {
    const opened = mentions.flatMap(({ eventId }) =>
      eventId === null || events.has(eventId) ? [] : [eventId],
    );
    for (const id of opened) events.add(id);
    const mates = [...(await mentionsOfEvents(db, [...new Set(opened)])).values()].flat();
    const entering = [...mentions, ...mates].filter(({ id, current }) => current && !stored.has(id));
    for (const mention of entering) stored.set(mention.id, mention);
    await prepare(entering);
    return [...new Set(entering.map(({ id }) => id))].map((id) => {
      linkable.set(id, read.get(id)!);
      return read.get(id)!;
    });
  };
  const prepare = async (mentions: readonly StoredMention[]): Promise<void> => {
    const missing = mentions.filter(({ id }) => !read.has(id));
    for (const [id, mention] of await toLinkable(db, linker, missing)) read.set(id, mention);
  };

  const known = new Map<string, StoredMention>();
  let frontier = await enter(seeds);
  while (frontier.length > 0) {
    const found = await findNear(db, linker, frontier);
    const near = [...new Set([...found.values()].flat())].filter((id) => !stored.has(id));
    const unread = near.filter((id) => !known.has(id));
    for (const mention of await readMentions(db, unread)) known.set(mention.id, mention);
    await prepare(near.map((id) => known.get(id)!));
    const tied = new Set<string>();
    for (const one of frontier) {
      for (const id of found.get(one.id)!) {
        if (!stored.has(id) && !tied.has(id) && ties(linker, one, read.get(id)!)) tied.add(id);
      }
    }
    frontier = await enter([...tied].map((id) => known.get(id)!));
  }
  return { stored, linkable };
}

/** The linked mentions that tie with mentions no longer read: what these held together must be grouped anew. */
export async function findTied(
  db: Db,
  linker: Linker,
  gone: readonly StoredMention[],
): Promise<StoredMention[]> {
  const linkable = [...(await toLinkable(db, linker, gone)).values()];
  const found = await findNear(db, linker, linkable);
  const near = await readMentions(db, [...new Set([...found.values()].flat())]);
  const read = await toLinkable(db, linker, near);
  const tied = new Set(
    linkable.flatMap((one) => found.get(one.id)!.filter((id) => ties(linker, one, read.get(id)!))),
  );
  return near.filter(({ id }) => tied.has(id));
}

/** The linked mentions that share one of the keys. */
export async function findUnderKeys(db: Db, keys: readonly MentionKey[]): Promise<StoredMention[]> {
  return readMentions(db, [...new Set((await findByKeys(db, keys)).flat())]);
}

function ties(linker: Linker, a: LinkableMention, b: LinkableMention): boolean {
  const { context } = linker;
  const { score, conflict } = scoreReady(readyMention(a, context), readyMention(b, context), context);
  return score >= context.config.thresholds.possible && !conflict;
}

/** For each mention the linked ones that share a key with it, itself left out. Mentions of one block are looked up once. */
async function findNear(
  db: Db,
  linker: Linker,
  mentions: readonly LinkableMention[],
): Promise<Map<string, string[]>> {
  const keys = new Map<string, MentionKey>();
  const keysOf = new Map<string, string[]>();
  for (const mention of mentions) {
    const own = mentionKeys(mention, linker.context.config);
    const names = own.map(({ key, firstDay, lastDay }) => `${key} ${firstDay} ${lastDay}`);
    for (const [at, name] of names.entries()) keys.set(name, own[at]!);
    keysOf.set(mention.id, names);
  }
  const lists = await findByKeys(db, [...keys.values()]);
  const found = new Map([...keys.keys()].map((name, at) => [name, lists[at]!]));
  return new Map(
    mentions.map(({ id }) => {
      const ids = new Set(keysOf.get(id)!.flatMap((name) => found.get(name)!));
      ids.delete(id);
      return [id, [...ids]];
    }),
  );
}
