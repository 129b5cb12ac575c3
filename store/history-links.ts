import { listOf } from "./bulk.ts";
import type { Db } from "./database.ts";
import { heirsOf } from "./held-apart.ts";

/** The report of an event that an edge leads to. */
export interface HistoryReport {
  readonly mention: string;
  readonly document: string;
  readonly title: string;
  readonly url: string;
  readonly source: string;
  readonly published: string | null;
  readonly quote: string;
}

/** A report came to an event ("joined"), came from another one ("moved"), or is its report no more ("left"). */
export interface LinkEntry {
  readonly kind: "joined" | "moved" | "left";
  readonly at: string;
  readonly event: string;
  /** "machine" or a reviewer. Of a report that left for no other event, "machine": it is no longer read. */
  readonly by: string;
  readonly report: HistoryReport;
  readonly score: number;
  readonly reasons: readonly string[];
  /** Of a report that moved, the event it came from; of one that left, the event it went to, if any. */
  readonly other: string | null;
  /** Its place among the entries of one time. */
  readonly place: number;
}

/** What came to the events and left them. A report that moved between two of them is told of once, where it came. */
export async function linkEntries(db: Db, eventIds: readonly string[]): Promise<LinkEntry[]> {
  const links = await linksOfMentionsOf(db, eventIds);
  const reports = await reportsOf(db, [...new Set(links.map(({ mentionId }) => mentionId))]);
  const heirs = await heirsOf(db, [...reports.keys()]);
  const members = new Set(eventIds);
  const byMention = new Map<string, Edge[]>();
  for (const link of links) byMention.set(link.mentionId, [...(byMention.get(link.mentionId) ?? []), link]);
  return links
    .filter(({ eventId }) => members.has(eventId))
    .flatMap((link) => {
      const edges = byMention.get(link.mentionId)!;
      const place = edges.indexOf(link);
      const [before, after] = [edges[place - 1], edges[place + 1]];
      const from = before?.withdrawnAt === link.at ? before.eventId : null;
      const to = link.withdrawnAt !== null && after?.at === link.withdrawnAt ? after : undefined;
      const report = reports.get(link.mentionId)!;
      const entries: LinkEntry[] = [
        entry(from === null ? "joined" : "moved", link.at, link, link, report, from),
      ];
      if (link.withdrawnAt !== null && !(to && members.has(to.eventId))) {
        entries.push(
          entry(
            "left",
            link.withdrawnAt,
            link,
            to ?? gone(heirs.has(link.mentionId)),
            report,
            to?.eventId ?? null,
          ),
        );
      }
      return entries;
    });
}

/** Why a report is one no more that no other event has. */
function gone(replaced: boolean): Pick<Edge, "author" | "score" | "reasons"> {
  const reason = replaced ? "another reading of its passage has its place" : "it is no longer read";
  return { author: "machine", score: 1, reasons: JSON.stringify([reason]) };
}

type Edge = Awaited<ReturnType<typeof linksOfMentionsOf>>[number];

function entry(
  kind: LinkEntry["kind"],
  at: string,
  { id, eventId }: Edge,
  why: Pick<Edge, "author" | "score" | "reasons">,
  report: HistoryReport,
  other: string | null,
): LinkEntry {
  const reasons = JSON.parse(why.reasons) as string[];
  return { kind, at, event: eventId, by: why.author, report, score: why.score, reasons, other, place: id };
}

/** All edges that the mentions of the events ever had, to whichever event, in the order they were made. */
function linksOfMentionsOf(db: Db, eventIds: readonly string[]) {
  return db
    .selectFrom("link")
    .select(["id", "eventId", "mentionId", "score", "reasons", "author", "at", "withdrawnAt"])
    .where("mentionId", "in", (e) =>
      e.selectFrom("link as own").select("own.mentionId").where("own.eventId", "in", listOf(eventIds)),
    )
    .orderBy("id")
    .execute();
}

/** Where mentions were read; one of an id that is not stored has no entry. */
export async function reportsOf(db: Db, mentionIds: readonly string[]): Promise<Map<string, HistoryReport>> {
  const rows = await db
    .selectFrom("mention")
    .innerJoin("document", "document.id", "mention.documentId")
    .select([
      "mention.id as mention",
      "document.id as document",
      "document.title",
      "document.canonicalUrl as url",
      "document.sourceId as source",
      "document.published",
      "mention.quote",
    ])
    .where("mention.id", "in", listOf(mentionIds))
    .execute();
  return new Map(rows.map((row) => [row.mention, row]));
}
