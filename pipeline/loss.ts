import { canonicalUrl } from "../sources/canonical-url.ts";
import { SourceError } from "../sources/errors.ts";
import type { FetchOutcome } from "../sources/fetcher.ts";
import { isOwnUrl } from "../sources/source-hosts.ts";
import type { Row } from "../store/database.ts";
import { recordRemoval } from "../store/page-changes.ts";
import { findListAnswer, recordAnswer } from "../store/pages.ts";
import { markParsed } from "../store/snapshots.ts";
import { keepAnswer, sha256 } from "./keep.ts";
import { isConfirmed, nextCheck } from "./next-check.ts";
import { readArticleBytes } from "./read-article.ts";
import { raise, saveSnapshots, type Visit } from "./visit.ts";

type Page = Row<"page">;

/** What an answer holds: the article, a page that cannot be read as one, or the loss of the page and how it shows. */
export type Holding =
  | { readonly holds: "article" | "unreadable" }
  | { readonly holds: "loss"; readonly why: string };

/**
 * Tells whether an answer with a body, or "gone", still holds the article. Lost is a page that answers 404 or 410, that
 * leads to the home page, to a list or to another address of the site where no article is, or that shows the bytes of
 * the home page or a list at its own address. A page that merely cannot be read may be a new layout: that is no loss. While
 * no list of the site can be read, only 404 and 410 count.
 */
export async function whatHolds(visit: Visit, page: Page, answer: FetchOutcome): Promise<Holding> {
  if (answer.outcome === "gone") return { holds: "loss", why: `the page answers ${answer.status}` };
  const holding = await whatBodyHolds(visit, page, answer);
  // A site that shows none of its lists either, as while it is mended, shows one page for all and has taken nothing away.
  const mended = visit.tally.counts.lists === 0 && !visit.resumed;
  return holding.holds === "loss" && mended ? { holds: "unreadable" } : holding;
}

async function whatBodyHolds(visit: Visit, page: Page, answer: FetchOutcome): Promise<Holding> {
  const { source, space } = visit;
  if (answer.body.length === 0 && canonicalUrl(answer.finalUrl, source) === page.canonicalUrl)
    return { holds: "unreadable" };
  const digest = sha256(answer.body);
  const known = page.state === "ok" || page.state === "unreadable" ? page.state : null;
  if (known && digest === page.sha256) return { holds: known === "ok" ? "article" : "unreadable" };
  const led = canonicalUrl(answer.finalUrl, source);
  const { pathname, search } = new URL(led);
  const elsewhere = led !== page.canonicalUrl && !isSamePath(led, page.canonicalUrl);
  if (elsewhere && pathname === "/" && search === "") {
    return { holds: "loss", why: `the page leads to the home page ${led}` };
  }
  const list = await findListAnswer(space.db, source.id, { canonicalUrl: led, sha256: digest });
  if (list !== undefined) {
    const how = elsewhere ? "leads to" : "shows";
    return { holds: "loss", why: `the page ${how} the list or home page ${list}` };
  }
  try {
    await readArticleBytes({ ...answer, url: answer.finalUrl }, source);
    return { holds: "article" };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    if (error.code === "gone") return { holds: "loss", why: error.message };
    if (elsewhere && isOfSite(visit, page, led)) {
      return { holds: "loss", why: `the page leads to ${led}, which is no article` };
    }
    return { holds: "unreadable" };
  }
}

/** A site that leads from one of its host names to another has not taken the page away. */
function isSamePath(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)];
  return a.pathname === b.pathname && a.search === b.search;
}

function isOfSite({ source }: Visit, page: Page, led: string): boolean {
  return isOwnUrl(source, led) || new URL(led).hostname === new URL(page.canonicalUrl).hostname;
}

/**
 * Notes that a page is missing and keeps the answer as proof. The first time opens an issue; a page that was read and
 * is still missing at a later look is recorded as removed.
 */
export async function recordLoss(visit: Visit, page: Page, answer: FetchOutcome, why: string): Promise<void> {
  const { space } = visit;
  const { canonicalUrl: address, sourceId, url, missingSince, lastSuccess } = page;
  const checked = answer.fetchedAt;
  const snapshot = await keepAnswer(space, { sourceId, url, canonicalUrl: address, kind: "article" }, answer);
  await saveSnapshots(visit, [snapshot], async (trx) => {
    await markParsed(trx, [{ id: snapshot.id, parsed: "gone" }]);
    const next = nextCheck(page, { state: "gone", checked }, space.settings.recheck.days);
    await recordAnswer(trx, address, { state: "gone", checked, nextCheck: next });
    if (missingSince !== null && lastSuccess !== null && isConfirmed(missingSince, checked)) {
      const times = { at: checked, lastSeen: lastSuccess, firstMissing: missingSince };
      await recordRemoval(trx, { canonicalUrl: address, sourceId, ...times });
    }
    if (page.state === "gone") return;
    const read = lastSuccess ? `; it was last read ${lastSuccess}` : "";
    await raise(visit, new SourceError("gone", address, `${why}${read}`), address, trx);
  });
}
