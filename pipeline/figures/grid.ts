import { bandOf, bandsOf } from "./bands.ts";
import { configOf, type FigureSpec, type Look, rowAxis, rowNames, rowRoom, widthOf } from "./frame.ts";
import { PALETTES } from "./palette.ts";

/** A row with a number for each column. */
export interface GridRow {
  readonly name: string;
  readonly counts: readonly number[];
}

/** A table as a picture: each cell has its number, and the more the stronger its colour. */
export function gridSpec(rows: readonly GridRow[], columns: readonly string[], look: Look): FigureSpec {
  const { steps, onSteps, soft } = PALETTES[look.theme];
  const bands = bandsOf(rows.flatMap(({ counts }) => counts));
  const cells = rows.flatMap(({ name, counts }) =>
    counts.map((count, at) => ({ name, column: columns[at]!, count, band: bandOf(count, bands) })),
  );
  const labels = look.narrow ? 0 : 330;
  const scale = (range: readonly string[]) => ({ domain: steps.map((_, at) => at), range: [...range] });
  return {
    config: configOf(look),
    ...rowRoom(look, 92),
    data: { values: cells },
    width: widthOf(look, labels),
    height: { step: look.narrow ? 58 : 34 },
    encoding: {
      y: {
        field: "name",
        type: "nominal",
        scale: { domain: rows.map(({ name }) => name) },
        axis: rowAxis(look),
      },
      x: {
        field: "column",
        type: "nominal",
        scale: { domain: [...columns] },
        axis: {
          title: null,
          orient: "top",
          labelAngle: look.narrow ? -40 : 0,
          labelOverlap: false,
          labelLimit: 0,
          ticks: false,
          domain: false,
        },
      },
    },
    layer: [
      {
        transform: [{ filter: "datum.count > 0" }],
        mark: {
          type: "rect",
          cornerRadius: 3,
          width: { band: 0.96 },
          height: look.narrow ? 26 : { band: 0.9 },
        },
        encoding: { color: { field: "band", type: "nominal", scale: scale(steps), legend: null } },
      },
      {
        transform: [{ filter: "datum.count > 0" }],
        mark: { type: "text", fontWeight: 600 },
        encoding: {
          text: { field: "count", type: "quantitative", format: ",d" },
          color: { field: "band", type: "nominal", scale: scale(onSteps), legend: null },
        },
      },
      { transform: [{ filter: "datum.count === 0" }], mark: { type: "text", text: "·", color: soft } },
      ...rowNames(look, columns[0]),
    ],
    resolve: { scale: { color: "independent" } },
  };
}
