import { addDays, daysBetween } from "./calendar.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import type { EventType } from "./event.ts";
import { parseNumberZh } from "./numbers-zh.ts";
import { indexOf, type Reading, sentencesAfter, sentencesBefore } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";
import type { WordList } from "./words.ts";

/**
 * What lasts for days is dated by the first of them (ruling 6), also where the report is of its end or of the return of
 * those who took part: "came home on Tuesday from a course that had begun on 12 May", 18日闭幕.
 */
export function startAtFirstDay(draft: Draft, match: RuleMatch, reading: Reading): void {
  if (reading.language !== "zh") startAtFirstDayLatin(draft, match, reading);
  else if (draft.time.date.length === 10) {
    const first = dayItBegan(draft, match, reading);
    if (first) draft.time = { ...first, how: "stated" };
    else if (reading.words.ended.test(match.sentence.text)) startAtFirstDayZh(draft, match, reading);
  }
}

/** The acts that last for days, each with the words that take it up in another sentence, and the days it may last. */
const ACTS: Partial<Record<EventType, { readonly named: WordList; readonly atMost: number }>> = {
  training: { named: "course_taken_up", atMost: 400 },
  patrol: { named: "patrol_taken_up", atMost: 92 },
  exercise: { named: "drill_taken_up", atMost: 31 },
  forum: { named: "forum_taken_up", atMost: 14 },
  meeting: { named: "talks_taken_up", atMost: 14 },
};

/** A day of the act told with a word for its beginning or its end. */
interface Told {
  readonly chunk: Chunk;
  readonly sentence: TaggedSentence;
  readonly as: "first" | "last";
}

function startAtFirstDayLatin(draft: Draft, { sentence }: RuleMatch, reading: Reading): void {
  const act = ACTS[draft.type];
  if (!act || reading.genre === "analysis") return;
  const beside = [...sentencesBefore(reading, sentence, 2, 1), ...sentencesAfter(reading, sentence, 3, 2)];
  const days = [sentence, ...beside.filter((s) => takesUp(s, act.named, reading))].flatMap((s) =>
    daysTold(s, reading),
  );
  const own = days.find((d) => d.chunk === draft.time.chunk);
  if (own?.as === "first") return;
  const first = days.find((d) => d.as === "first" && isEarlier(d, draft, act.atMost));
  // "came home on Tuesday from a course which ended on Friday": the day of the course, and not that of the way home.
  const last = draft.type === "training" && !own ? days.find((d) => isEarlier(d, draft, 62)) : undefined;
  const told = first ?? last;
  if (told) {
    draft.time = { date: told.chunk.date!.date!, chunk: told.chunk, sentence: told.sentence, how: "stated" };
  } else if (draft.type !== "training" && draft.time.date.length === 10 && draft.time.sentence === sentence) {
    const lasted =
      reading.words.ended.test(sentence.text) && reading.words.days_of_act.exec(sentence.text)?.[1];
    if (lasted)
      draft.time = { ...draft.time, date: addDays(draft.time.date, 1 - WORD_DAYS[lasted.toLowerCase()]!) };
  }
}

/** "It began …", "The patrol had set out …": the act goes on being told of, and not another of its kind. */
function takesUp({ text }: TaggedSentence, named: WordList, { words }: Reading): boolean {
  return words[named].test(text) && !words.another_of_kind.test(text);
}

function daysTold(sentence: TaggedSentence, reading: Reading): Told[] {
  return sentence.chunks.flatMap((chunk, i): Told[] => {
    if (chunk.kind !== "date" || chunk.date?.date?.length !== 10) return [];
    const as = partOfAct(chunk, sentence.chunks[i + 1], sentence, reading);
    return as ? [{ chunk, sentence, as }] : [];
  });
}

/** Whether a day is told as the first or the last of something. */
function partOfAct(
  day: Chunk,
  next: Chunk | undefined,
  { text, start }: TaggedSentence,
  { words }: Reading,
): Told["as"] | null {
  const [from, to] = [day.start - start, day.end - start];
  const until = next?.kind === "date" && next.start - day.end < 12 ? next.start - start + 1 : to;
  if (words.first_to_last_day.test(text.slice(from, until))) return "first";
  const before = /[^,;]*$/.exec(text.slice(Math.max(0, from - 70), from))![0];
  if (words.began_before_day.test(before) || words.began_after_day.test(text.slice(to, to + 90)))
    return "first";
  return words.ended_before_day.test(before) ? "last" : null;
}

