import { findAmountsZh } from "./amounts-zh.ts";
import type { DateMention } from "./calendar.ts";
import { type Chunk, shiftChunk, type TaggedSentence, taggedSentence } from "./chunk.ts";
import { type DocumentContext, metChunk } from "./context.ts";
import { findDatesZh } from "./dates-zh.ts";
import { organsAndPlaces } from "./organs-zh.ts";
import { findPeopleZh } from "./people-zh.ts";
import type { Sentence } from "./sentences.ts";
import { findTokensZh, type Token } from "./tokens-zh.ts";

/**
 * The sentences of a normalised Chinese field. People are read at once, since those met with an office are added to the
 * context; the other chunks of a sentence when it is looked at.
 */
export function chunkChinese(
  field: "title" | "text",
  text: string,
  sentences: readonly Sentence[],
  context: DocumentContext,
): TaggedSentence[] {
  const read = sentences.map((sentence) => {
    const written = text.slice(sentence.start, sentence.end);
    const set = setSolid(written);
    const tokens = findTokensZh(set.text, context);
    return { sentence, written, set, tokens, people: findPeopleZh(set.text, tokens, context) };
  });
  // Whoever is met later, in another field, is not met here.
  const fieldContext = { ...context, people: new Map(context.people) };
  const dates = datesInTurn(
    read.map(({ set }) => set.text),
    context,
  );
  return read.map(({ sentence, written, set, tokens, people }, i) =>
    taggedSentence({ in: field, text: written, ...sentence }, () => {
      const chunks = chunksOf(set.text, tokens, people, dates(i), fieldContext);
      return {
        chunks: chunks.map((chunk) => shiftChunk(placeIn(set, chunk), sentence.start)),
        spaces: new Set(set.spaces.map((at) => at + sentence.start)),
      };
    }),
  );
}

function chunksOf(
  piece: string,
  tokens: readonly Token[],
  people: readonly Chunk[],
  found: readonly DateMention[],
  context: DocumentContext,
): Chunk[] {
  const covered = people.concat(findMetPeople(piece, people, tokens, context));
  const owners = tokens.filter((t) => t.term.kind === "organ" && t.term.country !== null);
  const amounts = findAmountsZh(piece, context.lexicon.verbs, context.lexicon.moneyZh).map((c) =>
    besideOffice(withCountries(c, tokens), [...covered, ...owners]),
  );
  const dates = found.map(({ start, end, date, kind, year }) => ({
    kind: "date" as const,
    start,
    end,
    countries: [],
    actors: [],
    date: { date, kind, year },
  }));
  return withoutOverlap([
    covered,
    amounts.filter((c) => c.kind === "paper"),
    dates,
    amounts,
    organsAndPlaces(piece, tokens, context),
  ]);
}

/**
 * The dates of the sentence at a place, read when asked for: 同日 (the same day) goes back to the sentences before, 15日
 * to the month that one of them opens with.
 */
function datesInTurn(pieces: readonly string[], { anchor }: DocumentContext) {
  const read: (DateMention[] | undefined)[] = [];
  const dayBefore = (place: number): string | null => {
    for (let i = place - 1; i >= 0; i--) {
      const day = dates(i).findLast((d) => d.date?.length === 10)?.date;
      if (day) return day;
    }
    return null;
  };
  const monthBefore = (place: number): string | null => {
    for (let i = place - 1; i >= Math.max(0, place - 3); i--) {
      const first = dates(i)[0];
      if (!first) continue;
      const opens = first.kind === "exact" && first.date?.length === 7 && !first.year;
      return opens && dates(i).length === 1 && /^.?，/.test(pieces[i]!.slice(first.end)) ? first.date : null;
    }
    return null;
  };
  let heading: number | null = null;
  const years = pieces.map((piece) => {
    const above = heading;
    if (YEAR_HEADING.test(piece)) heading = Number(piece.slice(0, 4));
    return above;
  });
  const dates = (place: number): DateMention[] => {
    read[place] ??= findDatesZh(pieces[place]!, anchor, {
      dayBefore: () => dayBefore(place),
      monthBefore: () => monthBefore(place),
      yearAbove: () => years[place] ?? null,
    });
    return read[place];
  };
  return dates;
}

