/** The colours of a figure; those of the pages, where the pages have them. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  /** Bars, and the second part of a bar that has two. */
  readonly accent: string;
  readonly second: string;
  /** Land without a count. */
  readonly land: string;
  /** From few to many. */
  readonly steps: readonly [string, string, string, string, string];
  /** Words on each step. */
  readonly onSteps: readonly [string, string, string, string, string];
}

export const PALETTES = {
  light: {
    ink: "#1c2024",
    soft: "#5a636b",
    line: "#d9dcd8",
    accent: "#14507e",
    second: "#b45f06",
    land: "#e4e6e1",
    steps: ["#b9d3ea", "#7fadd6", "#4583b8", "#14507e", "#08263f"],
    onSteps: ["#1c2024", "#1c2024", "#ffffff", "#ffffff", "#ffffff"],
  },
  dark: {
    ink: "#e6e8e9",
    soft: "#a3adb5",
    line: "#363c42",
    accent: "#8cc2ee",
    second: "#f0b35e",
    land: "#2b3137",
    steps: ["#294d6b", "#34719e", "#5a9fd4", "#8cc2ee", "#d6ecff"],
    onSteps: ["#ffffff", "#ffffff", "#10202e", "#10202e", "#10202e"],
  },
} as const satisfies Record<string, Palette>;

export type FigureTheme = keyof typeof PALETTES;
