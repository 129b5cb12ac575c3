import { insertRows, listOf } from "./bulk.ts";
import { type Db, inTransaction, type Row } from "./database.ts";

/** Something a person should look at: which stage met it, what kind of thing it is, and on which address or file. */
export interface NewIssue {
  readonly stage: string;
  readonly code: string;
  readonly sourceId?: string | null;
  readonly item: string;
  readonly message: string;
  readonly at: string;
}

const LONGEST_MESSAGE = 2000;

/** Who closes an issue that is over without a person. */
export const PROGRAM = "jingwu";

/** Opens an issue and gives its number. The same stage, code and item open already: that one is counted once more. */
export async function openIssue(db: Db, issue: NewIssue): Promise<number> {
  return inTransaction(db, async (trx) => {
    await openIssues(trx, [issue]);
    const row = await trx
      .selectFrom("issue")
      .select("id")
      .where("stage", "=", issue.stage)
      .where("code", "=", issue.code)
      .where("item", "=", issue.item)
      .where("closed", "is", null)
      .executeTakeFirstOrThrow();
    return row.id;
  });
}

/** Opens many issues as {@link openIssue} does. */
export async function openIssues(db: Db, issues: readonly NewIssue[]): Promise<void> {
  const columns = ["stage", "code", "sourceId", "item", "message", "opened", "lastSeen"] as const;
  const rows = issues.map(({ at, ...issue }) => ({
    ...issue,
    message: issue.message.slice(0, LONGEST_MESSAGE),
    sourceId: issue.sourceId ?? null,
    opened: at,
    lastSeen: at,
    closed: null,
    closedBy: null,
  }));
  await insertRows(
    db,
    "issue",
    columns,
    rows,
    `on conflict (stage, code, item) where closed is null do update set
      times = times + 1, last_seen = excluded.last_seen, message = excluded.message`,
  );
}

/** Closes an open issue; false when there is no open issue of that number. */
export async function closeIssue(db: Db, id: number, by: string, at: string): Promise<boolean> {
  const result = await db
    .updateTable("issue")
    .set({ closed: at, closedBy: by })
    .where("id", "=", id)
    .where("closed", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Which issues: all that is given must hold. */
export interface IssueMatch {
  readonly item?: string;
  readonly sourceId?: string;
  readonly stage?: string;
  readonly code?: string;
}

/** Closes the open issues that match all that is given, because what they are about works again. */
export async function closeIssuesFor(db: Db, match: IssueMatch, by: string, at: string): Promise<number> {
  if (Object.values(match).every((value) => value === undefined)) {
    throw new Error("closing issues needs an item, a source, a stage or a code");
  }
  let query = db.updateTable("issue").set({ closed: at, closedBy: by }).where("closed", "is", null);
  if (match.item !== undefined) query = query.where("item", "=", match.item);
  if (match.sourceId !== undefined) query = query.where("sourceId", "=", match.sourceId);
  if (match.stage !== undefined) query = query.where("stage", "=", match.stage);
  if (match.code !== undefined) query = query.where("code", "=", match.code);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** Closes the open issues of one stage and code about many items. */
export async function closeIssuesOf(
  db: Db,
  kind: { readonly stage: string; readonly code: string },
  items: readonly string[],
  by: string,
  at: string,
): Promise<void> {
  if (items.length === 0) return;
  await db
    .updateTable("issue")
    .set({ closed: at, closedBy: by })
    .where("closed", "is", null)
    .where("stage", "=", kind.stage)
    .where("code", "=", kind.code)
    .where("item", "in", listOf(items))
    .execute();
}

/** When a person last closed an issue of each code about the health of a source: what it shows since is accepted. */
export async function listHealthDecisions(db: Db, sourceId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("issue")
    .select(["code", (e) => e.fn.max("closed").as("closed")])
    .where("stage", "=", "health")
    .where("sourceId", "=", sourceId)
    .where("closed", "is not", null)
    .where("closedBy", "!=", PROGRAM)
    .groupBy("code")
    .execute();
  return new Map(rows.map((row) => [row.code, row.closed!]));
}

/** Which issues to list: all that is given must hold. */
export interface IssueFilter {
  /** Open ones (when not said), or closed ones. */
  readonly open?: boolean;
  readonly sourceId?: string;
  readonly stage?: string;
  readonly code?: string;
  readonly limit?: number;
}

/** Issues, the latest seen first. */
export function listIssues(db: Db, filter: IssueFilter = {}): Promise<Row<"issue">[]> {
  let query = db.selectFrom("issue").selectAll().orderBy("lastSeen", "desc").orderBy("id", "desc");
  query = query.where("closed", filter.open === false ? "is not" : "is", null);
  if (filter.sourceId !== undefined) query = query.where("sourceId", "=", filter.sourceId);
  if (filter.stage !== undefined) query = query.where("stage", "=", filter.stage);
  if (filter.code !== undefined) query = query.where("code", "=", filter.code);
  return query.limit(filter.limit ?? 1000).execute();
}

/** How many issues wait for a person. */
export async function countOpenIssues(db: Db): Promise<number> {
  const row = await db
    .selectFrom("issue")
    .select((e) => e.fn.countAll<number>().as("count"))
    .where("closed", "is", null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many issues are open of each stage and code. */
export async function countOpenIssuesByCode(
  db: Db,
): Promise<{ readonly stage: string; readonly code: string; readonly count: number }[]> {
  return db
    .selectFrom("issue")
    .select(["stage", "code", (e) => e.fn.countAll<number>().as("count")])
    .where("closed", "is", null)
    .groupBy(["stage", "code"])
    .orderBy("stage")
    .orderBy("code")
    .execute();
}
