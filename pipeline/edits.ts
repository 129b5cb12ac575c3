import { SourceError } from "../sources/errors.ts";
import { contentSha256 } from "../sources/identity.ts";
import type { Row } from "../store/database.ts";
import type { NewEdit } from "../store/page-changes.ts";

type Snapshot = Row<"snapshot">;

/** Two readings of one address that differ, and the captures they were read in. */
export interface Difference {
  readonly before: { readonly documentId: string; readonly snapshot: Snapshot };
  readonly after: {
    readonly documentId: string;
    readonly contentSha256: string;
    readonly snapshot: Snapshot;
  };
}

/**
 * The differences that are edits of the page by its publisher. The others are none: lines of a dataset are no captures,
 * an older copy that came later shows no edit, and where today's adapters read the new text in the old bytes too, only
 * the reading has become better. `read` reads a capture as the parse stage does and may throw SourceError.
 */
export async function editsAmong(
  differences: readonly Difference[],
  read: (snapshot: Snapshot) => Promise<Parameters<typeof contentSha256>[0]>,
): Promise<NewEdit[]> {
  const edits: NewEdit[] = [];
  for (const { before, after } of differences) {
    const [old, now] = [before.snapshot, after.snapshot];
    if (!isCapture(old) || !isCapture(now) || old.captured > now.captured) continue;
    if ((await readAgain(old, read)) === after.contentSha256) continue;
    edits.push({
      canonicalUrl: now.canonicalUrl,
      sourceId: now.sourceId,
      at: now.captured,
      beforeDocumentId: before.documentId,
      afterDocumentId: after.documentId,
    });
  }
  return edits;
}

/** Whether the bytes are a page as a site gave it. */
function isCapture({ route, contentType }: Snapshot): boolean {
  return route !== "import" || /html/i.test(contentType ?? "");
}

/** What the old bytes say to today's adapters; null when they cannot be read or are not at hand any more. */
async function readAgain(
  snapshot: Snapshot,
  read: (snapshot: Snapshot) => Promise<Parameters<typeof contentSha256>[0]>,
): Promise<string | null> {
  try {
    return contentSha256(await read(snapshot));
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}
