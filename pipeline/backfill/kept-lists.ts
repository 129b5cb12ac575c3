import type { ArticleLink } from "../../sources/adapter.ts";
import type { Source } from "../../sources/source.ts";
import { listKeptLists } from "../../store/reposts.ts";
import { listAsKept } from "../list-as-kept.ts";
import type { Workspace } from "../workspace.ts";

/** More list pages than a search looks through: a list of the ministry has 29, or 143 in English. */
const MOST_LISTS = 400;

/**
 * What the list pages of sources named when they were last read, from their kept bytes; `wanted` says which pages, by
 * address. Asks nobody.
 */
export async function keptLinks(
  space: Workspace,
  sources: readonly Source[],
  wanted: (canonicalUrl: string) => boolean,
): Promise<ArticleLink[]> {
  const ids = sources.map(({ id }) => id);
  const lists = (await listKeptLists(space.db, ids)).filter(({ canonicalUrl }) => wanted(canonicalUrl));
  const links: ArticleLink[] = [];
  for (const { id, sourceId, canonicalUrl } of lists.slice(0, MOST_LISTS)) {
    const source = sources.find((one) => one.id === sourceId)!;
    const list = { url: canonicalUrl, as: "page" as const };
    const reading = await listAsKept({ space, source }, list, { lastSnapshotId: id });
    links.push(...(reading?.articles ?? []));
  }
  return links;
}
