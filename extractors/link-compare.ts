import type { Reason } from "./link-config.ts";
import { compareDates } from "./link-date.ts";
import { sameCounts } from "./link-items.ts";
import type { LinkableMention } from "./link-mention.ts";
import { compareNames, type ReadyName } from "./link-names.ts";
import { type LinkContext, type ReadyMention, readyMention } from "./link-ready.ts";
import { contained, shared } from "./link-text.ts";
import { compareEventNames, type EventName } from "./link-titles.ts";
import { chineseNamePinyin, isChinese } from "./romanise.ts";
import { otherNumber } from "./text-copy.ts";

export { type LinkContext, linkContext } from "./link-ready.ts";

/** How likely two mentions are one event, and why. With any conflict they are never joined by the program. */
export interface Comparison {
  /** 0–1. */
  readonly score: number;
  readonly reasons: readonly string[];
  readonly conflicts: readonly string[];
}

/** Compares two mentions. Symmetric: the order of the two does not matter to the score. */
export function compareMentions(a: LinkableMention, b: LinkableMention, context: LinkContext): Comparison {
  return compareReady(readyMention(a, context), readyMention(b, context), context);
}

/** Collects points, and where they are to be explained their readable reasons. */
class Tally {
  points: number;
  conflicting = false;
  readonly reasons: string[] = [];
  readonly conflicts: string[] = [];
  private readonly worth: (reason: Reason) => number;
  private readonly explain: boolean;
  constructor(worth: (reason: Reason) => number, explain: boolean) {
    this.worth = worth;
    this.explain = explain;
    this.points = worth("start");
  }
  add(reason: Reason, text: () => string, share = 1): void {
    this.points += this.worth(reason) * share;
    if (this.explain) this.reasons.push(text());
  }
  conflict(text: () => string): void {
    this.conflicting = true;
    if (this.explain) this.conflicts.push(text());
  }
}

/** As {@link compareMentions}, for prepared mentions. */
export function compareReady(a: ReadyMention, b: ReadyMention, context: LinkContext): Comparison {
  const tally = new Tally((reason) => context.config.points(a.mention.coding.type, reason), true);
  const score = compare(a, b, tally, context);
  return { score, reasons: tally.reasons, conflicts: tally.conflicts };
}

/** The score of {@link compareReady} and whether there is a conflict, without the words: for the many pairs nobody looks at. */
export function scoreReady(
  a: ReadyMention,
  b: ReadyMention,
  context: LinkContext,
): { score: number; conflict: boolean } {
  const tally = new Tally((reason) => context.config.points(a.mention.coding.type, reason), false);
  const score = compare(a, b, tally, context);
  return { score, conflict: tally.conflicting };
}

function compare(a: ReadyMention, b: ReadyMention, tally: Tally, context: LinkContext): number {
  const { config } = context;
  const [x, y] = [a.mention, b.mention];
  const type = x.coding.type;
  if (type !== y.coding.type) tally.conflict(() => `${type} and ${y.coding.type}`);
  else if (x.documentId === y.documentId && x.id !== y.id) {
    tally.conflict(() => "coded as two events of one document");
  } else compareCountries(a, b, tally);
  // Most candidates of a block fall here, so nothing dearer is looked at before.
  if (tally.conflicting) return 0;
  const samePassage = comparePages(a, b, config.copies.reprintDays, tally);
  const far = [x, y].some(({ coding }) => coding.countries.some((country) => config.farZones.has(country)));
  const sameRound = compareRounds(a, b, tally);
  const dates = compareDates(
    { date: x.coding.date, days: a.days },
    { date: y.coding.date, days: b.days },
    type,
    sameRound,
    far,
    config,
  );
  if (dates.conflict && !samePassage) {
    tally.conflict(() => dates.text);
    return 0;
  }
  if (dates.reason) tally.add(dates.reason, () => dates.text);
  comparePeople(a, b, dates.reason === "same_day", tally);
  compareFacts(a, b, dates.reason === "same_day", tally, context);
  compareTitles(a, b, tally);
  if (!samePassage) compareWording(a, b, tally);
  return 1 / (1 + Math.exp(-tally.points));
}

