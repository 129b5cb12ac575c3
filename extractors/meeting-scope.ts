import { isPoliceSession } from "./checks-latin.ts";
import type { Draft } from "./draft.ts";
import { type Parties, unique } from "./parties.ts";
import { isAmongJudges, isSecurityOrgan, type Reading, sentencesAfter } from "./reading.ts";
import { matchedText, type RuleMatch } from "./rule.ts";
import { wordsIn } from "./topic-words.ts";

/** PRC actors that make a meeting one of internal security whoever the counterpart is. */
export const SECURITY_ACTORS: ReadonlySet<string> = new Set([
  "MPS",
  "LOCAL_PSB",
  "PAP",
  "CCG",
  "MSS",
  "CPLAC",
  "CCDI",
  "NNCC",
  "POLICE_ACADEMY",
]);

/** A security principal of the PRC sits there, or a vendor whose wares are spoken of. */
export function hasSecurityPrincipal(draft: Draft, match: RuleMatch, reading: Reading): boolean {
  const supplier = draft.actors.includes("VENDOR") && reading.words.vendor_business.test(match.sentence.text);
  return supplier || draft.actors.some((actor) => SECURITY_ACTORS.has(actor));
}

/**
 * Why a meeting with a foreign side is none of internal security, or null where it is one (codebook, rulings 1, 4, 7, 13). The
 * PRC organ that only the name of the talks or the guests' attendance tells is added to the draft.
 */
export function whyNoSecurityMeeting(
  draft: Draft,
  parties: Parties,
  match: RuleMatch,
  reading: Reading,
): string | null {
  const chinese = reading.language === "zh";
  const foreignSecurity = draft.foreign.some(
    (p) => isSecurityOrgan(p.chunk) && !isAmongJudges(draft.actors, p.chunk),
  );
  if (!chinese && areArmies(draft, match, reading)) return "armies meet, and no police";
  const policeTalks = !chinese && isPoliceSession(match, reading);
  let security = hasSecurityPrincipal(draft, match, reading) || policeTalks;
  if (chinese && isPoliceSessionZh(match, reading)) {
    security = true;
    addOrganOfTalks(draft, match, reading);
  }
  const politics = draft.actors.every((actor) => POLITICAL.has(actor));
  const againstCorruption = (text: string) => reading.words.anti_corruption_talks.test(text);
  if (politics && draft.foreign.length > 0 && draft.foreign.every((p) => isJudge(p.chunk.organ)))
    return "courts meet";
  const partyOrgan = draft.actors.length > 0 && draft.actors.every((a) => a === "CCDI");
  if (partyOrgan && !foreignSecurity && !againstCorruption(reading.title + match.sentence.text))
    return "a party leader's visit without an anti-corruption counterpart";
  if (draft.actors.includes("LEADER") && !security) security = addAttending(draft, match, reading);
  if (security && politics && !foreignSecurity && !policeTalks) {
    const onCorruption = draft.actors.includes("CCDI") && againstCorruption(match.sentence.text);
    if (!onCorruption && !reading.words.security_talks.test(reading.text + reading.title))
      return "a party leader's visit without security content";
  }
  if (chinese && isVisitToGive(draft, match, reading))
    return "gifts or greetings are brought, and no talks are told of";
  if (chinese && match.rule.confidence < SURE_OF_VISITS && !hasPoliceBeside(parties, match))
    return "a visit of somebody who is no security principal";
  if (draft.actors.includes("LEADER") && !draft.actors.includes("EMBASSY") && !policeTalks) {
    const counterpart = draft.foreign.find((p) => p.chunk.name && isSecurityOrgan(p.chunk));
    if (!counterpart || (!security && !POLICE_ORGANS.has(counterpart.chunk.organ ?? "")))
      return "leaders' talks alone";
  }
  if (chinese && !security) security = addDelegation(draft, match, reading);
  if (security) return null;
  if (!foreignSecurity) return "neither side is a security organ";
  if (!hasSecurityContent(reading) && !tellsBusiness(match, reading))
    return "courtesy words only, no security content";
  const inScope = draft.actors.some((a) => a === "EMBASSY" || a === "PROC" || a === "LEADER");
  return inScope ? null : "no PRC actor in scope";
}

/** "Border troops of the two sides met … A colonel of the PLA led": soldiers by the title or what follows, and nobody named. */
function areArmies(draft: Draft, { sentence }: RuleMatch, reading: Reading): boolean {
  if (draft.prc.some((p) => p.chunk.name)) return false;
  const { military, police_named } = reading.words;
  const told = [reading.title, sentence.text, ...sentencesAfter(reading, sentence, 1).map((s) => s.text)];
  return told.some((text) => military.test(text)) && !told.some((text) => police_named.test(text));
}

