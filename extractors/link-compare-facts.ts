import type { Reason } from "./link-config.ts";
import { sameCounts } from "./link-items.ts";
import type { LinkContext, ReadyMention } from "./link-ready.ts";
import type { Tally } from "./link-tally.ts";
import { chineseNamePinyin, isChinese } from "./romanise.ts";

/** Organs, topics, goods, kind of paper, numbers and place. */
export function compareFacts(
  a: ReadyMention,
  b: ReadyMention,
  sameDay: boolean,
  tally: Tally,
  context: LinkContext,
): void {
  const [x, y] = [a.mention.coding, b.mention.coding];
  const { generalTopics, minorActors } = context.config;
  // An embassy and a ministry act together: naming the one does not deny the other.
  const minor = [x, y].some(({ prc_actors: actors }) => actors.every((actor) => minorActors.has(actor)));
  compareSets(
    x.prc_actors,
    y.prc_actors,
    "shared_actor",
    "other_actors",
    "Chinese organ",
    tally,
    minor ? 0.4 : 1,
  );
  const telling = x.topics.some((topic) => y.topics.includes(topic) && !generalTopics.has(topic));
  compareSets(
    x.topics,
    y.topics,
    telling ? "specific_topic" : "shared_topic",
    "other_topics",
    "topic",
    tally,
  );
  compareGoods(a, b, tally);
  if (x.agreement_type && y.agreement_type) {
    const types = `${x.agreement_type} and ${y.agreement_type}`;
    if (x.agreement_type === y.agreement_type)
      tally.add("same_agreement_type", () => `same kind of paper (${x.agreement_type})`);
    else if (context.config.nearAgreementTypes.has(`${x.agreement_type} ${y.agreement_type}`)) {
      tally.add("near_agreement_type", () => `kinds of paper that are confused (${types})`);
    } else tally.conflict(() => `different papers (${types})`);
  }
  for (const field of ["participants", "persons"] as const) {
    const agree = compareNumbers(x[field], y[field]);
    if (agree === undefined) continue;
    if (agree === "same") tally.add("same_number", () => `same number of ${field} (${x[field]})`);
    else if (agree === "near") {
      tally.add("near_number", () => `nearly the same number of ${field} (${x[field]} and ${y[field]})`);
    } else {
      const text = `different numbers of ${field} (${x[field]} and ${y[field]})`;
      tally.add("other_number", () => text);
      if (x.type === "operation" && field === "persons" && !sameDay) tally.conflict(() => text);
    }
  }
  if (x.value !== undefined && y.value !== undefined) {
    if (x.value === y.value) tally.add("same_number", () => `same value ${x.value}`);
    else tally.add("other_number", () => `different values (${x.value} and ${y.value})`);
  }
  comparePlaces(a.place, b.place, tally);
}

function compareSets(
  x: readonly string[],
  y: readonly string[],
  same: Reason,
  other: Reason,
  what: string,
  tally: Tally,
  denies = 1,
): void {
  if (x.length === 0 || y.length === 0) return;
  const both = x.filter((value) => y.includes(value));
  if (both.length > 0) tally.add(same, () => `same ${what} (${both.join(", ")})`);
  else tally.add(other, () => `other ${what} (${x.join(", ")}; ${y.join(", ")})`, denies);
}

function compareGoods(a: ReadyMention, b: ReadyMention, tally: Tally): void {
  const [x, y] = [[...a.items.keys()], [...b.items.keys()]];
  if (x.length > 0 && y.length > 0) {
    compareSets(x, y, "shared_item", "other_items", "goods", tally);
    const counts = sameCounts(a.items, b.items);
    if (counts?.same) tally.add("same_count", () => `same number of goods (${counts.text})`);
    else if (counts) tally.add("other_count", () => `different numbers of goods (${counts.text})`);
    return;
  }
  // Goods in the words beside a gift whose list was not read may be these; that they are others proves nothing.
  const named = x.length > 0 ? b.itemsNamed : y.length > 0 ? a.itemsNamed : new Set<string>();
  const both = [...x, ...y].filter((name) => named.has(name));
  if (both.length > 0) tally.add("shared_item", () => `same goods (${both.join(", ")})`, 0.8);
}

/** How two counts agree; "some 30" is near 31. Undefined where one is missing or it cannot be told. */
function compareNumbers(x: number | undefined, y: number | undefined): "same" | "near" | "other" | undefined {
  if (x === undefined || y === undefined) return undefined;
  if (x === y) return "same";
  if (Math.min(x, y) / Math.max(x, y) < 0.9) return "other";
  return x % 10 === 0 || y % 10 === 0 ? "near" : undefined;
}

function comparePlaces(x: string | undefined, y: string | undefined, tally: Tally): void {
  if (x === undefined || y === undefined || x === "" || y === "") return;
  const text = x === y ? x : [x, y].sort().join(" / ");
  if (isChinese(x) === isChinese(y)) {
    if (x.includes(y) || y.includes(x)) tally.add("same_place", () => `same place ${text}`);
    else tally.add("other_place", () => `other place ${text}`);
    return;
  }
  const [chinese, latin] = isChinese(x) ? [x, y] : [y, x];
  // Only Chinese places are spelt in pinyin; a foreign place in two scripts says nothing.
  if (chineseNamePinyin(chinese) === latin.replace(/[^a-z]/g, ""))
    tally.add("same_place", () => `same place ${text}`);
}
