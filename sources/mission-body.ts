import type { Page, Part } from "./page.ts";

/** Where the text stands in templates N ("News_Body"), R (redesigned), T (tables) and B ("bigtitle"). */
const BODIES =
  ".TRS_UEDITOR, .TRS_Editor, .trs_editor_view, #News_Body_Txt_A, td#content.content, td.content1, #article .content";
/** Around the text on pages that have none of those; holds title, date and tools as well. */
const WRAPPERS = "#article, #content, .News_Body_Text";
const EXTRAS =
  "#id_tblRelNews, #id_tblAppendix, #News_Body_Title, #News_Body_subitle, #News_Body_Time, form, .bigtitle, .time, td.t2";
/** Articles have one or two; the bound is for pages made to be slow. */
const MAX_PARTS = 200;
const MAX_LINK_SHARE = 0.5;
const MIN_CHINESE = 40;
const MIN_LETTERS = 100;
/** A notice of one sentence is an article too where the page marks its title as one. */
const MARKED_TITLE = "#News_Body_Title, .bigtitle";
const MIN_NOTICE_CHINESE = 10;
const MIN_NOTICE_LETTERS = 30;

/** Whole lines that belong to the page and not to the article. */
const BOILERPLATE = [
  /^分享到[:：]?$/, // share to
  /^(?:推荐给朋友|附件|相关新闻|相关链接)[:：]?$/, // suggest to a friend; attachment; related news, links
  /^(?:全文打印|打印文字稿|【?打印】?|【?关闭】?|扫一扫.{0,20})(?:\s+(?:全文打印|打印文字稿|【?打印】?|【?关闭】?))*$/, // print, close, scan
  /^\[?(?:Print|Close)\]?(?:\s+\[?(?:Print|Close)\]?)*$/i,
  /^Suggest To A Friend\s?[:：]?$/i,
  /^Recommander à un ami.{0,20}$/i,
  /^(?:首页|Home|Accueil)\s*[>＞].{0,120}$/i, // breadcrumb
  /版权所有|京ICP/, // copyright, licence number
  // Counters of readers: another number at every look is no edit.
  /^(?:浏览|点击|阅读|访问|查看)(?:次数|人数|量|数)?\s?[:：]?\s?\d[\d,.]{0,12}\s?[万次]{0,2}$/,
  /^(?:(?:Views|Hits|Reads|Visits)\s?[:：]?\s?\d[\d,.]{0,12}|\d[\d,.]{0,12}\s(?:views|hits|reads|visits))$/i,
];

/** The paragraphs of the article on a mission page; null when no text of an article's length is found. */
export function findMissionBody(page: Page): string[] | null {
  const body = findStrictBody(page);
  if (body) return body;

  const marked = readBetweenMarks(page);
  if (isLongEnough(marked)) return marked;

  const wrapped = page
    .all(WRAPPERS)
    .slice(0, 5)
    .map((part) => {
      const copy = part.clone();
      copy.find(EXTRAS).remove();
      return readLines(page, copy);
    });
  const rest = longest(wrapped);
  return isLongEnough(rest) ? rest : null;
}

/** As {@link findMissionBody}, but only in the elements that hold nothing but an article's text. */
export function findStrictBody(page: Page): string[] | null {
  const parts = page.all(BODIES).slice(0, MAX_PARTS);
  const outermost = parts.filter((part) => part.parent().closest(BODIES).length === 0);
  const body = longest(outermost.map((part) => readLines(page, part)));
  if (isLongEnough(body)) return body;
  return page.first(MARKED_TITLE) !== null && isNotice(body) ? body : null;
}

/** Whether a text can be an article: 40 Chinese characters or 100 letters. */
export function isLongEnough(paragraphs: readonly string[]): boolean {
  return hasLength(paragraphs, MIN_CHINESE, MIN_LETTERS);
}

/** Whether a text can be an article of one sentence: 10 Chinese characters or 30 letters. */
export function isNotice(paragraphs: readonly string[]): boolean {
  return hasLength(paragraphs, MIN_NOTICE_CHINESE, MIN_NOTICE_LETTERS);
}

function hasLength(paragraphs: readonly string[], chinese: number, letters: number): boolean {
  const text = paragraphs.join("");
  return (
    (text.match(/\p{Script=Han}/gu)?.length ?? 0) >= chinese ||
    (text.match(/\p{L}/gu)?.length ?? 0) >= letters
  );
}

/** Drops lines that the page adds to every article: print, share, breadcrumb, copyright. */
export function withoutBoilerplate(lines: readonly string[]): string[] {
  return lines.filter((line) => line.length > 200 || !BOILERPLATE.some((pattern) => pattern.test(line)));
}

/** None for a part that is mostly links: the box of a list, or the middle of a home page. */
function readLines(page: Page, part: Part): string[] {
  const lines = withoutBoilerplate(page.paragraphs(part));
  const linked = lengthOf(page.paragraphs(part.find("a")));
  return linked > lengthOf(lines) * MAX_LINK_SHARE ? [] : lines;
}

/** Some old bodies stand between `<meta name="TRSWCM.ContStart">` and `…ContEnd`, in no element of their own. */
function readBetweenMarks(page: Page): string[] {
  const start = page.all('meta[name="TRSWCM.ContStart"]')[0];
  if (!start) return [];
  const between = start.nextUntil('meta[name="TRSWCM.ContEnd"]');
  return readLines(page, between);
}

function longest(candidates: readonly string[][]): string[] {
  return candidates.reduce((best, lines) => (lengthOf(lines) > lengthOf(best) ? lines : best), []);
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
