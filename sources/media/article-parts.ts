import type { Page } from "../page.ts";

/**
 * The next part of an article in the publishing system of people.com.cn, which the police ministry and its paper used
 * too: `content.html`, then `content_2.html`. A script of the page says how many there are, or a link leads on.
 */
export function nextContentPart(page: Page): string | null {
  const { pathname } = new URL(page.url);
  // A number of four digits or more is that of the article.
  const part = /\/content(?:_(\d{1,3}|\d{4,}))?\.html$/.exec(pathname);
  if (!part) return null;
  const number = part[1] !== undefined && part[1].length < 4 ? Number(part[1]) : 1;
  const next = new URL(`content_${number + 1}.html`, page.url).href;
  const count = Number(/\bmaxPageNum\s{0,3}=\s{0,3}["']?(\d{1,3})/.exec(page.html)?.[1] ?? 1);
  return number < count || page.links("a").some(({ url }) => url === next) ? next : null;
}

/** The next part in TRS: `t20200120_877942.html`, then `t20200120_877942_1.html`; a script calls for the pager. */
export function nextTrsPart(page: Page): string | null {
  const file = /\/(t\d{8}_\d+)(?:_(\d{1,3}))?\.html$/.exec(new URL(page.url).pathname);
  const count = /createPageHTML\(\s{0,3}["']?(\d{1,3})["']?\s{0,3},/.exec(page.html)?.[1];
  if (!file || count === undefined) return null;
  const number = Number(file[2] ?? 0) + 1;
  return number < Number(count) ? new URL(`${file[1]}_${number}.html`, page.url).href : null;
}
