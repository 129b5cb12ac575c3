import { join } from "node:path";
import { readPayload } from "../sources/archive.ts";
import { decodeHtml, decodeText } from "../sources/charset.ts";
import { SourceError } from "../sources/errors.ts";
import type { Db } from "../store/database.ts";
import { getSnapshot } from "../store/snapshots.ts";

/** The bytes of a capture as text, read from the archive; undefined when it cannot be read, say because its file is not at hand. */
export async function readArchivedText(
  db: Db,
  dataDir: string,
  snapshotId: string,
): Promise<string | undefined> {
  const snapshot = await getSnapshot(db, snapshotId);
  const holder = snapshot.revisitOf ? await getSnapshot(db, snapshot.revisitOf) : snapshot;
  const place = { file: holder.warcFile, offset: holder.warcOffset, length: holder.warcLength };
  try {
    const payload = await readPayload(join(dataDir, "archive"), place);
    const decode = /html/i.test(snapshot.contentType ?? "html") ? decodeHtml : decodeText;
    return decode(payload, snapshot.contentType).text;
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}
