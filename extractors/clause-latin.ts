import type { Held } from "./modality.ts";
import { governed, isModal, type VerbGroup } from "./verb-groups.ts";
import type { Words } from "./words.ts";

/** "police", "patrols", and "Monday's meeting": what compromise may take for a verb and what is rather a noun. */
export const isNoun = ({ text }: VerbGroup, words: Words): boolean => words.noun_like_verb.test(text);

/** A verb as those that govern it have it: each must say that the one below it is done. */
export function heldByChain(
  groups: readonly VerbGroup[],
  own: VerbGroup,
  tagged: string,
  words: Words,
): Held {
  const chain = governed(groups, own, tagged);
  const phrase = tagged.slice(own.start, own.end + 25);
  if (words.is_due.test(phrase)) return "planned";
  if (words.called_off.test(phrase)) return "negated";
  for (const { group, leads } of chain) {
    if (group.negative) return "negated";
    if (isModal(group)) return "planned";
    if (leads !== "" && !words.carries_out.test(leads))
      return words.does_not.test(leads) ? "negated" : "planned";
  }
  return "held";
}

/**
 * A noun that names the event ("the joint patrol"): the verb that has it as its object, or else the verb of its clause
 * says whether it was called off or is still to come.
 */
export function heldByClause(groups: readonly VerbGroup[], at: number, tagged: string, words: Words): Held {
  if (TO_COME.test(tagged.slice(at))) return "planned";
  const end = at + (/[.;]/.exec(tagged.slice(at))?.index ?? tagged.length);
  const behind = groups.filter(
    (g, i) => g.start > at && g.start < end && isMain(groups, i, at, tagged, words),
  );
  // "showed officers how to lift prints at a course": what is shown says nothing of the course.
  const taught = (g: VerbGroup) => HOW_TO.test(tagged.slice(0, g.end - 1));
  const object = groups.findLast(
    (g) => g.end <= at && !taught(g) && !OTHER_CLAUSE.test(tagged.slice(g.end, at)),
  );
  const governing = object && !words.says.test(` ${object.text}`) ? object : undefined;
  const phrase = (g: VerbGroup) => tagged.slice(g.start, g.end + 25);
  if (behind.some((g) => words.called_off.test(phrase(g)))) return "negated";
  if (governing && words.called_off.test(tagged.slice(governing.start, at))) return "negated";
  if (governing && words.only_aims_at.test(governing.text)) return "planned";
  if (governing) return heldByChain(groups, governing, tagged, words);
  const [main] = IN_PHRASE.test(tagged.slice(0, at)) ? [] : behind;
  if (!main || words.goes_on.test(main.text)) return "held";
  if (main.negative) return "negated";
  return isModal(main) || words.is_due.test(phrase(main)) ? "planned" : "held";
}

const OTHER_CLAUSE = /[,;:(]|\b(?:who|which|that|where|after|when|while|but|because|if|and|as)\b/;
const HOW_TO = /\bhow (?:best )?to \w*$/;
const RELATIVE = /\b(?:who|whose|which|that)\b[^,]*$/;
const SUBORDINATE = /\b(?:where|after|before|when|while|because|if|as)\b[^,]*$/;
/** "an exercise to be held in May" */
const TO_COME = /^[^,;.]{0,40}?\bto be (?:\w+ly )?(?:\w+ed|held|given|run|built|set|taught)\b/;

/** "While meeting the minister, …", "at the talks": a noun that is no subject. */
const IN_PHRASE =
  /\b(?:at|by|during|in|after|before|while|when|following|of|for|on|with|from|through|to|as)\s(?:(?:an?|the|their|his|her|its|this)\s)?(?:[\w-]+\s){0,2}$/i;

/** A verb behind a noun that is no verb of saying, of a relative clause, or a participle: "the drill, set for May, …". */
function isMain(
  groups: readonly VerbGroup[],
  i: number,
  noun: number,
  tagged: string,
  words: Words,
): boolean {
  const group = groups[i]!;
  const before = tagged.slice(noun, group.start);
  const relative = RELATIVE.exec(before);
  const ofRelative = groups[i - 1];
  // "the drill that was due in April did not take place": the first verb is that of the relative clause.
  if (relative && !(ofRelative && !ofRelative.base && ofRelative.start > noun + relative.index)) return false;
  if (SUBORDINATE.test(before) || words.says.test(` ${group.text}`)) return false;
  if (group.auxiliary !== "" || group.tense !== "PastTense") return true;
  const [aside, rest] = [/, (?:\w+ly )?$/.test(before), tagged.slice(group.end)];
  if (aside && /^[^;.]*,/.test(rest)) return false;
  const next = groups[i + 1];
  return (
    !next || next.base || /[,;.]|\b(?:and|but|to|who|which|that)\b/.test(tagged.slice(group.end, next.start))
  );
}
