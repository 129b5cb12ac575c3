import { compareFacts } from "./link-compare-facts.ts";
import { comparePeople } from "./link-compare-people.ts";
import { comparePages, compareTitles, compareWording } from "./link-compare-text.ts";
import { compareDates } from "./link-date.ts";
import type { LinkableMention } from "./link-mention.ts";
import { type LinkContext, type ReadyMention, readyMention } from "./link-ready.ts";
import { Tally } from "./link-tally.ts";

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
