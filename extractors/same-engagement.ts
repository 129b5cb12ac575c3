import { daysBetween } from "./calendar.ts";
import type { Draft } from "./draft.ts";
import { fullName } from "./party-names.ts";
import type { Reading } from "./reading.ts";
import { tells } from "./rule.ts";

/** Acts in the field that another act of the same page may be part of. */
export const FIELD: ReadonlySet<string> = new Set(["patrol", "exercise", "operation", "training"]);

/** Whether two drafts of one document report one engagement. */
export function sameEngagement(a: Draft, b: Draft, reading: Reading): boolean {
  if (a.type !== b.type) return false;
  if (a.type === "agreement" && a.agreementType !== b.agreementType) return false;
  if (a.round !== undefined && b.round !== undefined && a.round !== b.round) return false;
  const shared = a.countries.filter((code) => b.countries.includes(code));
  if (shared.length === 0 && a.countries.length > 0 && b.countries.length > 0) return false;
  if (!datesAgree(a, b, reading)) return false;
  if (reading.genre === "analysis" && areTwoCases(a, b)) return false;
  // 会见国际刑警组织主席…在法期间也会见了法国内政部长: talks with a body are not those with the state it sits in.
  const apart = a.time.date !== b.time.date || (a.countries.length === 0) !== (b.countries.length === 0);
  const oneSentence = a.match.sentence === b.match.sentence && a.match !== b.match;
  if (a.type === "meeting" && !oneSentence && apart) {
    const [left, right] = [namesOf(a, reading), namesOf(b, reading)];
    if (left.length > 0 && right.length > 0 && !left.some((n) => right.includes(n))) return false;
  }
  if (reading.language !== "zh" || a.type !== "meeting") return true;
  return !haveOtherChairs(a, b, reading) && !areOfOtherPlaces(a, b);
}

/** 红河州公安局与老街省公安厅…；文山州公安局与河江省公安厅…: organs of other places on both sides sit at another table. */
function areOfOtherPlaces(a: Draft, b: Draft): boolean {
  if (a.match.from === b.match.from && a.match.sentence === b.match.sentence) return false;
  return (["host", "visitor"] as const).every((side) => {
    const [left, right] = [localOrgan(a, side), localOrgan(b, side)];
    return left !== null && right !== null && !left.endsWith(right) && !right.endsWith(left);
  });
}

/** The organ of a province, prefecture or county in a slot: 云南红河州公安局. */
export function localOrgan({ match: { slots } }: Draft, side: "host" | "visitor"): string | null {
  const written = slots[side]?.text ?? "";
  return /[省州市县区旗盟府][\u4e00-\u9fff]{0,4}(?:厅|局|总队|支队|指挥部)$/.test(written) ? written : null;
}

/** A session that is chaired by others than those who met the same day is a second meeting (ruling 2). */
function haveOtherChairs(a: Draft, b: Draft, reading: Reading): boolean {
  if (a.match.sentence === b.match.sentence) return false;
  if (!/chairs/.test(a.match.rule.id) && !/chairs/.test(b.match.rule.id)) return false;
  const own = (d: Draft, side: "prc" | "foreign") =>
    d[side]
      .filter((p) => p.sentence === d.match.sentence)
      .map((p) => fullName(reading, p))
      .filter(Boolean);
  // Whom the same minister meets in one state on one day is one meeting (ruling 13).
  if (own(a, "prc").some((name) => own(b, "prc").includes(name))) return false;
  return (["prc", "foreign"] as const).some((side) => {
    const [left, right] = [own(a, side), own(b, side)];
    return left.length > 0 && right.length > 0 && !left.some((name) => right.includes(name));
  });
}

/** The foreign people it names. */
export function namesOf(draft: Draft, reading: Reading): string[] {
  return draft.foreign.map((p) => fullName(reading, p)).filter(Boolean);
}

/** An analysis takes up forums and pursuits of one year in paragraphs of their own; forums are known by name. */
function areTwoCases(a: Draft, b: Draft): boolean {
  if (a.match.sentence.paragraph === b.match.sentence.paragraph) return false;
  return a.type === "operation" || (a.type === "forum" && forumOf(a) !== forumOf(b));
}

/** The name of the forum its sentence tells of. */
export function forumOf({ match: { sentence } }: Draft): string | undefined {
  const chunk = sentence.chunks.find((c) => c.kind === "forum_name");
  return chunk && sentence.text.slice(chunk.start - sentence.start, chunk.end - sentence.start);
}

