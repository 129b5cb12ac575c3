import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { PrcActor } from "./event.ts";
import { actorsOn } from "./lexicon.ts";
import {
  isForeign,
  isPrc,
  leadOf,
  OF_TALKS,
  type Reading,
  sentencesAfter,
  sentencesBefore,
  titleOf,
} from "./reading.ts";
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
  const acts = (place: Place) => !onlyNamed(place, reading);
  const own = places(match.sentence).filter(acts);
  const around = nearbyOf(reading, match).map((near) => near.filter(acts));
  const nearby = around.flat();
  const prc = first([
    own.filter((p) => isPrc(p.chunk)),
    ...around.map((near) => near.filter((p) => isPrc(p.chunk) && !isLeader(p.chunk))),
  ]);
  if (reading.language !== "zh" && prc.every((p) => p.chunk.actors.length === 0)) {
    // "He and President Liang signed": whom Liang stands for was said in the sentence before.
    const known = nearby.find((p) => isPrc(p.chunk) && !isLeader(p.chunk) && p.chunk.actors.length > 0);
    if (prc.length > 0 && known) prc.push(known);
  }
  const ownForeign = own.filter((p) => isForeign(p.chunk) || isGuest(p, reading));
  if (match.rule.type === "meeting" && !ownForeign.some((p) => p.chunk.name))
    ownForeign.push(...metBy(own, ownForeign));
  const foreign = ownForeign.length > 0 ? ownForeign : carriedForeign(around);
  // 会谈后两人签署了公安部和国家警察的协定: the organs stand in the sentence, the two men in the one before.
  if (reading.language === "zh" && reading.words.both_sides.test(match.sentence.text)) {
    addNames(prc, around, isPrc);
    addNames(foreign, around, isForeign);
  }
  const bodies = own.filter((p) => p.chunk.kind === "body");
  // "The two spoke about militants in Afghanistan": what takes its foreign side from before takes its country too.
  const { both_sides, one_side } = reading.words;
  const taken =
    (match.rule.trigger || (reading.language !== "zh" && namesNoState(match))) &&
    (reading.language !== "zh" || OF_TALKS.has(match.rule.type)) &&
    !foreign.some((p) => own.includes(p)) &&
    (both_sides.test(match.sentence.text) || one_side.test(match.sentence.text));
  const { countries, places: countryPlaces } = countriesOf(taken ? [] : own, foreign, around);
  return { prc, foreign, countries, countryPlaces, bodies };
}

/** "The two spoke": no party and no state stands in what the rule matched. */
function namesNoState({ sentence, start, end }: RuleMatch): boolean {
  return !sentence.chunks.some((c) => c.start >= start && c.end <= end && c.countries.length > 0);
}

/** An embassy that is the source of the news or lends its help, police that have issued a warrant, a state that is spoken of (阿富汗局势): they do not take part. */
function onlyNamed({ chunk, sentence }: Place, { words }: Reading): boolean {
  const before = sentence.text.slice(
    Math.max(0, chunk.start - sentence.start - 40),
    chunk.start - sentence.start,
  );
  if (GOES_ON_TO.test(before) || OBJECTS.test(before)) return true;
  if (chunk.kind === "country") {
    return words.state_spoken_of.test(sentence.text.slice(chunk.end - sentence.start));
  }
  if (chunk.kind !== "prc_organ") return false;
  const after = sentence.text.slice(chunk.end - sentence.start, chunk.end - sentence.start + 60);
  if (chunk.actors.includes("EMBASSY"))
    return words.source_before.test(before) || words.source_after.test(after);
  return chunk.actors.includes("LOCAL_PSB") && words.wanted_by.test(after);
}

/** 结束对美国的访问，启程前往加拿大: where the journey goes on to is no party yet. */
const GOES_ON_TO = /访问[^。；]{0,6}，(?:已|随即|当天)?(?:启程|动身|转|乘机|离[^，。；]{1,6})(?:前往|赴|往)$/;

/** "over the objections of Washington" */
const OBJECTS =
  /\b(?:objections?|protests?|criticism|appeals|pleas|pressure|condemnation|warnings) (?:of|from|by) (?:the )?$/;

/** 访问韩国忠清南道警察厅，与厅长金裕泰座谈: an office without a state, after 与 and after a foreign organ, is that organ's. */
function metBy(own: readonly Place[], foreign: readonly Place[]): Place[] {
  const organ = foreign.find((p) => p.chunk.kind === "foreign_organ");
  const met = own.find(
    ({ chunk, sentence }) =>
      chunk.kind === "some_person" &&
      chunk.name &&
      /[同与和跟]$/.test(sentence.text.slice(0, chunk.start - sentence.start)),
  );
  if (!organ || !met || met.chunk.start < organ.chunk.end) return [];
  const { countries, organ: kind, ofSource } = organ.chunk;
  const side = { countries, organ: kind ?? null, ...(ofSource ? { ofSource } : {}) };
  return [{ ...met, chunk: { ...met.chunk, kind: "foreign_person", ...side } }];
}

/** Adds to a side that names nobody the people who stand for it in the nearest group. */
function addNames(side: Place[], around: readonly Place[][], of: (chunk: Chunk) => boolean): void {
  if (side.length === 0 || side.some((p) => p.chunk.name)) return;
  const same = ({ chunk }: Place) =>
    chunk.name &&
    of(chunk) &&
    side.some(
      (p) =>
        p.chunk.actors.some((actor) => chunk.actors.includes(actor)) ||
        p.chunk.countries.some((code) => chunk.countries.includes(code)),
    );
  side.push(...first(around.map((near) => near.filter(same))));
}