/** Told of the draft's act, so before the day the draft has now, though not by more than the act may last. */
function isEarlier({ chunk }: Told, { time }: Draft, atMost: number): boolean {
  const date = chunk.date!.date!;
  if (date.startsWith(time.date)) return time.date.length < 10;
  const now = time.date.padEnd(10, "-28").slice(0, 10);
  return time.date.length > 4 && date < now && daysBetween(date, now) <= atMost;
}

/** How a later sentence takes up the act: 联训自10月12日开训, 这一研修项目11月17日开班. */
const TAKEN_UP_ZH: Partial<Record<EventType, RegExp>> = {
  training: /研修|培训|课程|进修|本期|该班|[此个]班/,
  exercise: /联训|训练|演习|演练|联演|集训|分队|练习/,
  patrol: /巡逻|巡航|联巡|行动/,
  forum: /论坛|会议|大会/,
};
const FIRST_PART_ZH = /(?:首段|首阶段|第一阶段|前段)[^，。；]{0,8}$/;
const BEGAN_ZH =
  /^(?:[上下]午|当天|起)?(?:，)?(?:在[^，。；]{1,16}?)?(?:正式)?(?:开班|开训|开营|开课|报到|开始(?!了?第)|启动|开幕|拉开帷幕|打响)|^起/;

/** The day on which one of the next sentences says that the act began. */
function dayItBegan(
  draft: Draft,
  { sentence }: RuleMatch,
  reading: Reading,
): Pick<Draft["time"], "date" | "chunk" | "sentence"> | null {
  const act = ACTS[draft.type];
  const named = TAKEN_UP_ZH[draft.type];
  if (!act || !named) return null;
  for (const next of sentencesAfter(reading, sentence, 3, 1)) {
    if (!named.test(next.text) || reading.words.another_of_kind.test(next.text)) continue;
    for (const chunk of next.chunks) {
      const date = chunk.kind === "date" ? chunk.date?.date : null;
      if (date?.length !== 10 || date >= draft.time.date) continue;
      const told =
        BEGAN_ZH.test(next.text.slice(chunk.end - next.start)) ||
        FIRST_PART_ZH.test(next.text.slice(0, chunk.start - next.start));
      if (told && daysBetween(date, draft.time.date) <= act.atMost) return { date, chunk, sentence: next };
    }
  }
  return null;
}

function startAtFirstDayZh(draft: Draft, match: RuleMatch, reading: Reading): void {
  const index = indexOf(reading, match.sentence);
  const near = reading.sentences.slice(index, index + 2);
  const text = near.map((s) => s.text).join("");
  const days = /(?:为期|历时)([〇零一二两三四五六七八九十\d]+)天|([两三四五六七八九十])天(?:里|的?会期)/.exec(
    text,
  );
  const count = days ? parseNumberZh(days[1] ?? days[2]!) : null;
  const first = beginningOf(draft, near, reading);
  if (first) draft.time = { ...draft.time, date: first };
  else if (count && count <= 31) draft.time = { ...draft.time, date: addDays(draft.time.date, 1 - count) };
}

/** 二十四日先在阿拉木图开锣: the day of the beginning, where it is told. */
function beginningOf(draft: Draft, near: readonly TaggedSentence[], reading: Reading): string | null {
  for (const sentence of near) {
    for (const chunk of sentence.chunks) {
      const date = chunk.date?.date;
      if (date?.length !== 10 || date >= draft.time.date || daysBetween(date, draft.time.date) > 31) continue;
      const clause = /^[^，。；]{0,30}/.exec(sentence.text.slice(chunk.end - sentence.start))![0];
      if (reading.words.began.test(clause)) return date;
    }
  }
  return null;
}

const WORD_DAYS: Record<string, number> = { two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, ten: 10 };
