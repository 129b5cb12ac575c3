import type { WordClass } from "./link-config.ts";
import { wordClasses } from "./link-text.ts";
import { NUMBER_LATIN, parseNumberLatin } from "./numbers-latin.ts";
import { NUMBER_ZH, parseNumberZh } from "./numbers-zh.ts";
import { fold, isChinese } from "./romanise.ts";

/** Goods by class, with how many where it is said. */
export type Goods = ReadonlyMap<string, number | undefined>;

const FIRST_ZH = new RegExp(NUMBER_ZH, "u");
const FIRST_LATIN = new RegExp(`\\b${NUMBER_LATIN}`, "iu");
const MOST_ITEMS = 40;

/** The goods that a coding lists. */
export function goodsOf(items: readonly string[], classes: readonly WordClass[]): Goods {
  const goods = new Map<string, number | undefined>();
  for (const item of items.slice(0, MOST_ITEMS)) {
    const text = fold(item).slice(0, 200);
    const count = countIn(text);
    for (const name of wordClasses(text, classes)) if (goods.get(name) === undefined) goods.set(name, count);
  }
  return goods;
}

function countIn(text: string): number | undefined {
  const chinese = isChinese(text);
  const [written] = (chinese ? FIRST_ZH : FIRST_LATIN).exec(text) ?? [];
  if (written === undefined) return /^a dozen\b/.test(text) ? 12 : undefined;
  const count = chinese ? parseNumberZh(written) : parseNumberLatin(written);
  return count ?? undefined;
}

/** Whether two lists of goods count the same goods alike; undefined where no goods are counted in both. */
export function sameCounts(a: Goods, b: Goods): { same: boolean; text: string } | undefined {
  let other: string | undefined;
  for (const [name, count] of a) {
    const here = b.get(name);
    if (count === undefined || here === undefined || count < 2) continue;
    if (count === here) return { same: true, text: `${count} × ${name}` };
    other ??= `${name}: ${[count, here].sort((x, y) => x - y).join(" and ")}`;
  }
  return other === undefined ? undefined : { same: false, text: other };
}
