import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { DocumentContext } from "./context.ts";
import type { EventType, Topic } from "./event.ts";
import type { Genre } from "./genre.ts";
import type { TermIndex } from "./term-index.ts";
import type { Words } from "./words.ts";

/** A document as the extractors see it: normalised, cut into sentences, its chunks known. */
export interface Reading {
  readonly id: string;
  readonly language: "zh" | "en";
  readonly genre: Genre;
  readonly published: string | null;
  /** The news of one day: what it tells without a date happened on the day of the page, else in its month. */
  readonly newsOfDay: boolean;
  /** Normalised, of the same length as captured. */
  readonly title: string;
  readonly text: string;
  /** Title sentences first, then the text's. */
  readonly sentences: readonly TaggedSentence[];
  readonly context: DocumentContext;
  readonly topics: TermIndex<Topic>;
  /** Words that name a topic only in the event's own sentence or the title. */
  readonly weakTopics: TermIndex<Topic>;
  /** The word lists of `config/rules/words.yaml` for the language of the document. */
  readonly words: Words;
}

/** What is asked of a list of sentences for every match: found once, so that long documents stay linear. */
interface Places {
  readonly index: ReadonlyMap<TaggedSentence, number>;
  readonly title: readonly TaggedSentence[];
  readonly lead: readonly TaggedSentence[];
  readonly firstOfText: number;
}

const known = new WeakMap<readonly TaggedSentence[], Places>();

function placesIn({ sentences }: Pick<Reading, "sentences">): Places {
  let places = known.get(sentences);
  if (!places) {
    places = {
      index: new Map(sentences.map((sentence, i) => [sentence, i])),
      title: sentences.filter((s) => s.in === "title"),
      lead: sentences.filter((s) => s.in === "text" && s.paragraph <= 1).slice(0, 3),
      firstOfText: sentences.findIndex((s) => s.in === "text"),
    };
    known.set(sentences, places);
  }
  return places;
}

/** The place of a sentence among those of the reading, or -1. */
export function indexOf(reading: Reading, sentence: TaggedSentence): number {
  return placesIn(reading).index.get(sentence) ?? -1;
}

/** The place of the first sentence of the text, or -1. */
export function firstOfText(reading: Reading): number {
  return placesIn(reading).firstOfText;
}

/** The sentences before this one in the same field, nearest first, at most `most`, within `paragraphs` paragraphs. */
export function sentencesBefore(
  reading: Reading,
  sentence: TaggedSentence,
  most: number,
  paragraphs = 1,
): TaggedSentence[] {
  const index = indexOf(reading, sentence);
  const found: TaggedSentence[] = [];
  for (let i = index - 1; i >= 0 && found.length < most; i--) {
    const before = reading.sentences[i]!;
    if (before.in !== sentence.in || sentence.paragraph - before.paragraph > paragraphs) break;
    found.push(before);
  }
  return found;
}

/** The next `most` sentences, those of them in the same field and at most `paragraphs` paragraphs further on. */
export function sentencesAfter(
  reading: Reading,
  sentence: TaggedSentence,
  most: number,
  paragraphs = Infinity,
): TaggedSentence[] {
  const next = indexOf(reading, sentence) + 1;
  return reading.sentences
    .slice(next, next + most)
    .filter((s) => s.in === sentence.in && s.paragraph - sentence.paragraph <= paragraphs);
}

/**
 * Where a page in Latin script names who gives or teaches: up to `most` sentences before within `paragraphs` paragraphs,
 * the two after, and the title. Empty where the sentence names another state than the page's, which then does.
 */
export function besideOwnState(
  reading: Reading,
  sentence: TaggedSentence,
  most: number,
  paragraphs: number,
): TaggedSentence[] {
  const [main] = reading.context.countries;
  if (sentence.chunks.some((c) => c.kind === "country" && !c.countries.includes(main ?? ""))) return [];
  const index = indexOf(reading, sentence);
  return [
    ...sentencesBefore(reading, sentence, most, paragraphs),
    ...reading.sentences.slice(index + 1, index + 3).filter((s) => s.paragraph - sentence.paragraph < 2),
    ...titleOf(reading),
  ];
}

/** The sentence that stands `step` sentences on (before it, where `step` is negative), whichever field it is in. */
export function neighbour(
  reading: Reading,
  sentence: TaggedSentence,
  step: number,
): TaggedSentence | undefined {
  return reading.sentences[indexOf(reading, sentence) + step];
}

/** The first sentences of the text: who, what and where stand here in news and mission reports. */
export function leadOf(reading: Reading): TaggedSentence[] {
  return [...placesIn(reading).lead];
}

export function titleOf(reading: Reading): TaggedSentence[] {
  return [...placesIn(reading).title];
}

/** 中哈边境, 中越界河: of the two states only the border is named, and neither side. */
export function namesBorder(chunk: Chunk, sentence: TaggedSentence, { words }: Reading): boolean {
  return chunk.kind === "pair" && words.border_of_pair.test(sentence.text.slice(chunk.end - sentence.start));
}

/** Goods and courses are told from the side that receives them; their readers look for the Chinese side themselves. */
export const OF_ONE_SIDE: ReadonlySet<EventType> = new Set(["assistance", "training"]);

/** Talks and papers; the other types are acts in the field. */
export const OF_TALKS: ReadonlySet<EventType> = new Set(["meeting", "agreement", "forum"]);

export function isPrc(chunk: Chunk): boolean {
  return chunk.kind === "prc_person" || chunk.kind === "prc_organ";
}

export function isForeign(chunk: Chunk): boolean {
  return chunk.kind === "foreign_person" || chunk.kind === "foreign_organ";
}

const SECURITY_ORGANS: ReadonlySet<string> = new Set([
  "interior",
  "police",
  "border",
  "immigration",
  "justice",
  "prosecution",
  "court",
  "intelligence",
  "security",
  "coast_guard",
  "drugs",
  "customs",
  "prison",
  "gendarmerie",
]);

/** Police, interior, justice, border, intelligence and their like: the counterparts the codebook has in scope. */
export function isSecurityOrgan(chunk: Chunk): boolean {
  return chunk.organ != null && SECURITY_ORGANS.has(chunk.organ);
}

const JUDICIAL: ReadonlySet<string> = new Set(["prosecution", "court"]);

/** 最高人民检察院 with foreign prosecutors, courts with courts: business of their own (the codebook's `PROC`). */
export function isAmongJudges(actors: readonly string[], { organ }: Chunk): boolean {
  return JUDICIAL.has(organ ?? "") && actors.length > 0 && actors.every((actor) => actor === "PROC");
}

/** "Liu called at the bureau in Bangkok. He then went to Nay Pyi Taw": the subject is who of China led the sentence before. */
export function takesUpOurs(sentence: TaggedSentence, reading: Reading): boolean {
  if (!/^(?:Then )?(?:He|She)\b/.test(sentence.text)) return false;
  const first = neighbour(reading, sentence, -1)?.chunks.find((c) => c.kind.endsWith("_person"));
  return first?.kind === "prc_person";
}
