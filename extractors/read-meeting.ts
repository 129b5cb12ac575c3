import { isAmongForeigners, isPoliceSession } from "./checks-latin.ts";
import { type Draft, draftFrom, type EventReader, refuse } from "./draft.ts";
import { startAtFirstDay } from "./first-day.ts";
import { type Place, unique } from "./parties.ts";
import { isAmongJudges, isForeign, isPrc, isSecurityOrgan, type Reading, topicHits } from "./reading.ts";
import { addRound } from "./round.ts";
import { matchedText, type RuleMatch } from "./rule.ts";

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

/**
 * Meetings: a security principal of the PRC with anyone of a foreign state, or a head of mission with a foreign
 * security organ on security matters (codebook, rulings 1, 4, 5, 7, 13). Several hosts of one country are one meeting;
 * hosts of several countries are one each.
 */
export const meeting: EventReader = {
  type: "meeting",
  read(match, reading) {
    const made = draftFrom(match, reading);
    if ("refused" in made) return made;
    const { draft, parties } = made;
    if (reading.language !== "zh" && reading.words.ended.test(match.sentence.text))
      startAtFirstDay(draft, match, reading);
    if (reading.language !== "zh" && isAmongForeigners(match, reading))
      return refuse("both sides are foreign");
    const supplier =
      draft.actors.includes("VENDOR") && reading.words.vendor_business.test(match.sentence.text);
    let security = supplier || draft.actors.some((actor) => SECURITY_ACTORS.has(actor));
    const foreignSecurity = draft.foreign.some(
      (p) => isSecurityOrgan(p.chunk) && !isAmongJudges(draft.actors, p.chunk),
    );
    if (
      isSession(match) &&
      draft.countries.length === 0 &&
      parties.bodies.length === 0 &&
      !isOfMany(match, reading)
    )
      return refuse("no foreign side is named");
    if (isSession(match) && namedOnlyAfter(draft, reading))
      return refuse("the state is named after the session only");
    if (isMultilateral(match, reading) && security && (reading.language !== "zh" || isSession(match)))
      return [{ ...draft, type: "forum" }];
    if (isMultilateral(match, reading)) return refuse("several states at one table: a forum, not a meeting");
    // 在里昂会见国际刑警组织秘书长: the place is no party.
    if (
      draft.foreign.length > 0 &&
      draft.foreign.every((p) => isOfBody(p, reading) && p.chunk.countries.length === 0)
    )
      draft.countries = [];
    if (
      draft.countries.length === 0 &&
      parties.bodies.length === 0 &&
      !draft.foreign.some((p) => isOfBody(p, reading))
    )
      return refuse("no foreign side is named");
    if (reading.language === "zh" && isAmongOurs(match)) return refuse("both sides are Chinese");
    const ofPolice = reading.language !== "zh" && isPoliceSession(match, reading);
    if (ofPolice) security = true;
    if (reading.language === "zh" && isPoliceSessionZh(match, reading)) {
      security = true;
      if (!draft.actors.some((a) => SECURITY_ACTORS.has(a) || a === "EMBASSY"))
        draft.actors.push(reading.words.of_drugs.test(matchedText(match)) ? "NNCC" : "MPS");
    }
    const politics = draft.actors.every((actor) => POLITICAL.has(actor));
    if (
      draft.actors.length > 0 &&
      draft.actors.every((a) => a === "CCDI") &&
      !foreignSecurity &&
      !reading.words.anti_corruption_talks.test(reading.title + match.sentence.text)
    ) {
      return refuse("a party leader's visit without an anti-corruption counterpart");
    }
    if (draft.actors.includes("LEADER") && !security) security = addAttending(draft, match, reading);
    if (
      security &&
      politics &&
      !foreignSecurity &&
      !ofPolice &&
      !(draft.actors.includes("CCDI") && reading.words.anti_corruption_talks.test(match.sentence.text)) &&
      !reading.words.security_talks.test(reading.text + reading.title)
    ) {
      return refuse("a party leader's visit without security content");
    }
    if (
      reading.language === "zh" &&
      match.rule.confidence < 0.72 &&
      !parties.prc.some((p) => p.sentence === match.sentence && p.chunk.actors.some(isPolice))
    ) {
      return refuse("a visit of somebody who is no security principal");
    }
    if (draft.actors.includes("LEADER") && !draft.actors.includes("EMBASSY") && !ofPolice) {
      const counterpart = draft.foreign.find((p) => p.chunk.name && isSecurityOrgan(p.chunk));
      if (!counterpart || (!security && !POLICE_ORGANS.has(counterpart.chunk.organ ?? "")))
        return refuse("leaders' talks alone");
    }
    const delegation = reading.words.chinese_delegation.exec(match.sentence.text);
    if (reading.language === "zh" && !security && draft.actors.length === 0 && delegation) {
      draft.actors = [delegation[1] === "禁毒" ? "NNCC" : "MPS"];
      security = true;
    }
    if (!security) {
      if (!foreignSecurity) return refuse("neither side is a security organ");
      if (!hasSecurityContent(reading)) return refuse("courtesy words only, no security content");
      const inScope = draft.actors.some((a) => a === "EMBASSY" || a === "PROC" || a === "LEADER");
      if (!inScope) return refuse("no PRC actor in scope");
    }
    // Ministers of three and more states at one table are a forum (ruling 5).
    if (
      draft.countries.length > 2 &&
      (reading.language !== "zh" || /session|chairs|with/.test(match.rule.id)) &&
      perCountry(draft, match, reading).length === 1
    ) {
      const gathering: Draft = { ...draft, type: "forum" };
      addRound(gathering, match, reading);
      return [gathering];
    }
    const ofStates = perCountry(draft, match, reading);
    return ofStates.length === 1 ? perDay(ofStates[0]!, match, reading) : ofStates;
  },
};

