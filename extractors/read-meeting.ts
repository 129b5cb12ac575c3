import { isAmongForeigners } from "./checks-latin.ts";
import { type Draft, draftFrom, type EventReader, refuse } from "./draft.ts";
import { startAtFirstDay } from "./first-day.ts";
import { hasSecurityPrincipal, whyNoSecurityMeeting } from "./meeting-scope.ts";
import { meetingsByDay, meetingsByState } from "./meetings-apart.ts";
import { isOfBody, leaveOutVenue, type Parties } from "./parties.ts";
import { commandersMeeting } from "./read-commanders.ts";
import { isForeign, isPrc, type Reading, sentencesBefore, titleOf } from "./reading.ts";
import { addRound } from "./round.ts";
import { matchedText, type RuleMatch, tells } from "./rule.ts";

interface Made {
  readonly draft: Draft;
  readonly parties: Parties;
}

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
    const led = tells(match, "commanders") ? commandersMeeting(draft, match, reading) : null;
    if (led) return [led];
    if (reading.language !== "zh" && reading.words.ended.test(match.sentence.text))
      startAtFirstDay(draft, match, reading);
    const alone = withoutCounterpart(made, match, reading);
    if (alone) return refuse(alone);
    if (isMultilateral(match, reading)) {
      const held = hasSecurityPrincipal(draft, match, reading);
      // "meets security chiefs of SCO members": a headline does not say whether one by one.
      const atOneTable = reading.language === "zh" ? isSession(match) : match.sentence.in === "text";
      if (held && atOneTable) return [{ ...draft, type: "forum" }];
      return refuse("several states at one table: a forum, not a meeting");
    }
    leaveOutVenue(draft, reading);
    if (!hasForeignSide(made, reading)) return refuse("no foreign side is named");
    if (reading.language === "zh" && (isAmongOurs(match) || isOwnDelegation(match, reading)))
      return refuse("both sides are Chinese");
    const outside = whyNoSecurityMeeting(draft, parties, match, reading);
    if (outside) return refuse(outside);
    const meetings = meetingsByState(draft, match, reading);
    if (meetings.length > 1) return meetings;
    if (isGathering(draft, match, reading)) {
      const gathering: Draft = { ...draft, type: "forum" };
      addRound(gathering, match, reading);
      return [gathering];
    }
    return meetingsByDay(meetings[0]!, match, reading);
  },
};

/** Why there is no foreign counterpart at these talks, as far as the sentence and its neighbours tell, or null. */
function withoutCounterpart({ draft, parties }: Made, match: RuleMatch, reading: Reading): string | null {
  if (reading.language !== "zh" && isAmongForeigners(match, reading)) return "both sides are foreign";
  if (reading.language === "zh") {
    if (WITH_MANY.test(matchedText(match))) return "a total of states";
    const behind = match.sentence.text.slice((match.slots.verb?.end ?? match.end) - match.sentence.start);
    if (IS_CHANNEL.test(behind)) return "what a mechanism is for";
    const said = whyNoGuestZh(match);
    if (said) return said;
  }
  if (isHonour(match, reading)) return "peacekeepers are honoured";
  if (isRoundOfOthers(match, reading)) return "a round of training or patrols, not of talks";
  if (!isSession(match)) return null;
  const named = draft.countries.length > 0 || parties.bodies.length > 0 || isOfMany(match, reading);
  if (!named) return "no foreign side is named";
  return namedOnlyAfter(draft, reading) ? "the state is named after the session only" : null;
}

function hasForeignSide({ draft, parties }: Made, reading: Reading): boolean {
  const { countries, foreign } = draft;
  return countries.length > 0 || parties.bodies.length > 0 || foreign.some((p) => isOfBody(p, reading));
}

/** Ministers of three and more states at one table are a forum (ruling 5). */
function isGathering(draft: Draft, match: RuleMatch, reading: Reading): boolean {
  if (reading.language === "zh")
    return draft.countries.length > 2 && /session|chairs|with/.test(match.rule.id);
  // "Police of Thailand, Myanmar and China sat round one table": three forces, and no principals who meet.
  const forces = match.rule.id.endsWith("joint") && draft.foreign.every((p) => !p.chunk.name);
  return draft.countries.length > (forces ? 1 : 2);
}

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

