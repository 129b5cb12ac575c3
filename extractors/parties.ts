import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { PrcActor } from "./event.ts";
import { isForeign, isPrc, leadOf, type Reading, sentencesBefore, titleOf } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/** A chunk and the sentence it stands in. */
export interface Place {
  readonly chunk: Chunk;
  readonly sentence: TaggedSentence;
}

/** Who took part, as far as the text around a match says. */
export interface Parties {
  readonly prc: readonly Place[];
  readonly foreign: readonly Place[];
  readonly countries: readonly string[];
  readonly countryPlaces: readonly Place[];
  readonly bodies: readonly Place[];
}

const GREATER_CHINA = new Set(["CN", "HK", "MO", "TW"]);

/**
 * The parties of a match: from its slots, then its sentence, then (for a side still missing) the sentences before it,
 * the title and the lead. Countries are those of the foreign people and organs; only without any are bare country
 * names taken, because a country may be no more than the place of a meeting.
 */
export function partiesOf(reading: Reading, match: RuleMatch): Parties {
  const own = places(match.sentence);
  const nearby = [
    ...sentencesBefore(reading, match.sentence, 3, 1).flatMap(places),
    ...titleOf(reading).flatMap(places),
    ...leadOf(reading)
      .filter((s) => reading.language === "zh" || match.sentence.in === "title" || s.start < match.start)
      .flatMap(places),
  ];
  if (reading.language !== "zh") nearby.splice(0, 0, ...sentencesAfter(reading, match).flatMap(places));
  const prc = first([
    own.filter((p) => isPrc(p.chunk)),
    nearby.filter((p) => isPrc(p.chunk) && !isLeader(p.chunk)),
  ]);
  if (reading.language !== "zh" && prc.every((p) => p.chunk.actors.length === 0)) {
    // "He and President Liang signed": whom Liang stands for was said in the sentence before.
    const known = nearby.find((p) => isPrc(p.chunk) && !isLeader(p.chunk) && p.chunk.actors.length > 0);
    if (prc.length > 0 && known) prc.push(known);
  }
  const foreign = first([own.filter((p) => isForeign(p.chunk)), nearby.filter((p) => isForeign(p.chunk))]);
  const bodies = own.filter((p) => p.chunk.kind === "body");
  // A trigger that takes its foreign side from before takes its country too: one named beside is no more than a subject.
  const taken = match.rule.trigger && reading.language !== "zh" && !foreign.some((p) => own.includes(p));
  const { countries, places: countryPlaces } = countriesOf(taken ? [] : own, foreign, nearby);
  return { prc, foreign, countries, countryPlaces, bodies };
}

/** News in English names the principals after the event: "The meeting took place …. X and Y were in the chair." */
function sentencesAfter(reading: Reading, match: RuleMatch): TaggedSentence[] {
  const index = reading.sentences.indexOf(match.sentence);
  return reading.sentences
    .slice(index + 1, index + 2)
    .filter((s) => s.in === match.sentence.in && s.paragraph - match.sentence.paragraph < 2);
}

function places(sentence: TaggedSentence): Place[] {
  return sentence.chunks.map((chunk) => ({ chunk, sentence }));
}

function first(lists: readonly Place[][]): Place[] {
  return lists.find((list) => list.length > 0) ?? [];
}

function countriesOf(
  own: Place[],
  foreign: Place[],
  nearby: Place[],
): { countries: string[]; places: Place[] } {
  // An organ without its state (执法机构) borrows one; states that the sentence names come first.
  const named = own.some(
    ({ chunk }) =>
      chunk.kind === "country" || (isForeign(chunk) && !chunk.countryOpen && chunk.countries.length > 0),
  );
  const steps: Place[][] = [
    foreign.filter((p) => own.includes(p) && p.chunk.countries.length > 0 && !(p.chunk.countryOpen && named)),
    own.filter(
      (p) => p.chunk.kind === "pair" || (p.chunk.kind === "forum_name" && p.chunk.countries.length === 1),
    ),
    own.filter((p) => p.chunk.kind === "country"),
    own.filter(
      (p) => p.chunk.kind === "people_count" && p.chunk.countries.some((c) => !GREATER_CHINA.has(c)),
    ),
    own.filter((p) => p.chunk.kind === "body" && p.chunk.countries.length > 0),
    own.filter((p) => p.chunk.kind === "place"),
    nearby.filter((p) => p.chunk.kind === "pair" || isForeign(p.chunk)),
    nearby.filter((p) => p.chunk.kind === "country" || p.chunk.kind === "place"),
  ];
  const around = [...own, ...nearby];
  for (const step of steps) {
    const countries = unique(step.flatMap((p) => listedWith(p, around))).filter((c) => !GREATER_CHINA.has(c));
    if (countries.length > 0) return { countries, places: step };
  }
  return { countries: [], places: [] };
}

/** The countries of a party, and of those listed with it: 缅甸、柬埔寨、老挝等国警方, the police of Myanmar, Laos and Kenya. */
function listedWith(place: Place, own: readonly Place[]): string[] {
  const listed: string[] = [];
  const { sentence } = place;
  const chunks = own.filter((p) => p.sentence === sentence).map((p) => p.chunk);
  let at = chunks.indexOf(place.chunk);
  while (at > 0) {
    const [left, right] = [chunks[at - 1]!, chunks[at]!];
    const gap = sentence.text.slice(left.end - sentence.start, right.start - sentence.start);
    if (left.kind !== "country" && left.kind !== "china") break;
    if (!(at === chunks.indexOf(place.chunk) ? LISTED_BEFORE_ORGAN : LISTED).test(gap)) break;
    listed.push(...left.countries);
    at--;
  }
  // An organ that borrowed its state has those of the list instead.
  return listed.length > 0 && place.chunk.countryOpen ? listed : [...place.chunk.countries, ...listed];
}

const LISTED = /^(?:、|和|及|与|以及|,\s(?:and\s)?|\sand\s(?:the\s)?)$/;
/** 老挝、缅甸、越南六国执法部门, 法国等三国警方: the states of a list share the organ after it. */
const LISTED_BEFORE_ORGAN =
  /^(?:、|和|及|与|以及|等?[两三四五六七八九十\d]*国(?:的)?|等国?(?:的)?|,\s(?:and\s)?|\sand\s(?:the\s)?)$/;

/** A state leader named elsewhere on the page is no party of its police events. */
function isLeader(chunk: Chunk): boolean {
  return chunk.actors.length === 1 && chunk.actors[0] === "LEADER";
}

export function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

export function actorsOf(parties: readonly Place[]): PrcActor[] {
  return unique(parties.flatMap((p) => [...p.chunk.actors]));
}

/** People among the parties, one entry a person, in order of appearance, at most three as the codebook asks. */
export function peopleOf(parties: readonly Place[], reading: Reading, most = 3): Place[] {
  const seen = new Map<string, Place>();
  for (const place of parties) {
    const span = place.chunk.name;
    if (!span) continue;
    const name = nameText(reading, place);
    const same = [...seen.keys()].find(
      (known) =>
        known === name ||
        known.endsWith(`·${name}`) ||
        name.endsWith(`·${known}`) ||
        known.endsWith(` ${name}`),
    );
    if (same === undefined) seen.set(name, place);
    else if (name.length > same.length) {
      seen.delete(same);
      seen.set(name, place);
    }
  }
  return [...seen.values()].slice(0, most);
}

export function nameText(reading: Reading, { chunk, sentence }: Place): string {
  const field = sentence.in === "title" ? reading.title : reading.text;
  return chunk.name ? field.slice(chunk.name.start, chunk.name.end) : "";
}
