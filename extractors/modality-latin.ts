import { createRequire } from "node:module";
import type { TaggedSentence } from "./chunk.ts";
import { type Held, heldOf, type Modality } from "./modality.ts";
import type { RuleMatch } from "./rule.ts";

const load = createRequire(import.meta.url);

interface VerbGroup {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly tense: string;
  readonly negative: boolean;
  readonly auxiliary: string;
}
interface CompromiseVerb {
  readonly text: string;
  readonly offset: { readonly start: number; readonly length: number };
  readonly verb?: {
    readonly auxiliary: string;
    readonly negative: boolean;
    readonly grammar: { readonly tense?: string };
  };
}
type Parse = (text: string) => { verbs(): { json(options: object): CompromiseVerb[] } };
let parse: Parse | undefined;
const groupsBySentence = new WeakMap<TaggedSentence, readonly VerbGroup[]>();

/**
 * The verb groups of a sentence by compromise: "was to be signed" is told from "was signed". The library is loaded when
 * the first sentence with a match is read; chunks are shown to it as short nouns, so that long offices cost nothing.
 */
function verbGroups(sentence: TaggedSentence): readonly VerbGroup[] {
  const known = groupsBySentence.get(sentence);
  if (known) return known;
  parse ??= load("compromise/three") as Parse;
  const { plain, at } = plainForm(sentence);
  const groups = parse(plain)
    .verbs()
    .json({ offset: true })
    .map(({ text, offset, verb }): VerbGroup => {
      // The library counts white space and marks around a group; offsets are taken from the first to the last letter.
      return {
        start: at[offset.start] ?? 0,
        end: at[Math.min(offset.start + offset.length, at.length - 1)] ?? 0,
        text: text.toLowerCase(),
        tense: verb?.grammar.tense ?? "",
        negative: verb?.negative ?? false,
        auxiliary: verb?.auxiliary ?? "",
      };
    });
  groupsBySentence.set(sentence, groups);
  return groups;
}

const STAND_IN: Readonly<Record<string, string>> = {
  date: "Monday",
  people_count: "officers",
  count: "cars",
  money: "money",
  ordinal: "first",
  country: "France",
  china: "China",
  place: "Paris",
  prc_organ: "Ministry",
  foreign_organ: "Ministry",
};

/** The tagged sentence with a word for every chunk, and for each of its characters the position in the tagged one. */
function plainForm(sentence: TaggedSentence): { plain: string; at: number[] } {
  let plain = "";
  const at: number[] = [];
  for (const [i, character] of Array.from(sentence.tagged).entries()) {
    const chunk = sentence.chunkAt[i];
    const word = chunk ? (STAND_IN[chunk.kind] ?? "Smith") : character;
    for (let k = 0; k < word.length; k++) at.push(i);
    plain += word;
  }
  at.push(sentence.tagged.length);
  return { plain, at };
}

const MODAL = /\b(?:will|would|shall|may|might|could|should|must|can)\b/;
const TO_BE = /\b(?:be|to) $/i;
/** A new clause between a plan and the verb: "the minister, who will leave on Friday, met …". */
const CLAUSE = /\b(?:who|which|that|and|but|after|when|while|where)\b|[-,;:(]/;
const SINCE = /^since\b/i;

/**
 * Whether the clause of a match in Latin script reports something that has happened: the patterns of
 * `config/rules/modality.yaml`, corrected by the tense, mood and negation of the verb itself.
 */
export function heldInLatin(match: RuleMatch, modality: Modality): Held {
  const byPattern = heldOf(match, modality);
  const { verb } = match.slots;
  if (!verb || byPattern === "wished") return byPattern;
  const at = taggedAt(match.sentence, verb.start);
  const group = verbGroups(match.sentence).find((g) => g.start <= at + 1 && at < g.end + 1);
  const before = match.sentence.tagged.slice(Math.max(0, at - 120), at);
  if (group?.negative || modality.nobody.test(before)) return "negated";
  if (group && MODAL.test(`${group.auxiliary} ${group.text}`)) return "planned";
  if (byPattern === "held" && TO_BE.test(before) && !modality.under_way.test(before)) return "planned";
  if (byPattern === "planned") {
    if (modality.under_way.test(before)) return "held";
    const past = group?.tense === "PastTense" && !/^(?:to )?be\b/.test(group.text);
    const trigger = lastPlan(before.slice(-60), modality);
    return past && trigger !== null && CLAUSE.test(trigger) ? "held" : "planned";
  }
  const after = /^[^,;.]{0,110}/.exec(match.sentence.tagged.slice(at))?.[0] ?? "";
  // "a joint exercise would be held": a noun that names the event, and the verb behind it says when.
  if (!group && byPattern === "held" && modality.planned_after.test(after)) return "planned";
  // "has trained 20 officers each year" is a habit; "signed an agreement on 20 places each year" is not.
  const lasting = group === undefined || /^(?:has|have)\b/.test(group.text) || group.tense === "PresentTense";
  if (byPattern === "held" && lasting && modality.undated.test(after) && !hasDay(match)) return "undated";
  const going = /ing$/.test(verb.text) && /\b(?:has|have) (?:\w+ )?been $/i.test(before);
  return byPattern === "held" && (onlySince(match) || (going && !hasDay(match))) ? "undated" : byPattern;
}

function hasDay(match: RuleMatch): boolean {
  return match.sentence.chunks.some((c) => c.kind === "date" && c.date!.date?.length === 10);
}

/** What stands between the last word of planning and the verb. */
function lastPlan(near: string, modality: Modality): string | null {
  const found = modality.planned.exec(near);
  return found ? found[0].replace(/^\W*\w+/, "") : null;
}

/** "Since 2010 China has donated …": a sum of years, unless the sentence also names a day. */
function onlySince(match: RuleMatch): boolean {
  const dates = match.sentence.chunks.filter((c) => c.kind === "date" && c.date?.date);
  const written = (start: number, end: number) =>
    match.sentence.text.slice(start - match.sentence.start, end - match.sentence.start);
  return (
    dates.length > 0 &&
    dates.every(
      (c) =>
        (c.date!.date!.length ?? 0) < 10 &&
        (SINCE.test(written(c.start, c.end)) ||
          /\bsince\b[^,;]{0,70}$/i.test(written(match.sentence.start, c.start))),
    )
  );
}

function taggedAt(sentence: TaggedSentence, offset: number): number {
  const index = sentence.offsets.findIndex((o) => o >= offset);
  return index < 0 ? sentence.tagged.length : index;
}
