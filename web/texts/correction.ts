import type { CodedField } from "../../extractors/event.ts";

/** What the form of a correction says. */
export const CORRECTION_TEXTS = {
  hints: {
    type: "what kind of occasion",
    date: "as exact as known: 2016-09-27, 2016-09 or 2016",
    countries: "foreign countries in English or Chinese, with a semicolon between two",
    agreement_type: "for agreements only",
    location: "city or country where it happened",
    participants: "people trained",
    persons: "people handed over",
    round: "3 for the third round",
    items: "what was handed over, one on a line",
    value: "for example 500000 USD",
    prc_people: "names as written; empty a name to take the person out",
    foreign_people: "names as written; empty a name to take the person out",
    prc_actors: "every Chinese body that took part",
    topics: "what it was about",
  } satisfies Record<CodedField, string>,
  noAgreement: "–",
  person: { name: "Name", office: "Office", agency: "Agency" },
  row: (number: number) => `person ${number}`,
  /** Before the words of a report that were marked for a field. */
  marked: "From the marked words",
} as const;
