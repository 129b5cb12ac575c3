import { setImmediate } from "node:timers/promises";
import { type Passages, readPassages } from "../extractors/passages.ts";
import { likenessOf, mayBeCopies } from "../extractors/text-copy.ts";
import {
  type ComparableText,
  dropCopies,
  listComparable,
  listPastCompared,
  listUncompared,
  type NewCopy,
  saveCompared,
} from "../store/copies.ts";
import { inTransaction } from "../store/database.ts";
import { addPassages, findLikelyCopies, removePassages } from "../store/passages.ts";
import type { Linker } from "./linker.ts";
import type { Workspace } from "./workspace.ts";

const BATCH = 200;

/**
 * Document → its copies: compares one batch of current documents with all that are stored, whatever their titles, and
 * takes past versions of their pages out. Gives how many were compared; 0 when none is left.
 */
export async function compareBatch(space: Workspace, linker: Linker): Promise<number> {
  const { copies: limits } = linker.context.config;
  const documents = await listUncompared(space.db, BATCH);
  if (documents.length === 0) return 0;
  const read = new Map<string, Passages>();
  const passagesOf = async (texts: readonly ComparableText[]) => {
    for (const text of texts) {
      if (read.has(text.id)) continue;
      read.set(text.id, readPassages(text, limits.furniture));
      // Whatever else this process serves has its turn between two documents.
      await setImmediate();
    }
    return texts.map(({ id }) => ({ documentId: id, hashes: read.get(id)!.hashes }));
  };
  const fresh = await passagesOf(documents);
  await inTransaction(space.db, async (trx) => {
    const past = await listPastCompared(
      trx,
      documents.map(({ canonicalUrl }) => canonicalUrl),
    );
    await removePassages(trx, await passagesOf(past));
    await dropCopies(
      trx,
      past.map(({ id }) => id),
    );
    await addPassages(trx, fresh);
    const likely = await findLikelyCopies(trx, fresh, mayBeCopies);
    const wanted = new Set(likely.flat().filter((id) => !read.has(id)));
    await passagesOf(await listComparable(trx, [...wanted]));
    const copies: NewCopy[] = [];
    for (const [a, b] of likely) {
      const [one, other] = [read.get(a), read.get(b)];
      const likeness = one && other ? likenessOf(one, other, limits) : null;
      if (likeness !== null) copies.push({ documentA: a, documentB: b, likeness });
    }
    await saveCompared(
      trx,
      documents.map(({ id }) => id),
      copies,
    );
  });
  return documents.length;
}
