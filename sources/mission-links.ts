import type { ArticleLink } from "./adapter.ts";
import { canonicalUrl } from "./canonical-url.ts";
import { classifyMissionUrl, isMinistryArticle } from "./mission-address.ts";
import type { Link } from "./page.ts";
import { readDate } from "./page-date.ts";
import type { Source } from "./source.ts";
import { isOwnUrl } from "./source-hosts.ts";

/**
 * The links that lead to articles, by the shape of their address and not by the box they stand in, which differs from
 * site to site. Each article once, with its longest title.
 */
export function readArticleLinks(links: readonly Link[], source: Source): ArticleLink[] {
  const found = new Map<string, ArticleLink>();
  for (const link of links) {
    const address = classifyMissionUrl(link.url);
    if (address.kind !== "article" && !isMinistryArticle(link.url)) continue;
    const repost = !isOwnUrl(source, link.url);
    const key = canonicalUrl(link.url, repost ? null : source);
    const known = found.get(key);
    found.set(key, {
      url: known?.url ?? link.url,
      canonicalUrl: key,
      lead: null,
      title: link.text.length > (known?.title.length ?? 0) ? link.text : (known?.title ?? ""),
      listDate: known?.listDate ?? readDate(link.after) ?? address.date,
      repost,
    });
  }
  return [...found.values()];
}
