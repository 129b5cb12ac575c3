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
