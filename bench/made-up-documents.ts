import { type CodedMention, type Coding, EVENT_TYPES, type EventType } from "../extractors/event.ts";
import { dice, type Roll } from "./dice.ts";
import { type MadeUpText, makeText, PLACES, TOPICS } from "./made-up-texts.ts";

/** When the made-up store is looked at. */
export const AT = "2026-06-01T08:00:00Z";

/** What the made-up pages are read by and come from. */
export interface Given {
  readonly sources: readonly string[];
  /** Ids of rules by type. */
  readonly rules: ReadonlyMap<EventType, readonly string[]>;
}

/** A made-up page, and what it reports. */
export interface Made {
  readonly id: string;
  readonly number: number;
  readonly eventId: string | null;
  readonly url: string;
  readonly sourceId: string;
  readonly text: MadeUpText;
  readonly published: string;
  readonly mention: CodedMention | null;
}

/** Hashes are what real ids look like to an index: in no order. */
function idOf(prefix: string, number: number): string {
  return `${prefix}${((number * 2654435761) % 2 ** 32).toString(36).padStart(7, "0")}${number.toString(36).padStart(3, "0").slice(-3)}`;
}

export function eventIdOf(number: number): string {
  return idOf("e", number);
}

export function makeDocument(number: number, event: number | null, given: Given, roll: Roll): Made {
  const about = dice(event === null ? number + 5_000_000 : event + 1);
  const type = EVENT_TYPES[Math.floor((about(100) / 100) ** 1.7 * EVENT_TYPES.length)]!;
  // Few countries have most of the events.
  const place = PLACES[Math.floor((about(1000) / 1000) ** 2 * PLACES.length)]!;
  const date = day(about(6200));
  const topic = TOPICS[about(TOPICS.length)]!;
  const rules = given.rules.get(type) ?? [];
  const language = roll(3) === 0 ? "en" : "zh";
  const text = makeText({ type, place, date, topic, language, reports: event !== null }, about, roll);
  const ofLanguage = rules.filter((id) => id.includes(`.${language}.`));
  const coding: Coding = {
    type,
    date,
    countries: about(12) === 0 ? [place.code, PLACES[about(PLACES.length)]!.code] : [place.code],
    prc_actors: ["MPS"],
    prc_people: [text.names.visitor],
    foreign_people: [text.names.host],
    topics: [topic.code],
    ...(type === "agreement" ? { agreement_type: "memorandum_of_understanding" as const } : {}),
  };
  const evidence = { in: "text" as const, start: text.start, end: text.start + text.quote.length };
  const url = `https://site${number % 150}.example/${number}.htm`;
  return {
    id: idOf("d", number),
    number,
    eventId: event === null ? null : eventIdOf(event),
    url,
    sourceId: given.sources[(number * 31) % given.sources.length]!,
    text,
    published: date,
    mention:
      event === null
        ? null
        : {
            coding: { ...coding, countries: [...new Set(coding.countries)] },
            evidence,
            quote: text.quote,
            fieldSpans: { date: [evidence], countries: [evidence] },
            people: [],
            ruleId: ofLanguage[about(ofLanguage.length)] ?? rules[0] ?? `${type}.${language}.made-up`,
            confidence: Math.round(30 + 69 * Math.sqrt(roll(1000) / 1000)) / 100,
          },
  };
}

/** A day from 2009 on. */
function day(number: number): string {
  return new Date(Date.UTC(2009, 0, 1 + number)).toISOString().slice(0, 10);
}

/** A time of the last 200 days before the store was made. */
export function time(number: number): string {
  return new Date(Date.parse(AT) - number * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
}
