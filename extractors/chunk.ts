import type { OrganType } from "./dictionaries.ts";
import type { PrcActor } from "./event.ts";

/**
 * The pieces a rule pattern can name. A chunk is a stretch of text that stands for one thing (a person with all offices,
 * an organ with its country, a date …). Patterns run over the *tagged* sentence, in which every chunk is one character
 * of the private use area: a rule can say `{{person}}…{{person}}` however long the offices are, and matching stays
 * linear.
 */
export const CHUNK_KINDS = [
  "prc_person",
  "foreign_person",
  "some_person",
  "prc_organ",
  "foreign_organ",
  "country",
  "china",
  "pair",
  "place",
  "body",
  "forum_name",
  "cn_place",
  "date",
  "people_count",
  "count",
  "money",
  "paper",
  "ordinal",
] as const;
export type ChunkKind = (typeof CHUNK_KINDS)[number];

const FIRST = 0xe000;
const LETTERS = new Map(CHUNK_KINDS.map((kind, i) => [kind, String.fromCharCode(FIRST + i)]));

/** The private-use character that stands for a chunk of this kind in a tagged sentence. */
export function chunkLetter(kind: ChunkKind): string {
  return LETTERS.get(kind)!;
}

const KINDS_OF_LETTERS = new Map([...LETTERS].map(([kind, letter]) => [letter, kind]));

/** The sentence as patterns see it, each chunk by its name: `{{prc_person}}在{{place}}会见{{foreign_person}}`. */
export function showTagged({ tagged }: Pick<TaggedSentence, "tagged">): string {
  return tagged.replaceAll(/[\ue000-\uf8ff]/g, (letter) => `{{${KINDS_OF_LETTERS.get(letter) ?? letter}}}`);
}

/** Offsets are into the normalised field (title or text) the chunk was found in. */
export interface Chunk {
  readonly kind: ChunkKind;
  readonly start: number;
  readonly end: number;
  /** Foreign countries named by the chunk, ISO alpha-2. */
  readonly countries: readonly string[];
  /** PRC actors named by the chunk. */
  readonly actors: readonly PrcActor[];
  readonly organ?: OrganType | null;
  /** Of a count of police and the like: they are from China or a place in it. */
  readonly home?: boolean;
  /** True where the country was not written and must come from the context (内政部长, two ministries). */
  readonly countryOpen?: boolean;
  /** True where no word of the document says the country: its source writes about that state. */
  readonly ofSource?: true;
  /** Where the person's name stands; absent for an office without a name. */
  readonly name?: { readonly start: number; readonly end: number };
  /** Dictionary id of a known person. */
  readonly known?: string;
  /** How the person ranks: a head of state is "leader", an ambassador "diplomat". */
  readonly rank?: string;
  /** Number, date or amount, as the kind says. */
  readonly number?: number;
  readonly date?: {
    readonly date: string | null;
    readonly kind: "exact" | "relative" | "vague";
    readonly year: boolean;
  };
  readonly value?: string;
  /** What is counted: the noun after a number. */
  readonly noun?: string;
}

/** A sentence with its chunks, and the form in which patterns see it: made when it is first looked at. */
export interface TaggedSentence {
  readonly in: "title" | "text";
  /** Offsets into the field. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly paragraph: number;
  readonly chunks: readonly Chunk[];
  readonly tagged: string;
  /** For each character of `tagged`, and one past its end, its offset into the field. */
  readonly offsets: readonly number[];
  /** For each character of `tagged`, the chunk it stands for. */
  readonly chunkAt: readonly (Chunk | undefined)[];
}

/** The chunk with its offsets moved: from a sentence's own to those of its field. */
export function shiftChunk(chunk: Chunk, by: number): Chunk {
  return {
    ...chunk,
    start: chunk.start + by,
    end: chunk.end + by,
    ...(chunk.name ? { name: { start: chunk.name.start + by, end: chunk.name.end + by } } : {}),
  };
}

type Written = Pick<TaggedSentence, "in" | "start" | "end" | "text" | "paragraph">;
type Tagging = Pick<TaggedSentence, "chunks" | "tagged" | "offsets" | "chunkAt">;

/** What a sentence holds: chunks, sorted and apart, and the spaces (offsets) that patterns do not see. */
export interface SentenceParts {
  readonly chunks: readonly Chunk[];
  readonly spaces?: ReadonlySet<number>;
}

/**
 * A sentence whose parts are read when they are first asked for, once: most sentences of a page hold no keyword of a
 * rule and stand beside none that does.
 */
export function taggedSentence(sentence: Written, read: () => SentenceParts): TaggedSentence {
  let known: Tagging | null = null;
  const tagging = () => {
    known ??= tag(sentence, read());
    return known;
  };
  return {
    in: sentence.in,
    start: sentence.start,
    end: sentence.end,
    text: sentence.text,
    paragraph: sentence.paragraph,
    get chunks() {
      return tagging().chunks;
    },
    get tagged() {
      return tagging().tagged;
    },
    get offsets() {
      return tagging().offsets;
    },
    get chunkAt() {
      return tagging().chunkAt;
    },
  };
}

const PRIVATE_USE = /[\ue000-\uf8ff]/g;

/** Replaces each chunk by its letter; a letter of that kind in the text itself is none. */
function tag(sentence: Written, { chunks, spaces }: SentenceParts): Tagging {
  let tagged = "";
  const offsets: number[] = [];
  const chunkAt: (Chunk | undefined)[] = [];
  const text = sentence.text.replaceAll(PRIVATE_USE, " ");
  let at = sentence.start;
  const plain = (to: number) => {
    let from = at;
    for (; at < to; at++) {
      if (spaces?.has(at)) {
        tagged += text.slice(from - sentence.start, at - sentence.start);
        from = at + 1;
        continue;
      }
      offsets.push(at);
      chunkAt.push(undefined);
    }
    if (from < to) tagged += text.slice(from - sentence.start, to - sentence.start);
  };
  for (const chunk of chunks) {
    if (chunk.start < at) continue;
    plain(chunk.start);
    tagged += chunkLetter(chunk.kind);
    offsets.push(chunk.start);
    chunkAt.push(chunk);
    at = chunk.end;
  }
  plain(sentence.end);
  offsets.push(sentence.end);
  return { chunks, tagged, offsets, chunkAt };
}

/** The place in the tagged text of an offset of the field; the tagged text's end for the end of the sentence. */
export function taggedIndex({ offsets }: Pick<TaggedSentence, "offsets">, offset: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
