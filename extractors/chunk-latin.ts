import { findAmountsLatin } from "./amounts-latin.ts";
import { type Chunk, type TaggedSentence, tagSentence } from "./chunk.ts";
import { type DocumentContext, mainCountry } from "./context.ts";
import { findDatesLatin } from "./dates-latin.ts";
import type { Term } from "./lexicon.ts";
import { findMetPeopleLatin, findPeopleLatin } from "./people-latin.ts";
import type { Sentence } from "./sentences.ts";

/** A dictionary form in a sentence of Latin script, with the one reading that fits here. */
export interface LatinToken {
  readonly start: number;
  readonly end: number;
  readonly term: Term;
}

/** Reads the chunks of every sentence of a normalised field in Latin script. Names met with an office are remembered. */
export function chunkLatin(
  field: "title" | "text",
  text: string,
  sentences: readonly Sentence[],
  context: DocumentContext,
): TaggedSentence[] {
  const read = sentences.map((sentence) => {
    const piece = text.slice(sentence.start, sentence.end);
    const tokens = findTokens(piece, context);
    return { sentence, piece, tokens, people: findPeopleLatin(piece, tokens, context) };
  });
  return read.map(({ sentence, piece, tokens, people }) => {
    const dates = findDatesLatin(piece, context.anchor).map(
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
    const lists = [people, met, dates, organsAndPlaces(piece, tokens, context), findAmountsLatin(piece)];
    const chunks: Chunk[] = [];
    for (const chunk of lists.flat()) {
      if (!chunks.some((c) => chunk.start < c.end && c.start < chunk.end)) chunks.push(chunk);
    }
    chunks.sort((a, b) => a.start - b.start);
    const shifted = chunks.map((c) => ({
      ...c,
      start: c.start + sentence.start,
      end: c.end + sentence.start,
      ...(c.name ? { name: { start: c.name.start + sentence.start, end: c.name.end + sentence.start } } : {}),
    }));
    return tagSentence({ in: field, text: piece, ...sentence }, shifted);
  });
}

function findTokens(text: string, context: DocumentContext): LatinToken[] {
  return context.lexicon.latin
    .scan(text)
    .map((hit) => ({ start: hit.start, end: hit.end, term: choose(hit.values, context) }));
}

function choose(values: readonly Term[], context: DocumentContext): Term {
  const fitting = values.find((v) => {
    const country =
      v.kind === "organ" ? v.country : v.kind === "place" ? v.country : v.kind === "country" ? v.code : null;
    return country !== null && context.countries.includes(country);
  });
  return fitting ?? values.find((v) => v.kind === "prc_organ") ?? values[0]!;
}

/** Between a country and its organ: Royal, National, the, 's. */
const JOINS = /^(?:'s?|)(?:\s(?:the|Royal|National|Federal|State|Republic|public|local|civil)){0,2}\s?-?$/i;
const OF =
  /^(?:'s)?\s(?:of|in|from|de|du|del|d'|des)\s?(?:the\s|la\s|los\s)?(?:(?:Kyrgyz|Democratic|Federal|People's)?\s?(?:Republic|Kingdom|Union)\sof\s)?$/i;

function organsAndPlaces(text: string, tokens: readonly LatinToken[], context: DocumentContext): Chunk[] {
  const chunks: Chunk[] = [];
  const used = new Set<LatinToken>();
  for (const [i, token] of tokens.entries()) {
    const { term } = token;
    if (term.kind !== "organ" && term.kind !== "prc_organ") continue;
    if (used.has(token)) continue;
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    const left =
      before && isPlace(before) && JOINS.test(text.slice(before.end, token.start)) ? before : undefined;
    const right =
      !left && after && isPlace(after) && OF.test(text.slice(token.end, after.start)) ? after : undefined;
    const owner = left ?? right;
    const chunk = organChunk(token, owner, context, text);
    if (!chunk) continue;
    used.add(token);
    if (owner) used.add(owner);
    chunks.push(chunk);
  }
  for (const token of tokens) {
    if (used.has(token)) continue;
    const base = { start: token.start, end: token.end, actors: [] };
    const { term } = token;
    if (term.kind === "country") chunks.push({ ...base, kind: "country", countries: [term.code] });
    if (term.kind === "place") chunks.push({ ...base, kind: "place", countries: [term.country] });
    if (term.kind === "china") chunks.push({ ...base, kind: "china", countries: [] });
    if (term.kind === "body" || term.kind === "forum_name")
      chunks.push({ ...base, kind: term.kind, countries: term.countries });
  }
  return chunks;
}

function isPlace(token: LatinToken): boolean {
  return ["country", "place", "china", "cn_place"].includes(token.term.kind);
}

const POLICE = new Set(["police", "interior", "border", "immigration", "drugs", "security"]);

function organChunk(
  token: LatinToken,
  owner: LatinToken | undefined,
  context: DocumentContext,
  text: string,
): Chunk | null {
  const start = Math.min(token.start, owner?.start ?? token.start);
  const end = Math.max(token.end, owner?.end ?? token.end);
  const base = { start, end, countries: [] as string[], actors: [] as Chunk["actors"] };
  const { term } = token;
  const place = owner?.term;
  const foreign = place?.kind === "country" ? place.code : place?.kind === "place" ? place.country : null;
  const organ = term.kind === "organ" ? term.organ : null;
  if (foreign) return { ...base, kind: "foreign_organ", countries: [foreign], organ: organ ?? "interior" };
  if (term.kind === "prc_organ") {
    if (term.suffix && place?.kind !== "cn_place" && place?.kind !== "china") return null;
    return { ...base, kind: "prc_organ", actors: term.actors };
  }
  if (place?.kind === "china" || place?.kind === "cn_place") {
    const actor =
      organ === "coast_guard"
        ? "CCG"
        : organ && POLICE.has(organ)
          ? place.kind === "china"
            ? "MPS"
            : "LOCAL_PSB"
          : null;
    if (actor) return { ...base, kind: "prc_organ", actors: [actor], organ };
    return organ === "justice" || organ === "prosecution"
      ? { ...base, kind: "prc_organ", actors: ["PROC"], organ }
      : null;
  }
  if (term.kind !== "organ") return null;
  if (term.country && context.countries.includes(term.country)) {
    return { ...base, kind: "foreign_organ", countries: [term.country], organ };
  }
  if (!/^[A-Z]/.test(text.slice(token.start, token.end))) return null;
  const country = mainCountry(context);
  return { ...base, kind: "foreign_organ", countries: country ? [country] : [], organ, countryOpen: true };
}
