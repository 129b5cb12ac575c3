import {
  type Anchor,
  addDays,
  addMonths,
  type DateMention,
  dayOnly,
  daysBetween,
  isRealDay,
  lastWeekday,
  monthDay,
  pad,
} from "./calendar.ts";
import { parseNumberLatin } from "./numbers-latin.ts";
import { parseNumberRomance } from "./numbers-romance.ts";

const MONTHS: Record<string, number> = {};
for (const [i, names] of [
  ["january", "jan", "janvier", "janv", "enero"],
  ["february", "feb", "février", "fevrier", "févr", "febrero"],
  ["march", "mar", "mars", "marzo"],
  ["april", "apr", "avril", "avr", "abril"],
  ["may", "mai", "mayo"],
  ["june", "jun", "juin", "junio"],
  ["july", "jul", "juillet", "juil", "julio"],
  ["august", "aug", "août", "aout", "agosto"],
  ["september", "sep", "sept", "septembre", "septiembre"],
  ["october", "oct", "octobre", "octubre"],
  ["november", "nov", "novembre", "noviembre"],
  ["december", "dec", "décembre", "decembre", "déc", "diciembre"],
].entries()) {
  for (const name of names) MONTHS[name] = i + 1;
}
const WEEKDAYS: Record<string, number> = {};
for (const [i, names] of [
  ["sunday", "dimanche", "domingo"],
  ["monday", "lundi", "lunes"],
  ["tuesday", "mardi", "martes"],
  ["wednesday", "mercredi", "miércoles", "miercoles"],
  ["thursday", "jeudi", "jueves"],
  ["friday", "vendredi", "viernes"],
  ["saturday", "samedi", "sábado", "sabado"],
].entries()) {
  for (const name of names) WEEKDAYS[name] = i;
}
const longestFirst = (words: string[]) => words.sort((a, b) => b.length - a.length).join("|");
const MONTH = `(?:${longestFirst(Object.keys(MONTHS))})(?!\\p{L})\\.?`;
const DAY = "(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th|er)?";
const WEEKDAY = longestFirst(Object.keys(WEEKDAYS));
const TO = `(?:\\s?(?:-|to|and|through|until|au|al|et\\sle|et|y\\sel|y)\\s?(?:(?:${WEEKDAY})\\s)?(?:${MONTH}\\s)?${DAY})?`;
/** "27 February to 2 March": the end of a range of days in two months is swallowed. */
const TO_OTHER = `(?:\\s?(?:-|to|until|au|al)\\s?(?:le\\s|el\\s)?${DAY}\\s(?:of\\s|de\\s)?${MONTH})?`;
const YEAR_AFTER = "(?:,?\\s(?:of\\s|de\\s|del\\s)?(?:19|20)\\d{2})";
const COUNT = "(?:\\d{1,2}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
const EXPRESSION = new RegExp(
  [
    "(?<iso>\\d{4}[-/.]\\d{2}[-/.]\\d{2})(?!\\d)",
    `(?<d6>${DAY})[-/](?<m6>${MONTH})[-/](?<y6>(?:19|20)\\d{2})`,
    "(?<d7>\\d{1,2})[/.](?<m7>\\d{1,2})[/.](?<y7>(?:19|20)\\d{2})(?!\\d)",
    `(?<m1>${MONTH})\\s(?<d1>${DAY})${TO}(?:,?\\s(?<y1>(?:19|20)\\d{2}))?(?!\\d)`,
    `(?<d2>${DAY})${TO}\\s(?:of\\s|de\\s)?(?<m2>${MONTH})${TO_OTHER}(?:,?\\s(?:de\\s|del\\s)?(?<y2>(?:19|20)\\d{2}))?(?!\\d)`,
    `(?:(?:early|late|mid|in|since|en|fin|début|desde)[\\s-])?(?<m3>${MONTH})(?:,?\\s(?:of\\s|de\\s|del\\s)?(?<y3>(?:19|20)\\d{2}))(?!\\d)`,
    `(?:(?:in|during|since|early|late|last|this|en|début|fin|mois de|mes de|finales de|principios de|mediados de|(?:end|beginning|start|middle) of)\\s|(?:in\\s)?mid[-\\s]|(?:à la )?mi-)(?<m4>${MONTH})(?!\\s?\\d|${YEAR_AFTER})`,
    "(?:in|during|of|since|for|en|year)\\s(?:early\\s|late\\s|mid-?\\s?|the\\syear\\s)?(?<y5>(?:19|20)\\d{2})(?![\\d-])",
    `(?:(?<count>${COUNT}|several|some|many)\\s(?<unit>day|week|month|year)s?\\sago)`,
    `(?:(?:the\\s)?(?<step>following|next|same|previous|preceding)\\sday(?!-))`,
    `(?<later>${COUNT})\\sdays?\\s(?:later|after(?=,))`,
    `(?<earlier>${COUNT})\\sdays?\\s(?:earlier|before(?=,)|(?<since>after)(?=\\s))`,
    // A time that names no month: what stands beside it has none of its own that could be read.
    `(?<unread>(?:last|(?:in\\s)?the|this)\\s(?:spring|summer|autumn|fall|winter)(?!\\s(?:olymp|school|camp|games|season))|(?:some|many)\\stime\\sago|long\\sago)`,
    "(?:(?:le|ce)\\s(?<pas>même|lendemain)(?:\\sjour)?|(?:(?:el|ese)\\s)?(?<paso>mismo|siguiente)\\sdía|(?:al\\s)?(?<diaPaso>día\\ssiguiente)|(?<eve>la\\sveille|(?:en\\s)?la\\svíspera))",
    `(?:hace|il\\sy\\sa)\\s(?<ago>\\p{L}+|\\d{1,2})\\s(?<agoUnit>jours|semaines|mois|ans|días|semanas|meses|años)`,
    "(?:el|le|ce|día)\\s(?<odLatin>(?:3[01]|[12]?\\d))\\s(?:courant|de\\slos\\scorrientes|del\\scorriente|del\\spresente(?:\\smes)?|de\\seste\\smes|du\\smois\\sen\\scours|de\\sce\\smois)",
    `on\\sthe\\s(?<od>(?:3[01]|[12]?\\d)(?:st|nd|rd|th))(?=[,.;)]|$|\\sof\\s(?:this|the)\\smonth|\\s(?:in|at|and|by|with|when)\\s)`,
    "(?<word>(?:the\\s)?day\\sbefore\\syesterday|avant-hier|anteayer|today|yesterday|last\\snight|this\\s(?:morning|afternoon|evening)|tomorrow|tonight|hier|ayer|aujourd'hui|hoy|mañana|demain)",
    `(?:(?<!\\p{L})(?:(?<last>last\\s|pasado\\s)|(?<next>next\\s|próximo\\s)|on\\s|this\\s|le\\s|ce\\s|el\\s|este\\s))?(?<wd>${longestFirst(Object.keys(WEEKDAYS))})(?:\\s(?<wdDay>(?:3[01]|[12]?\\d)(?:st|nd|rd|th))(?!\\s(?:of\\s)?(?:${MONTH}))|\\s(?:last|morning|afternoon|evening|dernier|pasado|matin|après-midi|soir)|\\s(?<nextAfter>prochain|próximo))?(?:\\s(?:and|to|through)\\s(?:on\\s)?(?:${longestFirst(Object.keys(WEEKDAYS))}))?`,
    "(?<rel>la\\ssemaine\\sdernière|la\\ssemana\\spasada|le\\smois\\sdernier|el\\smes\\spasado|l'an(?:née)?\\sderni(?:er|ère)|el\\saño\\spasado|last\\syear|this\\syear|last\\smonth|this\\smonth|(?:the(?:\\spast)?|last|this|past)\\sweekend|last\\sweek|this\\sweek|earlier\\sthis\\s(?:week|month|year))",
    "(?<y8>(?:199\\d|20[0-3]\\d))(?![\\d,.-]\\d|\\s(?:officers|police|people|troops|suspects|sets|units|pieces|km|yuan|dollars)|['\\d-])",
    "(?<vague>recently|in\\srecent\\sdays|the\\sother\\sday|récemment|dernièrement|ces\\sderniers\\sjours|ces\\sjours-ci|il\\sy\\sa\\squelques\\sjours|recientemente|en\\sdías\\spasados|días\\satrás|hace\\sunos\\sdías|en\\slos\\súltimos\\sdías)",
  ].join("|"),
  "giu",
);

