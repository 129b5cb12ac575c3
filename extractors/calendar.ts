/** Calendar arithmetic on dates written YYYY-MM-DD, YYYY-MM or YYYY. No time zones: a date is a date. */

const DAY = 86_400_000;

/** What relative dates in a document are read against. */
export interface Anchor {
  /** The day the text speaks from: its date-line, else its publication date. Null when neither is known. */
  readonly day: string | null;
}

/** One expression of time in a text, and the date it means. */
export interface DateMention {
  readonly start: number;
  readonly end: number;
  /** YYYY-MM-DD, YYYY-MM or YYYY; null when it cannot be placed (没有年份 and no anchor). */
  readonly date: string | null;
  /** exact: a day, month or year is named · relative: today, Tuesday, 24日 · vague: recently, 近日. */
  readonly kind: "exact" | "relative" | "vague";
  /** The year is written beside the day. */
  readonly year: boolean;
}

export const pad = (n: number): string => String(n).padStart(2, "0");

export function isRealDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

export function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(b) - Date.parse(a)) / DAY);
}

export function addMonths(month: string, months: number): string {
  const [year, m] = month.split("-").map(Number) as [number, number];
  const index = year * 12 + (m - 1) + months;
  return `${Math.floor(index / 12)}-${pad((index % 12) + 1)}`;
}

/** The last day with this weekday (0 Sunday … 6 Saturday) on or before `day`. */
export function lastWeekday(day: string, weekday: number): string {
  const back = (new Date(Date.parse(day)).getUTCDay() - weekday + 7) % 7;
  return addDays(day, -back);
}

/** A day of the month without a month, as news uses it: this month, or the month before if it lies ahead. */
export function dayOnly(anchor: string, day: number): string | null {
  const month = anchor.slice(0, 7);
  for (const candidate of [month, addMonths(month, -1)]) {
    const [y, m] = candidate.split("-").map(Number) as [number, number];
    if (!isRealDay(y, m, day)) continue;
    const date = `${candidate}-${pad(day)}`;
    if (daysBetween(anchor, date) <= 1) return date;
  }
  return null;
}

/** The next day of the month with this number after `anchor`: 将于21日. */
export function nextDay(anchor: string, day: number): string | null {
  const month = anchor.slice(0, 7);
  for (const candidate of [month, addMonths(month, 1)]) {
    const [y, m] = candidate.split("-").map(Number) as [number, number];
    const date = `${candidate}-${pad(day)}`;
    if (isRealDay(y, m, day) && date > anchor) return date;
  }
  return null;
}

/**
 * A month and day without a year: the year of the anchor, or the year before if that lies more than a month
 * ahead: what a page reports has happened.
 * `yearHint` (a year named earlier in the sentence) has precedence.
 */
export function monthDay(
  anchor: string | null,
  month: number,
  day: number,
  yearHint: number | null,
): string | null {
  const year = yearHint ?? (anchor ? Number(anchor.slice(0, 4)) : null);
  if (year === null || !isRealDay(year, month, day)) return null;
  const date = `${year}-${pad(month)}-${pad(day)}`;
  if (yearHint === null && anchor && daysBetween(anchor, date) > 31)
    return `${year - 1}-${pad(month)}-${pad(day)}`;
  return date;
}