/** 泰国客人, 缅方官员: guests named only by their state. */
function isGuest({ chunk, sentence }: Place, reading: Reading): boolean {
  const after = sentence.text.slice(chunk.end - sentence.start, chunk.end - sentence.start + 8);
  return chunk.kind === "country" && reading.words.guests.test(after);
}

/** The foreign side of the nearest group, and where it names nobody (阿富汗总统) the name that an earlier group gives. */
function carriedForeign(around: readonly Place[][]): Place[] {
  const groups = around.map((near) => near.filter((p) => isForeign(p.chunk)));
  const nearest = first(groups);
  if (nearest.some((p) => p.chunk.name)) return nearest;
  const countries = new Set(nearest.flatMap((p) => p.chunk.countries));
  const named = groups.map((group) =>
    group.filter((p) => p.chunk.name && p.chunk.countries.some((code) => countries.has(code))),
  );
  return [...nearest, ...first(named)];
}

/**
 * What stands around a match, in the groups in which a missing side is looked for. Two sides of talks or a
 * paper in Chinese are those of the nearest sentence: 会谈后双方签署 does not mean all who were named before.
 */
function nearbyOf(reading: Reading, match: RuleMatch): Place[][] {
  const before = sentencesBefore(reading, match.sentence, 3, 1);
  const title = titleOf(reading).flatMap(places);
  if (reading.language === "zh") {
    const groups = [...before.map(places), title, leadOf(reading).flatMap(places)];
    const two = match.rule.type === "meeting" || match.rule.type === "agreement";
    return two && !reading.words.all_states.test(match.sentence.text) ? groups : [groups.flat()];
  }
  const lead = leadOf(reading).filter((s) => match.sentence.in === "title" || s.start < match.start);
  // News in English names the principals after the event: "The meeting took place …. X and Y were in the chair."
  const after = sentencesAfter(reading, match.sentence, 1, 1);
  return [[...after, ...before].flatMap(places).concat(title, lead.flatMap(places))];
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
  around: Place[][],
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
    own.filter((p) => p.chunk.kind === "paper"),
    own.filter((p) => p.chunk.kind === "body" && p.chunk.countries.length > 0),
    own.filter((p) => p.chunk.kind === "place"),
    ...around.map((near) => near.filter((p) => p.chunk.kind === "pair" || isForeign(p.chunk))),
    ...around.map((near) => near.filter((p) => p.chunk.kind === "country" || p.chunk.kind === "place")),
  ];
  const all = [...own, ...around.flat()];
  for (const step of steps) {
    const owned = step.filter((p) => !isAmongMany(p));
    const countries = unique(owned.flatMap((p) => listedWith(p, all))).filter((c) => !GREATER_CHINA.has(c));
    if (countries.length > 0) return { countries, places: owned };
  }
  return { countries: [], places: [] };
}

/** Beside a body or a forum an office without its state may be of any of its members, not only of the host's. */
function isAmongMany({ chunk, sentence }: Place): boolean {
  return chunk.ofSource === true && sentence.chunks.some((c) => c.kind === "body" || c.kind === "forum_name");
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
  /^(?:、|和|及|与|以及|的|等?[两三四五六七八九十\d]*国(?:的)?|等国?(?:的)?|,\s(?:and\s)?|\sand\s(?:the\s)?)$/;

/** A state leader named elsewhere on the page is no party of its police events. */
function isLeader(chunk: Chunk): boolean {
  return chunk.actors.length === 1 && chunk.actors[0] === "LEADER";
}

export function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** The actors that parties stand for on the day of an event: a page of 2017 may tell of a minister of 2011. */
export function actorsOf(parties: readonly Place[], date: string, { context }: Reading): PrcActor[] {
  const { day } = context.anchor;
  return unique(
    parties.flatMap(({ chunk }) => {
      const person = chunk.known && day ? context.lexicon.people.get(chunk.known) : undefined;
      if (!person || date.slice(0, 7) === day?.slice(0, 7)) return [...chunk.actors];
      // An office that is written out is not read from the calendar.
      const byDay = actorsOn(person, day);
      return byDay.join() === chunk.actors.join() ? actorsOn(person, date) : [...chunk.actors];
    }),
  );
}

/** 在里昂会见国际刑警组织秘书长: where the guests are of a body, the place is no party. */
export function leaveOutVenue(
  draft: { countries: string[]; readonly foreign: readonly Place[] },
  reading: Reading,
): void {
  const ofBody = (p: Place) =>
    (p.chunk.countries.length === 0 || p.chunk.countryOpen === true) && isOfBody(p, reading);
  if (draft.foreign.length > 0 && draft.foreign.every(ofBody)) draft.countries = [];
}

/** 国际刑警组织秘书长: the guest stands for a body and no state. */
export function isOfBody({ chunk, sentence }: Place, reading: Reading): boolean {
  return (
    chunk.kind === "foreign_person" &&
    reading.words.heads_body.test(
      // "INTERPOL Secretary General Noble": the body stands before the office.
      sentence.text.slice(Math.max(0, chunk.start - sentence.start - 12), chunk.end - sentence.start),
    )
  );
}
