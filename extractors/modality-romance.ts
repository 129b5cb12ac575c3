import { taggedIndex } from "./chunk.ts";
import { type Held, heldOf, type Modality } from "./modality.ts";
import type { RuleMatch } from "./rule.ts";

/** How far behind a noun the verb stands that says when: "la patrouille … débutera". */
const SAID_WITHIN = 110;

/**
 * Whether a match in French or Spanish reports something that has happened: by the patterns of `config/rules/modality.yaml`
 * before it, and where a rule names the event by a noun (slot `noun`) also behind it.
 */
export function heldInRomance(match: RuleMatch, modality: Modality): Held {
  const held = heldOf(match, modality);
  const { noun } = match.slots;
  if (held !== "held" || !noun) return held;
  const { tagged } = match.sentence;
  const at = taggedIndex(match.sentence, noun.start);
  return modality.planned_after.test(tagged.slice(at, at + SAID_WITHIN)) ? "planned" : held;
}
