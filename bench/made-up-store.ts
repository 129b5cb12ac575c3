import { sql } from "kysely";
import { insertRows } from "../store/bulk.ts";
import { type Db, inTransaction } from "../store/database.ts";
import { addDocuments, markLinked } from "../store/documents.ts";
import { addEvents } from "../store/events.ts";
import { addLinks } from "../store/links.ts";
import { mentionId } from "../store/mention-rows.ts";
import { replaceMentions } from "../store/mentions.ts";
import { indexPending } from "../store/search.ts";
import { addSnapshots } from "../store/snapshots.ts";
import { recordSourceState } from "../store/source-state.ts";
import { dice } from "./dice.ts";
import { decide } from "./made-up-decisions.ts";
import { AT, type Given, type Made, makeDocument, time } from "./made-up-documents.ts";

const DIGEST = "0".repeat(64);
const CODED_BY = { version: "0", config_sha256: DIGEST };
const BATCH = 500;

export interface Size {
  readonly events: number;
  readonly documents: number;
}

/**
 * Fills an empty database: of the documents seven in ten report an event, of the events one in five was decided, and what
 * waits does so for every reason there is. The same numbers make the same store.
 */
export async function fillStore(
  db: Db,
  size: Size,
  given: Given,
  say: (text: string) => void,
): Promise<void> {
  await sql`pragma synchronous = off`.execute(db);
  const roll = dice(7);
  const reporting = Math.round(size.documents * 0.7);
  for (let from = 0; from < size.documents; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, size.documents - from) }, (_, at) => {
      const number = from + at;
      // The first reports make an event each, the further ones report one of those again.
      const event = number < size.events ? number : number < reporting ? roll(size.events) : null;
      return makeDocument(number, event, given, roll);
    });
    await inTransaction(db, (trx) => store(trx, batch, size));
    if (from % 10_000 === 0) say(`${from} documents`);
  }
  for (const sourceId of given.sources) {
    await recordSourceState(db, { sourceId, state: "ok", lastAttempt: AT, lastSuccess: AT });
  }
  await decide(db, size.events, roll);
  say("decided");
  for (let done = 0, more = 1; more > 0; done += more) {
    more = await indexPending(db, 1000);
    if (done % 20_000 === 0) say(`${done} indexed`);
  }
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  await sql`pragma optimize`.execute(db);
}

async function store(db: Db, batch: readonly Made[], size: Size): Promise<void> {
  await addSnapshots(
    db,
    batch.map(({ id, url, sourceId, number }) => ({
      id: `s${id}`,
      sourceId,
      url,
      canonicalUrl: url,
      finalUrl: url,
      captured: time(number),
      route: "site" as const,
      kind: "article" as const,
      httpStatus: 200,
      contentType: "text/html",
      sha256: id.padStart(64, "0"),
      bytes: 20_000,
      etag: null,
      lastModified: null,
      warcFile: "made-up.warc.gz",
      warcOffset: number * 6000,
      warcLength: 6000,
      revisitOf: null,
    })),
  );
  await addDocuments(
    db,
    batch.map(({ id, url, sourceId, text, published }) => ({
      id,
      snapshotId: `s${id}`,
      sourceId,
      canonicalUrl: url,
      version: 1,
      language: text.language,
      languageCode: text.language === "zh" ? "cmn" : "eng",
      script: text.language === "zh" ? ("hans" as const) : ("latn" as const),
      title: text.title,
      text: text.text,
      published,
      documentNumber: null,
      contentSha256: id.padStart(64, "0"),
    })),
  );
  await insertRows(
    db,
    "page",
    ["canonicalUrl", "sourceId", "kind", "url", "state", "firstSeen", "lastChecked", "lastSuccess"],
    batch.map(({ url, sourceId, number }) => ({
      canonicalUrl: url,
      sourceId,
      kind: "article" as const,
      url,
      state: "ok" as const,
      firstSeen: time(number),
      lastChecked: time(number),
      lastSuccess: time(number),
    })),
  );
  const readings = batch.map(({ id, mention }) => ({
    documentId: id,
    mentions: mention ? [mention] : [],
    claims: [],
  }));
  await replaceMentions(db, readings, DIGEST);
  const reports = batch.filter(({ mention }) => mention !== null);
  await addEvents(
    db,
    reports
      .filter(({ number }) => number < size.events)
      .map(({ eventId, mention, number }) => ({
        id: eventId!,
        coding: mention!.coding,
        people: [],
        facts: {},
        confidence: mention!.confidence,
        codedBy: CODED_BY,
        createdAt: time((number * 13) % 288_000),
      })),
  );
  await addLinks(
    db,
    reports.map(({ id, eventId, mention, number }) => ({
      eventId: eventId!,
      mentionId: mentionId(id, mention!),
      score: 0.9,
      reasons: ["same type, country and day"],
      author: "machine",
      at: time((number * 13) % 288_000),
    })),
  );
  await markLinked(
    db,
    batch.map(({ id }) => id),
  );
}