function compareCountries(a: ReadyMention, b: ReadyMention, tally: Tally): void {
  const [x, y] = [a.mention.coding.countries, b.mention.coding.countries];
  const both = x.filter((country) => y.includes(country));
  if (x.length === 0 && y.length === 0) tally.add("shared_country", () => "no country named in either");
  else if (both.length === 0) {
    // Reports of one forum name different guests, or none.
    if (a.mention.coding.type === "forum") return;
    tally.conflict(() => `different countries (${x.join(", ") || "none"} and ${y.join(", ") || "none"})`);
  } else if (both.length === x.length && both.length === y.length) {
    tally.add("same_countries", () => `same country ${both.join(", ")}`);
  } else tally.add("shared_country", () => `shared country ${both.join(", ")}`);
}

/**
 * Twins: one page at two addresses, or reprinted whole or cut. Returns whether the two passages are the same there, so that
 * another date was read in the same words.
 */
function comparePages(a: ReadyMention, b: ReadyMention, reprintDays: number, tally: Tally): boolean {
  const [x, y] = [a.mention, b.mention];
  const text = x.contentSha256 !== "" && x.contentSha256 === y.contentSha256;
  const number = x.documentNumber !== null && x.documentNumber === y.documentNumber;
  const page = text
    ? "same text"
    : number
      ? `same document number ${x.documentNumber}`
      : x.canonicalUrl === y.canonicalUrl
        ? "same address"
        : "a copy of the text";
  const copy = page === "a copy of the text";
  if (copy && !x.copies?.includes(y.documentId)) return false;
  const same =
    a.quote === b.quote ||
    (!text && shared(a.quotePieces, b.quotePieces) >= 0.9 && !(copy && otherNumber(a.quote, b.quote)));
  tally.add(same ? "same_passage" : "same_page", () => (same ? `${page}, same passage` : page));
  return same && !(copy && daysApart(x.published, y.published) > reprintDays);
}

/** Days between two dates of publication; 0 where one is not known. */
function daysApart(a: string | null, b: string | null): number {
  return a === null || b === null ? 0 : Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000;
}

function compareRounds(a: ReadyMention, b: ReadyMention, tally: Tally): boolean {
  const [x, y] = [a.mention.coding, b.mention.coding];
  if (a.ordinals.size === 0 || b.ordinals.size === 0) return false;
  const both = [...a.ordinals].filter((ordinal) => b.ordinals.has(ordinal));
  const coded = x.round !== undefined && y.round !== undefined;
  if (both.length > 0) {
    tally.add(coded ? "same_round" : "same_ordinal", () => `same ${x.type} round ${both.join(", ")}`);
    return true;
  }
  const text = `different rounds (${[...a.ordinals].join(", ")} and ${[...b.ordinals].join(", ")})`;
  if (coded) tally.conflict(() => text);
  else tally.add("other_ordinal", () => text);
  return false;
}

/** The best agreement of any two names: 1 surely one person, −1 surely two; undefined if a side names nobody. */
function bestNames(
  a: readonly ReadyName[],
  b: readonly ReadyName[],
): { value: number; text: string } | undefined {
  let best: { value: number; text: string } | undefined;
  for (const x of a) {
    for (const y of b) {
      const value = compareNames(x, y);
      if (best && value <= best.value) continue;
      best = { value, text: x.written === y.written ? x.written : [x.written, y.written].sort().join(" / ") };
    }
  }
  return best;
}

