import { SourceError } from "../sources/errors.ts";
import { snapshotId } from "../sources/identity.ts";
import type { Snapshot } from "../sources/snapshot.ts";
import { inTransaction } from "../store/database.ts";
import { closeIssuesFor, listIssues, openIssue } from "../store/issues.ts";
import { addSnapshots, findSnapshotByPayload } from "../store/snapshots.ts";
import type { RunCounts } from "./counts.ts";
import { readLines } from "./file-lines.ts";
import { type Entry, entryOfLine, IMPORT_SOURCE } from "./import-entry.ts";
import { type InputFile, readKind } from "./import-files.ts";
import { readSavedFile } from "./import-saved.ts";
import { readWaczEntries } from "./import-wacz.ts";
import { readWarcEntries } from "./import-warc.ts";
import { openProgress } from "./progress.ts";
import type { Workspace } from "./workspace.ts";

/** A batch is saved when it has so many entries, or so many bytes. */
const BATCH = { entries: 500, bytes: 32 << 20 };
/** The longest line of JSON; a year of one newspaper in one line is a mistake. */
const MAX_LINE = 64 << 20;

export interface ImportOptions {
  /** The source the documents are said to be of; null to go by their addresses. */
  readonly source: string | null;
  readonly signal: AbortSignal;
}

/** An item of a file, or what is wrong with it. */
type Item = Entry | SourceError;

/**
 * Files → snapshots. What was imported before is passed over. Anything that cannot be read opens an issue and the import
 * goes on. Gives the issues' messages; an aborted signal ends the import after the batch under way.
 */
export async function importFiles(
  space: Workspace,
  files: readonly InputFile[],
  counts: RunCounts,
  options: ImportOptions,
): Promise<string[]> {
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  const progress = openProgress("import", total, space.quiet);
  const messages: string[] = [];
  let before = 0;
  for (const file of files) {
    if (options.signal.aborted) break;
    const raised = new Set<string>();
    const tell = (bytes: number) =>
      progress.update(before + Math.min(bytes, file.bytes), `${counts.snapshots} new`);
    const raise = async (error: SourceError) => {
      raised.add(error.item);
      messages.push(error.message);
      counts.issues++;
      counts.unreadable++;
      const { code, item, message } = error;
      const sourceId = options.source ?? IMPORT_SOURCE;
      await openIssue(space.db, { stage: "import", code, sourceId, item, message, at: space.now() });
    };
    await importFile(space, file, counts, options, tell, raise);
    if (!options.signal.aborted) await settleFile(space, file, raised);
    before += file.bytes;
  }
  progress.finish();
  return messages;
}

async function importFile(
  space: Workspace,
  file: InputFile,
  counts: RunCounts,
  options: ImportOptions,
  tell: (bytes: number) => void,
  raise: (error: SourceError) => Promise<void>,
): Promise<void> {
  let batch: Entry[] = [];
  let bytes = 0;
  const save = async () => {
    const added = await saveEntries(space, batch);
    counts.snapshots += added;
    [batch, bytes] = [[], 0];
  };
  try {
    for await (const item of readItems(space, file, options, tell)) {
      if (item instanceof SourceError) await raise(item);
      else {
        batch.push(item);
        bytes += item.payload.length;
      }
      if (batch.length >= BATCH.entries || bytes >= BATCH.bytes) await save();
      if (options.signal.aborted) break;
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    await raise(error);
  }
  await save();
}

/** The entries of a file. Throws SourceError when the rest of the file cannot be read. */
async function* readItems(
  space: Workspace,
  file: InputFile,
  options: ImportOptions,
  tell: (bytes: number) => void,
): AsyncGenerator<Item> {
  const { kind, gzip } = await readKind(file.path);
  const refuse = (found: string) => new SourceError("unreadable-input", file.path, `${file.path}: ${found}`);
  switch (kind) {
    case "lines":
      yield* readDocumentLines(space, file, gzip, options, tell);
      return;
    case "warc":
      yield* readWarcEntries(space, file, options.source, tell);
      return;
    case "wacz":
      yield* readWaczEntries(space, file, options.source, tell);
      return;
    case "html":
    case "mhtml":
    case "pdf":
    case "text":
      if (gzip) throw refuse(`expected a plain ${kind} file, found a compressed one; unpack it first`);
      yield await readSavedFile(space, file, kind, options.source);
      return;
    case "binary":
      throw refuse("expected WARC, WACZ, HTML, MHTML, PDF, text or JSON lines, found something else");
  }
}

async function* readDocumentLines(
  space: Workspace,
  file: InputFile,
  gzip: boolean,
  options: ImportOptions,
  tell: (bytes: number) => void,
): AsyncGenerator<Item> {
  const now = space.now();
  for await (const line of readLines(file.path, { gzip, maxBytes: MAX_LINE, onBytes: tell })) {
    const place = `${file.path}:${line.number}`;
    const bytes = line.bytes === null ? null : trimmed(line.bytes);
    if (bytes?.length === 0) continue;
    try {
      if (bytes === null)
        throw new SourceError("too-large", place, `${place}: the line is longer than ${MAX_LINE} bytes`);
      yield entryOfLine(bytes, place, now, space.sources, options.source);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      yield error;
    }
  }
}

/** Without white space at the ends and without a byte order mark. */
function trimmed(line: Buffer): Buffer {
  const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x0d || byte === 0x09;
  let [start, end] = [line.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0, line.length];
  while (start < end && isSpace(line[start])) start++;
  while (end > start && isSpace(line[end - 1])) end--;
  return line.subarray(start, end);
}

/** Archives and stores what is new; gives how many. */
async function saveEntries(space: Workspace, entries: readonly Entry[]): Promise<number> {
  const fresh: Entry[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const key = `${entry.sha256} ${entry.canonicalUrl}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (!(await findSnapshotByPayload(space.db, entry.canonicalUrl, entry.sha256))) fresh.push(entry);
  }
  if (fresh.length === 0) return 0;
  const snapshots = await Promise.all(fresh.map((entry) => archiveEntry(space, entry)));
  await space.archive.flush();
  return inTransaction(space.db, (trx) => addSnapshots(trx, snapshots));
}

async function archiveEntry(space: Workspace, entry: Entry): Promise<Snapshot> {
  const { payload, http, ...rest } = entry;
  const place = await space.archive.append({
    type: http ? "response" : "resource",
    targetUri: entry.url,
    date: entry.captured,
    contentType: entry.contentType,
    payload,
    payloadSha256: entry.sha256,
    ...(http ? { http } : {}),
  });
  return {
    ...rest,
    id: snapshotId(entry.url, entry.captured, entry.sha256),
    route: "import",
    httpStatus: http?.status ?? 200,
    bytes: payload.length,
    etag: null,
    lastModified: null,
    warcFile: place.file,
    warcOffset: place.offset,
    warcLength: place.length,
    revisitOf: null,
  };
}

const ALL = Number.MAX_SAFE_INTEGER;

/** Closes the issues of a file whose places can be read now. */
async function settleFile(space: Workspace, file: InputFile, raised: ReadonlySet<string>): Promise<void> {
  for (const { item } of await listIssues(space.db, { stage: "import", limit: ALL })) {
    if ((item === file.path || item.startsWith(`${file.path}:`)) && !raised.has(item)) {
      await closeIssuesFor(space.db, { stage: "import", item }, "jingwu", space.now());
    }
  }
}
