/**
 * Numbers of pages whose date is known. The publishing system counts over all sites of the ministry, so a number lies
 * between those of the pages before and after. Below 754262 the known pages are years apart; the second and third are known by year alone, and the first is a guess.
 */
const KNOWN: readonly (readonly [number, string])[] = [
  [0, "2002-07-01"],
  [84246, "2004-07-01"],
  [209043, "2005-07-01"],
  [754262, "2010-09-15"],
  [825766, "2011-05-27"],
  [907515, "2012-02-22"],
  [911791, "2012-03-07"],
  [973812, "2012-09-26"],
  [1017273, "2013-02-28"],
  [1018844, "2013-03-06"],
  [1355401, "2016-04-13"],
  [1371449, "2016-06-15"],
  [1418255, "2016-11-15"],
  [1453007, "2017-04-15"],
  [1484073, "2017-08-11"],
  [1540780, "2018-03-15"],
  [1640632, "2019-02-15"],
  [1657889, "2019-04-15"],
  [1672921, "2019-06-15"],
  [1716770, "2019-11-19"],
  [1736718, "2020-01-28"],
  [1738955, "2020-02-15"],
  [1799819, "2020-07-15"],
  [1828289, "2020-10-31"],
  [1904940, "2021-09-15"],
];
const TOLERANCE_DAYS = 45;
/** What a known page may itself be off by where its year alone is known, or years lie between it and the next. */
const UNSURE_DAYS = 365;
const DAY = 86_400_000;
/** From here on the known pages are close enough to doubt a date by. */
const FIRST_SURE = 3;
/** About when a number was given out, YYYY-MM-DD; null for one greater than any that was. */
export function dateOfNumber(number: number): string | null {
  const after = KNOWN.findIndex(([known]) => known >= number);
  return after < 0 ? null : new Date(expectedAt(number, after)).toISOString().slice(0, 10);
}

/** How far off {@link dateOfNumber} may be: little where known pages are close, a year where they are years apart. */
function marginDays(time: number): number {
  return time >= Date.parse(KNOWN[FIRST_SURE]![1]) ? 60 : 365;
}

/** The numbers that pages of a year may have, with what {@link dateOfNumber} may be off by; null for none. */
export function numbersOfYear(year: number): { readonly least: number; readonly most: number } | null {
  const [january, december] = [Date.parse(`${year}-01-01`), Date.parse(`${year + 1}-01-01`)];
  const begin = january - marginDays(january) * DAY;
  const end = december + marginDays(january) * DAY;
  const [first, last] = [Date.parse(KNOWN[0]![1]), Date.parse(KNOWN.at(-1)![1])];
  if (begin > last || end < first) return null;
  return {
    least: Math.floor(numberAt(Math.max(begin, first))),
    most: Math.ceil(numberAt(Math.min(end, last))),
  };
}

function numberAt(time: number): number {
  const after = Math.max(
    1,
    KNOWN.findIndex(([, date]) => Date.parse(date) >= time),
  );
  const [[low, lowDate], [high, highDate]] = [KNOWN[after - 1]!, KNOWN[after]!];
  return low + ((time - Date.parse(lowDate)) / (Date.parse(highDate) - Date.parse(lowDate))) * (high - low);
}

/** The time of a number between the known one at `after` and the one before it. */
function expectedAt(number: number, after: number): number {
  const [highNumber, highDate] = KNOWN[after]!;
  const [lowNumber, lowDate] = KNOWN[Math.max(0, after - 1)]!;
  const [low, high] = [Date.parse(lowDate), Date.parse(highDate)];
  const share = highNumber === lowNumber ? 0 : (number - lowNumber) / (highNumber - lowNumber);
  return low + share * (high - low);
}

/**
 * A warning when a page date is further from where the number ("t1017273") stands in the count than the count can be off:
 * 45 days, and a year more where the known pages are years apart (before September 2010). A number that is higher than any
 * known one is no older than the last of them. Null when they agree or nothing can be said; the date of the page stands
 * in any case.
 */
export function checkNumber(documentNumber: string | null, published: string | null): string | null {
  if (!documentNumber?.startsWith("t") || !published) return null;
  const { from, to, sure } = windowOf(Number(documentNumber.slice(1)));
  const time = Date.parse(published);
  const days = Math.round(Math.max(from - time, time - to) / DAY);
  if (days <= TOLERANCE_DAYS + (sure ? 0 : UNSURE_DAYS)) return null;
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const when =
    to === Number.POSITIVE_INFINITY
      ? `${day(from)} or later`
      : from === to
        ? `about ${day(to)}`
        : `${day(to)} or before`;
  return `the page says ${published}, but number ${documentNumber} is of ${when} (${days} days apart)`;
}

/** Between which times a number was given out, by the known ones around it, and whether these are close. */
function windowOf(number: number): { readonly from: number; readonly to: number; readonly sure: boolean } {
  const after = KNOWN.findIndex(([known]) => known >= number);
  if (after < 0) return { from: Date.parse(KNOWN.at(-1)![1]), to: Number.POSITIVE_INFINITY, sure: true };
  // When counting began is a guess.
  if (after <= 1) return { from: Number.NEGATIVE_INFINITY, to: Date.parse(KNOWN[1]![1]), sure: false };
  const at = expectedAt(number, after);
  const sure = after > FIRST_SURE || (after === FIRST_SURE && KNOWN[after]![0] === number);
  return { from: at, to: at, sure };
}
