import type { ListPage } from "../sources/adapter.ts";
import { SourceError } from "../sources/errors.ts";
import type { ListAddress } from "../sources/list-address.ts";
import { readListAnswer } from "../sources/read-list.ts";
import { readPayload } from "../sources/warc-read.ts";
import type { Row } from "../store/database.ts";
import { getSnapshot } from "../store/snapshots.ts";
import type { Visit } from "./visit.ts";

/**
 * A list page read from its kept bytes: an unchanged one, since the lists it leads to may have changed all the same, or one
 * that is looked through for what it named. Null when it is no list or was not kept.
 */
export async function listAsKept(
  visit: Pick<Visit, "space" | "source">,
  list: ListAddress,
  page: Pick<Row<"page">, "lastSnapshotId"> | undefined,
): Promise<ListPage | null> {
  const { space, source } = visit;
  if (!page?.lastSnapshotId) return null;
  const snapshot = await getSnapshot(space.db, page.lastSnapshotId);
  const holder = snapshot.revisitOf ? await getSnapshot(space.db, snapshot.revisitOf) : snapshot;
  const { warcFile: file, warcOffset: offset, warcLength: length } = holder;
  const body = await readPayload(space.archiveDir, { file, offset, length });
  const { contentType, finalUrl } = snapshot;
  try {
    const reading = await readListAnswer(list, { body, contentType, finalUrl }, source);
    return reading.kind === "list" ? reading : null;
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}
