import { chunkLetter } from "./chunk.ts";
import { clauseEnd, clauseOf, clauseStart } from "./clause-zh.ts";
import type { Held } from "./modality.ts";
import {
  begins,
  has,
  type Mood,
  type MoodList,
  type Scene,
  type Sign,
  signsBefore,
  signsIn,
} from "./mood-zh.ts";
import { namedOnly } from "./named-only-zh.ts";
import type { RuleMatch } from "./rule.ts";

/**
 * Whether the Chinese clause of a match reports something that has happened: which words of plan, wish, condition and
 * denial govern its predicate. `today` is the day the page speaks from; a day after it is a plan whatever the verb.
 */
export function heldInChinese(match: RuleMatch, mood: Mood, today: string | null): Held {
  const clause: Scene = { ...clauseOf(match, today, mood), match, mood };
  if (isAhead(clause) || isConditional(clause)) return "planned";
  if (governs(clause, "future") || isSettled(clause)) return "planned";
  const fate = fateOfNoun(clause) ?? namedOnly(clause);
  if (fate) return fate;
  if (isInvited(clause)) return "wished";
  if (governs(clause, "wished") || governs(clause, "discussed") || isMatterOfTalks(clause)) return "wished";
  const told = isTold(clause);
  if (!told && governs(clause, "faint")) return "wished";
  if (isDenied(clause)) return "negated";
  const earlier = told ? null : fromEarlier(clause);
  if (earlier) return earlier;
  return isUndated(clause) || isRecalled(clause) ? "undated" : "held";
}

/** 复盘上次联巡, 感谢柬方协助押解嫌犯回国: another act than the one told, which has no day of its own in the clause. */
function isRecalled(clause: Scene): boolean {
  const { text, from, to, end, dates, match } = clause;
  const dated = (sign: Sign, until: number) => dates.some(({ at }) => at >= sign.end && at < until);
  const before = signsBefore(clause, "one_before").some(
    (sign) => from - sign.end <= NEAR && !text.slice(sign.end, from).includes("的") && !dated(sign, end),
  );
  if (before || match.rule.type === "meeting") return before;
  return signsBefore(clause, "thanks").some((sign) => isBound(sign, clause) && !dated(sign, to));
}

/** A denial stands close to its verb. */
const NEAR = 12;

/** Whether a word of the list says of the predicate that it is still to be done. */
function governs(clause: Scene, list: MoodList): boolean {
  return signsBefore(clause, list).some(
    (sign) => !isObjectMarker(sign, clause) && isBound(sign, clause) && !isOvertaken(sign, clause),
  );
}

/** 同意联手清剿; of a noun, what is settled about it is still to be done: 谈妥联合巡逻, 商定联巡日期. */
function isSettled(clause: Scene): boolean {
  return governs(clause, "settled") || (clause.nominal && governs(clause, "settled_before_mark"));
}

/** 未签署: a denial stands close to its verb. 否认已把…遣返, 不得将…引渡: who denies or forbids something may stand far from it. */
function isDenied(clause: Scene): boolean {
  const denied = (list: MoodList, reach: number) =>
    signsBefore(clause, list).some((sign) => isBound(sign, clause) && clause.from - sign.at <= reach);
  return denied("negated", NEAR) || denied("denies", Infinity) || denied("forbids", Infinity);
}

/** The word belongs to the clause itself: it stands in no relative clause and in no matter of talks. */
function isBound(sign: Sign, clause: Scene): boolean {
  return !isInRelative(sign, clause) && !isInTopic(sign, clause);
}

/** 将三名嫌疑人押解回国: 将 puts the object before its verb. */
function isObjectMarker({ word, end }: Sign, { text, from, match, mood }: Scene): boolean {
  if (word !== "将") return false;
  const between = text.slice(end, from);
  if (match.rule.type !== "operation") return begins(mood.object_after_jiang, between);
  return ![mood.verb_after_jiang, mood.future_after_jiang, mood.intends].some((words) =>
    begins(words, between),
  );
}

