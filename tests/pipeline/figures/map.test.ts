import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { mapSpec, notOnMap } from "../../../pipeline/figures/map.ts";
import { SMALL_STATES } from "../../../pipeline/figures/small-states.ts";
import { alphaCode, readWorld } from "../../../pipeline/figures/world.ts";

interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  objects: {
    countries: { geometries: { id?: string; properties: { name: string }; arcs: unknown }[] };
  };
}

const require = createRequire(import.meta.url);
const topology = (scale: string) =>
  JSON.parse(readFileSync(require.resolve(`world-atlas/countries-${scale}.json`), "utf8")) as Topology;

const STATES = (parse(readFileSync("config/dictionaries/countries.yaml", "utf8")) as { code: string }[]).map(
  ({ code }) => code,
);
const NAMES = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const WORDS = { legend: "Events", none: "none", andMore: (from: string) => `${from} and more` };
const LOOK = { theme: "light", narrow: false } as const;

describe("the countries of the map", () => {
  it("have a shape or a point for every state of the dictionary, and not both", async () => {
    const { shapes } = await readWorld();
    const shaped = new Set(shapes.map(({ code }) => code));
    for (const code of STATES)
      expect([code, shaped.has(code), code in SMALL_STATES]).toEqual([
        code,
        !(code in SMALL_STATES),
        !shaped.has(code),
      ]);
    expect(notOnMap(Object.fromEntries(STATES.map((code) => [code, 1])), await readWorld())).toEqual([]);
  });

  it("have each the code under whose name the map data has them", () => {
    // Names that begin otherwise in the map data than in Unicode.
    const other: Record<string, string> = {
      CD: "Dem. Rep. Congo",
      CF: "Central African Rep.",
      CI: "Côte d'Ivoire",
      SS: "S. Sudan",
      DO: "Dominican Rep.",
      BA: "Bosnia and Herz.",
      CZ: "Czechia",
      EH: "W. Sahara",
      FK: "Falkland Is.",
      GQ: "Eq. Guinea",
      MK: "Macedonia",
      MM: "Myanmar",
      PS: "Palestine",
      SB: "Solomon Is.",
      SZ: "eSwatini",
      TF: "Fr. S. Antarctic Lands",
      US: "United States of America",
      TT: "Trinidad and Tobago",
      TR: "Turkey",
      CG: "Congo",
    };
    for (const { id, properties } of topology("110m").objects.countries.geometries) {
      if (id === undefined) continue;
      const code = alphaCode(id)!;
      expect([id, code, other[code] ?? NAMES.of(code)]).toEqual([id, code, properties.name]);
    }
  });

  it("know that digits without a country are none", () => {
    expect(alphaCode("999")).toBeNull();
    expect(alphaCode("001")).toBeNull();
  });

  it("have their points within the shapes of the finer map", () => {
    const { transform, arcs, objects } = topology("50m");
    const box = (of: unknown): [number, number][] => {
      const [[sx, sy], [tx, ty]] = [transform.scale, transform.translate];
      return [of].flat(4).flatMap((index) => {
        let [x, y] = [0, 0];
        return arcs[(index as number) < 0 ? ~(index as number) : (index as number)]!.map(([dx, dy]) => {
          x += dx;
          y += dy;
          return [x * sx + tx, y * sy + ty] as [number, number];
        });
      });
    };
    const shapes = new Map(objects.countries.geometries.map((one) => [one.id && alphaCode(one.id), one]));
    for (const [code, [longitude, latitude]] of Object.entries(SMALL_STATES)) {
      const shape = shapes.get(code);
      // Tuvalu is in no map of the set.
      if (!shape) expect(code).toBe("TV");
      else
        expect(
          Math.min(...box(shape.arcs).map(([x, y]) => Math.hypot(x - longitude, y - latitude))),
          code,
        ).toBeLessThan(1);
    }
  });
});

describe("the map", () => {
  it("gives China's own territories the same look whatever is counted for them", async () => {
    const world = await readWorld();
    const without = mapSpec({ FJ: 4 }, world, WORDS, LOOK);
    expect(mapSpec({ FJ: 4, CN: 90, HK: 5, MO: 7, TW: 99 }, world, WORDS, LOOK)).toEqual(without);
    expect(notOnMap({ FJ: 4, TW: 99, ZZ: 1 }, world)).toEqual(["TW", "ZZ"]);
  });

  it("puts every country into the range of its count", async () => {
    const text = JSON.stringify(mapSpec({ FJ: 1, TO: 3, RU: 40 }, await readWorld(), WORDS, LOOK));
    expect(text).toContain('"domain":["none","1","2–19","20 and more"]');
    const point = /\{"longitude":-175.2,"latitude":-21.2,"band":"([^"]*)"\}/.exec(text);
    expect(point?.[1]).toBe("2–19");
  });
});
