import { readPayload } from "../sources/archive.ts";
import { SourceError } from "../sources/errors.ts";
import type { ListAddress } from "../sources/list-address.ts";
import { readListAnswer } from "../sources/read-list.ts";
import type { Row } from "../store/database.ts";
import { getSnapshot } from "../store/snapshots.ts";
import type { Visit } from "./visit.ts";

/**
 * The lists that an unchanged list page leads to, from its kept bytes: what they name may have changed all the same, as
 * the data that a page loads its list from.
 */
export async function sectionsAsKept(
  visit: Visit,
  list: ListAddress,
  page: Row<"page"> | undefined,
): Promise<readonly string[]> {
  const { space, source } = visit;
  if (!page?.lastSnapshotId) return [];
  const snapshot = await getSnapshot(space.db, page.lastSnapshotId);
  const holder = snapshot.revisitOf ? await getSnapshot(space.db, snapshot.revisitOf) : snapshot;
  const { warcFile: file, warcOffset: offset, warcLength: length } = holder;
  const body = await readPayload(space.archiveDir, { file, offset, length });
  const { contentType, finalUrl } = snapshot;
  try {
    const reading = await readListAnswer(list, { body, contentType, finalUrl }, source);
    return reading.kind === "list" ? reading.sections : [];
  } catch (error) {
    if (error instanceof SourceError) return [];
    throw error;
  }
}
