import { findAmountsLatin } from "./amounts-latin.ts";
import { type Chunk, shiftChunk, type TaggedSentence, tagSentence } from "./chunk.ts";
import { type DocumentContext, mainCountry } from "./context.ts";
import { datelineOf, findDatesLatin } from "./dates-latin.ts";
import type { Term } from "./lexicon.ts";
import { nameEndingAt } from "./names-latin.ts";
import { findMetPeopleLatin, findPeopleLatin, remember } from "./people-latin.ts";
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
  const dateline = field === "text" ? datelineOf(text, context.anchor.day) : null;
  const headline = field === "title" && inTitleCase(text);
  const read = sentences.map((sentence) => {
    const piece = text.slice(sentence.start, sentence.end);
    const tokens = findTokens(piece, context);
    return { sentence, piece, tokens, people: findPeopleLatin(piece, tokens, context, headline) };
  });
  return read.map(({ sentence, piece, tokens, people }) => {
    // The day of the date-line is the anchor, not the date of what the sentence reports.
    const from = dateline ? dateline.end - sentence.start : 0;
    const dates = findDatesLatin(piece, context.anchor)
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
    const amounts = findAmountsLatin(piece, context.lexicon.amountsLatin).filter((c) => c.start >= from);
    const money = amounts.filter((c) => c.kind === "money");
    const places = sharedOrgans(piece, organsAndPlaces(piece, tokens, context));
    const chunks = withoutOverlap(
      [people, met, membersOf(piece, places, tokens, context), dates, money, places].flat(),
      amounts.filter((c) => c.kind !== "money"),
    );
    const shifted = sidesByLeading(piece, chunks).map((chunk) => shiftChunk(chunk, sentence.start));
    return tagSentence({ in: field, text: piece, ...sentence }, shifted);
  });
}

