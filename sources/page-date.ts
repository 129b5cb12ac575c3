import { isoDate } from "./mission-address.ts";

/** The first date in numbers that a text shows, as YYYY-MM-DD: "2019/06/11", "2012.11.2", "2021年5月17日 20:02". */
export function readDate(text: string): string | null {
  for (const [, year, month, day] of text
    .slice(0, 2000)
    .matchAll(/(?<!\d)(\d{4})\s{0,2}[/.\-年]\s{0,2}(\d{1,2})\s{0,2}[/.\-月]\s{0,2}(\d{1,2})(?!\d)/g)) {
    const date = isoDate(year, month, day);
    if (date) return date;
  }
  return null;
}

/** News sites write the day into the address: /2015-03/02/, /2015/03/02/, /2015/0302/, /20150302/. */
export function dateInPath(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const match = /\/(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?=[/_])/.exec(new URL(url).pathname);
  return match ? isoDate(match[1], match[2], match[3]) : null;
}

/** TRS, the publishing system of the ministry and of some papers, names pages by day and number: t20191030_862809.html. */
export function dateInFileName(url: string): string | null {
  const match = /\/t(\d{4})(\d{2})(\d{2})_\d[\d_]*\.s?html?(?=$|[?#])/.exec(url);
  return match ? isoDate(match[1], match[2], match[3]) : null;
}

/** The date that ends a title: "… Regular Press Conference on February 16, 2022". */
export function dateAtEnd(title: string): string | null {
  const end =
    /(?:[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4}|\d{1,2}\s[A-Z][a-z]{2,8}\.?,?\s\d{4}|\d{4}[/-]\d{1,2}[/-]\d{1,2})\s?[)）]?$/.exec(
      title.trim(),
    );
  return end ? readShownDate(end[0]) : null;
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH_FIRST = /(?<![A-Za-z])([A-Z][a-z]{2})[a-z]{0,6}\.?\s{0,2}(\d{1,2}),?\s{1,2}(\d{4})(?!\d)/g;
const DAY_FIRST = /(?<!\d)(\d{1,2})[\s-]{1,2}([A-Z][a-z]{2})[a-z]{0,6}\.?,?[\s-]{1,2}(\d{4})(?!\d)/g;
/** Milliseconds since the epoch, as scripts write them; the day is China's, eight hours ahead. */
const EPOCH = /^\s*(\d{13})\s*$/;

/**
 * As {@link readDate}, and the forms of English pages and of scripts: "Jan 02, 2024 09:10 PM", "12-Jan-2024",
 * "2 January 2024", "1704200000000", "20240102".
 */
export function readShownDate(text: string): string | null {
  const shown = text.slice(0, 2000);
  const numeric = readDate(shown);
  if (numeric) return numeric;
  const epoch = EPOCH.exec(shown)?.[1];
  if (epoch) return new Date(Number(epoch) + 8 * 3_600_000).toISOString().slice(0, 10);
  for (const [, month, day, year] of shown.matchAll(MONTH_FIRST)) {
    const date = isoDate(year, monthNumber(month!), day);
    if (date) return date;
  }
  for (const [, day, month, year] of shown.matchAll(DAY_FIRST)) {
    const date = isoDate(year, monthNumber(month!), day);
    if (date) return date;
  }
  const compact = /^\s*(\d{4})(\d{2})(\d{2})(?!\d{7})/.exec(shown);
  return compact ? isoDate(compact[1], compact[2], compact[3]) : null;
}

function monthNumber(name: string): string {
  return String(MONTHS.indexOf(name.toLowerCase()) + 1);
}
