import type { Draft } from "./draft.ts";
import { isPrc, isSecurityOrgan, type Reading, sentencesBefore, titleOf } from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

/** Why goods told of in Chinese are no assistance to a security service, or null. `near` is the title and what follows. */
export function aidRefusalZh(match: RuleMatch, reading: Reading, draft: Draft, near: string): string | null {
  const { words } = reading;
  const { text, chunks } = match.sentence;
  const counted = chunks.some((c) => c.kind === "count" || c.kind === "money");
  if (!words.goods.test(text) && !counted) return "nothing is named that was given";
  if (words.keepsake.test(matchedText(match, 24))) return "a keepsake";
  if (words.people_handed_over.test(text + reading.title) && !words.gift.test(text))
    return "people are handed over, not goods";
  const verbAt = match.slots.verb ?? match;
  if (words.thanks_for_aid.test(text.slice(0, verbAt.start - match.sentence.start)))
    return "thanks for earlier aid";
  if (words.not_this_giving.test(`  ${text}`.slice(verbAt.start - match.sentence.start)))
    return "the word names another act, or the time before or after the handover";
  if (words.no_goods.test(matchedText(match, 6))) return "no goods are handed over";
  if (isOfAnotherDonor(match)) return "another state gives";
  const given = chunks.some(isPrc) || words.gift.test(text + reading.title + leadOfList(match, reading));
  if (words.brought.test(match.slots.verb?.text ?? "") && !given)
    return "brought or built, and no gift is named";
  const to = recipientOf(match);
  if (to.chinese && !match.rule.id.endsWith("received")) return "what goes to China is no assistance";
  if (words.other_recipient.test(to.text) && !words.security_service.test(to.text))
    return "the recipient is no security service";
  const here = words.security_service.test(text) || draft.foreign.some((p) => isSecurityOrgan(p.chunk));
  if (!here && words.other_recipient.test(text)) return "the recipient is no security service";
  if (!here && !words.security_service.test(near))
    return "the recipient is no police, interior, prison, border or immigration service";
  const relief = titleOf(reading).some(
    (s) => words.relief.test(s.text) && !words.relief_for_police.test(s.text),
  );
  return relief && !words.relief_for_police.test(text) ? "disaster or health relief" : null;
}

/** 在金边，大使…交给；在达卡，…运抵: places listed under a sentence that says what is given to them all. */
function leadOfList({ sentence }: RuleMatch, reading: Reading): string {
  if (!/^在[^，]{1,8}，/.test(sentence.text)) return "";
  const before = sentencesBefore(reading, sentence, 6, 4).find((s) => !/^在[^，]{1,8}，/.test(s.text));
  return before?.text ?? "";
}

/** 向…捐赠, 移交给…: the words that say to whom, and whether they name a party of China. */
function recipientOf(match: RuleMatch): { text: string; chinese: boolean } {
  const { sentence } = match;
  const verb = match.slots.verb ?? match;
  const clause = sentence.text
    .slice(0, verb.start - sentence.start)
    .split(/[，。；]/)
    .at(-1)!;
  const toward = /[向给为](?!了|何|期)([^向给为]{1,30})$/.exec(clause);
  const after = /^(?:给|予|与|到)?/.exec(sentence.text.slice(verb.end - sentence.start))![0].length;
  const from = toward ? verb.start - toward[1]!.length : verb.end + after;
  const chunk = sentence.chunks.find((c) => c.start === from);
  const text = toward?.[1] ?? sentence.text.slice(from - sentence.start, from - sentence.start + 16);
  return { text, chinese: chunk !== undefined && (isPrc(chunk) || chunk.kind === "china") };
}

/** 日本…将援建的中心移交东帝汶国家警察: one state gives and another receives, and no side of China stands before the verb. */
function isOfAnotherDonor(match: RuleMatch): boolean {
  const { chunks } = match.sentence;
  const verb = match.slots.verb ?? match;
  const before = chunks.filter((c) => c.end <= verb.start);
  if (before.some((c) => isPrc(c) || c.kind === "china" || c.kind === "cn_place" || c.kind === "pair"))
    return false;
  const states = (list: typeof chunks) => list.filter((c) => !c.countryOpen).flatMap((c) => [...c.countries]);
  const after = states(chunks.filter((c) => c.start >= verb.end));
  return after.length > 0 && states(before).some((code) => !after.includes(code));
}