/** 大使到访警察学院，赠送电脑; 看望执勤警察: a head of mission who brings gifts or greetings. */
function isVisitToGive(draft: Draft, { sentence, rule }: RuleMatch, { words }: Reading): boolean {
  if (!/goes-to|receives$/.test(rule.id)) return false;
  if (!draft.actors.every((actor) => actor === "EMBASSY") || draft.actors.length === 0) return false;
  return words.brings_gifts.test(sentence.text) && !words.speaks_with.test(sentence.text);
}

/** 大法院院长, 首席大法官 */
const isJudge = (organ: string | null | undefined): boolean => organ === "court";

/** Rules of visits below this confidence hold for anybody who travels. */
const SURE_OF_VISITS = 0.72;

const hasPoliceBeside = (parties: Parties, { sentence }: RuleMatch): boolean =>
  parties.prc.some((p) => p.sentence === sentence && p.chunk.actors.some(isPolice));

/** 中澳警务对话 without a name: talks on drugs are the Narcotics Control Commission's, others the ministry's. */
function addOrganOfTalks(draft: Draft, match: RuleMatch, reading: Reading): void {
  if (draft.actors.some((a) => SECURITY_ACTORS.has(a) || a === "EMBASSY")) return;
  draft.actors.push(reading.words.of_drugs.test(matchedText(match)) ? "NNCC" : "MPS");
}

/** 中国禁毒代表团, 中国警务代表团: a delegation stands for its organ where nobody of it is named. */
function addDelegation(draft: Draft, match: RuleMatch, reading: Reading): boolean {
  if (draft.actors.length > 0) return false;
  const delegation = reading.words.chinese_delegation.exec(match.sentence.text);
  if (delegation) draft.actors = [delegation[1] === "禁毒" ? "NNCC" : "MPS"];
  return delegation !== null;
}
/** 中越移民管理合作部门第三次会议, 中澳警务对话: a mechanism of two states whose name says that police meet. */
function isPoliceSessionZh(match: RuleMatch, reading: Reading): boolean {
  if (!/session/.test(match.rule.id)) return false;
  const { sentence } = match;
  const inside = matchedText(match);
  const two = sentence.chunks.some(
    (c) =>
      c.kind === "pair" ||
      c.kind === "china" ||
      c.kind === "prc_organ" ||
      (c.kind === "forum_name" && c.countries.length === 1),
  );
  return two && reading.words.police_session.test(inside);
}

const isPolice = (actor: string): boolean => SECURITY_ACTORS.has(actor) && !POLITICAL.has(actor);
const POLICE_ORGANS: ReadonlySet<string> = new Set([
  "interior",
  "police",
  "gendarmerie",
  "border",
  "immigration",
  "drugs",
]);

/** Leaders of party organs who meet foreign guests on any subject. */
const POLITICAL: ReadonlySet<string> = new Set(["CPLAC", "CCDI", "LEADER", "PROC"]);

/** A state leader's meeting at which a security principal sits is one of internal security: 郭声琨参加会见. */
function addAttending(draft: Draft, match: RuleMatch, reading: Reading): boolean {
  for (const sentence of reading.sentences) {
    if (sentence === match.sentence || !reading.words.sits_in.test(sentence.text)) continue;
    const present = sentence.chunks.filter(
      (c) => c.kind === "prc_person" && c.actors.some((a) => SECURITY_ACTORS.has(a)),
    );
    if (present.length === 0) continue;
    draft.prc.push(...present.map((chunk) => ({ chunk, sentence })));
    draft.actors = unique([...draft.actors, ...present.flatMap((c) => [...c.actors])]);
    return true;
  }
  return false;
}

/** Security is spoken of; the names of people and organs are no content, since every call on a police chief has one. */
function hasSecurityContent(reading: Reading): boolean {
  const known = secure.get(reading);
  if (known !== undefined) return known;
  const found = reading.sentences.some(
    (s) =>
      wordsIn({ sentence: s, from: s.start, to: s.start + s.text.length }, reading.topics, reading).length >
        0 ||
      ((reading.language === "zh" || s.in === "text") && reading.words.security_content.test(s.tagged)),
  );
  secure.set(reading, found);
  return found;
}

/**
 * "The commissioner and he went through the numbers of the force": what is gone through with a police chief is the business
 * of the police, whatever the words; not where the page tells of greetings, farewells and feasts.
 */
function tellsBusiness({ sentence }: RuleMatch, reading: Reading): boolean {
  if (reading.language === "zh" || reading.words.greetings.test(reading.title + reading.text)) return false;
  return [sentence, ...sentencesAfter(reading, sentence, 1)].some((s) =>
    reading.words.talks_business.test(s.text),
  );
}

/** Asked for every meeting of a document, and the same for all of them. */
const secure = new WeakMap<Reading, boolean>();