/** 此次联合演练达到了预期目的: the one told before; a day carried over from another sentence says nothing of it. */
export function takesUp({ time, match }: Draft, { language, words }: Reading): boolean {
  if (language !== "zh" || time.how !== "carried") return false;
  const { text, start } = match.sentence;
  return words.this_one.test(text.slice(0, (match.slots.verb?.start ?? match.start) - start));
}

function datesAgree(a: Draft, b: Draft, reading: Reading): boolean {
  if (a.time.how === "assumed" || b.time.how === "assumed")
    return !(isRecalledAfter(a, b) || isRecalledAfter(b, a));
  if (takesUp(a, reading) || takesUp(b, reading)) return true;
  const fromTitle = (d: Draft) => d.match.sentence.in === "title" && d.time.how === "carried";
  if (fromTitle(a) || fromTitle(b)) return true;
  const [x, y] = [a.time.date, b.time.date];
  // 今年一月来到北京…颁发了结业证: a month carried over from another sentence does not tell two courses apart.
  const loose = (d: Draft) => FIELD.has(d.type) && d.time.how === "carried" && d.time.date.length < 10;
  if (loose(a) || loose(b)) return true;
  if (
    a.type === "operation" &&
    isReturn(a) !== isReturn(b) &&
    a.countries.some((c) => b.countries.includes(c))
  ) {
    return Math.abs(daysBetween(x.padEnd(10, "-15").slice(0, 10), y.padEnd(10, "-15").slice(0, 10))) <= 75;
  }
  // "this week" and a day of it, at the turn of a month.
  if (a.time.chunk?.date?.kind === "vague" || b.time.chunk?.date?.kind === "vague") {
    if (x.length + y.length === 17)
      return Math.abs(daysBetween(x.padEnd(10, "-01"), y.padEnd(10, "-01"))) <= 37;
  }
  if (x.length + y.length === 20 && x !== y && (isToldNext(a, reading) || isToldNext(b, reading)))
    return false;
  const length = Math.min(x.length, y.length);
  if (length < 10) return x.slice(0, length) === y.slice(0, length);
  const apart = Math.abs(daysBetween(x, y));
  return apart <= (a.type === "meeting" || a.type === "agreement" ? 1 : 6);
}

/**
 * "have held a drill … In August 2006 they held the first": what the text goes on to recall, of another year than the news.
 * Records of aid say what was given first and when afterwards.
 */
function isRecalledAfter(news: Draft, past: Draft): boolean {
  const [from, to] = [news.match.sentence, past.match.sentence];
  if (
    news.type === "assistance" ||
    news.time.how !== "assumed" ||
    past.time.how !== "stated" ||
    !past.time.chunk?.date?.year
  )
    return false;
  if (from.in === "title" || to.in === "title" || to.start <= from.start) return false;
  const [x, y] = [news.time.date, past.time.date].map((date) =>
    date.padEnd(10, "-06-15".slice(date.length - 4)),
  );
  return daysBetween(y!, x!) > RECALLED_DAYS;
}

/** News of what is further back has a day of its own. */
const RECALLED_DAYS = 300;

/** 20日，又向监狱局移交…: a day of its own and a word that counts on from the act before, or talks that it opens. */
function isToldNext(draft: Draft, { language, words }: Reading): boolean {
  const { time, match, type } = draft;
  const { verb } = match.slots;
  if (language !== "zh" || time.how !== "stated" || time.sentence !== match.sentence || !verb) return false;
  const { text, start } = match.sentence;
  const [from, to] = [time.chunk!.end - start, verb.start - start];
  if (words.told_again.test(text.slice(from, to))) return true;
  const opens = /(?:^|[，；])$/.test(text.slice(0, time.chunk!.start - start));
  return type === "meeting" && !isArrival(draft) && match.sentence.in === "text" && opens && from <= to;
}

/** Told of the visit as a whole; the meetings held on it say more. */
export function isArrival(draft: Draft): boolean {
  return tells(draft.match, "arrival");
}

/** Suspects caught in a raid and brought home later are one operation, dated by the return. */
export function isReturn(draft: Draft): boolean {
  return tells(draft.match, "return", "surrender", "received", "escort");
}

/** One of several raids (in Indonesia, in Cambodia) after which the suspects of all were brought home together, or the same return told again. */
export function isRaidOf(draft: Draft, other: Draft, reading: Reading): boolean {
  return (
    draft.type === "operation" &&
    reading.language === "zh" &&
    isReturn(other) &&
    sameEngagement(draft, other, reading)
  );
}