/** 湖北省公安厅代表团…。大使在使馆会见代表团: a Chinese mission receives guests from home. */
function isOwnDelegation(match: RuleMatch, reading: Reading): boolean {
  if (!/receives-guests$/.test(match.rule.id)) return false;
  const host = match.slots.host?.chunks.some((c) => c.actors.includes("EMBASSY"));
  const delegations = [...titleOf(reading), ...sentencesBefore(reading, match.sentence, 3, 3)].flatMap((s) =>
    s.chunks.filter((c) =>
      /^(?:副?[厅局部]长[^，。]{1,4})?(?:率)?[^，。；]{0,4}代?表?团/.test(s.text.slice(c.end - s.start)),
    ),
  );
  return host === true && delegations.length > 0 && delegations.every(isPrc);
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

/** Why who stands behind the verb is not met, or null: another clause is theirs, they are trainees, or it is said at a forum. */
function whyNoGuestZh({ rule, slots, sentence }: RuleMatch): string | null {
  const { verb, visitor } = slots;
  if (!verb) return null;
  // 会见了赴几的劝返小组
  if (/^了?[^，。；]{0,16}(?:劝返|追逃|工作|专案)小?组/.test(sentence.text.slice(verb.end - sentence.start)))
    return "a team of our own";
  if (!visitor) return null;
  const between = sentence.text.slice(verb.end - sentence.start, visitor.start - sentence.start);
  // 会见了劝返小组，并向几方负责人表达谢意
  if (/receives$/.test(rule.id) && /，(?:并|还|也)?(?:向|对|为|给)$/.test(between))
    return "another clause is theirs";
  // 先后接待了印尼、巴基斯坦等国的学员
  const behind = sentence.text.slice(visitor.end - sentence.start);
  if (/receives/.test(rule.id) && /^[^，。；]{0,8}(?:的|等国?的?)(?:学员|留学生)/.test(behind))
    return "trainees are received";
  // 汤加警察部门负责人在会上谈到
  const before = sentence.text.slice(0, verb.start - sentence.start);
  if (/discusses$/.test(rule.id) && /(?:会|论坛|对话)上$/.test(before)) return "said at a gathering";
  return null;
}

/** 联络小组是双方磋商执法合作的主渠道 (the main channel) */
const IS_CHANNEL = /^[^，。；]{0,14}的(?:主?渠道|平台|机制|框架|窗口|桥梁)/;

/** 与50余个国家的内政警察部门建立了工作会晤 */
const WITH_MANY = /[与同和]\d{2,}(?:余|多)?个国家/;

/** "a medal parade at which police of the UN mission received …" */
function isHonour({ sentence }: RuleMatch, { language, words }: Reading): boolean {
  return language !== "zh" && /\bmedals?\b/i.test(sentence.text) && words.peacekeeping.test(sentence.text);
}

/** "has begun training the police. The first round took place in June": what goes in rounds stands before. */
function isRoundOfOthers(match: RuleMatch, reading: Reading): boolean {
  if (!/^rounds?\b(?! of (?:\w+ )?(?:talks|consultations|dialogue|meetings))/i.test(matchedText(match)))
    return false;
  const [before] = sentencesBefore(reading, match.sentence, 1, 1);
  return before !== undefined && /\b(?:train\w*|courses?|patrols?|drills?|exercises?)\b/i.test(before.text);
}

/** Several states at one table; talks with Interpol or one country's people in turn are meetings. */
function isMultilateral(match: RuleMatch, reading: Reading): boolean {
  const inside = match.sentence.chunks.filter((c) => c.start >= match.start && c.end <= match.end);
  if (/zh\.chairs/.test(match.rule.id) && isOfGroup(match, reading)) return true;
  if (inside.some((c) => c.kind === "foreign_person" && c.countries.length === 1)) return false;
  if (inside.some((c) => c.kind === "forum_name" && c.countries.length !== 1)) return true;
  const two = inside.some((c) => c.kind === "pair" && c.countries.length === 1);
  if (/(?:zh|en)\.session/.test(match.rule.id) && !two) {
    if (reading.words.many_states.test(matchedText(match))) return true;
    // 同中亚五国举行内务部长会议: how many sit there may stand before the session, in its clause.
    const clause = match.sentence.text
      .slice(0, match.end - match.sentence.start)
      .split(/[，；]/)
      .at(-1)!;
    if (reading.words.group_of_states.test(clause)) return true;
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

/** 中国—部分南太岛国部级对话举行，某某和某某共同主持: two chair it, and a group of states sits at it. */
const isOfGroup = (match: RuleMatch, reading: Reading): boolean =>
  reading.words.group_of_states.test(match.sentence.text.slice(0, match.end - match.sentence.start));
