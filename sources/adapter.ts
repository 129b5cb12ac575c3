import type { Article } from "./document.ts";
import type { Source } from "./source.ts";

/** A link to an article, as a list page shows it. */
export interface ArticleLink {
  readonly url: string;
  readonly canonicalUrl: string;
  /** May be cut short with "…"; the article page has the full title. Empty where the list has none, as in a sitemap. */
  readonly title: string;
  /** The first lines of the article, where the list shows them. */
  readonly lead: string | null;
  /** YYYY-MM-DD as the list shows it, else from the address; null when neither has one. */
  readonly listDate: string | null;
  /** On another site's host: kept, but not fetched as a page of this source. */
  readonly repost: boolean;
}

/** What the home page of one edition leads to. No section and no article: try the next edition. */
export interface HomeReading {
  /** Path of the edition, "/" or "/eng/". */
  readonly edition: string;
  /** Addresses of sections that may hold news, the likeliest first. */
  readonly sections: readonly string[];
  readonly articles: readonly ArticleLink[];
  /** Home pages of other editions. */
  readonly editions: readonly string[];
}

export interface ListPage {
  readonly kind: "list";
  readonly articles: readonly ArticleLink[];
  /** 0 for the first page. */
  readonly pageNumber: number;
  /** As the page says, at most 200. */
  readonly pageCount: number;
  /** Where the next page may be, in order of trying; none after the last page. */
  readonly nextUrls: readonly string[];
  /** Sub-sections found on the page, and data the page loads its list from. */
  readonly sections: readonly string[];
  /** When a sub-section last changed, by its address, where the page says so: a day or a time. */
  readonly changed?: ReadonlyMap<string, string>;
}

/** `elsewhere`: not a page of this list; the home page came instead, or the section is a single page. Paging stops. */
export type ListReading = ListPage | { readonly kind: "elsewhere"; readonly reason: string };

/**
 * Reads the pages of one site template. Pure: text in, records out, no fetching. `url` is the address after redirects.
 * A page that is not as expected raises a {@link SourceError}.
 */
export interface Adapter {
  readonly name: string;
  /** Whether an address has the shape of this template's articles. */
  isArticleUrl?(url: string): boolean;
  readHome?(text: string, url: string, source: Source): HomeReading;
  readList?(text: string, url: string, source: Source): ListReading;
  readArticle(text: string, url: string, source: Source | null): Article;
}
