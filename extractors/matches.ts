import { type TaggedSentence, taggedIndex } from "./chunk.ts";
import { inPast } from "./headline-past.ts";
import type { Held } from "./modality.ts";
import { heldInLatin } from "./modality-latin.ts";
import { heldInRomance } from "./modality-romance.ts";
import { heldInChinese } from "./modality-zh.ts";
import type { Reading } from "./reading.ts";
import { matchRule, type Rule, type RuleMatch } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";

/** All matches, at most one a type and place: a longer match hides those it covers. */
export function matchesOf(rulebook: Rulebook, reading: Reading): RuleMatch[] {
  const keywords = reading.language === "zh" ? rulebook.keywords.zh : rulebook.keywords.latin;
  return reading.sentences.flatMap((sentence) => {
    const text = reading.language === "zh" ? sentence.text : sentence.text.toLowerCase();
    const rules = new Set<Rule>();
    for (const hit of keywords.scanAll(text))
      for (const rule of hit.values) if (isTried(rule, reading)) rules.add(rule);
    const matches = [...rules].flatMap((rule) => matchRule(rule, sentence));
    matches.push(...inHeadline(sentence, matches, rulebook, reading));
    // Triggers are broad: they hide none of the rules proper.
    const [broad, proper] = [matches.filter((m) => m.rule.trigger), matches.filter((m) => !m.rule.trigger)];
    const isTold = (m: RuleMatch) => m.rule.claim !== undefined || heldIn(m, reading, rulebook) === "held";
    return [...withoutCovered(proper, isTold), ...withoutCovered(broad, isTold)];
  });
}

/** A title, and the text of a chronicle, which is one sentence. */
function tellsInPresent(sentence: TaggedSentence, { sentences, text }: Reading): boolean {
  return (
    sentence.in === "title" || (text.length < 400 && sentences.filter((s) => s.in === "text").length === 1)
  );
}

/** What the rules read in a headline once its present tense is the past that they are written in. */
function inHeadline(
  sentence: TaggedSentence,
  read: readonly RuleMatch[],
  { keywords }: Rulebook,
  reading: Reading,
): RuleMatch[] {
  if (reading.language === "zh" || reading.context.romance || !tellsInPresent(sentence, reading)) return [];
  const past = inPast(sentence, reading.context.lexicon.headlineVerbs);
  if (!past) return [];
  const rules = new Set<Rule>();
  for (const text of [past.tagged, sentence.text])
    for (const hit of keywords.latin.scanAll(text.toLowerCase()))
      for (const rule of hit.values) if (isTried(rule, reading)) rules.add(rule);
  const known = new Set(read.map(({ rule, start }) => `${rule.id} ${start}`));
  return [...rules]
    .flatMap((rule) => matchRule(rule, past))
    .filter(({ rule, start }) => !known.has(`${rule.id} ${start}`))
    .map((match) => ({
      ...match,
      sentence,
      from: taggedIndex(sentence, match.start),
      to: taggedIndex(sentence, match.end),
    }));
}

/** Rules of another language or genre are left out, and in an analysis the broad ones: it names more verbs than events. */
function isTried(rule: Rule, reading: Reading): boolean {
  if (!readsLanguageOf(rule, reading)) return false;
  return (!rule.genre || rule.genre === reading.genre) && !(rule.trigger && reading.genre === "analysis");
}

/** French and Spanish rules read no English document ("forum", "exercise" are words of both); English ones read all in Latin script. */
export function readsLanguageOf(rule: Rule, { language, context }: Reading): boolean {
  if (language === "zh" || rule.language === "zh") return language === rule.language;
  return rule.language === "en" || context.romance;
}

/** A match that ends in a clause before that of another's verb. */
function standsBefore({ end, sentence }: RuleMatch, other: RuleMatch): boolean {
  const verb = other.slots.verb?.start ?? other.end;
  return /[，；]/.test(sentence.text.slice(end - sentence.start, Math.max(end, verb) - sentence.start));
}

/** What tells of a plan hides nothing before it that tells of something held: 公安部举办论坛，代表建议明年举行. */
function withoutCovered(matches: RuleMatch[], isTold: (match: RuleMatch) => boolean): RuleMatch[] {
  const ordered = matches.sort(
    (a, b) => b.rule.confidence - a.rule.confidence || b.to - b.from - (a.to - a.from),
  );
  const kept: RuleMatch[] = [];
  for (const match of ordered) {
    const covered = kept.some(
      (k) =>
        k.rule.type === match.rule.type &&
        (k.rule.claim === match.rule.claim || k.rule.claim !== undefined) &&
        match.from < k.to &&
        k.from < match.to &&
        !meetsAnother(match, k) &&
        (!standsBefore(match, k) || isTold(k) || !isTold(match)),
    );
    if (!covered) kept.push(match);
  }
  return kept.sort((a, b) => a.from - b.from);
}

/** 见了秘鲁…，又同厄瓜多尔…坐到一起: two verbs with a guest each, the later one in a clause after the first verb. */
function meetsAnother(a: RuleMatch, b: RuleMatch): boolean {
  if (a.rule.language !== "zh" || a.rule.type !== "meeting" || a.rule.trigger) return false;
  if (!a.slots.verb || !b.slots.verb) return false;
  const [first, next] = a.slots.verb.start < b.slots.verb.start ? [a, b] : [b, a];
  const from = first.slots.verb!.end - first.sentence.start;
  const to = (next.slots.visitor?.start ?? 0) - first.sentence.start;
  if (!/[，；]/.test(first.sentence.text.slice(from, Math.max(from, to)))) return false;
  const [left, right] = [guestOf(a), guestOf(b)];
  return left.length > 0 && right.length > 0 && !left.some((code) => right.includes(code));
}

/** The states of the guest beside a verb. */
const guestOf = ({ slots }: RuleMatch): readonly string[] =>
  slots.visitor?.chunks.flatMap((c) => c.countries) ?? [];

/** Whether what a match tells was held, by the grammar of the document's language. */
export function heldIn(match: RuleMatch, reading: Reading, rulebook: Rulebook): Held {
  if (reading.language === "zh")
    return heldInChinese(match, rulebook.modality.zh, reading.context.anchor.day);
  return reading.context.romance
    ? heldInRomance(match, rulebook.modality.romance)
    : heldInLatin(match, rulebook.modality.latin, reading);
}
