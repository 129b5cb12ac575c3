import type { ArticleLink } from "../sources/adapter.ts";
import type { Decision, ListFilter } from "../sources/list-filter.ts";
import { type Db, inTransaction } from "../store/database.ts";
import { addListings, listLeftOut, markKept, type NewListing } from "../store/listings.ts";
import { type FoundPage, upsertFoundPages } from "../store/pages.ts";
import { tallyArticles } from "./tally.ts";
import type { Visit } from "./visit.ts";

/** What a filter left out so many days ago or less is judged again when a source is visited, so much of it at most. */
const JUDGE_AGAIN = { days: 90, articles: 5000 };

/**
 * Notes the articles of a list page that are this site's own, so that they will be fetched; of a source with a filter,
 * those that it lets through. Gives how many were not known, whether they are fetched or not, and how many will be.
 */
export async function noteArticles(
  visit: Visit,
  trx: Db,
  links: readonly ArticleLink[],
  foundOn: string,
): Promise<{ readonly fresh: number; readonly toFetch: number }> {
  const own = links.filter((link) => !link.repost && isInPeriod(link, visit));
  const filter = filterOf(visit);
  const firstSeen = visit.space.now();
  if (!filter) {
    const added = await upsertFoundPages(
      trx,
      own.map((link) => foundPage(visit, link, foundOn)),
    );
    tallyArticles(visit.tally, own, added, firstSeen);
    return { fresh: added, toFetch: added };
  }
  const judged = own.map((link) => ({ link, ...filter(link) }));
  const kept = judged.filter((one) => one.kept);
  const newlyKept = await addListings(trx, kept.map(listing(visit, foundOn)));
  const leftOut = await addListings(trx, judged.filter((one) => !one.kept).map(listing(visit, foundOn)));
  // A list may show more of an article than the one that was judged by first.
  if (newlyKept < kept.length) {
    await markKept(
      trx,
      kept.map(({ link: { canonicalUrl }, word }) => ({ canonicalUrl, word })),
    );
  }
  const toFetch = await upsertFoundPages(
    trx,
    kept.map(({ link }) => foundPage(visit, link, foundOn)),
  );
  const fresh = newlyKept + leftOut;
  visit.counts.leftOut += leftOut;
  visit.tally.counts.leftOut += leftOut;
  tallyArticles(visit.tally, own, fresh, firstSeen);
  return { fresh, toFetch };
}

/** An article without a date on the list may be of any time. */
function isInPeriod({ listDate }: ArticleLink, { back }: Visit): boolean {
  return !back || listDate === null || (listDate >= back.from && listDate <= back.to);
}

function listing(visit: Visit, foundOn: string) {
  const firstSeen = visit.space.now();
  return ({ link, kept, word }: Decision & { readonly link: ArticleLink }): NewListing => {
    const { url, canonicalUrl, title, lead, listDate } = link;
    return {
      url,
      canonicalUrl,
      title,
      lead,
      listDate,
      kept,
      word,
      foundOn,
      firstSeen,
      sourceId: visit.source.id,
    };
  };
}

/** Lets the filter judge again what it left out lately: its words may have changed. */
export async function judgeAgain(visit: Visit): Promise<void> {
  const filter = filterOf(visit);
  if (!filter) return;
  const { db } = visit.space;
  const since = new Date(visit.space.clock().getTime() - JUDGE_AGAIN.days * 86_400_000).toISOString();
  const leftOut = await listLeftOut(db, visit.source.id, { since, limit: JUDGE_AGAIN.articles });
  const now = leftOut.map((row) => ({ row, ...filter(row) })).filter(({ kept }) => kept);
  if (now.length === 0) return;
  await inTransaction(db, async (trx) => {
    await markKept(
      trx,
      now.map(({ row, word }) => ({ canonicalUrl: row.canonicalUrl, word })),
    );
    await upsertFoundPages(
      trx,
      now.map(({ row }) => foundPage(visit, row, row.foundOn)),
    );
  });
}

function filterOf({ space, source }: Visit): ListFilter | null {
  return source.filter === undefined ? null : space.filters.get(source.filter)!;
}

function foundPage(
  visit: Visit,
  { url, canonicalUrl }: Pick<ArticleLink, "url" | "canonicalUrl">,
  foundOn: string,
): FoundPage {
  return {
    canonicalUrl,
    sourceId: visit.source.id,
    kind: "article",
    url,
    foundOn,
    firstSeen: visit.space.now(),
  };
}