/** The head of a report: place and day before a dash, an agency in brackets. `end` is where the report itself begins. */
export interface Dateline {
  readonly start: number;
  readonly end: number;
  /** The day of the head; null where it names none. */
  readonly day: string | null;
}

const DATELINE = new RegExp(
  `^[^\\n]{0,260}?(?<place>\\p{Lu}[\\p{L}.'-]*(?:[ /]\\p{Lu}[\\p{L}.'-]*){0,3}?)[,.]?\\s(?:(?:${longestFirst(
    Object.keys(WEEKDAYS),
  )}),?\\s)?(?:le\\s)?(?<date>${MONTH}\\s${DAY}(?:,?\\s(?:19|20)\\d{2})?|${DAY}\\s(?:de\\s)?${MONTH}(?:,?\\s(?:de\\s)?(?:19|20)\\d{2})?)\\.?,?\\s?(?:\\([^)\\n]{2,60}\\)\\s?(?:--?-?|:|—)?|/[\\p{L} -]{2,20}/\\s?(?:--?|—)?|--?-?\\s|—|:)`,
  "imu",
);

/**
 * The date-line of a normalised text in Latin script ("BEIJING, Dec. 5 (Xinhua) -- "), looked for at its first lines. The
 * day is read against the publication date and lies at most three weeks before it.
 */
