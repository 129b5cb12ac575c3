import { CompiledQuery, type Insertable, type RawBuilder, sql } from "kysely";
import type { Db } from "./database.ts";
import type { Tables } from "./schema.ts";

/** A statement costs the driver about 0.15 ms whatever it carries, so rows travel in these numbers; few distinct
 * numbers keep the prepared statements few. */
const BATCHES = [100, 25, 5, 1];

const statements = new Map<string, string>();

/**
 * Inserts rows with few statements, in their order, and says how many rows were written. `columns` are the keys taken
 * from each row (a missing one is NULL); `conflict` is the ON CONFLICT clause in SQL, by default `do nothing`.
 */
export async function insertRows<T extends keyof Tables>(
  db: Db,
  table: T,
  columns: readonly (keyof Tables[T] & string)[],
  rows: readonly Insertable<Tables[T]>[],
  conflict = "on conflict do nothing",
): Promise<number> {
  let written = 0;
  let start = 0;
  for (const size of BATCHES) {
    for (; rows.length - start >= size; start += size) {
      const values: unknown[] = [];
      for (let at = start; at < start + size; at++) {
        const row = rows[at] as Record<string, unknown>;
        for (const column of columns) values.push(row[column] ?? null);
      }
      const text = insertText(table, columns, size, conflict);
      const result = await db.executeQuery(CompiledQuery.raw(text, values));
      written += Number(result.numAffectedRows ?? 0n);
    }
  }
  return written;
}

/** A list of texts or numbers of any length, for `in`: one parameter, so the statement stays the same. */
export function listOf(values: readonly (string | number)[]): RawBuilder<string> {
  return sql<string>`(select value from json_each(${JSON.stringify(values)}))`;
}

/** Rows as a table `r` with one column `value` of JSON objects: `value ->> 'key'` reads a field. */
export function rowsOf(rows: readonly object[]): RawBuilder<unknown> {
  return sql`json_each(${JSON.stringify(rows)}) as r`;
}

function insertText(table: string, columns: readonly string[], size: number, conflict: string): string {
  const key = `${table} ${size} ${columns.join()} ${conflict}`;
  let text = statements.get(key);
  if (!text) {
    const row = `(${columns.map(() => "?").join(", ")})`;
    const names = columns.map((column) => `"${snake(column)}"`).join(", ");
    text = `insert into "${snake(table)}" (${names}) values ${Array(size).fill(row).join(", ")} ${conflict}`;
    statements.set(key, text);
  }
  return text;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