const letters = (...kinds: Parameters<typeof chunkLetter>[0][]): string => kinds.map(chunkLetter).join("");
const PEOPLE = letters("prc_person", "foreign_person", "some_person", "people_count");
const PARTY = `${PEOPLE}${letters("prc_organ", "foreign_organ", "country", "china", "pair", "body", "place", "count")}`;
/** What may stand before a relative clause at the head of its noun: when it is, how many they are. */
const BEFORE_ATTRIBUTE = new RegExp(`(?:^|[${letters("date", "count", "people_count", "ordinal")}、的])$`);
const PREPOSITION = /^[向给为对与同和从由把以于在]/;

/** 即将离任的总监会见…, 原定28日启动的巡逻30日出发: the word stands before a 的 whose noun does what the predicate tells. */
function isInRelative(sign: Sign, clause: Scene): boolean {
  const { text, start, from, mood } = clause;
  const opening = text.slice(start, Math.max(start, sign.at));
  const inPhrase = has(mood.opens_phrase, opening);
  for (let of = text.indexOf("的", sign.end); of >= 0 && of + 1 < from; of = text.indexOf("的", of + 1)) {
    const rest = text.slice(of + 1, from);
    if (isDone(clause, of + 1, from)) return true;
    if (PREPOSITION.test(text.slice(sign.end)) || !(inPhrase || BEFORE_ATTRIBUTE.test(opening))) continue;
    const noun = isNoun(clause);
    if ((noun ? PEOPLE : PARTY).includes(rest[0]!) || (inPhrase && !clause.nominal)) return true;
  }
  return false;
}

/** The predicate is the noun that names the event; 即将举行的…会议 is then said of it. */
function isNoun({ text, from, to, nominal, mood }: Scene): boolean {
  return nominal || has(mood.event_noun, text.slice(from, to));
}

/** 就筹备联合巡逻交换意见: what the talks are about may be planned, the talks are not. */
function isInTopic(sign: Sign, { text, start, match, mood }: Scene): boolean {
  if (match.rule.type !== "meeting") return false;
  return signsIn(text, mood.topic).some(
    (opener) =>
      opener.at >= start && opener.end <= sign.at && !has(mood.topic_ends, text.slice(opener.end, sign.at)),
  );
}

/** 原拟包机，后已改走铁路: behind the word the act is told as done. A day right behind it is that of the plan. */
function isOvertaken(sign: Sign, clause: Scene): boolean {
  const { text, from, to, end, mood } = clause;
  // 讨论了举行演练: 了 right behind the word is its own.
  const rest = text.slice(sign.end, from).replace(/^了/, "");
  if (isFinished(clause) || has(mood.done, rest) || isHeldLater(clause)) return true;
  const of = text.slice(sign.end, from).indexOf("的");
  return clause.nominal && of >= 0 && isDone(clause, to, end) && !has(mood.fell_through, text.slice(to, end));
}

/** 签署了, 签过 */
function isFinished({ text, from, to, mood }: Scene): boolean {
  return has(mood.done_behind, text.slice(to)) || /了$/.test(text.slice(from, to));
}

/** A stretch that says that something was done, or on which day that is over. */
function isDone({ text, dates, mood }: Scene, from: number, to: number): boolean {
  const past = dates.some(({ at, when }) => when === "past" && at >= from && at < to);
  return past || has(mood.done, text.slice(from, to));
}

/** As {@link isDone} behind a word of plan: the day right behind it is that of the plan (将于3日). */
function isDoneBehind(clause: Scene, sign: Sign, to: number): boolean {
  const own = /^[于在从]?(?:当地时间)?./.exec(clause.text.slice(sign.end))?.[0].length ?? 0;
  return isDone(clause, sign.end + own, to);
}

/** The clause itself says that it was done: by a word, or a day that is over. */
function isTold(clause: Scene): boolean {
  return isFinished(clause) || isDone(clause, clause.start, clause.from);
}

