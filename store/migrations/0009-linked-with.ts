import { type Kysely, type Migration, sql } from "kysely";

/** With which linking configuration the mentions of a document were last joined to events; null where that was before it was kept. */
export const linkedWith: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table document add column linked_with text`.execute(db);
    await sql`create index document_by_linked_with on document (linked_with, current)
      where linked_with is not null`.execute(db);
  },
};
