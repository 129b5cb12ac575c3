import type { ColumnType, Generated } from "kysely";
import type { EventTables } from "./event-tables.ts";
import type { PageTables } from "./page-tables.ts";
import type { ReviewTables } from "./review-tables.ts";

/**
 * The tables, as TypeScript sees them (camelCase here, snake_case in SQL). JSON columns hold text.
 * Times are UTC, ISO 8601; ids are text that does not change when the same input is read again.
 */
export interface Tables extends PageTables, EventTables, ReviewTables {
  issue: {
    id: Generated<number>;
    stage: string;
    code: string;
    sourceId: string | null;
    item: string;
    message: string;
    opened: string;
    lastSeen: string;
    times: ColumnType<number, number | undefined, number>;
    closed: string | null;
    closedBy: string | null;
  };
  run: {
    id: Generated<number>;
    command: string;
    started: string;
    finished: string | null;
    exitStatus: number | null;
    /** JSON of the counts the command prints. */
    counts: string | null;
  };
  /** The number under which the full-text index knows a document or an event. */
  searchItem: { id: Generated<number>; kind: "document" | "event"; itemId: string };
  /** One row while a process holds the right to write in bulk. */
  lease: { name: string; holder: string; pid: number; acquired: string; renewed: string };
}
