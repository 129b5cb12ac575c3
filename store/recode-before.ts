import { sql } from "kysely";
import type { Coding, Participant } from "../extractors/event.ts";
import { listOf } from "./bulk.ts";
import type { Db, Row } from "./database.ts";

/**
 * Keeps in temporary tables of this connection what is read, and what was read with, before documents are read again.
 * One such picture at a time; {@link forgetBefore} takes it away.
 */
export async function keepBefore(db: Db): Promise<void> {
  await forgetBefore(db);
  await sql`create temp table event_before as select id, coding, people, mention_count, queue_reason, absorbed_into
    from event`.execute(db);
  await sql`create unique index temp.event_before_id on event_before (id)`.execute(db);
  await sql`create temp table mention_before as select id, coding, people from mention where current = 1`.execute(
    db,
  );
  await sql`create unique index temp.mention_before_id on mention_before (id)`.execute(db);
  await sql`create temp table read_before as select id, extracted_with, extracted_version from document
    where current = 1 and extracted_with is not null`.execute(db);
  await sql`create unique index temp.read_before_id on read_before (id)`.execute(db);
}

/** Takes the picture of {@link keepBefore} away. */
export async function forgetBefore(db: Db): Promise<void> {
  for (const name of ["event_before", "mention_before", "read_before"]) {
    await sql`drop table if exists temp.${sql.ref(name)}`.execute(db);
  }
}

/** An event that is not as it was; null before it was there, or while no page reported it. */
export interface EventThenAndNow {
  readonly id: string;
  readonly status: Row<"event">["status"];
  readonly type: string;
  readonly date: string;
  readonly before: MachineReading | null;
  readonly after: MachineReading | null;
  /** The event that has its reports now, where linking has moved them all. */
  readonly joinedInto: string | null;
  /** A decided event that waits for a person since. */
  readonly requeued: boolean;
}

/** What the rules say of an event. */
export interface MachineReading {
  readonly coding: Coding;
  readonly people: readonly Participant[];
}

/** The events that read otherwise than in the picture, by id after `afterId`. */
export async function listChangedEvents(db: Db, limit: number, afterId = ""): Promise<EventThenAndNow[]> {
  const { rows } = await sql<ChangedRow>`
    select event.id, event.status, event.type, event.date, event.coding, event.people,
      event.mention_count > 0 and event.absorbed_into is null as "isRead", event.absorbed_into as "joinedInto",
      was.coding as "codingBefore", was.people as "peopleBefore",
      coalesce(was.mention_count > 0 and was.absorbed_into is null, 0) as "wasRead",
      event.status in ('accepted', 'corrected', 'rejected') and event.auto_accepted is null
        and event.queue_reason is not null and was.queue_reason is null as requeued
    from event left join temp.event_before as was on was.id = event.id
    where event.id > ${afterId} and (was.id is null or was.coding <> event.coding or was.people <> event.people
      or (was.mention_count > 0) <> (event.mention_count > 0) or was.absorbed_into is not event.absorbed_into
      or (was.queue_reason is null and event.queue_reason is not null))
    order by event.id limit ${limit}`.execute(db);
  return rows.map(({ id, status, type, date, joinedInto, ...row }) => ({
    id,
    status,
    type,
    date,
    joinedInto,
    before: row.wasRead ? reading(row.codingBefore!, row.peopleBefore!) : null,
    after: row.isRead ? reading(row.coding, row.people) : null,
    requeued: Boolean(row.requeued),
  }));
}

function reading(coding: string, people: string): MachineReading {
  return { coding: JSON.parse(coding) as Coding, people: JSON.parse(people) as Participant[] };
}

/** A mention that was gained, lost or changed since the picture. */
export interface MovedMention {
  readonly eventId: string;
  readonly ruleId: string;
  readonly quote: string;
  readonly documentId: string;
  readonly url: string;
  /** What the document was read with then; null when it waited to be read. */
  readonly readWith: { readonly sha256: string; readonly version: string | null } | null;
}

/** Of the events, the mentions that were gained, lost or changed. */
export async function listMovedMentions(db: Db, eventIds: readonly string[]): Promise<MovedMention[]> {
  const { rows } = await sql<MovedRow>`
    select distinct link.event_id as "eventId", mention.rule_id as "ruleId", mention.quote, document.id as "documentId",
      document.canonical_url as url, read_before.extracted_with as sha256, read_before.extracted_version as version
    from link join mention on mention.id = link.mention_id join document on document.id = mention.document_id
      left join temp.mention_before as was on was.id = mention.id
      left join temp.read_before as read_before on read_before.id = document.id
    where link.event_id in ${listOf(eventIds)}
      and ((was.id is null and mention.current = 1) or (was.id is not null and (mention.current = 0
        or was.coding <> mention.coding or was.people <> mention.people)))
    order by link.event_id, document.canonical_url, mention.rule_id`.execute(db);
  return rows.map(({ sha256, version, ...row }) => ({
    ...row,
    readWith: sha256 === null ? null : { sha256, version },
  }));
}

interface ChangedRow {
  readonly id: string;
  readonly status: Row<"event">["status"];
  readonly type: string;
  readonly date: string;
  readonly coding: string;
  readonly people: string;
  readonly isRead: number;
  readonly joinedInto: string | null;
  readonly codingBefore: string | null;
  readonly peopleBefore: string | null;
  readonly wasRead: number;
  readonly requeued: number;
}

interface MovedRow extends Omit<MovedMention, "readWith"> {
  readonly sha256: string | null;
  readonly version: string | null;
}
