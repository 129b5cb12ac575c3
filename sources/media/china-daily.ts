import type { Page } from "../page.ts";
import { numberedPaging } from "../paging.ts";
import { defineSite, type Generation } from "../site.ts";

const HOST = String.raw`^https?:\/\/(?:[a-z]+\.)?chinadaily\.com\.cn\/+`;
/** Since 2018, and before; both with the number of the part of an article on several pages. */
const NEW = new RegExp(String.raw`${HOST}a\/\d{6}\/\d{2}\/WS[0-9a-f]{24}(?:_\d+)?\.html$`);
const OLD = new RegExp(String.raw`${HOST}(?:[\w-]+\/)+\d{4}-\d{2}\/\d{2}\/content_\d+(?:_\d+)?\.html?$`);
const PART = /^(.+\/(?:WS[0-9a-f]{24}|content_\d+))(?:_(\d+))?(\.html?)$/;
/** Longer articles than any; a page that leads on and on is broken or hostile. */
const MAX_PARTS = 30;

/** The page that follows, where this one links to it: `WS…_2.html` after `WS….html`. */
function nextPart(page: Page): string | null {
  const match = PART.exec(page.url.replace(/[?#].*$/, ""));
  const next = Number(match?.[2] ?? 1) + 1;
  if (!match || next > MAX_PARTS) return null;
  const { pathname } = new URL(`${match[1]}_${next}${match[3]}`);
  return page.links("a").find((link) => new URL(link.url).pathname === pathname)?.url ?? null;
}

const generation = (address: RegExp): Generation => ({
  address,
  title: ["title:not(svg title)"],
  titleEnd: /\s*[-_]\s*(?:chinadaily\.com\.cn|中国日报网)$/i,
  body: ["#Content"],
  drop: /^【?责任编辑[:：].{1,30}$/, // editor in charge
  date: ['meta[name="publishdate"]', ".info_l", "address"],
  nextPart,
});

/** China Daily in English and, on hosts of their own, in Chinese. */
export const chinaDaily = defineSite({
  name: "china-daily",
  generations: [generation(NEW), generation(OLD)],
  paging: numberedPaging(/\/page_(\d+)\.html$/, (number) => `page_${number}.html`),
});
