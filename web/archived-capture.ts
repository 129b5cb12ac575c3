import { join } from "node:path";
import { decodeHtml, decodeText } from "../sources/charset.ts";
import { SourceError } from "../sources/errors.ts";
import { readPayload } from "../sources/warc-read.ts";
import type { Db, Row } from "../store/database.ts";
import { findDocument } from "../store/documents.ts";
import { getSnapshot } from "../store/snapshots.ts";

/** The capture that a document was read from. */
export interface Capture {
  readonly document: Row<"document">;
  readonly snapshot: Row<"snapshot">;
  /** The capture in whose record the bytes are: another one where a page was captured again unchanged. */
  readonly holder: Row<"snapshot">;
  /** A page for a browser, a text, or anything else, such as a PDF file. */
  readonly kind: "html" | "text" | "other";
}

/** The capture of a document; undefined when there is no such document. */
export async function findCapture(db: Db, documentId: string): Promise<Capture | undefined> {
  const document = await findDocument(db, documentId);
  if (!document) return undefined;
  const snapshot = await getSnapshot(db, document.snapshotId);
  const holder = snapshot.revisitOf ? await getSnapshot(db, snapshot.revisitOf) : snapshot;
  return { document, snapshot, holder, kind: kindOf(snapshot.contentType) };
}

/** The bytes of a capture as text; undefined when they cannot be read, say because the archive's file is not at hand. */
export async function readCapture(dataDir: string, capture: Capture): Promise<string | undefined> {
  const { snapshot, holder, kind } = capture;
  const place = { file: holder.warcFile, offset: holder.warcOffset, length: holder.warcLength };
  try {
    const payload = await readPayload(join(dataDir, "archive"), place);
    const decode = kind === "html" ? decodeHtml : decodeText;
    return decode(payload, snapshot.contentType).text;
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}

function kindOf(contentType: string | null): Capture["kind"] {
  if (contentType === null || /html/i.test(contentType)) return "html";
  return /^text\/|json|xml/i.test(contentType) ? "text" : "other";
}