/** A line of a chronicle (大事记) that holds a year alone. */
const YEAR_HEADING = /^(?:19|20)\d\d年[。：]?$/;

/** Text without the spaces that some pages put around figures, and where each character stood if there were any. */
interface SolidText {
  readonly text: string;
  readonly at: readonly number[];
  readonly spaces: readonly number[];
}

const SPACED = /(?<=[\u4e00-\u9fff]) +(?=[\dA-Za-z])|(?<=[\dA-Za-z%]) +(?=[\u4e00-\u9fff])/g;

/** 于 2026 年 6 月 6 日 is read as 于2026年6月6日. */
function setSolid(text: string): SolidText {
  if (!text.includes(" ")) return { text, at: [], spaces: [] };
  const spaces = [...text.matchAll(SPACED)].flatMap((m) => Array.from(m[0], (_, i) => m.index + i));
  const left = new Set(spaces);
  const at = Array.from({ length: text.length }, (_, i) => i).filter((i) => !left.has(i));
  return { text: spaces.length > 0 ? at.map((i) => text[i]).join("") : text, at, spaces };
}

/** The chunk with its places in the text as it was written. */
function placeIn({ at, spaces }: SolidText, chunk: Chunk): Chunk {
  if (spaces.length === 0) return chunk;
  const place = <T extends { start: number; end: number }>(part: T): T => ({
    ...part,
    start: at[part.start]!,
    end: at[part.end - 1]! + 1,
  });
  return { ...place(chunk), ...(chunk.name ? { name: place(chunk.name) } : {}) };
}

/** 25名老挝警官, 四名北京民警, 《中国和老挝引渡条约》: the state named inside a count of people or the name of a paper is kept with it. */
function withCountries(chunk: Chunk, tokens: readonly Token[]): Chunk {
  if (chunk.kind !== "people_count" && chunk.kind !== "paper") return chunk;
  const countries = tokens.flatMap(({ start, end, term }) => {
    if (start < chunk.start || end > chunk.end) return [];
    return term.kind === "country" ? [term.code] : term.kind === "place" ? [term.country] : [];
  });
  const police = ACTS_FOR_STATE.test(chunk.noun ?? "");
  const home =
    police &&
    tokens.some(
      ({ start, term }) =>
        start >= chunk.start && start < chunk.end && ["china", "cn_place", "prc_organ"].includes(term.kind),
    );
  return countries.length > 0 ? { ...chunk, countries } : home ? { ...chunk, home } : chunk;
}

/** 五名中国公民 are no side that acts. */
const ACTS_FOR_STATE = /警|教官|官兵|队员|执法/;

/** 20名肯尼亚刑事调查局警官, 16名来自新加坡警察部队的官员: beside an office or organ the figure alone is the count. */
function besideOffice(chunk: Chunk, people: readonly { start: number; end: number }[]): Chunk {
  if (chunk.kind !== "people_count" || !chunk.noun) return chunk;
  const figureEnd = chunk.end - chunk.noun.length;
  const office = people.find((p) => p.start < chunk.end && chunk.start < p.end);
  return office && office.start >= figureEnd ? { ...chunk, end: figureEnd } : chunk;
}

/** Earlier lists have precedence. */
function withoutOverlap(lists: readonly (readonly Chunk[])[]): Chunk[] {
  const kept: Chunk[] = [];
  for (const list of lists) {
    for (const chunk of list) {
      if (!kept.some((k) => chunk.start < k.end && k.start < chunk.end)) kept.push(chunk);
    }
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Bare mentions of people who have been met with an office: 孟建柱指出, 阿莫克西介绍. */
function findMetPeople(
  text: string,
  people: readonly Chunk[],
  tokens: readonly Token[],
  context: DocumentContext,
): Chunk[] {
  const found: Chunk[] = [];
  for (const [name, person] of context.people) {
    if (name.length < 2) continue;
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const end = at + name.length;
      if (/^(?:国家主席|主席|总统|总理)?特使/.test(text.slice(end))) continue;
      if (people.some((p) => at < p.end && p.start < end)) continue;
      if (tokens.some((t) => t.start < end && at < t.end && t.end - t.start > name.length)) continue;
      found.push(metChunk(person, at, end));
    }
  }
  return found.sort((a, b) => b.end - b.start - (a.end - a.start));
}
