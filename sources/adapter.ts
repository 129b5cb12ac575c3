import type { Article } from "./document.ts";
import type { Source } from "./source.ts";

/** A link to an article, as a list page shows it. */
export interface ArticleLink {
  readonly url: string;
  readonly canonicalUrl: string;
  /** May be cut short with "…"; the article page has the full title. */
  readonly title: string;
  /** YYYY-MM-DD as the list shows it, else from the address; null when neither has one. */
  readonly listDate: string | null;
  /** On another mission's host or the ministry's: kept, but not fetched as a page of this source. */
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

export type ListReading =
  | {
      readonly kind: "list";
      readonly articles: readonly ArticleLink[];
      /** 0 for the first page. */
      readonly pageNumber: number;
      /** As the page says, at most 200. */
      readonly pageCount: number;
      /** Where the next page may be, in order of trying; none after the last page. */
      readonly nextUrls: readonly string[];
      /** Sub-sections found on the page. */
      readonly sections: readonly string[];
    }
  /** Not a page of this list: the home page came instead, or the section is a single page. Paging stops. */
  | { readonly kind: "elsewhere"; readonly reason: string };

/**
 * Reads the pages of one site template. Pure: text in, records out, no fetching. `url` is the address after redirects.
 * A page that is not as expected raises a {@link SourceError}.
 */
export interface Adapter {
  readonly name: string;
  readHome?(text: string, url: string, source: Source): HomeReading;
  readList?(text: string, url: string, source: Source): ListReading;
  readArticle(text: string, url: string, source: Source | null): Article;
}
