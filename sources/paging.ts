/** Where a list page stands in its list. */
export interface PagePlace {
  /** 0 for the first page. */
  readonly pageNumber: number;
  readonly pageCount: number;
  /** Where the next page may be, in order of trying. */
  readonly nextUrls: readonly string[];
}

/** A list that stands on one page. */
export const ONE_PAGE: PagePlace = { pageNumber: 0, pageCount: 1, nextUrls: [] };

/** Says from address and text of a list page where it stands and where the next one is. */
export type Paging = (url: string, text: string) => PagePlace;

/**
 * The paging of TRS, the publishing system of the ministry and of many papers: `index_1.htm` is the second page, and a
 * script of the page says how many there are. `most`: the site's own cap.
 */
export function trsPaging(extension: string, most = 200): Paging {
  return (url, text) => {
    const { pathname } = new URL(url);
    const pageNumber = Number(/\/index_(\d{1,4})\.s?html?$/.exec(pathname)?.[1] ?? 0);
    const said = /countPage\s*=\s*['"]?(\d{1,6})/.exec(text)?.[1];
    const called = /createPageHTML\(\s*['"]?(\d{1,6})/.exec(text)?.[1];
    const pageCount = Math.min(Number(said ?? called ?? 1), most);
    const nextUrls =
      pageNumber + 1 < pageCount ? [new URL(`index_${pageNumber + 1}.${extension}`, url).href] : [];
    return { pageNumber, pageCount, nextUrls };
  };
}

/**
 * Pages numbered in the address, as `page_2.html` after the first: `number` finds the number in a later page's path,
 * `file` names the page of a number, `second` is the number of the second page, `last` the highest that is asked for.
 */
export function numberedPaging(
  number: RegExp,
  file: (number: number) => string,
  { second = 2, last = 40 }: { second?: number; last?: number } = {},
): Paging {
  return (url) => {
    const found = number.exec(new URL(url).pathname)?.[1];
    const current = found === undefined ? second - 1 : Number(found);
    const nextUrls = current < last ? [new URL(file(current + 1), url).href] : [];
    return { pageNumber: current - second + 1, pageCount: last - second + 2, nextUrls };
  };
}

/** The paging of those lists of a site whose address has this shape; the others stand on one page. */
export function pagingOf(shape: RegExp, paging: Paging): Paging {
  return (url, text) => (shape.test(url) ? paging(url, text) : ONE_PAGE);
}
