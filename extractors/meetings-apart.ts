import type { Draft } from "./draft.ts";
import { isOfBody, type Place } from "./parties.ts";
import { isPrc, type Reading } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/**
 * 分别会见 (met in turn): one meeting for each country; otherwise the parties sat at one table. In English one host who
 * "met with guests from Fiji and Tonga" met them in turn unless the sentence says that they sat together.
 */
export function meetingsByState(draft: Draft, match: RuleMatch, reading: Reading): Draft[] {
  const latin = reading.language !== "zh";
  const text = match.sentence.text;
  // A tour: one meeting for each country.
  const tour = /\.visits$/.test(match.rule.id);
  const inTurn =
    tour ||
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
  const apart = latin || tour || reading.words.in_turn.test(text) || named.length + ofBodies.length > 1;
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
export function meetingsByDay(draft: Draft, { sentence, slots }: RuleMatch, reading: Reading): Draft[] {
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
