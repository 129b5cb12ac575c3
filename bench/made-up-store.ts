import { sql } from "kysely";
import type { CodedMention, Coding } from "../extractors/event.ts";
import { EVENT_TYPES, type EventType } from "../extractors/event.ts";
import { QUEUE_REASONS, type QueueReason } from "../sources/review-settings.ts";
import { insertRows, listOf, rowsOf } from "../store/bulk.ts";
import { type Db, inTransaction } from "../store/database.ts";
import { addDocuments, markLinked } from "../store/documents.ts";
import { refreshEvents } from "../store/event-refresh.ts";
import { addEvents } from "../store/events.ts";
import { addLinks } from "../store/links.ts";
import { mentionId } from "../store/mention-rows.ts";
import { replaceMentions } from "../store/mentions.ts";
import { replacePossibleDuplicates } from "../store/possible-duplicates.ts";
import { indexPending } from "../store/search.ts";
import { addSnapshots } from "../store/snapshots.ts";
import { recordSourceState } from "../store/source-state.ts";
import { type MadeUpText, makeText, PLACES, TOPICS } from "./made-up-texts.ts";

const AT = "2026-06-01T08:00:00Z";
const DIGEST = "0".repeat(64);
const CODED_BY = { version: "0", config_sha256: DIGEST };
const BATCH = 500;
export const REVIEWERS = ["ana", "ben", "mele"] as const;

/** Numbers that look random, the same for the same seed: from 0 to below `most`. */
export type Roll = (most: number) => number;

export function dice(seed: number): Roll {
  // Neighbouring seeds must not begin alike.
  let state = Math.imul(seed ^ (seed >>> 15), 2246822519) >>> 0;
  state = Math.imul(state ^ (state >>> 13), 3266489917) >>> 0;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

export interface Size {
  readonly events: number;
  readonly documents: number;
}

/** What the made-up pages are read by and come from. */
export interface Given {
  readonly sources: readonly string[];
  /** Ids of rules by type. */
  readonly rules: ReadonlyMap<EventType, readonly string[]>;
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
  await decide(db, size, roll);
  say("decided");
  for (let done = 0, more = 1; more > 0; done += more) {
    more = await indexPending(db, 1000);
    if (done % 20_000 === 0) say(`${done} indexed`);
  }
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  await sql`pragma optimize`.execute(db);
}

interface Made {
  readonly id: string;
  readonly number: number;
  readonly eventId: string | null;
  readonly url: string;
  readonly sourceId: string;
  readonly text: MadeUpText;
  readonly published: string;
  readonly mention: CodedMention | null;
}

/** Hashes are what real ids look like to an index: in no order. */
function idOf(prefix: string, number: number): string {
  return `${prefix}${((number * 2654435761) % 2 ** 32).toString(36).padStart(7, "0")}${number.toString(36).padStart(3, "0").slice(-3)}`;
}

export function eventIdOf(number: number): string {
  return idOf("e", number);
}

function makeDocument(number: number, event: number | null, given: Given, roll: Roll): Made {
  const about = dice(event === null ? number + 5_000_000 : event + 1);
  const type = EVENT_TYPES[Math.floor((about(100) / 100) ** 1.7 * EVENT_TYPES.length)]!;
  // Few countries have most of the events.
  const place = PLACES[Math.floor((about(1000) / 1000) ** 2 * PLACES.length)]!;
  const date = day(about(6200));
  const topic = TOPICS[about(TOPICS.length)]!;
  const rules = given.rules.get(type) ?? [];
  const language = roll(3) === 0 ? "en" : "zh";
  const text = makeText({ type, place, date, topic, language, reports: event !== null }, about, roll);
  const ofLanguage = rules.filter((id) => id.includes(`.${language}.`));
  const coding: Coding = {
    type,
    date,
    countries: about(12) === 0 ? [place.code, PLACES[about(PLACES.length)]!.code] : [place.code],
    prc_actors: ["MPS"],
    prc_people: [text.names.visitor],
    foreign_people: [text.names.host],
    topics: [topic.code],
    ...(type === "agreement" ? { agreement_type: "memorandum_of_understanding" as const } : {}),
  };
  const evidence = { in: "text" as const, start: text.start, end: text.start + text.quote.length };
  const url = `https://site${number % 150}.example/${number}.htm`;
  return {
    id: idOf("d", number),
    number,
    eventId: event === null ? null : eventIdOf(event),
    url,
    sourceId: given.sources[(number * 31) % given.sources.length]!,
    text,
    published: date,
    mention:
      event === null
        ? null
        : {
            coding: { ...coding, countries: [...new Set(coding.countries)] },
            evidence,
            quote: text.quote,
            fieldSpans: { date: [evidence], countries: [evidence] },
            people: [],
            ruleId: ofLanguage[about(ofLanguage.length)] ?? rules[0] ?? `${type}.${language}.made-up`,
            confidence: Math.round(30 + 69 * Math.sqrt(roll(1000) / 1000)) / 100,
          },
  };
}

/** A day from 2009 on. */
function day(number: number): string {
  return new Date(Date.UTC(2009, 0, 1 + number)).toISOString().slice(0, 10);
}

/** A time of the last 200 days before the store was made. */
function time(number: number): string {
  return new Date(Date.parse(AT) - number * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
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

/** One event in five is decided; what waits, decided or not, does so for the reasons a store of years has. */
async function decide(db: Db, { events }: Size, roll: Roll): Promise<void> {
  for (let from = 0; from < events; from += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, events - from) }, (_, at) => eventIdOf(from + at));
    await inTransaction(db, (trx) => decideSome(trx, ids, roll));
  }
  for (let at = 0; at < events / 40; at++) {
    const eventIds = [eventIdOf(roll(events)), eventIdOf(roll(events))] as const;
    const reasons = ["same country, two days apart"];
    await replacePossibleDuplicates(db, [], [{ eventIds, score: 0.4 + roll(50) / 100, reasons, at: AT }]);
  }
}