export function datelineOf(text: string, published: string | null): Dateline | null {
  const head = text.slice(0, 400);
  const match = DATELINE.exec(head);
  if (!match || !/\p{Lu}/u.test(match.groups!.place![0]!)) return null;
  const [mention] = findDatesLatin(match.groups!.date!, { day: published });
  const end = match.index + match[0].length;
  const day = mention?.date?.length === 10 ? mention.date : null;
  if (!day || published === null || (mention!.year && day <= published)) {
    return { start: match.index, end, day };
  }
  const lag = daysBetween(day, published);
  return lag >= -1 && lag <= 21 ? { start: match.index, end, day } : null;
}

const PLACE_OF_REPORT = /^\s*(\p{Lu}[\p{Lu}'.-]+(?: \p{Lu}[\p{Lu}'.-]+){0,2})\s?(?:[,.:(/]|--?\s|—)/u;

/** The place a report is filed from, in capitals at its head ("PORT VILA, June 3 --"), as running text writes it. */
export function placeOfReport(text: string): string | null {
  const place = PLACE_OF_REPORT.exec(text)?.[1];
  return place ? place.toLowerCase().replaceAll(/(?<![\p{L}])\p{L}/gu, (c) => c.toUpperCase()) : null;
}

/** What precedes a text: the last day and the last year that it names. */
export interface Before {
  readonly day: string | null;
  readonly year: number | null;
}

const NOTHING_BEFORE: Before = { day: null, year: null };

/**
 * Every expression of time in a normalised text in Latin script, in order. "The next day" and "two days earlier" count from the
 * day before them, else from the last named in what precedes the text.
 */
export function findDatesLatin(text: string, anchor: Anchor, before: Before = NOTHING_BEFORE): DateMention[] {
  const found: DateMention[] = [];
  let year: number | null = null;
  let swallowed = 0;
  for (const match of text.matchAll(EXPRESSION)) {
    if (/[\p{L}\p{N}]/u.test(text[match.index - 1] ?? " ")) continue;
    if (/\p{L}/u.test(text[match.index + match[0].length] ?? " ") || match.index < swallowed) continue;
    // "may" the verb, "March" the verb: a month alone needs a capital.
    const g = match.groups!;
    if ((g.m3 ?? g.m4 ?? g.m1) && /^(?:may|march|mars|mar)$/.test(g.m3 ?? g.m4 ?? g.m1 ?? "")) continue;
    const last = found.findLast((d) => d.date?.length === 10)?.date ?? null;
    const behind = text.slice(match.index + match[0].length);
    const ofYear = yearBehind(behind, anchor, year ?? before.year);
    const dated = ofYear && dateIn(ofYear.year, g);
    const read: Read | null = dated ?? resolve(g, anchor, year, { last, dayBefore: before.day });
    if (!read) continue;
    if (dated) swallowed = match.index + match[0].length + ofYear.length;
    const inFull = Boolean(g.y1 ?? g.y2 ?? g.y3 ?? g.y5 ?? g.y6 ?? g.y7 ?? g.y8 ?? g.iso);
    if ((inFull || dated) && read.date) year = Number(read.date.slice(0, 4));
    // "in May." ends a sentence; "Nov." is short for a month.
    const dot = /(?:[a-zà-ÿ]{5,}|may|june|july|mai)\.$/iu.test(match[0]) ? 1 : 0;
    found.push({ start: match.index, end: match.index + match[0].length - dot, year: inFull, ...read });
  }
  return found;
}

type Read = { date: string | null; kind: DateMention["kind"] };

type Groups = Readonly<Record<string, string | undefined>>;

/** "On November 4 of the same year", "on 3 May that year", "in October last year": the words behind say which year. */
const YEAR_BEHIND = /^,? (?:of )?(?:the same|that|(?<last>last)) year\b/;

function yearBehind(behind: string, { day }: Anchor, named: number | null) {
  const match = YEAR_BEHIND.exec(behind);
  if (!match) return null;
  const year = match.groups!.last ? (day ? Number(day.slice(0, 4)) - 1 : null) : named;
  return year === null ? null : { year, length: match[0].length };
}

/** A day or month that names no year, read in a year that the words behind it tell. */
function dateIn(year: number, g: Groups): Read | null {
  const month = monthOf(g.m1 ?? g.m2 ?? g.m4);
  if (!month || (g.y1 ?? g.y2)) return null;
  const day = g.d1 ?? g.d2;
  return {
    date: day ? compose(year, month, Number.parseInt(day, 10)) : `${year}-${pad(month)}`,
    kind: "exact",
  };
}

/** The last day named before an expression, in its own text and in what precedes that. */
interface Named {
  readonly last: string | null;
  readonly dayBefore: string | null;
}

/** What an expression of time names, by the groups it matched; null where it is none after all. */
function resolve(g: Groups, { day: anchor }: Anchor, year: number | null, named: Named): Read | null {
  const written = writtenDate(g, anchor, year);
  if (written !== undefined) return written;
  if (g.unread) return { date: null, kind: "vague" };
  if (g.later ?? g.earlier ?? g.step) return daysFromLast(g, named);
  const beside = besideDay(g, named);
  if (beside) return beside;
  return anchor ? countedFromAnchor(g, anchor) : { date: null, kind: "relative" };
}

/** A date that names its month or year; undefined where the expression names neither. */
function writtenDate(g: Groups, anchor: string | null, year: number | null): Read | null | undefined {
  if (g.iso) return { date: g.iso.replaceAll(/[/.]/g, "-"), kind: "exact" };
  if (g.y6) return { date: compose(Number(g.y6), monthOf(g.m6)!, Number.parseInt(g.d6!, 10)), kind: "exact" };
  if (g.y7) return numeric(Number(g.y7), Number(g.m7), Number(g.d7));
  // A year without a preposition may be part of a name ("Cooperation 2013"): any other date goes before it.
  if (g.y8) return anchor && g.y8 > anchor.slice(0, 4) ? null : { date: g.y8, kind: "vague" };
  const month = monthOf(g.m1 ?? g.m2);
  if (month) {
    const day = Number.parseInt(g.d1 ?? g.d2 ?? "", 10);
    const named = g.y1 ?? g.y2;
    if (named) return { date: compose(Number(named), month, day), kind: "exact" };
    return { date: monthDay(anchor, month, day, anchor ? null : year), kind: "exact" };
  }
  if (g.m3) return { date: `${g.y3}-${pad(monthOf(g.m3)!)}`, kind: "exact" };
  if (g.m4) {
    const m = monthOf(g.m4)!;
    if (!anchor) return { date: year ? `${year}-${pad(m)}` : null, kind: "exact" };
    const y = Number(anchor.slice(0, 4)) - (m > Number(anchor.slice(5, 7)) ? 1 : 0);
    return { date: `${y}-${pad(m)}`, kind: "exact" };
  }
  return g.y5 ? { date: g.y5, kind: "exact" } : undefined;
}

/**
 * "three days later", "the next day", "two days earlier": counted from the last day named; null where none is. In "on Friday, two
 * days after the envoy left" the day counted is that of the clause behind it.
 */
function daysFromLast(g: Groups, { last, dayBefore }: Named): Read | null {
  const from = last ?? (g.since ? null : dayBefore);
  const days = stepOf(g);
  return from !== null && days !== null ? { date: addDays(from, days), kind: "relative" } : null;
}

function stepOf({ step, later, earlier }: Groups): number | null {
  if (step) return /same/i.test(step) ? 0 : /previous|preceding/i.test(step) ? -1 : 1;
  const written = later ?? earlier!;
  const days = /^\d/.test(written) ? Number(written) : parseNumberLatin(written);
  return days && (later ? days : -days);
}

/** "yesterday", "on Tuesday", "two weeks ago", "last month", "recently": counted from the day of the page. */
function countedFromAnchor(g: Groups, anchor: string): Read | null {
  if (g.eve) return { date: addDays(anchor, -1), kind: "relative" };
  if (g.odLatin) return { date: dayOnly(anchor, Number(g.odLatin)), kind: "relative" };
  if (g.ago) return dateAgoRomance(anchor, g.ago, g.agoUnit!);
  if (g.od) return { date: dayOnly(anchor, Number.parseInt(g.od, 10)), kind: "relative" };
  if (g.count) return dateAgo(anchor, g.count, g.unit!.toLowerCase());
  if (g.word) return { date: addDays(anchor, daysFromToday(g.word)), kind: "relative" };
  // "on Thursday 28th" names no month.
  if (g.wdDay) return { date: dayOnly(anchor, Number.parseInt(g.wdDay, 10)), kind: "relative" };
  if (g.wd) {
    const day = lastWeekday(anchor, WEEKDAYS[g.wd.toLowerCase()]!);
    if (g.next ?? g.nextAfter) return { date: addDays(day, 7), kind: "relative" };
    return { date: g.last && day === anchor ? addDays(day, -7) : day, kind: "relative" };
  }
  if (g.rel) return spanAround(anchor, g.rel.toLowerCase());
  return { date: anchor.slice(0, 7), kind: "vague" };
}

/** "the day before yesterday" is -2, "mañana" 1. */
function daysFromToday(word: string): number {
  if (/before|avant|ante/i.test(word)) return -2;
  if (/yesterday|last\snight|hier|ayer/i.test(word)) return -1;
  return /tomorrow|mañana|demain/i.test(word) ? 1 : 0;
}

/** "last year" is a year, "this week" and "le mois dernier" a month, "the weekend" its Saturday. */
function spanAround(anchor: string, rel: string): Read {
  if (/weekend/.test(rel)) return { date: lastWeekday(anchor, WEEKDAYS.saturday!), kind: "relative" };
  const past = /last|dern|pasad/.test(rel);
  if (/year|an|año/.test(rel) && !/sem/.test(rel))
    return { date: String(Number(anchor.slice(0, 4)) - (past ? 1 : 0)), kind: "vague" };
  if (/week|sem/.test(rel)) return { date: addDays(anchor, past ? -7 : 0).slice(0, 7), kind: "vague" };
  return { date: addMonths(anchor.slice(0, 7), past ? -1 : 0), kind: "vague" };
}

/** "le lendemain", "el mismo día", "la veille": counted from the day named before in the sentence. */
function besideDay(g: Groups, { last }: Named): Read | null {
  const step = (g.pas ?? g.paso ?? g.diaPaso ?? g.eve)?.toLowerCase();
  if (step === undefined) return null;
  if (last === null) return g.eve ? null : { date: null, kind: "relative" };
  const shift = g.eve ? -1 : /même|mismo/.test(step) ? 0 : 1;
  return { date: addDays(last, shift), kind: "relative" };
}

const UNITS_ROMANCE: Readonly<Record<string, string>> = {
  jours: "day",
  días: "day",
  semaines: "week",
  semanas: "week",
  mois: "month",
  meses: "month",
  ans: "year",
  años: "year",
};

function dateAgoRomance(anchor: string, count: string, unit: string): Read | null {
  const n = parseNumberRomance(count);
  return n === null ? null : dateAgo(anchor, String(n), UNITS_ROMANCE[unit.toLowerCase()]!);
}

/** "three days ago" names a day; weeks, months and years ago are no more exact than the month or the year. */
function dateAgo(anchor: string, count: string, unit: string): Read | null {
  const n = /^\d/.test(count) ? Number(count) : parseNumberLatin(count);
  if (n === null) return null;
  if (unit === "year") return { date: String(Number(anchor.slice(0, 4)) - n), kind: "vague" };
  if (unit === "month") return { date: addMonths(anchor.slice(0, 7), -n), kind: "vague" };
  const day = addDays(anchor, -n * (unit === "week" ? 7 : 1));
  return unit === "week" ? { date: day.slice(0, 7), kind: "vague" } : { date: day, kind: "relative" };
}

/** 13/06/2010 or 06/13/2010; where both are possible the day comes first, as in most English-speaking countries. */
function numeric(year: number, month: number, day: number): Read | null {
  const [m, d] = month > 12 ? [day, month] : [month, day];
  return m >= 1 && m <= 12 && d >= 1 ? { date: compose(year, m, d), kind: "exact" } : null;
}

function monthOf(written: string | undefined): number | null {
  return written ? (MONTHS[written.toLowerCase().replace(".", "")] ?? null) : null;
}

function compose(year: number, month: number, day: number): string {
  return isRealDay(year, month, day) ? `${year}-${pad(month)}-${pad(day)}` : `${year}-${pad(month)}`;
}
