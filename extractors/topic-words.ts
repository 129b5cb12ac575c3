import type { Chunk } from "./chunk.ts";
import type { EventType, Span, Topic } from "./event.ts";
import type { Reading } from "./reading.ts";
import type { TermIndex } from "./term-index.ts";
import type { Stretch } from "./topic-scope.ts";

/** A topic and the words that state it. */
export interface Found {
  readonly topic: Topic;
  readonly span: Span;
}

/** Stretches that hold a topic's word and mean something else: the Maritime Silk Road, the People's Republic, malaria drugs. */
const NOT_A_TOPIC =
  /海上丝绸之路|海上丝路|中华人民共和国|以?海上邻国|参观[^，。；]{0,24}(?:馆|中心|学院|研究院|基地|室)|anti-malari\w* (?:drugs?|medicine)|maritime silk road/giu;

const ORGANS = new Set<Chunk["kind"]>(["prc_organ", "foreign_organ"]);
const NAMES = new Set<Chunk["kind"]>([
  ...ORGANS,
  "prc_person",
  "foreign_person",
  "some_person",
  "place",
  "cn_place",
]);
const NO_NAMES = new Set<Chunk["kind"]>();

/** A stretch by its ends alone. */
type Place = Pick<Stretch, "sentence" | "from" | "to">;

/** The stretch with what names no topic, and names of the kinds `without`, blanked out, of the same length. */
function plainText({ sentence, from, to }: Place, without: ReadonlySet<Chunk["kind"]>): string {
  const keep = sentence.text.split("");
  const blank = (start: number, end: number) => keep.fill(" ", Math.max(0, start), Math.max(0, end));
  blank(0, from - sentence.start);
  blank(to - sentence.start, keep.length);
  for (const match of sentence.text.matchAll(NOT_A_TOPIC)) blank(match.index, match.index + match[0].length);
  for (const chunk of sentence.chunks) {
    if (without.has(chunk.kind)) blank(chunk.start - sentence.start, chunk.end - sentence.start);
  }
  return keep.join("");
}

/**
 * The topic words of a stretch, names of organs and of people with their offices left out (a narcotics bureau's head
 * talks of other things too) unless `masked` is false.
 */
export function wordsIn(stretch: Place, index: TermIndex<Topic>, reading: Reading, masked = true): Found[] {
  const { sentence } = stretch;
  const text = lowered(plainText(stretch, masked ? NAMES : NO_NAMES), reading);
  return index.scan(text).flatMap((hit) => {
    if (reading.language !== "zh" && !isWord(text, hit.start, hit.end)) return [];
    const span = { in: sentence.in, start: sentence.start + hit.start, end: sentence.start + hit.end };
    return hit.values.map((topic) => ({ topic, span }));
  });
}

/** Offsets must hold: a text whose lower case is of another length (İ) stays as it is. */
function lowered(text: string, reading: Reading): string {
  const lower = text.toLowerCase();
  return reading.language === "zh" || lower.length !== text.length ? text : lower;
}

/** A Latin form opens a word; one of up to four letters is a whole word ("ai" is not "aid"). */
function isWord(text: string, start: number, end: number): boolean {
  if (/\p{L}/u.test(text[start - 1] ?? " ")) return false;
  return end - start > 4 || !/\p{L}/u.test(text[end] ?? " ");
}

/** How far those of China and their safety may stand apart within a sentence, in characters. */
const APART = { zh: 18, en: 60 } as const;

/**
 * Those of China and their safety, or what is done to them, in one breath: neither alone is a topic. "robberies at
 * Chinese-run shops", 保护在塞中资项目.
 */
export function protectionIn(stretch: Stretch, reading: Reading): Found[] {
  const { sentence } = stretch;
  const { of_china_abroad, safety_or_harm } = reading.words;
  const text = plainText(stretch, ORGANS);
  if (!of_china_abroad.test(text)) return [];
  const dangers = placesOf(safety_or_harm, text);
  return placesOf(of_china_abroad, text).flatMap((ours) => {
    const beside = dangers.find((danger) => inOneBreath(ours, danger, text, APART[reading.language]));
    if (!beside) return [];
    const from = sentence.start + Math.min(ours.start, beside.start);
    const to = sentence.start + Math.max(ours.end, beside.end);
    return [{ topic: "citizen_project_protection", span: { in: sentence.in, start: from, end: to } }];
  });
}

/**
 * What a pattern tells rather than a word: the policing of a summit or an election (东盟系列会议的安保; of goods it is enough that
 * they are for it), and training that talks and papers agree on.
 */
export function toldIn(stretch: Stretch, type: EventType, { words }: Reading): Found[] {
  const text = plainText(stretch, ORGANS);
  const told: [Topic, RegExp][] = [["major_event_security", words.occasion_secured]];
  if (type === "assistance") told.push(["major_event_security", words.occasion_supplied]);
  if (ON_TRAINING.has(type)) told.push(["law_enforcement_capacity", words.training_agreed]);
  return told.flatMap(([topic, pattern]) => {
    const match = pattern.exec(text);
    if (!match) return [];
    const start = stretch.sentence.start + match.index;
    return [{ topic, span: { in: stretch.sentence.in, start, end: start + match[0].length } }];
  });
}

const ON_TRAINING: ReadonlySet<EventType> = new Set(["meeting", "agreement", "forum"]);

interface Placed {
  readonly start: number;
  readonly end: number;
}

function placesOf(words: RegExp, text: string): Placed[] {
  return [...text.matchAll(new RegExp(words, `${words.flags}g`))].map((m) => ({
    start: m.index,
    end: m.index + m[0].length,
  }));
}

/** Two places that no semicolon or full stop divides and no more than `apart` characters. */
function inOneBreath(a: Placed, b: Placed, text: string, apart: number): boolean {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a];
  if (second.start - first.end > apart) return false;
  return !/[；;。]|[.!?] /u.test(text.slice(first.end, second.start));
}
