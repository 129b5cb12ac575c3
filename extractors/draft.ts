import { isOthersAct } from "./checks-zh.ts";
import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { AgreementType, CodedClaim, EventType, PrcActor, Span, Topic } from "./event.ts";
import { actorsOf, type Parties, type Place, partiesOf, unique } from "./parties.ts";
import {
  isForeign,
  isPrc,
  leadOf,
  neighbour,
  type Reading,
  sentencesBefore,
  takesUpOurs,
  titleOf,
} from "./reading.ts";
import { prcTakesPart, reportParties } from "./report-parties.ts";
import { reportTime } from "./report-time.ts";
import { matchedText, type RuleMatch } from "./rule.ts";
import { keepOwnTelling, leavesOutWhoActs } from "./telling-zh.ts";
import { triggerRefusal } from "./trigger-latin.ts";
import { triggerRefusalZh } from "./trigger-zh.ts";
import { type EventTime, isTimedUnread, timeOf } from "./when.ts";

/** One match read as an event, before mentions of the same engagement in the document are joined. */
export interface Draft {
  type: EventType;
  match: RuleMatch;
  time: EventTime;
  countries: string[];
  countryPlaces: readonly Place[];
  prc: Place[];
  foreign: Place[];
  actors: PrcActor[];
  topics: Topic[];
  agreementType?: AgreementType;
  participants?: number;
  round?: number;
  persons?: number;
  value?: string;
  location?: string;
  /** Where numbers, items and the paper were read. */
  spans: Partial<
    Record<"participants" | "round" | "persons" | "items" | "value" | "agreement_type" | "location", Span[]>
  >;
  background: boolean;
  confidence: number;
}

/** Why a match is no event; shown by `explain`. */
export interface Refusal {
  readonly refused: string;
  /** Set where the sentence is kept as a claim: announced, promised, or a sum. */
  readonly claim?: CodedClaim["kind"];
  /** Set where the sentence is understood, and says that the act was not done, or not by China and the other side. */
  readonly toldOtherwise?: true;
}

/** One reader for each event type: turns a match into drafts, or says why it is none. */
export interface EventReader {
  readonly type: EventType;
  read(match: RuleMatch, reading: Reading): Draft[] | Refusal;
}

export function refuse(reason: string): Refusal {
  return { refused: reason };
}

/** No event: the sentence tells of the act, and that it was not done, or was one of others or of one side alone. */
export function refuseAsTold(reason: string): Refusal {
  return { refused: reason, toldOtherwise: true };
}

/** No event, but a statement worth keeping: a plan, a pledge, a reported total. */
export function keepAsClaim(kind: CodedClaim["kind"]): Refusal {
  const what = { planned: "planned, not held", pledge: "a pledge", total: "a total, not one event" }[kind];
  return { refused: `${what}: kept as a claim`, claim: kind, toldOtherwise: true };
}

export function isRefusal(result: Draft[] | Refusal): result is Refusal {
  return "refused" in result;
}

/** What all types have in common: parties, countries, actors and time around the match. */
export function draftFrom(match: RuleMatch, reading: Reading): { draft: Draft; parties: Parties } | Refusal {
  if (reading.genre === "analysis") return draftFromReport(match, reading);
  if (reading.language !== "zh" && !isChinaNear(match, reading))
    return refuse("no party of the PRC is named near it");
  if (isQuoted(match)) return refuse("a statement quoted in the title");
  if (reading.language !== "zh" && isTimedUnread(match.sentence, anchorOffset(match), reading))
    return refuse("recalled with a time that names no month");
  const found = timeOf(reading, match.sentence, anchorOffset(match));
  // "It was the second joint patrol": said of an engagement whose date stands elsewhere.
  const remark =
    /^(?:is|was)$/i.test(match.slots.verb?.text ?? "") ||
    (found?.how !== "stated" && reading.words.first_of_its_kind.test(match.sentence.text));
  const time = found && remark ? { ...found, how: "assumed" as const } : found;
  if (!time) return refuse("nothing in the document places it in time");
  if (time.date < "1985") return refuse("before China's police diplomacy began");
  if (isRecalledInCourt(time, reading)) return refuse("recalled in court without a date");
  if (time.how !== "stated" && reading.words.review.test(reading.title))
    return refuse("a review without a date");
  const parties = partiesOf(reading, match);
  if (!chinaTakesPart(match, reading, parties)) return refuse("no PRC side takes part");
  if (reading.language === "zh" && isOthersAct(match, reading))
    return refuseAsTold("another state's act, in which China takes no part");
  const draft = draftOf(match, time, parties, reading);
  if (reading.language === "zh") keepOwnTelling(draft, reading);
  if (match.rule.trigger) {
    const broad =
      reading.language === "zh" ? triggerRefusalZh(draft, reading) : triggerRefusal(draft, reading);
    if (broad) return refuse(broad);
  }
  return { draft, parties };
}

