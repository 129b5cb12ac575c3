import { canonicalUrl } from "../../sources/canonical-url.ts";
import { SourceError } from "../../sources/errors.ts";
import type { Snapshot } from "../../sources/snapshot.ts";
import { currentAddress, currentHost } from "../../sources/source-hosts.ts";
import { type ArchivedPage, settleArchivedPages } from "../../store/archived-pages.ts";
import { inTransaction } from "../../store/database.ts";
import { addSnapshots } from "../../store/snapshots.ts";
import { keepAnswer } from "../keep.ts";
import { readArticleBytes } from "../read-article.ts";
import type { OpenSearch } from "./archive-route.ts";
import { askFor, noteSearch } from "./search.ts";
import { settleFound } from "./settle-found.ts";

/**
 * Whether the page is still on the web: what a site shows today comes before what an archive kept of it. Then it is archived
 * and noted: of an article at its own address as had, of a repost as fetched.
 */
export async function isHadLive(open: OpenSearch, page: ArchivedPage): Promise<boolean> {
  const { search } = open;
  const { space, live, key } = search;
  const { source, address, otherwise } = open.holder(page);
  if (live === null || source === null || currentHost(source) === null) return false;
  const own = address === page.canonicalUrl;
  let snapshot: Snapshot;
  try {
    const answer = await askFor(search, { url: currentAddress(source, address) }, live);
    if (answer.outcome !== "ok" || canonicalUrl(answer.finalUrl, source) !== address) return false;
    const article = await readArticleBytes({ ...answer, url: answer.finalUrl }, source);
    if (otherwise(article) !== null) return false;
    const kept = {
      sourceId: search.source.id,
      url: address,
      canonicalUrl: address,
      kind: "article" as const,
    };
    // A repost is known by the address at which it was found.
    snapshot = await keepAnswer(space, { ...kept, url: own ? address : page.url }, answer);
  } catch (error) {
    // A site that is gone, refuses or shows something else is why the archive is asked.
    if (error instanceof SourceError) return false;
    throw error;
  }
  search.counts.fetched++;
  await space.archive.flush();
  const reason = own ? "on the site itself" : `as it stands at ${address}`;
  await inTransaction(space.db, async (trx) => {
    search.counts.snapshots += await addSnapshots(trx, [snapshot]);
    await settleArchivedPages(trx, [{ ...page, state: own ? "held" : "fetched", reason }]);
    await settleFound(trx, [page.canonicalUrl], space.now());
    await noteSearch(search, "running", trx);
  });
  space.log.debug({ source: key.sourceId, url: address }, "read on the site itself");
  return true;
}
