import type { Participant } from "./event.ts";
import type { LinkableMention } from "./link-mention.ts";
import { compareNames, type ReadyName, readyName } from "./link-names.ts";
import type { LinkContext } from "./link-ready.ts";
import { isChinese } from "./romanise.ts";

/** A principal of an event over all its mentions. */
export interface MergedPerson {
  readonly person: Participant;
  /** Names as the codings list them, and the mentions of each; empty for one that no coding lists as a principal. */
  readonly listed: ReadonlyMap<string, readonly string[]>;
}

interface Gathered {
  readonly side: "prc" | "foreign";
  readonly names: ReadyName[];
  readonly listed: Map<string, string[]>;
  readonly entries: Participant[];
}

/** Names that agree at least so well are one person within one event. */
const ONE_PERSON = 0.6;

/** The people of an event, each once however many scripts they are named in. `mentions`: the most trusted first. */
export function mergePeople(mentions: readonly LinkableMention[], context: LinkContext): MergedPerson[] {
  const gathered: Gathered[] = [];
  for (const mention of mentions) {
    const { prc_people, foreign_people } = mention.coding;
    const lists = { prc: prc_people, foreign: foreign_people };
    for (const side of ["prc", "foreign"] as const) {
      const entries = mention.people.filter((person) => person.side === side);
      for (const name of new Set([...lists[side], ...entries.map((person) => person.name)])) {
        const one = find(gathered, side, readyName(name, side, context.names));
        if (lists[side].includes(name)) one.listed.set(name, [...(one.listed.get(name) ?? []), mention.id]);
        one.entries.push(...entries.filter((person) => person.name === name));
      }
    }
  }
  return gathered.map((one) => ({ person: participant(one, mentions), listed: one.listed }));
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

function participant(one: Gathered, mentions: readonly LinkableMention[]): Participant {
  const first = <K extends keyof Participant>(key: K): Participant[K] | null =>
    one.entries.find((entry) => entry[key] !== null)?.[key] ?? null;
  const written = one.listed.keys().next().value ?? one.names[0]!.written;
  const latin = one.names.find((name) => !name.chinese)?.written ?? null;
  const countries = mentions[0]?.coding.countries ?? [];
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
export function listedPeople(
  people: readonly MergedPerson[],
  side: "prc" | "foreign",
): {
  value: string[];
  from: string[];
  alternatives: { value: string[]; from: string[] }[];
  why: string;
} {
  const all = people
    .filter(({ person, listed }) => person.side === side && listed.size > 0)
    .map(({ person, listed }) => ({ name: person.name, from: [...new Set([...listed.values()].flat())] }))
    .sort((a, b) => b.from.length - a.from.length);
  const kept = all.slice(0, PRINCIPALS);
  return {
    value: kept.map(({ name }) => name),
    from: [...new Set(kept.flatMap(({ from }) => from))],
    alternatives: all.slice(PRINCIPALS).map(({ name, from }) => ({ value: [name], from })),
    why: all.length > PRINCIPALS ? "those in most reports" : "all that reports name",
  };
}
