import { datePrecision, type EventType } from "./event.ts";
import type { LinkingConfig, Reason } from "./link-config.ts";
import type { LinkableMention } from "./link-mention.ts";

const DAY = 86_400_000;

/** Days `[first, last]` since 1970 that a date may mean. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

/** The days a date as precise as YYYY, YYYY-MM or YYYY-MM-DD may mean. */
export function dayRange(date: string): DayRange {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const precision = datePrecision(date);
  const first = Date.UTC(year, month - 1, day) / DAY;
  if (precision === "day") return { first, last: first };
  const next = precision === "month" ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1);
  return { first, last: next / DAY - 1 };
}

/** Days outside a month that a report may mean by 近日 (recently), which is coded as the month of publication. */
const MONTH_EDGE = 5;

function reach(coding: LinkableMention["coding"], config: LinkingConfig): number {
  const spread = config.spreadDays[coding.type];
  if (coding.date.length < 10) return Math.max(spread, MONTH_EDGE);
  // A round is found again over a longer time; a mention that names none may still say it in words.
  return coding.round !== undefined ? Math.max(spread, config.roundDays) : spread;
}

/** The days on which a mention of the same event may be dated. */
export function windowDays(mention: LinkableMention, config: LinkingConfig): DayRange {
  const range = dayRange(mention.coding.date);
  const days = reach(mention.coding, config);
  return { first: range.first - days, last: range.last + days };
}

/** What two dates say: a reason with its points' name and a readable form, or a conflict. */
export interface DateFinding {
  readonly reason: Reason | null;
  readonly text: string;
  readonly conflict: boolean;
}

/** Compares the dates of two mentions of one type. `far`: their country's clock is many hours from Beijing's. */
export function compareDates(
  a: { readonly date: string; readonly days: DayRange },
  b: { readonly date: string; readonly days: DayRange },
  type: EventType,
  sameRound: boolean,
  far: boolean,
  config: LinkingConfig,
): DateFinding {
  if (a.date.length === 10 && b.date.length === 10) {
    const apart = Math.abs(a.days.first - b.days.first);
    if (apart === 0) return { reason: "same_day", text: `same day ${a.date}`, conflict: false };
    const dates = `${a.date} and ${b.date}`;
    if (apart === 1) {
      const reason = far ? "one_day_far_zone" : config.spreadDays[type] > 1 ? "within_spread" : "one_day";
      return { reason, text: `one day apart (${dates}${far ? ", time zone" : ""})`, conflict: false };
    }
    const allowed = sameRound ? Math.max(config.roundDays, config.spreadDays[type]) : config.spreadDays[type];
    if (apart > allowed) return { reason: null, text: `${apart} days apart (${dates})`, conflict: true };
    return { reason: "within_spread", text: `${apart} days apart (${dates})`, conflict: false };
  }
  const gap = Math.max(a.days.first - b.days.last, b.days.first - a.days.last);
  const year = a.date.length === 4 || b.date.length === 4;
  // A year is written or not: no report means the one beside it.
  if (gap > (year ? 0 : MONTH_EDGE))
    return { reason: null, text: `different times (${a.date} and ${b.date})`, conflict: true };
  if (gap > 0) return { reason: "near_month", text: `${a.date} is just outside ${b.date}`, conflict: false };
  return year
    ? { reason: "same_year", text: `same year (${a.date} and ${b.date})`, conflict: false }
    : { reason: "same_month", text: `same month (${a.date} and ${b.date})`, conflict: false };
}
