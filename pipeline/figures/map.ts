import { type Band, bandOf, bandsOf, bandText } from "./bands.ts";
import { configOf, type FigureSpec, type Look, widthOf } from "./frame.ts";
import { PALETTES } from "./palette.ts";
import { SMALL_STATES } from "./small-states.ts";
import type { World } from "./world.ts";

export interface MapWords {
  /** Over the legend. */
  readonly legend: string;
  readonly none: string;
  readonly andMore: (from: string) => string;
}

/** China's own territories are no foreign states: they never carry a count. */
const NOT_FOREIGN: ReadonlySet<string> = new Set(["CN", "HK", "MO", "TW"]);

/** The world with each country in the colour of its count, small ones as points; borders are those of the map data. */
export function mapSpec(
  counts: Readonly<Record<string, number>>,
  world: World,
  words: MapWords,
  look: Look,
): FigureSpec {
  const { land, line, steps, soft } = PALETTES[look.theme];
  const foreign = Object.entries(counts).filter(([code]) => !NOT_FOREIGN.has(code));
  const bands = bandsOf(foreign.map(([, count]) => count));
  const names = [words.none, ...bands.map((band) => bandText(band, words.andMore))];
  const nameOf = (code: string | null) => names[bandOfCode(code, counts, bands) + 1]!;
  const colour = {
    field: "band",
    type: "ordinal",
    scale: { domain: names, range: [land, ...pickSteps(steps, bands.length)] },
    legend: {
      title: words.legend,
      orient: "bottom",
      columns: look.narrow ? 3 : names.length,
      symbolType: "square",
      symbolStrokeColor: soft,
      symbolStrokeWidth: 0.5,
    },
  } as const;
  const width = widthOf(look);
  return {
    config: configOf(look),
    width,
    height: Math.round(width * 0.47),
    projection: { type: "equalEarth", rotate: [-150, 0, 0] },
    layer: [
      {
        data: {
          values: {
            ...world.topology,
            objects: {
              countries: {
                type: "GeometryCollection",
                geometries: world.shapes.map(({ code, shape }) => ({
                  ...shape,
                  properties: { band: nameOf(code) },
                })),
              },
            },
          },
          format: { type: "topojson", feature: "countries" },
        },
        transform: [{ calculate: "datum.properties.band", as: "band" }],
        mark: { type: "geoshape", stroke: line, strokeWidth: 0.6 },
        encoding: { color: colour },
      },
      {
        data: {
          values: Object.entries(SMALL_STATES).map(([code, [longitude, latitude]]) => ({
            longitude,
            latitude,
            band: nameOf(code),
          })),
        },
        mark: { type: "circle", size: look.narrow ? 16 : 55, opacity: 1, stroke: soft, strokeWidth: 0.6 },
        encoding: {
          longitude: { field: "longitude", type: "quantitative" },
          latitude: { field: "latitude", type: "quantitative" },
          color: colour,
        },
      },
    ],
  };
}

/** Codes with a count that the map has no place for. */
export function notOnMap(counts: Readonly<Record<string, number>>, world: World): string[] {
  const placed = new Set([...world.shapes.map(({ code }) => code), ...Object.keys(SMALL_STATES)]);
  return Object.keys(counts).filter((code) => !placed.has(code) || NOT_FOREIGN.has(code));
}

function bandOfCode(
  code: string | null,
  counts: Readonly<Record<string, number>>,
  bands: readonly Band[],
): number {
  return code === null || NOT_FOREIGN.has(code) ? -1 : bandOf(counts[code] ?? 0, bands);
}

/** Of few bands the outer steps, which differ most. */
function pickSteps(steps: readonly string[], bands: number): string[] {
  if (bands <= 1) return [steps[3]!].slice(0, bands);
  return Array.from(
    { length: bands },
    (_, at) => steps[Math.round((at * (steps.length - 1)) / (bands - 1))]!,
  );
}
