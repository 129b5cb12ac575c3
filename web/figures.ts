import type { EventType } from "../extractors/event.ts";
import { EVENT_TYPES } from "../extractors/event.ts";
import { barsSpec } from "../pipeline/figures/bars.ts";
import type { FigureSpec, Look } from "../pipeline/figures/frame.ts";
import { gridSpec } from "../pipeline/figures/grid.ts";
import { mapSpec, notOnMap } from "../pipeline/figures/map.ts";
import type { Numbers } from "../pipeline/figures/numbers.ts";
import { readWorld } from "../pipeline/figures/world.ts";
import { yearsSpec } from "../pipeline/figures/years.ts";
import { countryName, timeText } from "./labels.ts";
import { DASHBOARD_TEXTS, FIGURE_TEXTS, type FigureName } from "./texts/dashboard.ts";
import { AGREEMENT_TEXTS, REASON_TEXTS, TOPIC_TEXTS, TYPE_TEXTS } from "./texts.ts";
import { throughputFigure } from "./throughput-figure.ts";

/** A cell of the table beside a figure. */
export interface Cell {
  readonly text: string;
  readonly link?: string | undefined;
}

/** A figure of the dashboard: the picture, the words that say what is in it, and the same numbers as a table. */
export interface Figure {
  readonly name: FigureName;
  /** What the picture is made of: equal numbers make equal pictures. Null where there is nothing to draw. */
  readonly numbers: unknown;
  /** What a reader should see in it, said for those who do not see it; where there is nothing, that. */
  readonly alt: string;
  readonly note: string;
  readonly columns: readonly string[];
  /** The first cell of each names its row; the others are numbers. */
  readonly rows: readonly (readonly Cell[])[];
  draw(look: Look): FigureSpec;
}

type Counts = Readonly<Record<string, number>>;

/** All figures of the dashboard, in their order. */
export async function figuresOf(numbers: Numbers, days: readonly string[]): Promise<Figure[]> {
  return [
    yearsFigure(numbers.byYearAndType),
    await mapFigure(numbers.byCountry),
    topicsFigure(numbers.byTopic),
    agreementsFigure(numbers.byAgreementType),
    ageFigure(numbers.queueAge),
    throughputFigure(numbers.throughput, days),
  ];
}

function yearsFigure(byYear: Readonly<Record<string, Counts>>): Figure {
  const words = FIGURE_TEXTS.years;
  const years = Object.keys(byYear).sort();
  const counts = years.flatMap((year) =>
    EVENT_TYPES.map((type) => ({
      year: Number(year),
      kind: TYPE_TEXTS[type],
      type,
      count: byYear[year]![type] ?? 0,
    })),
  );
  const ofYear = sumBy(counts, ({ year }) => String(year));
  const ofType = sumBy(counts, ({ type }) => type);
  const types = EVENT_TYPES.filter((type) => ofType[type]);
  const [most, type] = [ranked(ofYear)[0], ranked(ofType)[0]];
  const link = (year: string, one?: EventType) =>
    `/?status=all${one ? `&type=${one}` : ""}&from=${year}&to=${year}`;
  return {
    name: "years",
    numbers: years.length === 0 ? null : byYear,
    alt:
      most && type
        ? words.alt(
            total(ofYear),
            years[0]!,
            years.at(-1)!,
            most[0],
            most[1],
            TYPE_TEXTS[type[0] as EventType],
            type[1],
          )
        : DASHBOARD_TEXTS.nothing,
    note: words.note,
    columns: [words.columns.year, words.all, ...types.map((one) => TYPE_TEXTS[one])],
    rows: years
      .toReversed()
      .map((year) => [
        { text: year },
        { text: number(ofYear[year] ?? 0), link: link(year) },
        ...types.map((one) => countCell(byYear[year]![one] ?? 0, link(year, one))),
      ]),
    draw: (look) =>
      yearsSpec(
        counts,
        types.map((one) => TYPE_TEXTS[one]),
        words.all,
        look,
      ),
  };
}