/** 市公安局…局长同学员座谈: both slots hold a party of the PRC, and the sentence names no other. */
function isAmongOurs({ slots, sentence }: RuleMatch): boolean {
  const parties = [slots.host, slots.visitor].map((slot) =>
    sentence.chunks.find((c) => slot && c.start <= slot.start && slot.start < c.end),
  );
  return (
    parties.every((c) => c !== undefined && isPrc(c)) &&
    !sentence.chunks.some((c) => isForeign(c) || c.kind === "country" || c.kind === "pair")
  );
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

/** 多国代表, a forum or a pair of states: others than China sit at it, though none is named. */
function isOfMany({ sentence }: RuleMatch, reading: Reading): boolean {
  return (
    reading.words.guests_of_many.test(sentence.text) ||
    sentence.chunks.some((c) => c.kind === "forum_name" || c.kind === "pair" || isForeign(c))
  );
}

/** A session held by a security organ; who sat at it stands in its sentence, and not only after it. */
function isSession(match: RuleMatch): boolean {
  return /zh\.session-held$/.test(match.rule.id);
}

/** 召开联席会，拟于9月举办蒙古国班: a state named after the session is another matter, unless it is said to sit there. */
function namedOnlyAfter({ match, countryPlaces }: Draft, reading: Reading): boolean {
  const { sentence, end } = match;
  const named = sentence.chunks.filter((c) => c.countries.length > 0);
  const rest = sentence.text.slice(end - sentence.start);
  const later = named.every((c) => c.start >= end && c.kind !== "foreign_person");
  if (named.length > 0)
    return later && !(reading.words.attended_by.test(rest) && !reading.words.session_looks_back.test(rest));
  return countryPlaces.every((p) => p.sentence.in === "text" && p.sentence.start > sentence.start);
}

/** 国际刑警组织秘书长: the guest stands for a body and no state. */
function isOfBody({ chunk, sentence }: Place, reading: Reading): boolean {
  return (
    chunk.kind === "foreign_person" &&
    reading.words.heads_body.test(
      sentence.text.slice(chunk.start - sentence.start, chunk.end - sentence.start),
    )
  );
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

/** Several states at one table; talks with Interpol or one country's people in turn are meetings. */
function isMultilateral(match: RuleMatch, reading: Reading): boolean {
  const inside = match.sentence.chunks.filter((c) => c.start >= match.start && c.end <= match.end);
  if (inside.some((c) => c.kind === "foreign_person" && c.countries.length === 1)) return false;
  if (inside.some((c) => c.kind === "forum_name" && c.countries.length !== 1)) return true;
  const two = inside.some((c) => c.kind === "pair" && c.countries.length === 1);
  if (/zh\.session/.test(match.rule.id) && !two) {
    const named = matchedText(match);
    if (reading.words.many_states.test(named)) return true;
  }
  return inside.some(
    (c) =>
      (c.kind === "pair" && c.countries.length > 1) ||
      (c.kind === "body" &&
        c.countries.length !== 1 &&
        (/session/.test(match.rule.id) ||
          !reading.words.interpol.test(
            match.sentence.text.slice(c.start - match.sentence.start, c.end - match.sentence.start),
          ))),
  );
}

/** Security is spoken of; the names of people and organs are no content, since every call on a police chief has one. */
function hasSecurityContent(reading: Reading): boolean {
  const known = secure.get(reading);
  if (known !== undefined) return known;
  const found = reading.sentences.some(
    (s) =>
      topicHits(reading, s).length > 0 ||
      ((reading.language === "zh" || s.in === "text") && reading.words.security_content.test(s.tagged)),
  );
  secure.set(reading, found);
  return found;
}

/** Asked for every meeting of a document, and the same for all of them. */
const secure = new WeakMap<Reading, boolean>();

/**
 * 分别会见 (met in turn): one meeting for each country; otherwise the parties sat at one table. In English one host who
 * "met with guests from Fiji and Tonga" met them in turn unless the sentence says that they sat together.
 */
function perCountry(draft: Draft, match: RuleMatch, reading: Reading): Draft[] {
  const latin = reading.language !== "zh";
  const text = match.sentence.text;
  const inTurn =
    reading.words.in_turn.test(text) ||
    (latin
      ? /meets$|spoken-with$/.test(match.rule.id) &&
        hasOneHost(match) &&
        !reading.words.at_one_table.test(text)
      : /zh\.receives$/.test(match.rule.id));
  const named = draft.foreign.filter((p) => p.chunk.countries.length > 0);
  const ofBodies = draft.foreign.filter((p) => p.chunk.countries.length === 0 && isOfBody(p, reading));
  const parties = draft.countries.length + (ofBodies.length > 0 ? 1 : 0);
  // 分别会见吉尔吉斯斯坦、哈萨克斯坦内务部长: two guests in one chunk, whom the word tells apart.
  const apart = latin || reading.words.in_turn.test(text) || named.length + ofBodies.length > 1;
  if (!inTurn || parties < 2 || !apart) return [draft];
  const one = (countries: string[], foreign: Place[]) => ({
    ...draft,
    countries,
    foreign,
    time: latin ? ownTime(draft, foreign[0], match) : draft.time,
  });
  return [
    ...draft.countries.map((country) =>
      one(
        [country],
        draft.foreign.filter((p) => p.chunk.countries.includes(country)),
      ),
    ),
    ...(ofBodies.length > 0 ? [one([], ofBodies)] : []),
  ];
}

/** "saw the Bolivian minister on Oct. 21 and the Peruvian minister on Oct. 24": the day after a guest is that guest's. */
function ownTime(draft: Draft, guest: Place | undefined, { sentence }: RuleMatch): Draft["time"] {
  if (guest?.sentence !== sentence) return draft.time;
  const next = sentence.chunks.find((c) => c.start >= guest.chunk.end && c.kind === "foreign_person");
  const chunk = sentence.chunks.find(
    (c) => c.kind === "date" && c.date!.date && c.start >= guest.chunk.end && (!next || c.end <= next.start),
  );
  return chunk ? { date: chunk.date!.date!, chunk, sentence, how: "stated" } : draft.time;
}

/** "held talks with the vice minister on March 27 and with the head of the bureau on March 30": a meeting each day (ruling 13). */
function perDay(draft: Draft, { sentence, slots }: RuleMatch, reading: Reading): Draft[] {
  if (reading.language === "zh" || !slots.verb) return [draft];
  const behind = sentence.chunks.filter((c) => c.start >= slots.verb!.end);
  const met = behind.filter((c) => c.kind.endsWith("_person") || isPrc(c));
  const dated = met.flatMap((chunk, i) => {
    const until = met[i + 1]?.start ?? sentence.end;
    const day = behind.find((c) => c.date?.date?.length === 10 && c.start >= chunk.end && c.end <= until);
    return day ? [{ chunk, day }] : [];
  });
  const joined = dated
    .slice(1)
    .every(({ chunk }, i) =>
      /^,? and (?:later |then )?(?:with |to )?(?:the )?$/.test(
        sentence.text.slice(dated[i]!.day.end - sentence.start, chunk.start - sentence.start),
      ),
    );
  if (dated.length < 2 || !joined || new Set(dated.map((d) => d.day.date!.date)).size < dated.length)
    return [draft];
  return dated.map(({ chunk, day }) => {
    const side = isPrc(chunk) ? "prc" : "foreign";
    const others = new Set(dated.map((d) => d.chunk).filter((c) => c !== chunk));
    const own = draft[side].filter((p) => !others.has(p.chunk));
    return {
      ...draft,
      [side]: own.some((p) => p.chunk === chunk) ? own : [...own, { chunk, sentence }],
      time: { date: day.date!.date!, chunk: day, sentence, how: "stated" as const },
    };
  });
}

/** One person of the PRC, and before the verb. */
function hasOneHost(match: RuleMatch): boolean {
  const verb = match.slots.verb?.start ?? match.end;
  const people = match.sentence.chunks.filter((c) => c.kind === "prc_person");
  return people.length === 1 && people[0]!.start < verb;
}
