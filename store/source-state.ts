import type { Db, Row } from "./database.ts";
import { UsualRanges } from "./usual-ranges.ts";

/** What is known of a source's health. */
export interface SourceState extends Omit<Row<"sourceState">, "sections" | "usual"> {
  readonly sections: string[] | null;
  /** What was usual when it was last judged; null before. */
  readonly usual: UsualRanges | null;
}

/** A change of it; an absent key keeps its value. */
export interface SourceStateChange {
  readonly sourceId: string;
  readonly state?: SourceState["state"];
  readonly lastAttempt?: string;
  readonly lastSuccess?: string;
  readonly lastNewArticle?: string;
  readonly nextDue?: string;
  readonly failures?: number;
  readonly sections?: readonly string[];
  readonly usual?: UsualRanges;
}

/** What is known of a source; undefined before its first run. */
export async function findSourceState(db: Db, sourceId: string): Promise<SourceState | undefined> {
  const row = await db
    .selectFrom("sourceState")
    .selectAll()
    .where("sourceId", "=", sourceId)
    .executeTakeFirst();
  return row && parsed(row);
}

/** All sources that were ever run, by id. */
export async function listSourceStates(db: Db): Promise<SourceState[]> {
  const rows = await db.selectFrom("sourceState").selectAll().orderBy("sourceId").execute();
  return rows.map(parsed);
}

/** Records what a run learned of a source. */
export async function recordSourceState(db: Db, change: SourceStateChange): Promise<void> {
  const { sourceId, sections, usual, ...rest } = change;
  const set = {
    ...rest,
    ...(sections ? { sections: JSON.stringify(sections) } : {}),
    ...(usual ? { usual: JSON.stringify(usual) } : {}),
  };
  await db
    .insertInto("sourceState")
    .values({
      state: "unknown",
      lastAttempt: null,
      lastSuccess: null,
      lastNewArticle: null,
      sections: null,
      ...set,
      sourceId,
    })
    .onConflict((conflict) =>
      Object.keys(set).length === 0
        ? conflict.column("sourceId").doNothing()
        : conflict.column("sourceId").doUpdateSet(set),
    )
    .execute();
}

function parsed(row: Row<"sourceState">): SourceState {
  return {
    ...row,
    sections: row.sections === null ? null : (JSON.parse(row.sections) as string[]),
    usual: row.usual === null ? null : UsualRanges.parse(JSON.parse(row.usual)),
  };
}
