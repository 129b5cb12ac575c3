import { COUNT_AXIS, configOf, type FigureSpec, type Look, widthOf } from "./frame.ts";
import { PALETTES } from "./palette.ts";

/** What somebody did on a day, in two parts. */
export interface DayCount {
  readonly name: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly first: number;
  readonly second: number;
}

/** A row for each name with a bar a day in two parts, all on one scale. `parts` names the two; `days` are all that are drawn. */
export function daysSpec(
  counts: readonly DayCount[],
  names: readonly string[],
  days: readonly string[],
  parts: readonly [string, string],
  look: Look,
): FigureSpec {
  const { accent, second } = PALETTES[look.theme];
  const labels = look.narrow ? 40 : 220;
  return {
    config: configOf(look),
    data: {
      values: counts.flatMap((one) => [
        { name: one.name, day: one.day, part: parts[0], order: 0, count: one.first },
        { name: one.name, day: one.day, part: parts[1], order: 1, count: one.second },
      ]),
    },
    facet: {
      row: {
        field: "name",
        type: "nominal",
        sort: [...names],
        header: look.narrow
          ? { labelOrient: "top", labelAnchor: "start", labelAngle: 0, labelLimit: 0 }
          : { labelAngle: 0, labelAlign: "left", labelLimit: 0, labelPadding: 0 },
      },
    },
    spec: {
      width: widthOf(look, labels),
      height: 60,
      mark: { type: "bar", width: { band: 0.75 } },
      encoding: {
        x: {
          field: "day",
          type: "ordinal",
          scale: { domain: [...days] },
          axis: {
            title: null,
            labelAngle: 0,
            ticks: false,
            labelExpr: "utcFormat(toDate(datum.value), '%-d %b')",
            values: days.filter((_, at) => (days.length - 1 - at) % (look.narrow ? 14 : 7) === 0),
          },
        },
        y: {
          field: "count",
          type: "quantitative",
          axis: { ...COUNT_AXIS, tickCount: 2, domain: false, ticks: false },
        },
        order: { field: "order", type: "quantitative" },
        color: {
          field: "part",
          type: "nominal",
          scale: { domain: [...parts], range: [accent, second] },
          legend: { title: null, orient: "top", labelLimit: 0, columns: look.narrow ? 1 : 2 },
        },
      },
    },
  };
}
