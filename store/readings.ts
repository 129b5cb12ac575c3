import { sql } from "kysely";
import type { Db } from "./database.ts";

/** Whether an article of a source could be read, and what its page has. */
export interface ArticleReading {
  readonly firstSeen: string;
  readonly readable: boolean;
  readonly titled: boolean;
  readonly dated: boolean;
  readonly texted: boolean;
}

export interface ReadingFilter {
  readonly seenSince?: string | undefined;
  readonly seenBefore?: string | undefined;
  readonly limit: number;
}

/**
 * How the articles of a source read today, those met last first. One that waits to be read is not among them, nor one
 * that is gone; of one that was read several times the newest reading counts.
 */
export async function listArticleReadings(
  db: Db,
  sourceId: string,
  filter: ReadingFilter,
): Promise<ArticleReading[]> {
  let query = db
    .selectFrom("page")
    .leftJoin("document", (join) =>
      join.onRef("document.canonicalUrl", "=", "page.canonicalUrl").on("document.current", "=", 1),
    )
    .select(["page.firstSeen", "page.state"])
    .select(sql<number>`case when document.title <> '' then 1 else 0 end`.as("titled"))
    .select(sql<number>`case when document.published is not null then 1 else 0 end`.as("dated"))
    .select(sql<number>`case when document.text <> '' then 1 else 0 end`.as("texted"))
    .where("page.sourceId", "=", sourceId)
    .where("page.kind", "=", "article")
    .where((e) =>
      e.or([
        e("page.state", "=", "unreadable"),
        e.and([e("page.state", "=", "ok"), e("document.id", "is not", null)]),
      ]),
    );
  if (filter.seenSince !== undefined) query = query.where("page.firstSeen", ">=", filter.seenSince);
  if (filter.seenBefore !== undefined) query = query.where("page.firstSeen", "<", filter.seenBefore);
  const rows = await query
    .orderBy("page.firstSeen", "desc")
    .orderBy("page.canonicalUrl", "desc")
    .limit(filter.limit)
    .execute();
  return rows.map(({ firstSeen, state, ...has }) => {
    const readable = state === "ok";
    // What an earlier version had says nothing of a page that cannot be read now.
    const [titled, dated, texted] = [has.titled, has.dated, has.texted].map((one) => readable && one === 1);
    return { firstSeen, readable, titled: titled!, dated: dated!, texted: texted! };
  });
}

/**
 * Days on which the source published, newest first, YYYY-MM-DD: those its articles carry and, of a source whose lists
 * are filtered or whose articles are undated, those on which an article was met for the first time.
 */
export async function listArticleDays(
  db: Db,
  sourceId: string,
  filter: { readonly since?: string | undefined; readonly until: string; readonly limit: number },
): Promise<string[]> {
  const { since = "", until, limit } = filter;
  const published = await db
    .selectFrom("document")
    .select("published as day")
    .distinct()
    .where("sourceId", "=", sourceId)
    .where("published", ">=", since.slice(0, 10))
    .where("published", "<=", until.slice(0, 10))
    .orderBy("published", "desc")
    .limit(limit)
    .execute();
  const met = (table: "listing" | "page") =>
    db
      .selectFrom(table)
      .select(sql<string>`substr(first_seen, 1, 10)`.as("day"))
      .distinct()
      .where("sourceId", "=", sourceId)
      .where("firstSeen", ">=", since)
      .orderBy("day", "desc")
      .limit(limit);
  const listed = await met("listing").execute();
  const found = [...published, ...listed].map(({ day }) => day!);
  if (found.length === 0) {
    for (const { day } of await met("page").where("kind", "=", "article").execute()) found.push(day);
  }
  return [...new Set(found)].sort().reverse().slice(0, limit);
}
