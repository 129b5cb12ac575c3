import { createHash } from "node:crypto";
import type { Look } from "../pipeline/figures/frame.ts";
import { messageSpec } from "../pipeline/figures/message.ts";
import type { Figure } from "./figures.ts";

/** Six figures in four looks, of the numbers now and some before. */
const MOST_PICTURES = 48;
const MOST_FIGURES = 24;

/**
 * Keeps pictures that were drawn, by the numbers they are made of: drawing takes longer than counting, and a picture can never be
 * older than its numbers. Also keeps the figures of pages just answered, so that their pictures need not be counted again.
 */
export interface FigureCache {
  /** The digest of the numbers, under which the picture of this very figure can be asked for. */
  remember(figure: Figure): string;
  find(digest: string): Figure | undefined;
  /** The picture as SVG. */
  picture(figure: Figure, look: Look): Promise<string>;
}

export function openFigureCache(): FigureCache {
  const figures = new Map<string, Figure>();
  const pictures = new Map<string, Promise<string>>();
  return {
    remember(figure) {
      const digest = digestOf(figure);
      put(figures, digest, figure, MOST_FIGURES);
      return digest;
    },
    find: (digest) => figures.get(digest),
    picture(figure, look) {
      const key = `${digestOf(figure)} ${look.theme} ${look.narrow}`;
      const drawn = pictures.get(key) ?? draw(figure, look);
      put(pictures, key, drawn, MOST_PICTURES);
      // What failed is tried again.
      drawn.catch(() => pictures.delete(key));
      return drawn;
    },
  };
}

async function draw(figure: Figure, look: Look): Promise<string> {
  const { drawSvg } = await import("../pipeline/figures/draw.ts");
  return drawSvg(figure.numbers === null ? messageSpec(figure.alt, look) : figure.draw(look));
}

function digestOf({ name, numbers }: Figure): string {
  return createHash("sha256")
    .update(JSON.stringify([name, numbers]))
    .digest("hex")
    .slice(0, 20);
}

/** Puts a value last, and drops the first when there are too many. */
function put<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value!);
}