/** An analysis recalls: date and parties stand in the sentence itself, or there is no event. */
function draftFromReport(match: RuleMatch, reading: Reading): { draft: Draft; parties: Parties } | Refusal {
  const time = reportTime(reading, match);
  if (!time) return refuse("an analysis that states no date for it");
  if (time.date < "1985") return refuse("before China's police diplomacy began");
  if (!prcTakesPart(reading, match)) return refuse("no PRC side takes part in the clause");
  const parties = reportParties(reading, match);
  // Whoever is named where somebody is seized is the one pursued, and no principal.
  if (match.rule.type === "operation") {
    const unnamed = (places: readonly Place[]) => places.filter((p) => !p.chunk.name);
    const without = { ...parties, prc: unnamed(parties.prc), foreign: unnamed(parties.foreign) };
    return { draft: { ...draftOf(match, time, without, reading), background: true }, parties: without };
  }
  return { draft: { ...draftOf(match, time, parties, reading), background: true }, parties };
}

function draftOf(match: RuleMatch, time: EventTime, parties: Parties, reading: Reading): Draft {
  const draft: Draft = {
    type: match.rule.type,
    match,
    time,
    countries: [...parties.countries],
    countryPlaces: parties.countryPlaces,
    prc: [...parties.prc],
    foreign: [...parties.foreign],
    actors: unique([...actorsOf(parties.prc, time.date, reading), ...(match.rule.gives.actors ?? [])]),
    topics: [...(match.rule.gives.topics ?? [])],
    spans: {},
    background: false,
    confidence: match.rule.confidence,
  };
  if (match.rule.gives.agreement_type) draft.agreementType = match.rule.gives.agreement_type;
  if (match.rule.gives.round) draft.round = match.rule.gives.round;
  if (match.rule.gives.persons) draft.persons = match.rule.gives.persons;
  return draft;
}

/** Reports from a court tell earlier events: a day that is not stated, or is the court's, is not theirs. */
function isRecalledInCourt(time: EventTime, reading: Reading): boolean {
  if (time.how === "stated" || !reading.words.in_court.test(reading.title)) return false;
  return time.sentence === null || reading.words.in_court.test(time.sentence.text);
}

/** 王毅：中缅合作打击电诈…: a title that quotes somebody is a statement, not a report. */
function isQuoted(match: RuleMatch): boolean {
  const { sentence } = match;
  if (sentence.in !== "title") return false;
  const colon = sentence.text.indexOf("：");
  if (colon < 0 || match.start - sentence.start <= colon) return false;
  return sentence.chunks.some((c) => c.kind.endsWith("_person") && c.end - sentence.start === colon);
}

/** Vietnam's police and Laos' may meet without China: then neither the sentence nor what leads to it names a PRC side. */
function chinaTakesPart(match: RuleMatch, reading: Reading, parties: Parties): boolean {
  if (reading.context.filedIn === "CN" && /mekong/i.test(match.sentence.text + reading.title)) return true;
  const { chunks, text } = match.sentence;
  if (isOthersMinistry(reading)) return false;
  const own = chunks.some(
    (c) =>
      ["prc_person", "prc_organ", "china", "pair", "cn_place"].includes(c.kind) &&
      !(
        c.kind === "cn_place" && reading.words.of_autonomous.test(text.slice(c.start - match.sentence.start))
      ),
  );
  if (own || namesChina(match.sentence, reading)) return true;
  if (reading.language === "zh" && reading.words.autonomous_acts.test(text)) return false;
  if (reading.language === "zh" && reading.words.our_school.test(text)) return true;
  // An office without its state (领队…中校) has borrowed one: it is no second state.
  const named = chunks.filter(
    (c) => !c.countryOpen && (reading.language === "zh" ? isForeign(c) : c.kind !== "pair"),
  );
  const foreigners = new Set(named.flatMap((c) => [...c.countries]));
  const elided =
    match.rule.type === "meeting" &&
    (reading.language === "zh" ? leavesOutWhoActs(match, reading) : takesUpOurs(match.sentence, reading));
  const ofMany = chunks.some((c) => c.kind === "body" || c.kind === "forum_name");
  if (foreigners.size > 1 && !elided && !ofMany) return false;
  if (reading.words.china_named.test(reading.title)) return true;
  if (reading.words.our_mission.test(text) && reading.sentences.some((s) => s.chunks.some(isOurEnvoy)))
    return true;
  const { sentence } = match;
  const near = sentence.in === "title" ? [...leadOf(reading)] : sentencesBefore(reading, sentence, 4, 2);
  const next = neighbour(reading, match.sentence, 1);
  // 指挥中心26日揭幕。平台由中国公司承建: whose gift it is may be told next.
  // 走下包机…。这是我公安机关首次…: so is who brought them.
  const toldNext = reading.language !== "zh" || ["assistance", "operation"].includes(match.rule.type);
  if (toldNext && next?.in === "text") near.push(next);
  // …部长会议在塔什干举行。公安部副部长出席: who attends a forum is often told next.
  const attends = (step: number) => neighbour(reading, match.sentence, step)?.chunks.some(isInScope);
  if (match.rule.type === "forum" && [1, 2].some(attends)) return true;
  // 警察汉语培训班结业。驻莫桑比克大使出席: so is whose course it was.
  if (match.rule.type === "training" && next && ATTENDS.test(next.text) && next.chunks.some(isOurEnvoy))
    return true;
  const ofChina = (c: Chunk) =>
    c.kind === "pair" || isPrc(c) || (reading.language !== "zh" && c.kind === "cn_place");
  return (
    near.some((s) => namesChina(s, reading) || s.chunks.some(ofChina)) ||
    parties.prc.some((p) => p.sentence.in === "title")
  );
}

