import type { Participant } from "./event.ts";
import type { Fact } from "./facts.ts";
import { compareNames, type ReadyName, readyName } from "./link-names.ts";
import type { LinkContext } from "./link-ready.ts";
import { officeConflict } from "./merge-conflicts.ts";
import type { WeighedMention } from "./merge-reports.ts";
import { idsOf, textsOf } from "./merge-votes.ts";
import { isChinese } from "./romanise.ts";

/** A principal of an event over all its mentions. */
export interface MergedPerson {
  readonly person: Participant;
  /** Names as the codings list them, and the mentions of each; empty for one that no coding lists as a principal. */
  readonly listed: ReadonlyMap<string, readonly WeighedMention[]>;
  /** Offices that cannot be one person's, where reports give some. */
  readonly conflict?: string;
}

interface Gathered {
  readonly side: "prc" | "foreign";
  readonly names: ReadyName[];
  readonly listed: Map<string, WeighedMention[]>;
  readonly entries: Participant[];
}

/** Names that agree at least so well are one person within one event. */
const ONE_PERSON = 0.6;

/** The people of an event, each once however many scripts they are named in. `mentions`: the most trusted first. */
export function mergePeople(mentions: readonly WeighedMention[], context: LinkContext): MergedPerson[] {
  const gathered: Gathered[] = [];
  for (const one of mentions) {
    const { coding, people } = one.mention;
    const lists = { prc: coding.prc_people, foreign: coding.foreign_people };
    for (const side of ["prc", "foreign"] as const) {
      const entries = people.filter((person) => person.side === side);
      for (const name of new Set([...lists[side], ...entries.map((person) => person.name)])) {
        const known = find(gathered, side, readyName(name, side, context.names));
        if (lists[side].includes(name)) known.listed.set(name, [...(known.listed.get(name) ?? []), one]);
        known.entries.push(...entries.filter((person) => person.name === name));
      }
    }
  }
  const countries = mentions[0]?.mention.coding.countries ?? [];
  return gathered.map((one) => {
    const person = participant(one, countries);
    const conflict = officeConflict(person.name, one.entries, context.config);
    return { person, listed: one.listed, ...(conflict === undefined ? {} : { conflict }) };
  });
}

function find(gathered: Gathered[], side: "prc" | "foreign", name: ReadyName): Gathered {
  let best: { one: Gathered; likeness: number } | undefined;
  for (const one of gathered) {
    if (one.side !== side) continue;
    const likeness = Math.max(...one.names.map((known) => compareNames(known, name)));
    if (likeness >= ONE_PERSON && (!best || likeness > best.likeness)) best = { one, likeness };
  }
  if (best) {
    best.one.names.push(name);
    return best.one;
  }
  const one: Gathered = { side, names: [name], listed: new Map(), entries: [] };
  gathered.push(one);
  return one;
}

function participant(one: Gathered, countries: readonly string[]): Participant {
  const first = <K extends keyof Participant>(key: K): Participant[K] | null =>
    one.entries.find((entry) => entry[key] !== null)?.[key] ?? null;
  const written = one.listed.keys().next().value ?? one.names[0]!.written;
  const latin = one.names.find((name) => !name.chinese)?.written ?? null;
  return {
    name: written,
    side: one.side,
    country: first("country") ?? (one.side === "prc" ? "CN" : countries.length === 1 ? countries[0]! : null),
    office: first("office"),
    agency: first("agency"),
    name_en: first("name_en") ?? (isChinese(written) ? latin : written),
    office_en: first("office_en"),
    agency_en: first("agency_en"),
  };
}

/** Principals that the codebook asks for on each side. */
const PRINCIPALS = 3;

/** The principals of one side, those in most reports first, as they are written in the most trusted one. */
export function listedPeople(people: readonly MergedPerson[], side: "prc" | "foreign"): Fact {
  const all = people
    .filter(({ person, listed }) => person.side === side && listed.size > 0)
    .map(({ person, listed, conflict }) => ({
      name: person.name,
      from: [...new Set([...listed.values()].flat())],
      conflict,
    }))
    .sort((a, b) => textsOf(b.from) - textsOf(a.from));
  const kept = all.slice(0, PRINCIPALS);
  const conflicts = kept.flatMap(({ conflict }) => conflict ?? []);
  return {
    value: kept.map(({ name }) => name),
    from: [...new Set(kept.flatMap(({ from }) => idsOf(from)))],
    alternatives: all.slice(PRINCIPALS).map(({ name, from }) => ({ value: [name], from: idsOf(from) })),
    why:
      all.length === 0
        ? "no report names one"
        : all.length > PRINCIPALS
          ? "those in most reports"
          : "all that reports name",
    ...(conflicts.length > 0 ? { conflict: conflicts.join("; ") } : {}),
  };
}