/** 明年双方在上海联合巡逻, 下月把他遣返: a day after that of the page. */
function isAhead(clause: Scene): boolean {
  const { text, dates, start, from } = clause;
  const days = dates.filter(({ when }) => when === "ahead").map(({ at }) => ({ at, end: at + 1, word: "" }));
  const own = days.filter((day) => day.at >= start && day.at < from);
  const words = signsBefore(clause, "time_ahead");
  return [...own, ...words].some((sign) => {
    const attribute =
      /^[的度版届至到—-]/.test(text.slice(sign.end)) || /[至到向届—-]$/.test(text.slice(0, sign.at));
    if (attribute && !(clause.nominal && text[sign.end] === "的")) return false;
    return isBound(sign, clause) && !isOvertaken(sign, clause) && !isDoneBehind(clause, sign, from);
  });
}

/** 若他同意，…遣返; 待总统授权后签署 */
function isConditional(clause: Scene): boolean {
  return signsBefore(clause, "conditional").some((sign) => isBound(sign, clause));
}

/** 欢迎…来访, 邀请…出席: who is invited has not come. */
function isInvited(clause: Scene): boolean {
  return signsBefore(clause, "invites").some(
    (sign) => clause.from - sign.end <= INVITED && isBound(sign, clause) && !isFinished(clause),
  );
}

const INVITED = 16;

/**
 * What is told behind the noun that names the event, or of what a relative clause tells of: 联合演习将于9月举行,
 * 联合巡逻推迟进行, 捐赠的巡逻车将于下月运抵.
 */
function fateOfNoun(clause: Scene): Held | null {
  const { text, to, end, match, mood } = clause;
  const behind = text.slice(to, Math.min(end, Math.max(to, match.to) + 30));
  if (!clause.nominal && !begins(mood.makes_noun, behind)) return null;
  if (!clause.nominal && isTold(clause)) return null;
  const ahead = behind.search(mood.ahead_behind);
  if (ahead >= 0 && !isDone(clause, to, to + ahead)) return "planned";
  const fell = behind.search(mood.fell_through);
  return fell >= 0 && !isDone(clause, to + fell, text.length) ? "negated" : null;
}

/** 原定8日举行的演练因故顺延，10日在…举行: the noun's own predicate stands behind the comma and tells it as done. */
function isHeldLater({ text, end, nominal, dates, mood }: Scene): boolean {
  if (!nominal) return false;
  const next = text.slice(end + 1, clauseEnd(text, end + 1));
  const day = dates.some(({ at, when }) => when === "past" && at > end && at <= end + 1 + OPENS);
  return day && has(mood.engages, next) && !has(mood.fell_through, next);
}

/** How far into its clause a day stands that opens it. */
const OPENS = 2;

/** 就签署协定交换意见, 就举行联合演习进行磋商: talked about, not done. */
function isMatterOfTalks({ text, start, from, to, end, match, mood }: Scene): boolean {
  if (match.rule.type === "meeting" || !has(mood.topic, text.slice(start, from))) return false;
  const behind = text.slice(to, end);
  const talk = behind.search(mood.talked_about);
  if (talk < 0) return false;
  // What a broad rule finds is a noun more often than a verb: 就教学、师资互派座谈.
  return match.rule.trigger || behind[talk] === "等" || !/[并、和及]/.test(behind.slice(0, talk));
}

/** How many clauses back a plan, wish or condition is looked for. */
const REACH = 3;

