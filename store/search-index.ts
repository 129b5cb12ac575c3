import { CompiledQuery, sql } from "kysely";
import { insertRows, listOf } from "./bulk.ts";
import { type Db, inTransaction } from "./database.ts";
import { type EventRecord, readEventRecords } from "./event-record.ts";
import { indexText } from "./search-text.ts";

/** What the index holds of a document or event; null: it is taken out. */
interface Entry {
  readonly itemId: string;
  readonly text: { readonly title: string; readonly body: string } | null;
}

/**
 * Puts up to `limit` waiting documents and events into the search index, in one transaction, and gives how many; call
 * until it gives 0. The mark that a row waits is set where the row is written, so a crash in between loses nothing.
 */
export function indexPending(db: Db, limit = 500): Promise<number> {
  return inTransaction(db, async (trx) => {
    const documents = await indexDocuments(trx, limit);
    return documents > 0 ? documents : indexEvents(trx, limit);
  });
}

async function indexDocuments(db: Db, limit: number): Promise<number> {
  const rows = await db
    .selectFrom("document")
    .select(["id", "title", "text", "current"])
    .where("indexed", "=", sql.lit(0))
    .limit(limit)
    .execute();
  await write(
    db,
    "document",
    rows.map(({ id, title, text, current }) => ({
      itemId: id,
      text: current === 1 ? { title: indexText(title), body: indexText(text) } : null,
    })),
  );
  return mark(
    db,
    "document",
    rows.map((row) => row.id),
  );
}

async function indexEvents(db: Db, limit: number): Promise<number> {
  const rows = await db
    .selectFrom("event")
    .select("id")
    .where("indexed", "=", sql.lit(0))
    .limit(limit)
    .execute();
  const ids = rows.map((row) => row.id);
  // While a second opinion is asked of an event it is found by what the rules read, also by whoever may not see what was decided.
  const records = await readEventRecords(db, ids, NOBODY);
  await write(db, "event", records.map(eventEntry));
  return mark(db, "event", ids);
}

/** No reviewer is called so: every event that is shown blind to anybody is read so. */
const NOBODY = { reviewer: "" };

function eventEntry(record: EventRecord): Entry {
  const gone = record.status === "merged" || (record.status === "new" && record.mentionCount === 0);
  if (gone) return { itemId: record.id, text: null };
  const names = record.people.flatMap((person) => [
    person.name,
    person.name_en,
    person.office,
    person.agency,
  ]);
  const { location, items = [] } = record.coding;
  const quotes = record.mentions.map((mention) => mention.quote);
  const body = [...quotes, ...names, location, ...items].filter(Boolean).join("\n");
  return {
    itemId: record.id,
    text: { title: indexText(record.mentions[0]?.title ?? ""), body: indexText(body) },
  };
}

async function write(db: Db, kind: "document" | "event", entries: readonly Entry[]): Promise<void> {
  const itemIds = entries.map((entry) => entry.itemId);
  const known = await itemNumbers(db, kind, itemIds);
  await sql`delete from search_index where rowid in ${listOf([...known.values()])}`.execute(db);
  const wanted = entries.filter((entry) => entry.text !== null);
  const fresh = wanted.filter((entry) => !known.has(entry.itemId));
  await insertRows(
    db,
    "searchItem",
    ["kind", "itemId"],
    fresh.map((entry) => ({ kind, itemId: entry.itemId })),
  );
  const numbers = await itemNumbers(db, kind, itemIds);
  for (const { itemId, text } of wanted) {
    const row = [numbers.get(itemId)!, text!.title, text!.body];
    await db.executeQuery(
      CompiledQuery.raw("insert into search_index (rowid, title, body) values (?, ?, ?)", row),
    );
  }
}

async function itemNumbers(db: Db, kind: string, itemIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: number; itemId: string }>`
    select id, item_id from search_item where kind = ${kind} and item_id in ${listOf(itemIds)}`.execute(db);
  return new Map(rows.map((row) => [row.itemId, row.id]));
}

async function mark(db: Db, table: "document" | "event", ids: readonly string[]): Promise<number> {
  await db.updateTable(table).set({ indexed: 1 }).where("id", "in", listOf(ids)).execute();
  return ids.length;
}
