import type { Draft } from "./draft.ts";
import type { EventType } from "./event.ts";
import { leadOf, type Reading } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/** A headline says in short what the lead tells: 联合演习传闻 of a lead in which the drill is denied. */
export function isInLead({ sentence, rule }: RuleMatch, reading: Reading): boolean {
  return reading.language === "zh" && !rule.trigger && leadOf(reading).includes(sentence);
}

/**
 * Leaves out what only the headline seems to tell, where the lead tells of an act of that type `otherwise`: that it is
 * planned or denied, or is another's. An event that the text reports as well stays.
 */
export function withoutHeadlineOf(
  otherwise: ReadonlySet<EventType>,
  drafts: readonly Draft[],
  { language }: Reading,
): Draft[] {
  if (language !== "zh" || otherwise.size === 0) return [...drafts];
  const inText = new Set(drafts.filter((d) => d.match.sentence.in === "text").map((d) => d.type));
  return drafts.filter(
    ({ type, match }) => match.sentence.in === "text" || inText.has(type) || !otherwise.has(type),
  );
}
