import {
  COUNT_AXIS,
  configOf,
  type FigureSpec,
  type Look,
  rowAxis,
  rowNames,
  rowRoom,
  widthOf,
} from "./frame.ts";

/** A name and how many. */
export interface Bar {
  readonly name: string;
  readonly count: number;
}

/** Lying bars, the first at the top, each with its number. Names stand before the bars, or over them where it is narrow. */
export function barsSpec(bars: readonly Bar[], look: Look): FigureSpec {
  const labels = look.narrow ? 0 : 330;
  const names = bars.map(({ name }) => name);
  return {
    config: configOf(look),
    ...rowRoom(look, 20),
    data: { values: bars.map((bar) => ({ ...bar })) },
    width: widthOf(look, labels + 40),
    height: { step: look.narrow ? 44 : 24 },
    encoding: {
      y: { field: "name", type: "nominal", scale: { domain: names }, axis: rowAxis(look) },
      x: {
        field: "count",
        type: "quantitative",
        axis: { ...COUNT_AXIS, labels: false, ticks: false, domain: false, grid: false },
      },
    },
    layer: [
      { mark: { type: "bar", height: look.narrow ? 16 : { band: 0.7 } } },
      {
        mark: { type: "text", align: "left", dx: 5 },
        encoding: { text: { field: "count", type: "quantitative", format: ",d" } },
      },
      ...rowNames(look),
    ],
  };
}
