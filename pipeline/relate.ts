import type { RelationConfig } from "../extractors/relation-config.ts";
import { relationKeys } from "../extractors/relation-keys.ts";
import { type ReadyEvent, readyEvent } from "../extractors/relation-ready.ts";
import { relationsFrom } from "../extractors/relations.ts";
import { type Db, inTransaction } from "../store/database.ts";
import { mentionsOfEvents } from "../store/mentions.ts";
import {
  codingsToRelate,
  decisionsOnRelations,
  eventsLeadingTo,
  eventsWantedBy,
  followRelationRules,
  listUnrelated,
  markRelated,
  replaceFoundRelations,
  writeRelationKeys,
} from "../store/relation-rows.ts";
import { type Linker, toLinkable } from "./linker.ts";
import type { Workspace } from "./workspace.ts";

const BATCH = 200;

/**
 * Events → relations between them: looks at one batch of events that were changed, and at those from which a relation may
 * lead to them. What the rules find takes the place of what they found before; what people decided stays. Gives how many
 * events were changed; 0 when none is left.
 */
export function relateBatch(space: Workspace, linker: Linker, config: RelationConfig): Promise<number> {
  return inTransaction(space.db, async (trx) => {
    await followRelationRules(trx, config.sha256, linker.now());
    const waiting = await listUnrelated(trx, BATCH);
    if (waiting.length === 0) return 0;
    const ready = await readyEvents(trx, linker, config, waiting);
    await writeRelationKeys(
      trx,
      waiting,
      new Map([...ready].map(([id, one]) => [id, relationKeys(one, config)])),
    );
    const from = [...new Set([...waiting, ...(await eventsLeadingTo(trx, waiting))])];
    const wanted = await eventsWantedBy(trx, from);
    const missing = new Set([...from, ...[...wanted.values()].flat()].filter((id) => !ready.has(id)));
    for (const [id, one] of await readyEvents(trx, linker, config, [...missing])) ready.set(id, one);
    const said = await decisionsOnRelations(trx, from);
    const found = from.flatMap((id) => {
      const one = ready.get(id);
      const others = (wanted.get(id) ?? []).flatMap((other) => ready.get(other) ?? []);
      return one ? relationsFrom(one, others, config, said.get(id)) : [];
    });
    await replaceFoundRelations(trx, from, found, linker.now());
    await markRelated(trx, waiting);
    return waiting.length;
  });
}

/** Events with what relations are found by; one that can stand in none has no entry. */
async function readyEvents(
  db: Db,
  linker: Linker,
  config: RelationConfig,
  ids: readonly string[],
): Promise<Map<string, ReadyEvent>> {
  const codings = await codingsToRelate(db, ids);
  const mentions = await mentionsOfEvents(db, [...codings.keys()]);
  const linkable = await toLinkable(db, linker, [...mentions.values()].flat());
  return new Map(
    [...codings].map(([id, coding]) => {
      const reports = (mentions.get(id) ?? []).map((mention) => linkable.get(mention.id)!);
      return [id, readyEvent({ id, coding, reports }, config, linker.context.names)];
    }),
  );
}
