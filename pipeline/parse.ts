import { canonicalUrl } from "../sources/canonical-url.ts";
import { decodeText } from "../sources/charset.ts";
import type { Article, Document } from "../sources/document.ts";
import { readDocumentLine } from "../sources/document-line.ts";
import { SourceError } from "../sources/errors.ts";
import { toDocument } from "../sources/identity.ts";
import { classifyMissionUrl } from "../sources/mission-address.ts";
import { readPlainText } from "../sources/plain-text.ts";
import type { Source } from "../sources/source.ts";
import { findSourceByUrl, isOwnUrl } from "../sources/source-hosts.ts";
import { readPayload } from "../sources/warc-read.ts";
import { type Db, inTransaction, type Row } from "../store/database.ts";
import { addDocuments, findCurrentDocuments } from "../store/documents.ts";
import { closeIssuesFor, listIssues, openIssues } from "../store/issues.ts";
import { type NewEdit, recordEdits } from "../store/page-changes.ts";
import { type FoundPage, recordAnswer, upsertFoundPages } from "../store/pages.ts";
import { getSnapshot, listUnparsedSnapshots, markParsed } from "../store/snapshots.ts";
import type { RunCounts } from "./counts.ts";
import { type Difference, editsAmong } from "./edits.ts";
import { parseLine } from "./import-entry.ts";
import { readArticleBytes } from "./read-article.ts";
import type { Workspace } from "./workspace.ts";

const BATCH = 200;

type Snapshot = Row<"snapshot">;

/** What a page says beside its text. */
interface Beside {
  readonly warnings: readonly string[];
  readonly nextPart: string | null;
}

/** What one snapshot came to. */
type Reading =
  | ({
      snapshot: Snapshot;
      parsed: "document";
      document: Document;
      /** The version that the address held before. */
      before: Pick<Document, "id" | "snapshotId"> | null;
    } & Beside)
  | ({ snapshot: Snapshot; parsed: "same" } & Beside)
  | { snapshot: Snapshot; parsed: SourceError["code"]; error: SourceError };

/** Snapshot → document: reads one batch of pending snapshots. Gives how many there were; 0 when none is left. */
export async function parseBatch(space: Workspace, counts: RunCounts): Promise<number> {
  const snapshots = await listUnparsedSnapshots(space.db, BATCH);
  if (snapshots.length === 0) return 0;
  const sources = new Map(space.sources.map((source) => [source.id, source]));
  const articles = [];
  for (const snapshot of snapshots) {
    articles.push(
      await tryReading(() => readArticle(space, snapshot, sources.get(snapshot.sourceId) ?? null)),
    );
  }
  const readings = await compare(space, snapshots, articles);
  await save(space, readings, counts);
  return snapshots.length;
}

/** Runs one reading; the error of a page is a value here, anything else is a bug and passes. */
async function tryReading<T>(read: () => Promise<T>): Promise<T | SourceError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}

async function readArticle(
  space: Workspace,
  snapshot: Snapshot,
  source: Source | null,
): Promise<ArticleRead> {
  const holder = snapshot.revisitOf ? await getSnapshot(space.db, snapshot.revisitOf) : snapshot;
  const place = { file: holder.warcFile, offset: holder.warcOffset, length: holder.warcLength };
  const payload = await readPayload(space.archiveDir, place);
  const type = snapshot.contentType?.split(";")[0]?.trim().toLowerCase() ?? null;
  if (snapshot.route === "import" && type === "application/json")
    return readLine(payload, snapshot, space.sources);
  if (snapshot.route === "import" && type === "text/plain") {
    const { text } = decodeText(payload, snapshot.contentType);
    return { article: readPlainText(text, snapshot.finalUrl) };
  }
  const page = { body: payload, contentType: snapshot.contentType, url: snapshot.finalUrl };
  return { article: await readArticleBytes(page, readerOf(space, snapshot, source)) };
}

/** Whose page it is, as it is read: an article that was found as a repost stands on another source's site. */
function readerOf(space: Workspace, { route, finalUrl }: Snapshot, source: Source | null): Source | null {
  if (route === "import" || source === null || isOwnUrl(source, finalUrl)) return source;
  return findSourceByUrl(space.sources, finalUrl) ?? source;
}

interface ArticleRead {
  readonly article: Article;
  readonly languageHint?: string;
}

function readLine(payload: Buffer, snapshot: Snapshot, sources: readonly Source[]): ArticleRead {
  const line = parseLine(payload, snapshot.canonicalUrl);
  const read = readDocumentLine(line, snapshot.canonicalUrl, sources);
  const article = {
    ...read,
    documentNumber: read.documentNumber ?? classifyMissionUrl(snapshot.url).documentNumber,
  };
  return line.lang === undefined ? { article } : { article, languageHint: line.lang };
}

