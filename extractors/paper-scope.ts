import { isAside } from "./checks-latin.ts";
import type { Draft } from "./draft.ts";
import { SECURITY_ACTORS } from "./meeting-scope.ts";
import type { Paper } from "./paper-kinds.ts";
import { isAmongJudges, isPrc, isSecurityOrgan, type Reading, sentencesBefore } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/** Organs that sign papers on business of their own as well; theirs count when the paper is on policing. */
const OWN_BUSINESS: ReadonlySet<string> = new Set(["court", "customs"]);

export function isBySecurityOrgans(draft: Draft): boolean {
  return (
    draft.actors.some((actor) => SECURITY_ACTORS.has(actor)) ||
    draft.foreign.some(
      ({ chunk }) =>
        isSecurityOrgan(chunk) && !OWN_BUSINESS.has(chunk.organ ?? "") && !isAmongJudges(draft.actors, chunk),
    )
  );
}

/** The words that say what a paper is about. "Extradition treaty": in English its subject may stand before it. */
export function wordsOfPaper(paper: Paper | undefined, { sentence }: RuleMatch, reading: Reading): string {
  if (!paper) return sentence.text;
  const from = Math.max(sentence.start, paper.start - (reading.language === "zh" ? 0 : 40));
  return sentence.text.slice(from - sentence.start, paper.end - sentence.start);
}

/** Why a sentence tells of no paper signed between a state and China, or null. */
export function whyNoSigning(words: string, match: RuleMatch, reading: Reading): string | null {
  if (reading.language !== "zh") {
    if (isAside(match, reading)) return "China is only mentioned beside two other states";
    const { sentence } = match;
    if (reading.words.summit_paper.test(sentence.text) && !sentence.chunks.some(isPrc))
      return "a paper of a summit of leaders";
  }
  if (isOfHandover(match, reading)) return "a paper of a handover";
  if (isApproved(match, reading) || reading.words.ratified_at_home.test(words))
    return "ratification in a legislature";
  if (reading.words.paper_of_handover.test(words)) return "a paper of a handover";
  if (reading.words.law_of_one_side.test(words)) return "a law or paper of one side";
  return null;
}

/** "The building was handed over. The documents were signed by …": papers that nobody names belong to the handover. */
function isOfHandover({ slots, sentence }: RuleMatch, reading: Reading): boolean {
  if (reading.language === "zh") return false;
  const verb = slots.verb?.start ?? sentence.start;
  if (!UNNAMED.test(sentence.text.slice(Math.max(0, verb - sentence.start - 24), verb - sentence.start + 12)))
    return false;
  const told = [sentence, ...sentencesBefore(reading, sentence, 4, 2)].map((s) => s.text).join(" ");
  return HANDED.test(told);
}

const UNNAMED =
  /\b(?:[Tt]he |relevant )?(?:documents?|papers|certificates?) (?:was|were|had been|have been)\b/;
const HANDED = /\bhand(?:ed|ing|s)?[- ]?(?:\w+ )?over\b|\bhandover\b|\bturned over\b/;

/** 参议院批准同中国签署的条约: a legislature or cabinet approves what was signed, or is to be. */
function isApproved({ slots, sentence, start }: RuleMatch, reading: Reading): boolean {
  if (reading.language !== "zh") return false;
  const lead = sentence.text.slice(0, (slots.verb?.start ?? start) - sentence.start);
  return reading.words.legislature_approves.test(lead);
}

/** Why a signing is only recalled (签署…以来, "signed in the past"), or null; one with a stated date may be told again. */
export function whyRecalled({ time }: Draft, match: RuleMatch, reading: Reading): string | null {
  const after = afterVerb(match, reading);
  const recalled =
    (time.how !== "stated" && reading.words.signing_recalled.test(after)) ||
    reading.words.signing_long_past.test(after);
  return recalled ? "an earlier signing is only recalled" : null;
}

/** 按照双方6日签署的备忘录: who signed it then is not told, and who acts in the neighbouring sentences did not. */
export function leaveOutOthersThan(draft: Draft, match: RuleMatch, reading: Reading): void {
  if (reading.language !== "zh" || !reading.words.signing_recalled.test(afterVerb(match, reading))) return;
  draft.prc = draft.prc.filter((p) => p.sentence === match.sentence);
  draft.foreign = draft.foreign.filter((p) => p.sentence === match.sentence);
}

function afterVerb({ slots, sentence }: RuleMatch, reading: Reading): string {
  if (!slots.verb) return "";
  const from = slots.verb.end - sentence.start;
  return sentence.text.slice(from, from + (reading.language === "zh" ? 8 : 80));
}

/** A paper is the security organs' own unless it names others' business; a title may speak of another than the text's organs signed. */
export function isOfThoseNamed(draft: Draft, words: string, match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  const here = sentence.in === "text" || draft.prc.concat(draft.foreign).some((p) => p.sentence === sentence);
  const ofOthers = reading.words.papers_of_others.test(sentence.text);
  return here && !ofOthers && !reading.words.other_business_paper.test(words);
}

/** The paper, its aim or, where security organs sign, its sentence names policing. */
export function isOnPolicing(
  draft: Draft,
  words: string,
  bySecurity: boolean,
  match: RuleMatch,
  reading: Reading,
): boolean {
  const { text } = match.sentence;
  const onPolicing = (said: string) => reading.words.policing_paper.test(said);
  const ofOthers = reading.words.other_business_paper;
  if (onPolicing(words)) return true;
  if (reading.language === "zh") {
    const end = match.end - match.sentence.start;
    const rest = text.slice(end, end + 30);
    if (reading.words.aim_of_paper.test(rest) && onPolicing(rest)) return true;
    if (draft.actors.length === 0 && ofOthers.test(words)) return false;
  } else if (onPolicing(reading.title) && !ofOthers.test(reading.title + words)) {
    if (onPolicing(text) || reading.words.aid_paper.test(text)) return true;
  }
  return bySecurity && !reading.words.papers_of_others.test(text) && onPolicing(text);
}
