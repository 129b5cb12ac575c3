import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Band, bandOf, bandsOf, bandText } from "../../../pipeline/figures/bands.ts";
import { barsSpec } from "../../../pipeline/figures/bars.ts";
import { daysSpec } from "../../../pipeline/figures/days.ts";
import { drawSvg } from "../../../pipeline/figures/draw.ts";
import type { FigureSpec, Look } from "../../../pipeline/figures/frame.ts";
import { gridSpec } from "../../../pipeline/figures/grid.ts";
import { mapSpec } from "../../../pipeline/figures/map.ts";
import { messageSpec } from "../../../pipeline/figures/message.ts";
import { PALETTES } from "../../../pipeline/figures/palette.ts";
import { readWorld } from "../../../pipeline/figures/world.ts";
import { yearsSpec } from "../../../pipeline/figures/years.ts";

const HOSTILE = '<script>alert("x")</script>&';
const LOOKS: Look[] = (["light", "dark"] as const).flatMap((theme) =>
  [false, true].map((narrow) => ({ theme, narrow })),
);
const words = { legend: "Events", none: "none", andMore: (from: string) => `${from} and more` };

const SPECS: Record<string, (look: Look) => FigureSpec | Promise<FigureSpec>> = {
  bars: (look) =>
    barsSpec(
      [
        { name: "Drugs (禁毒)", count: 1200 },
        { name: HOSTILE, count: 1 },
      ],
      look,
    ),
  years: (look) => yearsSpec([{ year: 2016, kind: HOSTILE, count: 1200 }], [HOSTILE], "All", look),
  map: async (look) => mapSpec({ FJ: 1200, TO: 2 }, await readWorld(), words, look),
  grid: (look) => gridSpec([{ name: HOSTILE, counts: [0, 1200] }], ["under a day", "longer"], look),
  days: (look) =>
    daysSpec(
      [{ name: HOSTILE, day: "2026-03-02", first: 3, second: 1 }],
      [HOSTILE],
      ["2026-03-01", "2026-03-02"],
      ["other", "corrected"],
      look,
    ),
  message: (look) => messageSpec(HOSTILE, look),
};

describe.each(Object.entries(SPECS))("the figure %s", (name, specOf) => {
  it.each(LOOKS)("is drawn $theme, narrow: $narrow, as plain SVG that a page may show", async (look) => {
    const svg = await drawSvg(await specOf(look));
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"/);
    expect(svg).not.toMatch(/<script|<style|style=|<image|href=|\son[a-z]+=|NaN/);
    if (name !== "map") expect(svg).toContain("&lt;script&gt;");
    expect(svg).toContain(PALETTES[look.theme].ink);
    const width = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
    expect(width).toBeLessThan(look.narrow ? 400 : 1400);
  });
});

it("draws a bar for each count, in their order", async () => {
  const svg = await drawSvg(
    barsSpec(
      [
        { name: "b", count: 10 },
        { name: "a", count: 5 },
      ],
      LOOKS[0]!,
    ),
  );
  const widths = [...svg.matchAll(/aria-roledescription="bar" d="M0,[\d.]+h([\d.]+)/g)].map(([, width]) =>
    Number(width),
  );
  expect(widths).toHaveLength(2);
  expect(widths[0]! / widths[1]!).toBeCloseTo(2);
});

it("draws years without an event too", () => {
  const counts = [
    { year: 2010, kind: "a", count: 2 },
    { year: 2016, kind: "b", count: 3 },
  ];
  const { values } = (
    yearsSpec(counts, ["a", "b"], "all", LOOKS[0]!) as unknown as { data: { values: object[] } }
  ).data;
  expect(values).toHaveLength(3 * 7);
  expect(values).toContainEqual({ panel: "all", year: 2012, count: 0 });
  expect(values).toContainEqual({ panel: "all", year: 2016, count: 3 });
  expect(values).toContainEqual({ panel: "a", year: 2016, count: 0 });
});

it("refuses a figure that names an address", async () => {
  const spec = { data: { url: "https://elsewhere.example/x.json" }, mark: "bar" } as FigureSpec;
  await expect(drawSvg(spec)).rejects.toThrow(/names an address/);
});

describe("ranges of counts", () => {
  const from = (counts: number[]) => bandsOf(counts).map((band) => band.from);
  it("are round, at most five, and begin with one", () => {
    expect(from([])).toEqual([]);
    expect(from([0, 0])).toEqual([]);
    expect(from([1])).toEqual([1]);
    expect(from([1, 3, 8])).toEqual([1, 2, 5]);
    const many = Array.from({ length: 200 }, (_, at) => Math.round(1.05 ** at));
    expect(from(many).length).toBeLessThanOrEqual(5);
    expect(from(many).every((bound) => /^[125]0*$/.test(String(bound)))).toBe(true);
  });

  it("hold each count once and are named so", () => {
    const bands: Band[] = bandsOf([1, 3, 8]);
    expect([0, 1, 2, 4, 5, 99].map((count) => bandOf(count, bands))).toEqual([-1, 0, 1, 1, 2, 2]);
    expect(bands.map((band) => bandText(band, (bound) => `${bound}+`))).toEqual(["1", "2–4", "5+"]);
  });
});

it("has the colours of the pages", () => {
  const css = readFileSync("web/assets/base.css", "utf8");
  for (const name of ["ink", "soft", "line", "accent"] as const)
    expect(css).toContain(`--${name}: light-dark(${PALETTES.light[name]}, ${PALETTES.dark[name]});`);
});
