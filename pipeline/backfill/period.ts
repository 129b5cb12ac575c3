import { ConfigError } from "../../sources/errors.ts";
import { isoDate } from "../../sources/mission-address.ts";

/** Days of publication, both inclusive: YYYY-MM-DD. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** No mission had a web site before. */
const FIRST_YEAR = 1995;

/**
 * Reads `--from` and `--to`, each a year, a month or a day; a year or month counts whole. What lies after `today` is left
 * out. Throws ConfigError.
 */
export function readPeriod(from: string, to: string, today: string): Period {
  const period = { from: edge("--from", from, "01-01"), to: edge("--to", to, "12-31") };
  if (period.from > period.to)
    throw new ConfigError(`--from ${from}: expected a time before --to ${to}; exchange the two`);
  if (period.from > today)
    throw new ConfigError(`--from ${from}: expected a time in the past; today is ${today}`);
  if (period.from < `${FIRST_YEAR}`)
    throw new ConfigError(
      `--from ${from}: expected ${FIRST_YEAR} or later; no mission had a web site before`,
    );
  return { from: period.from, to: period.to < today ? period.to : today };
}

function edge(option: string, text: string, rest: "01-01" | "12-31"): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  const date =
    year === undefined
      ? null
      : isoDate(year, month ?? rest.slice(0, 2), day ?? lastOrFirst(rest, year, month));
  if (date === null)
    throw new ConfigError(`${option} ${text}: expected a year, month or day, as 2009, 2009-05 or 2009-05-17`);
  return date;
}

function lastOrFirst(rest: "01-01" | "12-31", year: string, month: string | undefined): string {
  if (rest === "01-01") return "01";
  return String(new Date(Date.UTC(Number(year), Number(month ?? 12), 0)).getUTCDate());
}

/** The years that a period touches, the latest first. */
export function yearsOf({ from, to }: Period): number[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, at) => last - at);
}