function comparePeople(a: ReadyMention, b: ReadyMention, sameDay: boolean, tally: Tally): void {
  const prc = bestNames(a.prc, b.prc);
  const foreign = bestNames(a.foreign, b.foreign);
  if (prc && prc.value > 0)
    tally.add("same_prc_person", () => `same Chinese principal ${prc.text}`, prc.value);
  if (prc && prc.value < 0) {
    tally.add("other_prc_person", () => `other Chinese principal ${prc.text}`, -prc.value);
    // A guest who is received by the heads of two organs has two meetings.
    if (a.mention.type === "meeting" && prc.value <= -0.8 && !shareActor(a, b)) {
      tally.conflict(() => `different principals of different Chinese organs (${prc.text})`);
    }
  }
  if (foreign && foreign.value > 0) {
    const how = foreign.value >= 0.6 ? "same foreign principal" : "similar foreign name";
    tally.add("same_foreign_person", () => `${how} ${foreign.text}`, foreign.value);
  }
  if (foreign && foreign.value < 0) {
    tally.add("other_foreign_person", () => `other foreign principal ${foreign.text}`, -foreign.value);
    // One visitor who sees several hosts of one country on one day holds one meeting; otherwise they are two.
    const oneVisit = sameDay && (prc === undefined || prc.value > 0);
    if (a.mention.type === "meeting" && foreign.value <= -0.9 && !oneVisit) {
      tally.conflict(() => `different principals (${foreign.text})`);
    }
  }
  if (!foreign || foreign.value < 0.6) {
    const [x, y] = [a.offices, b.offices];
    if (x.size === 0 || y.size === 0) return;
    const office = [...x].find((name) => y.has(name));
    if (office) tally.add("same_office", () => `same office (${office.replaceAll("_", " ")})`);
    else
      tally.add(
        "other_office",
        () => `other office (${[[...x].join(", "), [...y].join(", ")].sort().join("; ")})`,
      );
  }
}

/** False only where both name their Chinese organs and none is the same. */
function shareActor(a: ReadyMention, b: ReadyMention): boolean {
  const [x, y] = [a.mention.coding.prc_actors, b.mention.coding.prc_actors];
  return x.length === 0 || y.length === 0 || x.some((actor) => y.includes(actor));
}

function compareFacts(
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

/** Names of exercises and operations, and what papers are about. */
function compareTitles(a: ReadyMention, b: ReadyMention, tally: Tally): void {
  const { type, language } = a.mention;
  if (type === "exercise" || type === "operation") {
    const [x, y] = [a.names, b.names];
    const value = compareEventNames(x, y);
    const both = [x, y].map((names) => names.map(spellName).join(", "));
    const text = [...new Set(both)].sort().join(" / ");
    if (value !== undefined && value > 0) tally.add("same_name", () => `same name ${text}`, value);
    if (value !== undefined && value < 0) tally.add("other_name", () => `other name ${text}`, -value);
  }
  if (type !== "agreement" || language !== b.mention.language) return;
  const [[x], [y]] = [a.papers, b.papers];
  if (x === undefined || y === undefined) return;
  const likeness = contained(x, y);
  const text = [x, y].sort().join(" / ");
  if (likeness >= 0.5) tally.add("same_paper", () => `papers on the same matter (${x === y ? x : text})`);
  else if (likeness === 0) tally.add("other_paper", () => `papers on different matters (${text})`);
}

function spellName({ name, number }: EventName): string {
  return `${name.replaceAll("_", " ")}${number === undefined ? "" : ` ${number}`}`;
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

/** Two-letter pieces of a title that can tell anything; "Embassy news" cannot. */
const SHORTEST_TITLE = 12;

function compareWording(a: ReadyMention, b: ReadyMention, tally: Tally): void {
  if (a.mention.language !== b.mention.language) return;
  const quote = shared(a.quotePieces, b.quotePieces);
  if (quote >= 0.8 && Math.min(a.quote.length, b.quote.length) >= 8)
    tally.add("same_wording", () => "same wording");
  const titled = Math.min(a.titlePieces.size, b.titlePieces.size) >= SHORTEST_TITLE;
  if (titled && shared(a.titlePieces, b.titlePieces) >= 0.75) tally.add("same_title", () => "same title");
}