/** "a group of Shanghai police officers headed by Mr. Zhang Wei": the leader is of the side that is led. */
function sidesByLeading(text: string, chunks: readonly Chunk[]): Chunk[] {
  return chunks.map((chunk, i) => {
    const before = chunks[i - 1];
    if (chunk.kind !== "some_person" || !before) return chunk;
    const gap = text.slice(before.end, chunk.start);
    if (gap.length > 60 || !/\b(?:led|headed|accompanied|represented|chaired) by\b/.test(gap)) return chunk;
    if (before.kind === "prc_organ") return { ...chunk, kind: "prc_person", actors: before.actors };
    if (before.kind === "foreign_organ")
      return { ...chunk, kind: "foreign_person", countries: before.countries };
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

/** The Republic of China is Taiwan's government, which is no party of the codebook. */
const OF_TAIPEI = /(?<!People['’]s )Republic of $/i;
const NO_STATE = /(?:Latin|South|Central|North)\s$/;

function findTokens(text: string, context: DocumentContext): LatinToken[] {
  return context.lexicon.latin
    .scan(text)
    .filter((hit) => {
      const before = text.slice(Math.max(0, hit.start - 10), hit.start);
      if (text[hit.end] === "$" || /(?:^|\s)(?:al|el)-$/i.test(before)) return false;
      if (
        text.startsWith("China", hit.start) &&
        OF_TAIPEI.test(text.slice(Math.max(0, hit.start - 30), hit.start))
      )
        return false;
      // The East China Sea and China Daily are no party.
      if (
        /^\s(?:Sea\b|Daily\b|Morning Post|News\b|Central Television|Airlines)/.test(
          text.slice(hit.end, hit.end + 20),
        )
      )
        return false;
      return !(text.startsWith("America", hit.start) && NO_STATE.test(before));
    })
    .map((hit) => ({ start: hit.start, end: hit.end, term: choose(hit.values, context) }));
}

function choose(values: readonly Term[], context: DocumentContext): Term {
  // Of several states that share a form ("Congo"), the one that the page names most often.
  const rank = (v: Term): number => {
    const country =
      v.kind === "organ" ? v.country : v.kind === "place" ? v.country : v.kind === "country" ? v.code : null;
    return country === null ? -1 : context.countries.indexOf(country);
  };
  const fitting = values.filter((v) => rank(v) >= 0).toSorted((a, b) => rank(a) - rank(b))[0];
  const prc = values.find((v) => v.kind === "prc_organ");
  if (prc && !context.china) {
    return values.find((v) => v.kind === "organ") ?? { kind: "organ", organ: "interior", country: null };
  }
  // Several states have a ministry of that name: beside others, or where the page is about China, it is the PRC's.
  if (prc && fitting?.kind === "organ" && context.china && fitting.country !== mainCountry(context))
    return prc;
  if (prc && fitting?.kind === "organ" && context.china && context.countries.length > 1) {
    if (!context.titleCountries.includes(fitting.country ?? "")) return prc;
  }
  return fitting ?? values.find((v) => v.kind === "prc_organ") ?? values[0]!;
}

/** Between a country and its organ: Royal, National, the, 's. */
const JOINS =
  /^(?:'s?|)(?:\s(?:the|Royal|National|Federal|State|Republic|public|local|civil|Municipal|Provincial|(?:[Cc]ity|[Pp]rovince|[Pp]refecture|[Cc]ounty|[Rr]egion)(?:'s)?|provincial)){0,2}\s?-?$/i;
const OF =
  /^(?:'s)?\s(?:of|de|du|del|d'|des)\s?(?:the\s|la\s|los\s)?(?:(?:Kyrgyz|Democratic|Federal|People's)?\s?(?:Republic|Kingdom|Union)\sof\s)?$/i;

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
    const gap = after ? text.slice(token.end, after.start) : "";
    const right =
      !left &&
      after &&
      isPlace(after) &&
      (OF.test(gap) || (/^\s(?:in|from)\s$/.test(gap) && ["china", "cn_place"].includes(after.term.kind)))
        ? after
        : undefined;
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
    const embassy = term.kind === "china" ? embassyAt(text, token) : null;
    if (embassy) {
      chunks.push({ ...base, ...embassy, kind: "prc_organ", countries: [], actors: ["EMBASSY"] });
      continue;
    }
    if (term.kind === "country") chunks.push({ ...base, kind: "country", countries: [term.code] });
    if (term.kind === "place") chunks.push({ ...base, kind: "place", countries: [term.country] });
    if (term.kind === "china") chunks.push({ ...base, kind: "china", countries: [] });
    if (term.kind === "cn_place" && !term.autonomous)
      chunks.push({ ...base, kind: "cn_place", countries: [] });
    if (term.kind === "body" || term.kind === "forum_name")
      chunks.push({ ...base, kind: term.kind, countries: term.countries });
  }
  return chunks;
}

const LISTED = /^(?:,|,? and|-)\s?(?:the\s|of\s)?$/;

/** "Chinese and Spanish police", "coast guards of Vietnam and China": the state listed beside an organ's has one too. */
function sharedOrgans(text: string, chunks: readonly Chunk[]): Chunk[] {
  const sorted = chunks.toSorted((a, b) => a.start - b.start);
  return sorted.map((chunk, i) => {
    if (chunk.kind !== "china" && chunk.kind !== "country") return chunk;
    const next = sorted[i + 1];
    const before = sorted[i - 1];
    const opens = next && LISTED.test(text.slice(chunk.end, next.start)) && isNamedFirst(text, next);
    const closes = before && LISTED.test(text.slice(before.end, chunk.start)) && isNamedLast(text, before);
    const organ = opens ? next.organ : closes ? before.organ : null;
    if (!organ || !SHARED.has(organ)) return chunk;
    if (chunk.kind === "country") return { ...chunk, kind: "foreign_organ", organ };
    return { ...chunk, kind: "prc_organ", organ, actors: [organ === "coast_guard" ? "CCG" : "MPS"] };
  });
}

const SHARED: ReadonlySet<string> = new Set(["police", "coast_guard", "border", "immigration"]);

/** "Spanish police" and not "police of Spain". */
function isNamedFirst(text: string, { kind, organ, start, end }: Chunk): boolean {
  return (
    (kind === "foreign_organ" || kind === "prc_organ") &&
    organ != null &&
    !/\sof\s/.test(text.slice(start, end))
  );
}

/** "coast guards of Vietnam" and not "Vietnam Coast Guard". */
function isNamedLast(text: string, { kind, organ, start, end }: Chunk): boolean {
  return (
    (kind === "foreign_organ" || kind === "prc_organ") &&
    organ != null &&
    /\sof\s/.test(text.slice(start, end))
  );
}

/** "Yang Yundong of the Chinese Ministry of Public Security": a name without an office, of an organ. */
function membersOf(
  text: string,
  organs: readonly Chunk[],
  tokens: readonly LatinToken[],
  context: DocumentContext,
): Chunk[] {
  return organs.flatMap((organ): Chunk[] => {
    if (organ.kind !== "prc_organ" && organ.kind !== "foreign_organ") return [];
    const gap = /\s(?:of|from|with)\s(?:the\s)?$/.exec(text.slice(0, organ.start));
    const name = gap && nameEndingAt(text, gap.index, tokens);
    if (!name) return [];
    const kind = organ.kind === "prc_organ" ? "prc_person" : "foreign_person";
    const { countries, actors } = organ;
    const chunk: Chunk = {
      kind,
      start: name.start,
      end: organ.end,
      countries,
      actors,
      organ: organ.organ ?? null,
      name,
    };
    remember(text, chunk, context);
    return [chunk];
  });
}

/** Hong Kong, Macau and Taiwan are no foreign states, and their forces no actors of the codebook. */
const APART = /Hong\s?Kong|Maca[uo]|Taiwan|Taipei|Kaohsiung/;

const EMBASSY_AFTER =
  /^(?:'s)?\s(?:Embassy|embassy|Consulate[- ]General|Consulate|High Commission|Mission)\b/;
const EMBASSY_BEFORE =
  /(?:Embassy|embassy|Consulate[- ]General|Ambassade|ambassade|Embajada|embajada)\s(?:of|de|of the|de la)\s(?:the\s)?$/;

/** "Chinese Embassy", "Embassy of the People's Republic of China", with the word China in it. */
function embassyAt(text: string, token: LatinToken): { start: number; end: number } | null {
  const after = EMBASSY_AFTER.exec(text.slice(token.end));
  if (after) return { start: token.start, end: token.end + after[0].length };
  const before = EMBASSY_BEFORE.exec(text.slice(0, token.start));
  return before ? { start: before.index, end: token.end } : null;
}

function isPlace(token: LatinToken): boolean {
  return ["country", "place", "china", "cn_place"].includes(token.term.kind);
}

const POLICE = new Set(["police", "interior", "border", "immigration", "drugs", "security"]);

const BUREAU = /Public Security Bureau/;

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
  if (owner && APART.test(text.slice(owner.start, owner.end))) return null;
  if (foreign) return { ...base, kind: "foreign_organ", countries: [foreign], organ: organ ?? "interior" };
  if (term.kind === "prc_organ") {
    const local = term.suffix || term.actors.includes("LOCAL_PSB");
    // A town that no dictionary knows: only China calls its police a Public Security Bureau.
    if (local && !place && context.china && BUREAU.test(text.slice(token.start, token.end)))
      return { ...base, kind: "prc_organ", actors: ["LOCAL_PSB"] };
    if (local && place?.kind !== "cn_place" && place?.kind !== "china") return null;
    // "China police" is no city's police.
    if (term.suffix && place?.kind === "china")
      return { ...base, kind: "prc_organ", actors: ["MPS"], organ: "police" };
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
  if (term.country && !term.shared) {
    return { ...base, kind: "foreign_organ", countries: [term.country], organ };
  }
  if (term.country && context.countries.includes(term.country)) {
    return { ...base, kind: "foreign_organ", countries: [term.country], organ };
  }
  if (!/^[A-Z]/.test(text.slice(token.start, token.end))) return null;
  const country = mainCountry(context);
  return { ...base, kind: "foreign_organ", countries: country ? [country] : [], organ, countryOpen: true };
}