/** Whether the words of a sentence name China; every match near it asks. */
function namesChina(sentence: TaggedSentence, { words }: Reading): boolean {
  const known = namingChina.get(sentence);
  if (known !== undefined) return known;
  const named = words.china_named.test(sentence.text);
  namingChina.set(sentence, named);
  return named;
}

const namingChina = new WeakMap<TaggedSentence, boolean>();

/** Somebody or an organ of the PRC that the codebook has as an actor of its own; leaders are none. */
const isInScope = (chunk: Chunk): boolean => isPrc(chunk) && chunk.actors.some((actor) => actor !== "LEADER");

const ATTENDS = /出席|参加|致辞|颁发/;

/** 大使向警方转交了…: on the page of a Chinese mission its head goes by the office alone. */
function isOurEnvoy(chunk: Chunk): boolean {
  return chunk.kind === "prc_person" && chunk.actors.includes("EMBASSY");
}

/** 公安部 is also what Vietnam and Laos call theirs: a page that names two states and nothing else of China is about them. */
function isOthersMinistry(reading: Reading): boolean {
  const { countries, lexicon } = reading.context;
  if (reading.language !== "zh" || countries.length === 0) return false;
  // 越通社, 巴特寮通讯社: news of their own ministries, where nobody of China is named.
  const ofAgency = OTHERS_AGENCY.test(reading.text.slice(0, AGENCY_REACH));
  if (ofAgency && !pageNamesChina(reading)) return true;
  if (countries.length < 2) return false;
  const ministries = lexicon.zh.at("公安部", 0)?.values ?? [];
  if (!ministries.some((m) => m.kind === "organ" && m.country && countries.includes(m.country))) return false;
  if (pageNamesChina(reading)) return false;
  return reading.sentences.every((s) =>
    s.chunks.every(
      (c) =>
        !["china", "cn_place"].includes(c.kind) &&
        (!isPrc(c) || (!c.name && s.text.slice(c.start - s.start, c.end - s.start).startsWith("公安部"))),
    ),
  );
}

/** The whole page is searched, so only what little else decides asks for it. */
const pageNamesChina = ({ words, title, text }: Reading): boolean =>
  words.china_named.test(`${title}\n${text}`);

const OTHERS_AGENCY = /越通社|越南通讯社|老通社|巴特寮/;
const AGENCY_REACH = 40;

/**
 * Pages in Latin script are mostly not about China: one of its parties, campaigns (Fox Hunt) or bodies (SCO) must
 * stand in the sentence, before it or in the title.
 */
export function isChinaNear(match: RuleMatch, reading: Reading): boolean {
  if (reading.context.filedIn === "CN") return true;
  const near = [match.sentence, ...sentencesBefore(reading, match.sentence, 2, 1), ...titleOf(reading)];
  const next = neighbour(reading, match.sentence, 1);
  if (next?.in === "text" && next.paragraph === match.sentence.paragraph) near.push(next);
  const isOurs = (c: Chunk) => isPrc(c) || c.kind === "china" || c.kind === "cn_place";
  const isOfUs = (text: string) =>
    reading.words.police_campaign.test(text) || reading.words.partners_unnamed.test(text);
  return near.some((s) => s.chunks.some(isOurs) || isOfUs(s.text));
}

/** Dates are looked for around the verb when the rule names it, else around the whole match. */
function anchorOffset(match: RuleMatch): number {
  if (match.slots.verb) return match.slots.verb.start;
  // 9月1日到达，翌日与警方开始联合巡逻: what the rule is about stands last in what it matched.
  const written = matchedText(match);
  const last = Math.max(0, ...match.rule.keywords.map((word) => written.lastIndexOf(word)));
  return match.rule.language === "zh" ? match.start + last : match.start;
}

export function spanOf(place: Place): Span {
  return { in: place.sentence.in, start: place.chunk.start, end: place.chunk.end };
}
