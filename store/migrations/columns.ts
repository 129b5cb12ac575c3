import { type CreateTableBuilder, type Kysely, sql } from "kysely";

/** A text column that must be one of the words given. */
export function words<T extends string, C extends string, N extends string>(
  table: CreateTableBuilder<T, C>,
  name: N,
  allowed: readonly string[],
): CreateTableBuilder<T, C | N> {
  const list = sql.join(allowed.map((word) => sql.lit(word)));
  return table.addColumn(name, "text", (c) => c.notNull().check(sql`${sql.ref(name)} in (${list})`));
}

/** A column of 0 or 1. */
export function flag<T extends string, C extends string>(
  table: CreateTableBuilder<T, C>,
  name: string,
  value: 0 | 1,
) {
  return table.addColumn(name as C, "integer", (c) =>
    c
      .notNull()
      .defaultTo(value)
      .check(sql`${sql.ref(name)} in (0, 1)`),
  );
}

/** An index named after its table and columns. */
export function index(db: Kysely<unknown>, table: string, columns: string[]): Promise<void> {
  return db.schema
    .createIndex(`${table}_by_${columns.join("_")}`)
    .on(table)
    .columns(columns)
    .execute();
}
