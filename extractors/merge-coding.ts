import { AGREEMENT_TYPES, type Coding, type Participant, PRC_ACTORS, TOPICS } from "./event.ts";
import type { LinkableMention } from "./link-mention.ts";
import type { LinkContext } from "./link-ready.ts";
import { listedPeople, mergePeople } from "./merge-people.ts";

type Field = keyof Coding;

/** How one field of an event got its value. */
export interface Choice {
  readonly value: unknown;
  /** Ids of the mentions that have this value, or add to it. */
  readonly from: readonly string[];
  readonly alternatives: readonly { readonly value: unknown; readonly from: readonly string[] }[];
  readonly why: string;
}

/** One event's values over all its mentions. */
export interface MergedCoding {
  readonly coding: Coding;
  readonly people: Participant[];
  readonly chosen: Readonly<Partial<Record<Field, Choice>>>;
  /** Disagreements a person should see, readable. */
  readonly conflicts: readonly string[];
}

const CORRECTION = /更正|勘误|勘誤|\bcorrection\b|\bcorrected\b/i;
const GOVERNMENT =
  /(^|\.)(gov|gouv|gob|go)(\.[a-z]{2})?$|(^|\.)(fmprc|china-?embassy|chinese-?embassy|china-?consulate)\b/i;

function isOfficial(mention: LinkableMention): boolean {
  if (mention.official !== undefined) return mention.official;
  const host = mention.canonicalUrl.replace(/^[a-z]+:\/\//i, "").split(/[/:?#]/)[0] ?? "";
  return GOVERNMENT.test(host);
}

/** Most trusted first: corrections, the event's own reports before recollections, governments, the earlier report. */
function byTrust(mentions: readonly LinkableMention[]): LinkableMention[] {
  const rank = (m: LinkableMention): number[] => [
    CORRECTION.test(m.title) ? 0 : 1,
    m.coding.background ? 1 : 0,
    isOfficial(m) ? 0 : 1,
  ];
  const ranked = mentions.map((mention) => ({ mention, rank: rank(mention) }));
  ranked.sort((a, b) => {
    const differs = a.rank.findIndex((value, at) => value !== b.rank[at]);
    if (differs >= 0) return a.rank[differs]! - b.rank[differs]!;
    const [x, y] = [a.mention.published ?? "9999", b.mention.published ?? "9999"];
    if (x !== y) return x < y ? -1 : 1;
    return a.mention.id < b.mention.id ? -1 : 1;
  });
  return ranked.map(({ mention }) => mention);
}

interface Vote {
  readonly value: unknown;
  readonly from: string[];
  /** Place of its most trusted mention. */
  readonly place: number;
  readonly corrected: boolean;
  readonly official: boolean;
}

/** The different values of a field, in order of trust. */
function votes(mentions: readonly LinkableMention[], read: (coding: Coding) => unknown): Vote[] {
  const found = new Map<string, Vote>();
  for (const [place, mention] of mentions.entries()) {
    const value = read(mention.coding);
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    const key = JSON.stringify(value);
    const vote = found.get(key);
    if (vote) vote.from.push(mention.id);
    else {
      const corrected = CORRECTION.test(mention.title);
      found.set(key, { value, from: [mention.id], place, corrected, official: isOfficial(mention) });
    }
  }
  return [...found.values()];
}

/** Ranks values by `better` and then by correction, official source, number of mentions and trust. */
function choose(
  all: readonly Vote[],
  better: (vote: Vote) => number,
  betterText: string,
): Choice | undefined {
  const keys: readonly (readonly [(vote: Vote) => number, string])[] = [
    [better, betterText],
    [(vote) => (vote.corrected ? 1 : 0), "a correction"],
    [(vote) => (vote.official ? 1 : 0), "an official source"],
    [(vote) => vote.from.length, "most reports"],
    [(vote) => -vote.place, "the earliest report"],
  ];
  const [best, ...rest] = [...all].sort((a, b) => {
    for (const [key] of keys) if (key(a) !== key(b)) return key(b) - key(a);
    return 0;
  });
  if (!best) return undefined;
  const next = rest[0];
  const why = next ? keys.find(([key]) => key(best) !== key(next))?.[1] : undefined;
  return {
    value: best.value,
    from: best.from,
    alternatives: rest.map(({ value, from }) => ({ value, from })),
    why: why ?? (best.from.length > 1 ? "all reports agree" : "the only report"),
  };
}

/** Values of a list field named by enough of the mentions that name any, in the codebook's order. */
function union<T extends string>(
  mentions: readonly LinkableMention[],
  read: (coding: Coding) => readonly T[],
  share: number,
  order: readonly T[] | undefined,
): Choice {
  const naming = mentions.filter(({ coding }) => read(coding).length > 0);
  const from = new Map<T, string[]>();
  for (const { id, coding } of naming) {
    for (const value of new Set(read(coding))) from.set(value, [...(from.get(value) ?? []), id]);
  }
  const place = (value: T): number | string => (order ? order.indexOf(value) : value);
  const all = [...from.keys()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
  const kept = all.filter((value) => from.get(value)!.length >= share * naming.length);
  return {
    value: kept,
    from: naming
      .filter(({ coding }) => read(coding).some((value) => kept.includes(value)))
      .map(({ id }) => id),
    alternatives: all
      .filter((value) => !kept.includes(value))
      .map((value) => ({ value: [value], from: from.get(value)! })),
    why: "all that reports name",
  };
}

/** Types that last for days: of several dates the first counts, as the codebook asks of a range. */
const LASTING = new Set(["training", "patrol", "exercise", "forum"]);
/** Types whose reports may each name some of the countries. */
const SEVERAL_COUNTRIES = new Set(["patrol", "exercise", "operation", "forum"]);
/** A country, organ or topic that fewer than this share of the reports name is taken for a slip. */
const SLIP = 0.25;

/**
 * The values of an event over its mentions: for each field the best-founded one, with the others and the reason. The
 * order of `mentions` does not matter; there must be at least one, all of one type.
 */
export function mergeCodings(mentions: readonly LinkableMention[], context: LinkContext): MergedCoding {
  const trusted = byTrust(mentions);
  const first = trusted[0];
  if (!first) throw new Error("an event without mentions has no coding");
  const { type } = first.coding;
  const chosen: Partial<Record<Field, Choice>> = {};
  const conflicts: string[] = [];

  const precision = (vote: Vote): number => String(vote.value).length;
  const day = (vote: Vote): number => -Date.parse(String(vote.value).padEnd(10, "-01"));
  const dates = votes(trusted, (coding) => coding.date);
  const most = Math.max(...dates.map(precision));
  const lasting = LASTING.has(type) && !dates.some((vote) => vote.corrected && precision(vote) === most);
  chosen.date = lasting
    ? choose(dates, (vote) => precision(vote) * 1e15 + day(vote), "the first day that is reported")!
    : choose(dates, precision, "the most specific date")!;
  const days = dates.filter((vote) => precision(vote) === 10).map((vote) => String(vote.value));
  if (!lasting && days.length > 1) conflicts.push(`date: ${days.join(", ")}`);

  if (SEVERAL_COUNTRIES.has(type)) chosen.countries = union(trusted, (c) => c.countries, SLIP, undefined);
  else {
    const sets = votes(trusted, (c) => [...c.countries].sort());
    chosen.countries = choose(sets, (vote) => vote.from.length, "most reports") ?? {
      value: [],
      from: [],
      alternatives: [],
      why: "no report names one",
    };
  }
  chosen.prc_actors = union(trusted, (c) => c.prc_actors, SLIP, PRC_ACTORS);
  chosen.topics = union(trusted, (c) => c.topics, 0, TOPICS);

  const specific = (vote: Vote): number =>
    vote.value === "cooperation_document" ? 0 : AGREEMENT_TYPES.some((known) => known === vote.value) ? 1 : 0;
  const single = {
    agreement_type: choose(
      votes(trusted, (c) => c.agreement_type),
      specific,
      "the more specific kind",
    ),
    participants: choose(
      votes(trusted, (c) => c.participants),
      () => 0,
      "",
    ),
    persons: choose(
      votes(trusted, (c) => c.persons),
      () => 0,
      "",
    ),
    round: choose(
      votes(trusted, (c) => c.round),
      (vote) => vote.from.length,
      "most reports",
    ),
    value: choose(
      votes(trusted, (c) => c.value),
      () => 0,
      "",
    ),
    items: choose(
      votes(trusted, (c) => c.items),
      () => 0,
      "",
    ),
    location: choose(
      votes(trusted, (c) => c.location),
      () => 0,
      "",
    ),
  };
  for (const [field, choice] of Object.entries(single)) {
    if (!choice) continue;
    chosen[field as Field] = choice;
    if (field === "items" || field === "location" || choice.alternatives.length === 0) continue;
    conflicts.push(
      `${field}: ${[choice, ...choice.alternatives].map(({ value }) => String(value)).join(", ")}`,
    );
  }

  const people = mergePeople(trusted, context);
  chosen.prc_people = listedPeople(people, "prc");
  chosen.foreign_people = listedPeople(people, "foreign");
  const background = mentions.every(({ coding }) => coding.background);
  const coding = {
    type,
    ...Object.fromEntries(Object.entries(chosen).map(([field, choice]) => [field, choice.value])),
    ...(background ? { background: true } : {}),
  } as Coding;
  return { coding, people: people.map(({ person }) => person), chosen, conflicts };
}