const AGAIN: readonly QueueReason[] = QUEUE_REASONS.filter((reason) => reason !== "new");

async function decideSome(db: Db, ids: readonly string[], roll: Roll): Promise<void> {
  const rows = await db.selectFrom("event").select(["id", "coding"]).where("id", "in", listOf(ids)).execute();
  const reviews = [];
  const waits: {
    id: string;
    reason: string | null;
    notFor: string | null;
    muted: number;
    conflict: number;
  }[] = [];
  for (const { id, coding } of rows) {
    const decided = roll(5) === 0;
    const reviewer = REVIEWERS[roll(REVIEWERS.length)]!;
    const reason = roll(8) === 0 ? AGAIN[roll(AGAIN.length)]! : null;
    waits.push({
      id,
      reason: decided ? reason : (reason ?? "new"),
      notFor: reason === "second-opinion" && decided ? reviewer : null,
      muted: reason === "muted-rule" && !decided ? 1 : 0,
      conflict: reason === "conflict" || roll(40) === 0 ? 1 : 0,
    });
    if (!decided) continue;
    const decision = (["accept", "accept", "accept", "correct", "reject"] as const)[roll(5)]!;
    const signed = { ...(JSON.parse(coding) as Coding), topics: ["maritime" as const] };
    const corrected = decision === "correct";
    reviews.push({
      eventId: id,
      reviewer,
      at: time(roll(200_000)),
      decision,
      changes: corrected ? JSON.stringify({ topics: signed.topics }) : null,
      coding: decision === "reject" ? null : corrected ? JSON.stringify(signed) : coding,
      note: decision === "reject" ? "not-held" : null,
    });
  }
  await insertRows(
    db,
    "review",
    ["eventId", "reviewer", "at", "decision", "changes", "coding", "note"],
    reviews,
  );
  await sql`update event set queue_reason = r.value ->> 'reason', not_for = r.value ->> 'notFor',
      muted = r.value ->> 'muted', conflict = r.value ->> 'conflict',
      queued_at = case when r.value ->> 'reason' is null then null else queued_at end
    from ${rowsOf(waits)} where event.id = r.value ->> 'id'`.execute(db);
  await refreshEvents(db, ids);
}