/** What the clauses before say of one that goes on with them: 若他同意，…; 双方商定，…; 将访华，与…会谈. */
function fromEarlier(clause: Scene): Held | null {
  const { text, mood } = clause;
  let { start } = clause;
  for (let step = 0; step < REACH && start > 0 && !/[。；？！]/.test(text[start - 1]!); step++) {
    const end = start - 1;
    const before: Scene = { ...clause, start: clauseStart(text, end), from: end, to: end, nominal: false };
    if (isConditional(before)) return "planned";
    const wish = endsInWish(before) ?? wishesDuring(before);
    if (wish) return wish;
    const goesOn = begins(mood.goes_on, text.slice(start)) || !hasSubject(text, start);
    if (isPlanAhead(before, goesOn)) return "planned";
    if (!goesOn || has(mood.done, text.slice(before.start, end))) return null;
    start = before.start;
  }
  return null;
}

/** 双方商定，…; 他建议：…: the clause is all governor, what it governs follows its mark. */
function endsInWish(before: Scene): Held | null {
  const last = (list: MoodList) => signsIn(before.text.slice(0, before.end), before.mood[list]).at(-1);
  if (last("settled_before_mark")?.end === before.from) return "planned";
  return last("wished")?.end === before.from ? "wished" : null;
}

/** 希望在大会期间，与…会面: the clause before only says when. */
function wishesDuring(before: Scene): Held | null {
  const { text, start, from, mood } = before;
  if (!has(mood.only_when, text.slice(start, from))) return null;
  const outside = (list: MoodList) =>
    signsBefore(before, list).some(
      (sign) => !/[在于当值为]/.test(text.slice(start, sign.at)) && isBound(sign, before),
    );
  return outside("future") ? "planned" : outside("wished") ? "wished" : null;
}

function hasSubject(text: string, start: number): boolean {
  return SUBJECT.test(text.slice(start, start + 4));
}

const SUBJECT = new RegExp(`^(?:[${PARTY}${letters("cn_place")}]|双方|两国|两军|各方|中方)`);

/** 将访华，与…会谈; 将继续加大力度，把…; 下一步，…: an engagement or an intention to come, and what goes with it. */
function isPlanAhead(before: Scene, goesOn: boolean): boolean {
  const { text, start, from, mood } = before;
  const opens =
    begins(mood.time_ahead, text.slice(start, from)) ||
    before.dates.some((d) => d.at === start && d.when === "ahead");
  if (opens && !isInRelative({ at: start, end: start + 1, word: "" }, before)) return true;
  return signsBefore(before, "future").some((sign) => {
    if (isObjectMarker(sign, before) || !isBound(sign, before) || isDone(before, sign.end, from))
      return false;
    const rest = text.slice(sign.end, from);
    return begins(mood.intends, rest) || (goesOn && has(mood.engages, rest));
  });
}

/** Sums and habits, and times that place nothing. */
function isUndated({ text, start, from, end, match, mood, nominal }: Scene): boolean {
  const at = nominal ? match.to : from;
  if (has(mood.summed_up, text.slice(Math.max(0, at - 60), at))) return true;
  // 近年来，…先后捐赠了: a time that stands before its comma goes for all of the sentence.
  const opening = /^[^，。；]{2,12}(?=，)/.exec(text)?.[0] ?? "";
  // 联合巡逻每月举行一次: of a noun it may be told behind it.
  const told = text.slice(Math.min(start, match.from), nominal ? end : at);
  return has(mood.undated, `${opening}，${told}`) && !hasExactDate(match, mood);
}

/** The day somebody fled abroad is no day of the return. */
const FLIGHT = /^，?[^，。；]{0,16}(?:外逃|潜逃|出逃|逃往|逃至|逃到|逃亡|逃离)/;

/** A day or month that is the act's own: not that of a flight, nor the day on which somebody speaks (星期四说，今年上半年…). */
function hasExactDate({ sentence }: RuleMatch, { said }: Mood): boolean {
  return sentence.chunks.some((c) => {
    if (c.kind !== "date" || c.date!.kind === "vague" || (c.date!.date?.length ?? 0) < 7) return false;
    const behind = sentence.text.slice(c.end - sentence.start, c.end - sentence.start + 24);
    return !FLIGHT.test(behind) && !begins(said, behind);
  });
}
