import type { Config, TopLevelSpec } from "vega-lite";
import { type FigureTheme, PALETTES } from "./palette.ts";

/** How a figure is to look: its colours, and whether it has the width of a page or of a telephone. */
export interface Look {
  readonly theme: FigureTheme;
  readonly narrow: boolean;
}

/** A picture as data, for `drawSvg`. */
export type FigureSpec = TopLevelSpec;

/** Width of what is drawn, without labels beside it, in pixels. */
export function widthOf({ narrow }: Look, labels = 0): number {
  return (narrow ? 320 : 1080) - labels;
}

/** Fonts, colours and lines that all figures share. The ground is left to the page. */
export function configOf({ theme }: Look): Config {
  const { ink, soft, line, accent } = PALETTES[theme];
  return {
    background: "transparent",
    font: "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
    view: { stroke: null },
    bar: { color: accent },
    text: { color: ink, fontSize: 13 },
    axis: {
      labelColor: ink,
      labelFontSize: 13,
      titleColor: soft,
      titleFontSize: 12,
      titleFontWeight: "normal",
      gridColor: line,
      domainColor: soft,
      tickColor: soft,
    },
    header: { labelColor: ink, labelFontSize: 13, labelFontWeight: 600, title: null },
    legend: {
      labelColor: ink,
      labelFontSize: 12,
      titleColor: soft,
      titleFontSize: 12,
      titleFontWeight: "normal",
    },
  };
}

/** Whole numbers only: half an event is none. */
export const COUNT_AXIS = { tickMinStep: 1, format: ",d", title: null } as const;

/** The axis of rows that have a field `name`: their names before them, or none where it is narrow. */
export function rowAxis({ narrow }: Look) {
  if (narrow) return null;
  return { title: null, labelLimit: 0, ticks: false, domain: false, labelPadding: 6 } as const;
}

/**
 * The room of rows whose names stand over them. Without fonts at hand the width of words is only guessed, and a guess too wide would
 * shrink the picture on the page; so the size does not follow the words there.
 */
export function rowRoom({ narrow }: Look, top: number) {
  if (!narrow) return {};
  return { autosize: { type: "none" }, padding: { left: 2, right: 46, top, bottom: 4 } } as const;
}

/** Where it is narrow the names of rows stand over them; of rows with columns the name is written once, with the `first`. */
export function rowNames({ narrow }: Look, first?: string) {
  if (!narrow) return [];
  const mark = { type: "text", align: "left", dy: first === undefined ? -16 : -21, limit: 0 } as const;
  const transform = first === undefined ? [] : [{ filter: { field: "column", equal: first } }];
  return [{ transform, mark, encoding: { x: { value: 0 }, text: { field: "name" } } }] as const;
}
