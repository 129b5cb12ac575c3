import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { z } from "zod";

/** A topology of world-atlas, as far as it is used: each shape with the code of its country, null where it has none of its own. */
export interface World {
  readonly topology: Readonly<Record<string, unknown>>;
  readonly shapes: readonly { readonly code: string | null; readonly shape: object }[];
}

const Geometry = z.looseObject({ id: z.string().optional(), properties: z.object({ name: z.string() }) });
const Topology = z.looseObject({
  objects: z.object({ countries: z.object({ geometries: z.array(Geometry) }) }),
});

/** Shapes to which the map data gives no number of ISO 3166-1. Those not named here are drawn without a count. */
const BY_NAME: Readonly<Record<string, string>> = { Kosovo: "XK" };
/** Nobody is met there, and it would take a fifth of the picture. */
const ANTARCTICA = "AQ";

/** What 999 is called. */
const UNKNOWN = "ZZ";

let world: Promise<World> | undefined;

/** The countries of the world at 1:110 million, read once. */
export function readWorld(): Promise<World> {
  world ??= read();
  return world;
}

async function read(): Promise<World> {
  const file = createRequire(import.meta.url).resolve("world-atlas/countries-110m.json");
  const topology = Topology.parse(JSON.parse(await readFile(file, "utf8")));
  const shapes = topology.objects.countries.geometries.map((shape) => ({
    code: shape.id === undefined ? (BY_NAME[shape.properties.name] ?? null) : alphaCode(shape.id),
    shape,
  }));
  return { topology, shapes: shapes.filter(({ code }) => code !== ANTARCTICA) };
}

/** The two letters that ISO 3166-1 gives beside three digits; null for digits it does not know. */
export function alphaCode(digits: string): string | null {
  const { region } = new Intl.Locale(`und-${digits.padStart(3, "0")}`);
  return region !== undefined && /^[A-Z]{2}$/.test(region) && region !== UNKNOWN ? region : null;
}
