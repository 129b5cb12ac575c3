import { COUNT_AXIS, configOf, type FigureSpec, type Look, widthOf } from "./frame.ts";

/** Events of a year and of a kind, which is named as the reader sees it. */
export interface YearCount {
  readonly year: number;
  readonly kind: string;
  readonly count: number;
}

const FEWEST_YEARS = 5;

/**
 * A panel for all kinds together and one for each kind, in the order given, with a bar a year. All share the years; each has
 * a scale of its own, so that a rare kind can be seen beside a common one.
 */
export function yearsSpec(
  counts: readonly YearCount[],
  kinds: readonly string[],
  all: string,
  look: Look,
): FigureSpec {
  const years = yearsOf(counts);
  const key = (kind: string, year: number) => `${year} ${kind}`;
  const sums = new Map<string, number>();
  for (const { year, kind, count } of counts) {
    for (const one of [kind, all]) sums.set(key(one, year), (sums.get(key(one, year)) ?? 0) + count);
  }
  const panels = [all, ...kinds];
  const columns = look.narrow ? 1 : 3;
  const every = years.length > 30 ? 10 : years.length > 8 ? 5 : 1;
  return {
    config: configOf(look),
    data: {
      values: panels.flatMap((panel) =>
        years.map((year) => ({ panel, year, count: sums.get(key(panel, year)) ?? 0 })),
      ),
    },
    facet: { field: "panel", type: "nominal", sort: [...panels], header: { labelAnchor: "start" } },
    columns,
    spec: {
      width: widthOf(look, columns * 40) / columns,
      height: look.narrow ? 70 : 110,
      mark: { type: "bar", width: { band: 0.75 } },
      encoding: {
        x: {
          field: "year",
          type: "ordinal",
          axis: {
            title: null,
            labelAngle: 0,
            ticks: false,
            values: years.filter((year) => year % every === 0),
          },
        },
        y: {
          field: "count",
          type: "quantitative",
          axis: { ...COUNT_AXIS, tickCount: 3, domain: false, ticks: false },
        },
      },
    },
    resolve: { scale: { y: "independent" } },
  };
}

/** Every year from the first to the last, also those without an event, and a few before when there are few. */
function yearsOf(counts: readonly YearCount[]): number[] {
  const named = counts.map(({ year }) => year);
  const last = Math.max(...named);
  const first = Math.min(...named, last - FEWEST_YEARS + 1);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