/** Makes documents of the articles that differ from what the address held before. */
async function compare(
  space: Workspace,
  snapshots: readonly Snapshot[],
  articles: readonly (ArticleRead | SourceError)[],
): Promise<Reading[]> {
  const addresses = snapshots.map((snapshot, index) => documentAddress(snapshot, articles[index]!));
  const found = await findCurrentDocuments(space.db, [...new Set(addresses)]);
  const newest = new Map<string, Pick<Document, "id" | "snapshotId" | "version" | "contentSha256">>(found);
  const readings: Reading[] = [];
  for (const [index, snapshot] of snapshots.entries()) {
    const read = articles[index]!;
    if (read instanceof SourceError) {
      readings.push({ snapshot, parsed: read.code, error: read });
      continue;
    }
    const address = addresses[index]!;
    const before = newest.get(address);
    const at = {
      snapshotId: snapshot.id,
      sourceId: snapshot.sourceId,
      canonicalUrl: address,
      version: (before?.version ?? 0) + 1,
      ...(read.languageHint === undefined ? {} : { languageHint: read.languageHint }),
    };
    const { warnings = [], nextPart = null } = read.article;
    const document = await toDocument(read.article, at);
    if (before?.contentSha256 === document.contentSha256) {
      readings.push({ snapshot, parsed: "same", warnings, nextPart });
      continue;
    }
    newest.set(address, document);
    const change = { document, before: before ?? null };
    readings.push({ snapshot, parsed: "document", ...change, warnings, nextPart });
  }
  return readings;
}

/** A saved file has no address of its own: the one its page names identifies the article. */
function documentAddress(snapshot: Snapshot, read: ArticleRead | SourceError): string {
  if (read instanceof SourceError || !snapshot.canonicalUrl.startsWith("urn:jingwu:"))
    return snapshot.canonicalUrl;
  const named = read.article.canonicalUrl;
  return named === null ? snapshot.canonicalUrl : canonicalUrl(named);
}

async function save(space: Workspace, readings: readonly Reading[], counts: RunCounts): Promise<void> {
  const documents = readings.flatMap((reading) => (reading.parsed === "document" ? [reading.document] : []));
  const failed = readings.flatMap((reading) => ("error" in reading ? [reading] : []));
  const issues = readings.flatMap((reading) => issuesOf(reading, space.now()));
  const edits = await findEdits(space, readings);
  await inTransaction(space.db, async (trx) => {
    const { added } = await addDocuments(trx, documents);
    await recordEdits(trx, edits);
    counts.documents += added;
    await markParsed(
      trx,
      readings.map(({ snapshot, parsed }) => ({ id: snapshot.id, parsed })),
    );
    for (const { snapshot } of failed) {
      if (snapshot.route === "site") {
        await recordAnswer(trx, snapshot.canonicalUrl, { state: "unreadable", checked: snapshot.captured });
      }
    }
    await upsertFoundPages(trx, nextParts(readings, space));
    await closeSettled(trx, readings, issues, space.now());
    await openIssues(trx, issues);
  });
  counts.issues += issues.length;
  counts.unreadable += failed.length;
}

/**
 * Further pages of articles that stand on several, on the source's own hosts; each becomes a document of its own. Of an
 * archived or imported page the site is not asked.
 */
function nextParts(readings: readonly Reading[], space: Workspace): FoundPage[] {
  const sources = new Map(space.sources.map((source) => [source.id, source]));
  return readings.flatMap((reading) => {
    if ("error" in reading || reading.nextPart === null || reading.snapshot.route !== "site") return [];
    const { sourceId, canonicalUrl: foundOn } = reading.snapshot;
    const source = sources.get(sourceId);
    if (!source || !isOwnUrl(source, reading.nextPart)) return [];
    const url = reading.nextPart;
    const firstSeen = space.now();
    return [{ canonicalUrl: canonicalUrl(url, source), sourceId, kind: "article", url, foundOn, firstSeen }];
  });
}

/** The edits of pages among the new versions. */
async function findEdits(space: Workspace, readings: readonly Reading[]): Promise<NewEdit[]> {
  const batch = new Map(readings.map(({ snapshot }) => [snapshot.id, snapshot]));
  const differences: Difference[] = [];
  for (const reading of readings) {
    if (reading.parsed !== "document" || !("before" in reading) || reading.before === null) continue;
    const { snapshot, document, before } = reading;
    const old = batch.get(before.snapshotId) ?? (await getSnapshot(space.db, before.snapshotId));
    differences.push({
      before: { documentId: before.id, snapshot: old },
      after: { documentId: document.id, contentSha256: document.contentSha256, snapshot },
    });
  }
  const sources = new Map(space.sources.map((source) => [source.id, source]));
  return editsAmong(differences, async (old) => {
    const { article } = await readArticle(space, old, sources.get(old.sourceId) ?? null);
    return article;
  });
}

/** What a person should look at: why a page cannot be read, or what is odd about one that can. */
function issuesOf(reading: Reading, at: string) {
  const { sourceId, canonicalUrl: item } = reading.snapshot;
  const issue = { stage: "parse", sourceId, item, at };
  if ("error" in reading) return [{ ...issue, code: reading.error.code, message: reading.error.message }];
  return reading.warnings.length > 0
    ? [{ ...issue, code: "date-doubt", message: reading.warnings.join("; ") }]
    : [];
}

/** Closes what was said about pages of this batch and is not said any more. */
async function closeSettled(
  db: Db,
  readings: readonly Reading[],
  issues: readonly { code: string; item: string }[],
  at: string,
): Promise<void> {
  const read = new Set(readings.filter((one) => !("error" in one)).map((one) => one.snapshot.canonicalUrl));
  const said = new Set(issues.map(({ code, item }) => `${code} ${item}`));
  for (const { code, item } of await listIssues(db, { stage: "parse", limit: Number.MAX_SAFE_INTEGER })) {
    if (read.has(item) && !said.has(`${code} ${item}`)) {
      await closeIssuesFor(db, { stage: "parse", code, item }, "jingwu", at);
    }
  }
}
