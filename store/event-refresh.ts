import { sql } from "kysely";
import { type Coding, datePrecision } from "../extractors/event.ts";
import { insertRows, listOf, rowsOf } from "./bulk.ts";
import { type Db, inTransaction } from "./database.ts";
import { keepStates } from "./event-states.ts";
import { applyReviews, type EffectiveEvent } from "./event-values.ts";
import { reviewsOf } from "./review-rows.ts";
import { forgetVerdicts } from "./rule-verdicts.ts";

/**
 * Brings what is kept of an event for lists (status, type, date, countries) up to its coding, to the decisions and
 * to `absorbedInto`. One that is part of another does not wait for a reviewer.
 */
export async function refreshEvents(db: Db, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length > 0) await inTransaction(db, (trx) => refresh(trx, eventIds));
}

async function refresh(db: Db, eventIds: readonly string[]): Promise<void> {
  const events = await db
    .selectFrom("event")
    .select(["id", "coding", "absorbedInto", "autoAccepted"])
    .where("id", "in", listOf(eventIds))
    .execute();
  const reviews = await reviewsOf(db, eventIds);
  const fresh = events.map(({ id, coding, ...byMachine }) => {
    const effective = applyReviews(JSON.parse(coding) as Coding, reviews.get(id) ?? [], byMachine);
    return { id, effective };
  });
  await sql`update event set type = r.value ->> 'type', date = r.value ->> 'date',
      date_precision = r.value ->> 'precision', status = r.value ->> 'status',
      merged_into = r.value ->> 'mergedInto', decided_by = r.value ->> 'decidedBy',
      agreement_type = r.value ->> 'agreementType', indexed = 0, relate = 1,
      auto_accepted = case when r.value ->> 'byMachine' then auto_accepted end,
      not_for = case when r.value ->> 'mergedInto' is null then not_for end,
      queue_reason = case when r.value ->> 'mergedInto' is null then queue_reason end,
      queued_at = case when r.value ->> 'mergedInto' is null then queued_at end
    from ${rowsOf(fresh.map(cachedValues))} where event.id = r.value ->> 'id'`.execute(db);
  await db.deleteFrom("eventCountry").where("eventId", "in", listOf(eventIds)).execute();
  await db.deleteFrom("eventTopic").where("eventId", "in", listOf(eventIds)).execute();
  await addCountriesAndTopics(
    db,
    fresh.map(({ id, effective }) => ({ id, coding: effective.coding })),
  );
  await forgetVerdicts(db, eventIds);
  keepStates(db, eventIds);
}

/** Adds the rows by which lists and figures find events of a country or topic. */
export async function addCountriesAndTopics(
  db: Db,
  events: readonly { readonly id: string; readonly coding: Coding }[],
): Promise<void> {
  const countries = events.flatMap(({ id, coding }) =>
    [...new Set(coding.countries)].map((country) => ({ eventId: id, country })),
  );
  await insertRows(db, "eventCountry", ["eventId", "country"], countries);
  const topics = events.flatMap(({ id, coding }) =>
    [...new Set(coding.topics)].map((topic) => ({ eventId: id, topic })),
  );
  await insertRows(db, "eventTopic", ["eventId", "topic"], topics);
}

/** Counts the edges of events to mentions that are still read, in the transaction that moved them; the events wait to be indexed and related anew. */
export async function countMentionsOf(db: Db, eventIds: readonly string[]): Promise<void> {
  await sql`update event set indexed = 0, relate = 1, mention_count = (
      select count(*) from link join mention on mention.id = link.mention_id
      where link.event_id = event.id and link.withdrawn_at is null and mention.current = 1)
    where id in ${listOf(eventIds)}`.execute(db);
  await keepSources(db, eventIds);
  await forgetVerdicts(db, eventIds);
  keepStates(db, eventIds);
}

/** Brings the rows by which lists find events of a source or language up to the edges the events have. */
async function keepSources(db: Db, eventIds: readonly string[]): Promise<void> {
  const events = listOf(eventIds);
  await db.deleteFrom("eventSource").where("eventId", "in", events).execute();
  await sql`insert into event_source (event_id, source_id, language)
    select distinct link.event_id, document.source_id, document.language from link
      join mention on mention.id = link.mention_id join document on document.id = mention.document_id
    where link.event_id in ${events} and link.withdrawn_at is null`.execute(db);
  await sql`update event set languages = coalesce((select group_concat(language, ' ') from (
      select distinct language from event_source where event_id = event.id order by language)), '')
    where id in ${events}`.execute(db);
}

function cachedValues({ id, effective }: { id: string; effective: EffectiveEvent }) {
  const { coding, status, mergedInto, decidedBy } = effective;
  return {
    id,
    type: coding.type,
    agreementType: coding.agreement_type ?? null,
    date: coding.date,
    precision: datePrecision(coding.date),
    status,
    mergedInto,
    decidedBy,
    // What a person decided, or what is part of another event, does not stand as accepted by the machine.
    byMachine: mergedInto === null && decidedBy === null,
  };
}