async function mapFigure(byCountry: Counts): Promise<Figure> {
  const words = FIGURE_TEXTS.map;
  const world = await readWorld();
  const rows = ranked(byCountry);
  const missing = notOnMap(byCountry, world);
  return {
    name: "map",
    numbers: rows.length === 0 ? null : byCountry,
    alt: rows.length === 0 ? DASHBOARD_TEXTS.nothing : words.alt(rows.length, leading(rows, countryName)),
    note: [
      words.note,
      ...(missing.length > 0 ? [words.notDrawn(missing.map(countryName).join(", "))] : []),
    ].join(" "),
    columns: Object.values(words.columns),
    rows: rows.map(([code, events]) => [
      { text: countryName(code), link: `/?status=all&country=${code}` },
      { text: number(events) },
    ]),
    draw: (look) => mapSpec(byCountry, world, { ...words, andMore: DASHBOARD_TEXTS.andMore }, look),
  };
}

function topicsFigure(byTopic: Counts): Figure {
  const words = FIGURE_TEXTS.topics;
  const rows = ranked(byTopic);
  const name = (code: string) => TOPIC_TEXTS[code as keyof typeof TOPIC_TEXTS] ?? code;
  return {
    ...barsOf("topics", rows, name, Object.values(words.columns)),
    alt: rows.length === 0 ? DASHBOARD_TEXTS.nothing : words.alt(leading(rows, name)),
    note: words.note,
  };
}

function agreementsFigure(byType: Counts): Figure {
  const words = FIGURE_TEXTS.agreements;
  const rows = ranked(byType);
  const name = (code: string) => AGREEMENT_TEXTS[code as keyof typeof AGREEMENT_TEXTS] ?? code;
  return {
    ...barsOf("agreements", rows, name, Object.values(words.columns)),
    alt: rows.length === 0 ? DASHBOARD_TEXTS.nothing : words.alt(total(byType), leading(rows, name)),
    note: words.note,
  };
}

function barsOf(
  figure: FigureName,
  rows: readonly (readonly [string, number])[],
  name: (code: string) => string,
  columns: readonly string[],
): Pick<Figure, "name" | "numbers" | "columns" | "rows" | "draw"> {
  return {
    name: figure,
    numbers: rows.length === 0 ? null : rows,
    columns,
    rows: rows.map(([code, count]) => [{ text: name(code) }, { text: number(count) }]),
    draw: (look) =>
      barsSpec(
        rows.map(([code, count]) => ({ name: name(code), count })),
        look,
      ),
  };
}

function ageFigure(ages: Numbers["queueAge"]): Figure {
  const words = FIGURE_TEXTS["queue-age"];
  const name = (reason: string) => REASON_TEXTS[reason] ?? reason;
  const link = (reason: string) => `/?reason=${encodeURIComponent(reason)}`;
  const waiting = ages.reduce((sum, age) => sum + age.waiting, 0);
  const long = ages.reduce((sum, { counts }) => sum + counts.slice(3).reduce((a, b) => a + b, 0), 0);
  const oldest = ages.flatMap((age) => age.oldest ?? []).sort()[0];
  return {
    name: "queue-age",
    numbers: waiting === 0 ? null : ages.map(({ reason, counts }) => [reason, counts]),
    alt: oldest === undefined ? words.nothing : words.alt(waiting, long, timeText(oldest)),
    note: words.note,
    columns: [words.columns.reason, words.columns.waiting, ...words.buckets, words.columns.oldest],
    rows: ages.map((age) => [
      { text: name(age.reason), link: link(age.reason) },
      { text: number(age.waiting) },
      ...age.counts.map((count) => ({ text: number(count) })),
      { text: age.oldest === null ? "–" : timeText(age.oldest) },
    ]),
    draw: (look) =>
      gridSpec(
        ages.map(({ reason, counts }) => ({ name: name(reason), counts })),
        words.buckets,
        look,
      ),
  };
}

function countCell(count: number, link: string): Cell {
  return count === 0 ? { text: "0" } : { text: number(count), link };
}

/** "Fiji (8), Tonga (3), Samoa (2)": the first three. */
function leading(rows: readonly (readonly [string, number])[], name: (code: string) => string): string {
  return rows
    .slice(0, 3)
    .map(([code, count]) => `${name(code)} (${number(count)})`)
    .join(", ");
}

function ranked(counts: Counts): [string, number][] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([a, left], [b, right]) => right - left || a.localeCompare(b));
}

function sumBy<T extends { readonly count: number }>(rows: readonly T[], key: (row: T) => string) {
  const sums: Record<string, number> = {};
  for (const row of rows) sums[key(row)] = (sums[key(row)] ?? 0) + row.count;
  return sums;
}

function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function number(value: number): string {
  return value.toLocaleString("en");
}
