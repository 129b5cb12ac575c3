import { AGREEMENT_TYPES, type Coding, type Participant, PRC_ACTORS, TOPICS } from "./event.ts";
import type { Fact, Facts } from "./facts.ts";
import type { LinkableMention } from "./link-mention.ts";
import type { LinkContext } from "./link-ready.ts";
import { type ConflictContext, LASTING, markConflict, SEVERAL_COUNTRIES } from "./merge-conflicts.ts";
import { listedPeople, mergePeople } from "./merge-people.ts";
import { type WeighedMention, weighMentions } from "./merge-reports.ts";
import { choose, inWords, type Merit, MOST_REPORTS, union, type Vote, votesFor } from "./merge-votes.ts";

/** One event's values over all its mentions. */
export interface MergedCoding {
  readonly coding: Coding;
  readonly people: Participant[];
  /** How each field got its value, with what a person should see. */
  readonly facts: Facts;
}

/** Fields with one value, of which the more reports, the better. */
const COUNTED = new Set<keyof Coding>(["round"]);
const SINGLE = ["agreement_type", "participants", "round", "persons", "items", "value", "location"] as const;

/**
 * The values of an event over its mentions: for each field the best-founded one, with the others and the reason. The
 * order of `mentions` does not matter; there must be at least one.
 */
export function mergeCodings(mentions: readonly LinkableMention[], context: LinkContext): MergedCoding {
  const weighed = weighMentions(mentions);
  const types = choose(votesFor(weighed, "type"));
  if (!types) throw new Error("an event without mentions has no coding");
  const type = types.value as Coding["type"];
  const facts: { [Field in keyof Coding]?: Fact } = { type: types, date: chooseDate(weighed, type) };
  facts.countries = chooseCountries(weighed, type);
  facts.prc_actors = union(weighed, (c) => c.prc_actors, { order: PRC_ACTORS });
  const people = mergePeople(weighed, context);
  facts.prc_people = listedPeople(people, "prc");
  facts.foreign_people = listedPeople(people, "foreign");
  facts.topics = union(weighed, (c) => c.topics, { order: TOPICS, all: true });
  for (const field of SINGLE) {
    // A person may have joined reports of two types: only a paper has a kind.
    if (field === "agreement_type" && type !== "agreement") continue;
    const merits = field === "agreement_type" ? [MORE_SPECIFIC] : COUNTED.has(field) ? [MOST_REPORTS] : [];
    const chosen = choose(votesFor(weighed, field), merits);
    if (chosen) facts[field] = chosen;
  }
  const inferred = new Map(mentions.map(({ id, inferred }) => [id, inferred]));
  const given: ConflictContext = {
    type,
    countries: facts.countries.value as string[],
    config: context.config,
    says: (id, field) => !inferred.get(id)?.includes(field),
  };
  for (const [field, fact] of Object.entries(facts) as [keyof Coding, Fact][]) {
    facts[field] = markConflict(field, fact, given);
  }
  const values = Object.fromEntries(Object.entries(facts).map(([field, { value }]) => [field, value]));
  const background = mentions.every(({ coding }) => coding.background);
  return {
    coding: { ...values, ...(background ? { background: true } : {}) } as Coding,
    people: people.map(({ person }) => person),
    facts,
  };
}

const MORE_SPECIFIC: Merit = [
  ({ value }) =>
    value === "cooperation_document" ? 0 : AGREEMENT_TYPES.some((known) => known === value) ? 1 : 0,
  "the more specific kind",
];
const MOST_PRECISE: Merit = [({ value }) => String(value).length, "the most specific date"];
const FIRST_DAY: Merit = [
  ({ value }) => -Date.parse(String(value).padEnd(10, "-01")),
  "the first day that is reported",
];

/** Of what lasts for days the first day counts, as the codebook asks of a range, unless a correction says otherwise. */
function chooseDate(mentions: readonly WeighedMention[], type: Coding["type"]): Fact {
  const dates = votesFor(mentions, "date");
  const precision = (vote: Vote): number => MOST_PRECISE[0](vote);
  const most = Math.max(...dates.map(precision));
  const corrected = dates.some(
    (vote) => precision(vote) === most && vote.from.some(({ corrects }) => corrects),
  );
  const first = LASTING.has(type) && !corrected;
  return choose(dates, [MOST_PRECISE, inWords("date"), ...(first ? [FIRST_DAY] : [])])!;
}

function chooseCountries(mentions: readonly WeighedMention[], type: Coding["type"]): Fact {
  if (SEVERAL_COUNTRIES.has(type)) return union(mentions, (coding) => coding.countries);
  const sets = votesFor(mentions, "countries", ({ countries }) => [...countries].sort());
  const none = { value: [], from: [], alternatives: [], why: "no report names one" };
  return choose(sets, [MOST_REPORTS]) ?? none;
}
