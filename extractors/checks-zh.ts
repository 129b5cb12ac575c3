import type { Chunk } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import type { EventType } from "./event.ts";
import { isPrc, isSecurityOrgan, type Reading, sentencesAfter, sentencesBefore, titleOf } from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

/** Why goods told of in Chinese are no assistance to a security service, or null. `near` is the title and what follows. */
export function aidRefusalZh(match: RuleMatch, reading: Reading, draft: Draft, near: string): string | null {
  const { words } = reading;
  const { text, chunks } = match.sentence;
  const counted = chunks.some((c) => c.kind === "count" || c.kind === "money");
  if (!words.goods.test(text) && !counted) return "nothing is named that was given";
  if (MILITARY_AID.test(text + reading.title) && !words.security_service.test(text)) return "aid for an army";
  if (words.keepsake.test(matchedText(match, 24))) return "a keepsake";
  if (words.people_handed_over.test(text + reading.title) && !words.gift.test(text))
    return "people are handed over, not goods";
  if (
    /ceremony$/.test(match.rule.id) &&
    words.people_handed_over.test(near) &&
    !words.gift.test(near) &&
    !counted
  )
    return "people are handed over, not goods";
  const verbAt = match.slots.verb ?? match;
  const [lead, rest] = [
    text.slice(0, verbAt.start - match.sentence.start),
    text.slice(verbAt.end - match.sentence.start),
  ];
  if (words.thanks_for_aid.test(lead)) return "thanks for earlier aid";
  if (words.paper_on_aid.test(rest) && /(?:签[署订]?|交换|互换|就)[^，。；]{0,16}$/.test(lead))
    return "a paper on the aid";
  if (words.not_this_giving.test(`  ${text}`.slice(verbAt.start - match.sentence.start)))
    return "the word names another act, or the time before or after the handover";
  if (words.given_elsewhen.test(rest)) return "a paper, tender or study of the aid";
  if (isUsed(match, rest, reading)) return "something is done with what was given at another time";
  if (words.no_goods.test(matchedText(match, 6))) return "no goods are handed over";
  if (GOES_ON_LINE.test(match.slots.verb?.text ?? "") && /[研培进]修班|培训班|课程/.test(text))
    return "a course is opened";
  if (
    /^(?:揭牌|挂牌|落成|启用)$/.test(match.slots.verb?.text ?? "") &&
    /[去前]年$/.test(lead) &&
    !words.gift.test(text)
  )
    return "opened in another year, and no gift";
  if (OPENS_OFFICE.test(text) && !words.gift.test(text)) return "an office of their own is opened";
  if (isOfAnotherDonor(match)) return "another state gives";
  if (words.private_giver.test(text) && !chunks.some(isPrc)) return "people give it on their own account";
  if (words.brought.test(match.slots.verb?.text ?? "") && !isGiven(match, lead, reading))
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

/** 上线课程: lessons that go on line are no goods. */
const GOES_ON_LINE = /^(?:上线|开通|启动|启用)$/;

const MILITARY_AID = /军事(?:援助|物资|装备)|军援|国民军/;

/** 中意警务联络办公室在罗马揭牌: a post of the two services, and no gift. */
const OPENS_OFFICE =
  /(?:联络|代表|合作|服务|协调)(?:办公室|办事处|处|中心|站|点)[^，。；]{0,12}(?:揭牌|挂牌|成立|启用|启动|开张|落成)/;

/** 借助中方援建的实验室侦破: the verb stands in a relative clause, and the sentence tells of no phase of the aid. */
function isUsed({ sentence, rule }: RuleMatch, rest: string, { words }: Reading): boolean {
  if (sentence.in === "title" || !rule.id.endsWith("gives") || !/^[^，。；]{0,12}的(?!是)/.test(rest))
    return false;
  return !words.phase_told.test(sentence.text);
}

/** What came or was opened is a gift: somebody of China stands in the sentence or is taken up, or a word says so, here or next. */
function isGiven(match: RuleMatch, lead: string, reading: Reading): boolean {
  const { words } = reading;
  const { sentence } = match;
  const before = sentencesBefore(reading, sentence, 1, 1).at(0);
  const taken = /^[他她]/.test(sentence.text) && before?.chunks.some((c) => c.kind === "prc_person");
  if (taken || sentence.chunks.some(isPrc) || words.our_mission.test(lead)) return true;
  if (words.gift.test(sentence.text + reading.title + leadOfList(match, reading))) return true;
  return [sentence, ...sentencesAfter(reading, sentence, 1)].some((s) => words.gift_of_china.test(s.text));
}

/** 在金边，大使…交给；在达卡，…运抵: places listed under a sentence that says what is given to them all. */
function leadOfList({ sentence }: RuleMatch, reading: Reading): string {
  if (!/^在[^，]{1,8}，/.test(sentence.text)) return "";
  const before = sentencesBefore(reading, sentence, 6, 4).find((s) => !/^在[^，]{1,8}，/.test(s.text));
  return before?.text ?? "";
}

/** Acts in the field, which one state does with or to another. */
const OF_ACTS: ReadonlySet<EventType> = new Set([
  "assistance",
  "training",
  "patrol",
  "exercise",
  "agreement",
]);

/** 美菲…开展联合巡航，中国海警依法跟监: states act, and China is named only after them, in a clause in which it looks on. */
export function isOthersAct({ rule, sentence, end }: RuleMatch, reading: Reading): boolean {
  if (!OF_ACTS.has(rule.type)) return false;
  const { text, chunks, start } = sentence;
  const party = chunks.find((c) => isPrc(c) || ["china", "pair", "cn_place"].includes(c.kind));
  const word = reading.words.china_named.exec(text);
  const first = Math.min(party?.start ?? Infinity, word ? start + word.index : Infinity);
  if (first === Infinity || first < end || !chunks.some((c) => c.countries.length > 0 && c.end <= end))
    return false;
  const clause = /^[^，。；]*/.exec(text.slice(first + 1 - start))![0];
  if (reading.words.comments_on.test(clause)) return true;
  // 老挝与缅甸警方联合巡逻，截查从中国驶来的货船: two states act, and China has no part in it.
  const states = new Set(
    chunks.filter((c) => c.end <= end && !c.countryOpen).flatMap((c) => [...c.countries]),
  );
  const { joins_in_before, joins_in_after } = reading.words;
  const joins = joins_in_before.test(text.slice(0, first - start)) || joins_in_after.test(clause);
  return states.size > 1 && !joins;
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
  // 启动中方援助的平台: what is given is named with its giver.
  const giver = chunk && OF_GIVER.test(sentence.text.slice(chunk.end - sentence.start));
  const text = toward?.[1] ?? sentence.text.slice(from - sentence.start, from - sentence.start + 16);
  return { text, chinese: chunk !== undefined && !giver && (isPrc(chunk) || chunk.kind === "china") };
}

const OF_GIVER = /^(?:政府|使馆|大使馆)?(?:无偿)?(?:援|捐|赠|提供|资助|出资|承建|制造|生产|送)/;

/** 日本…将援建的中心移交东帝汶国家警察: one state gives and another receives, and no side of China stands before the verb. */
export function isOfAnotherDonor(match: RuleMatch): boolean {
  const { sentence } = match;
  const { chunks } = sentence;
  const verb = match.slots.verb ?? match;
  const before = chunks.filter((c) => c.end <= verb.start);
  if (before.some((c) => isPrc(c) || c.kind === "china" || c.kind === "cn_place" || c.kind === "pair"))
    return false;
  const states = (list: readonly Chunk[]) =>
    list.filter((c) => !c.countryOpen).flatMap((c) => [...c.countries]);
  // 日本大使向斐济警察移交: the giver stands before 向, and who receives behind it or behind the verb.
  const toward = sentence.text
    .slice(0, verb.start - sentence.start)
    .search(/[向给为](?=[^向给为，。；]{1,30}$)/);
  const at = toward < 0 ? verb.start : toward + sentence.start;
  const givers = states(before.filter((c) => c.end <= at));
  const takers = states(chunks.filter((c) => c.start >= at));
  return takers.length > 0 && givers.some((code) => !takers.includes(code));
}
