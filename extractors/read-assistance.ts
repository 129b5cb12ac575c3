import { aidRefusalLatin } from "./aid-latin.ts";
import { lotsOf, receivingStates } from "./aid-phases-latin.ts";
import { aidRefusalZh } from "./checks-zh.ts";
import type { TaggedSentence } from "./chunk.ts";
import { draftFrom, type EventReader, refuse } from "./draft.ts";
import type { Span } from "./event.ts";
import { hostAsRecipient } from "./host-recipient.ts";
import { unique } from "./parties.ts";
import { type Reading, sentencesAfter } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/** Goods, buildings and technology handed over to police, interior, prison, border or immigration services. */
export const assistance: EventReader = {
  type: "assistance",
  read(match, reading) {
    const made = draftFrom(match, reading);
    if ("refused" in made) return made;
    const { draft } = made;
    const text = match.sentence.text;
    if (reading.words.relief.test(text) && !reading.words.relief_for_police.test(text)) {
      return refuse("disaster or health relief");
    }
    if (reading.language !== "zh") draft.countries = receivingStates(draft, reading);
    else if (draft.countries.length === 0) draft.countries = hostAsRecipient(draft, reading);
    if (draft.countries.length === 0) return refuse("no recipient country is named");
    // An analysis counts what serves control of a society, whoever receives it.
    const control = reading.genre === "analysis" && reading.words.security_technology.test(text);
    const refusal =
      reading.language === "zh"
        ? aidRefusalZh(match, reading, draft, nearText(match, reading))
        : aidRefusalLatin(draft, reading, control);
    if (refusal) return refuse(refusal);
    for (const sentence of sentencesAfter(reading, match.sentence, 2)) {
      if (!reading.words.given_by.test(sentence.text)) continue;
      const donors = sentence.chunks.filter((c) => c.kind === "prc_organ");
      draft.actors = unique([...draft.actors, ...donors.flatMap((c) => [...c.actors])]);
    }
    const items = itemsOf([match.sentence, ...sentencesAfter(reading, match.sentence, 2)]);
    if (items.length > 0) draft.spans.items = items;
    for (const sentence of [match.sentence, ...sentencesAfter(reading, match.sentence, 2)]) {
      const money = sentence.chunks.find((c) => c.kind === "money" && c.value);
      if (!money) continue;
      draft.value = money.value!;
      draft.spans.value = [{ in: sentence.in, start: money.start, end: money.end }];
      break;
    }
    return reading.language === "zh" ? [draft] : lotsOf(draft, reading);
  },
};

function nearText(match: RuleMatch, reading: Reading): string {
  return (
    reading.title +
    sentencesAfter(reading, match.sentence, 2)
      .map((s) => s.text)
      .join(" ")
  );
}

/** Where the goods stand: what is counted in the first of the sentences that counts anything. */
function itemsOf(sentences: readonly TaggedSentence[]): Span[] {
  const counting = sentences.find((s) => s.chunks.some((c) => c.kind === "count"));
  if (!counting) return [];
  return counting.chunks
    .filter((c) => c.kind === "count")
    .slice(0, MAX_ITEMS)
    .map((c) => ({ in: counting.in, start: c.start, end: c.end }));
}

const MAX_ITEMS = 8;
