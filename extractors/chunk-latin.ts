import { findAmountsLatin } from "./amounts-latin.ts";
import { findAmountsRomance } from "./amounts-romance.ts";
import { type Chunk, shiftChunk, type TaggedSentence, taggedSentence } from "./chunk.ts";
import type { DocumentContext } from "./context.ts";
import { type Before, datelineOf, findDatesLatin } from "./dates-latin.ts";
import { membersOf, organsAndPlaces, sharedOrgans } from "./organs-latin.ts";
import { findMetPeopleLatin, findPeopleLatin } from "./people-latin.ts";
import { isSecurityOrgan } from "./reading.ts";
import type { Sentence } from "./sentences.ts";
import { findTokens, type LatinToken } from "./tokens-latin.ts";

/** Reads the chunks of every sentence of a normalised field in Latin script. Names met with an office are remembered. */
export function chunkLatin(
  field: "title" | "text",
  text: string,
  sentences: readonly Sentence[],
  context: DocumentContext,
): TaggedSentence[] {
  const dateline = field === "text" ? datelineOf(text, context.anchor.day) : null;
  const headline = field === "title" && inTitleCase(text);
  const read = sentences.map((sentence) => {
    const piece = text.slice(sentence.start, sentence.end);
    const tokens = findTokens(piece, context);
    return { sentence, piece, tokens, people: findPeopleLatin(piece, tokens, context, headline) };
  });
  // The day of the date-line is the anchor, not the date of what the sentence reports.
  const after = dateline?.end ?? 0;
  let service: Service | null = null;
  let before: Before = { day: dateline?.day ?? null, year: null };
  return read.map(({ sentence, piece, tokens, people }) => {
    // Members of a delegation are remembered here, so that this cannot wait until the sentence is looked at.
    const found = chunksOf(piece, tokens, people, { from: after - sentence.start, before }, context);
    before = lastNamed(found, before);
    const { chunks, last } = headsOfService(found, piece, service, sentence.paragraph);
    service = last;
    return taggedSentence({ in: field, text: piece, ...sentence }, () => ({
      chunks: chunks.map((chunk) => shiftChunk(chunk, sentence.start)),
    }));
  });
}

/** The security service that the text named last, and where. */
interface Service {
  readonly organ: NonNullable<Chunk["organ"]>;
  readonly countries: readonly string[];
  readonly paragraph: number;
}

/** An office that heads services of any kind, and tells nothing of which. */
const HEAD =
  /\b(?:(?:Commissioner|Controller|Comptroller|Director|Inspector)[- ]General|Commissioner|Commandant|Commander|Superintendent)\b/;

/** "guests of the Drug Enforcement Commission. … Director General Mbahwe": who bears such an office heads the service named. */
function headsOfService(
  chunks: readonly Chunk[],
  text: string,
  before: Service | null,
  paragraph: number,
): { chunks: Chunk[]; last: Service | null } {
  let last = before;
  const read = chunks.map((chunk): Chunk => {
    if (chunk.kind === "foreign_organ" && chunk.organ && isSecurityOrgan(chunk))
      last = { organ: chunk.organ, countries: chunk.countries, paragraph };
    const open = chunk.kind === "foreign_person" && chunk.name && chunk.organ == null && last !== null;
    if (!open || paragraph - last!.paragraph > 1 || !HEAD.test(text.slice(chunk.start, chunk.end)))
      return chunk;
    const same =
      chunk.countries.length === 0 || chunk.countries.some((code) => last!.countries.includes(code));
    return same ? { ...chunk, organ: last!.organ } : chunk;
  });
  return { chunks: read, last };
}

/** The last day and the last year that the text has named, a sentence on. */
function lastNamed(chunks: readonly Chunk[], before: Before): Before {
  const dates = chunks.flatMap(({ date }) => (date?.date ? [{ written: date.date, inFull: date.year }] : []));
  const year = dates.findLast(({ inFull }) => inFull)?.written.slice(0, 4);
  return {
    day: dates.findLast(({ written }) => written.length === 10)?.written ?? before.day,
    year: year ? Number(year) : before.year,
  };
}

/** Dates and amounts count from `from` on; `before` is what precedes the sentence. */
function chunksOf(
  piece: string,
  tokens: readonly LatinToken[],
  people: readonly Chunk[],
  { from, before }: { readonly from: number; readonly before: Before },
  context: DocumentContext,
): Chunk[] {
  const dates = findDatesLatin(piece, context.anchor, before)
    .filter((d) => d.start >= from)
    .map(
      (d): Chunk => ({
        kind: "date",
        start: d.start,
        end: d.end,
        countries: [],
        actors: [],
        date: { date: d.date, kind: d.kind, year: d.year },
      }),
    );
  const met = findMetPeopleLatin(piece, people, context);
  const { lexicon, romance } = context;
  const counted = romance
    ? findAmountsRomance(piece, lexicon.amountsRomance)
    : findAmountsLatin(piece, lexicon.amountsLatin);
  const amounts = counted.filter((c) => c.start >= from);
  const money = amounts.filter((c) => c.kind === "money");
  const places = sharedOrgans(piece, organsAndPlaces(piece, tokens, context));
  const chunks = withoutOverlap(
    [people, met, membersOf(piece, places, tokens, context), dates, money, places].flat(),
    amounts.filter((c) => c.kind !== "money"),
  );
  return sidesByLeading(piece, chunks);
}

/** "a group of Shanghai police officers headed by Mr. Zhang Wei": the leader is of the side that is led. */
function sidesByLeading(text: string, chunks: readonly Chunk[]): Chunk[] {
  return chunks.map((chunk, i) => {
    const before = chunks[i - 1];
    if (chunk.kind !== "some_person" || !before) return chunk;
    const gap = text.slice(before.end, chunk.start);
    if (
      gap.length > 60 ||
      !/\b(?:led|headed|accompanied|represented|chaired) by\b|\b(?:conduite?|dirigée?|menée?) par\b|\b(?:encabezad|presidid|dirigid|liderad)[oa] por\b/.test(
        gap,
      )
    )
      return chunk;
    if (before.kind === "prc_organ") return { ...chunk, kind: "prc_person", actors: before.actors };
    if (before.kind === "foreign_organ") {
      const { countries, ofSource } = before;
      return { ...chunk, kind: "foreign_person", countries, ...(ofSource ? { ofSource } : {}) };
    }
    return chunk;
  });
}

const NAMES_WITHIN = new Set(["country", "place", "china", "foreign_organ", "prc_organ"]);

/**
 * One chunk a place, the first listed first. A count spans the countries and organs inside it ("eighteen Vanuatu
 * officers"): patterns see the count, the parties are still read from what it spans.
 */
function withoutOverlap(parties: readonly Chunk[], counts: readonly Chunk[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (const chunk of parties) {
    if (!chunks.some((c) => chunk.start < c.end && c.start < chunk.end)) chunks.push(chunk);
  }
  for (const count of counts) {
    const met = chunks.filter((c) => count.start < c.end && c.start < count.end);
    const within = met.every((c) => NAMES_WITHIN.has(c.kind) && c.start > count.start && c.end <= count.end);
    if (within) chunks.push(count);
  }
  return chunks.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** A headline in which every long word has a capital; names cannot be told from other words in it. */
function inTitleCase(text: string): boolean {
  const words = text.match(/\p{L}{4,}/gu) ?? [];
  const capital = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return words.length >= 3 && capital / words.length > 0.8;
}
