import { daysBetween } from "./calendar.ts";
import type { Draft } from "./draft.ts";
import { unique } from "./parties.ts";
import type { Reading } from "./reading.ts";
import {
  FIELD,
  forumOf,
  isArrival,
  isRaidOf,
  isReturn,
  localOrgan,
  namesOf,
  sameEngagement,
  takesUp,
} from "./same-engagement.ts";

/** One event of a document: the drafts that report it, the best first. */
export interface Assembled {
  readonly draft: Draft;
  readonly drafts: readonly Draft[];
}

/**
 * Joins the drafts of one document that report one engagement (ruling 1): same type, countries that meet, dates that
 * agree, and nothing that tells them apart (another round, another kind of paper, other principals on another day).
 */
export function assemble(drafts: readonly Draft[], reading: Reading): Assembled[] {
  const groups: Group[] = [];
  const ordered = (reading.language === "zh" ? withoutSummaries(drafts) : [...drafts]).sort(
    (a, b) => weight(b) - weight(a),
  );
  for (const draft of ordered) {
    const group = groups.find(
      ({ kinds }) =>
        kinds.every((other) => sameEngagement(draft, other, reading)) ||
        kinds.some((o) => isRaidOf(draft, o, reading)),
    );
    if (group) addTo(group, draft, reading);
    else groups.push(addTo({ drafts: [], kinds: [], seen: new Map() }, draft, reading));
  }
  const all = groups.map((group) => group.drafts);
  const kept = reading.language === "zh" ? withoutParts(all) : all;
  return withoutEchoes(kept, reading).map((group) => ({ draft: join(group), drafts: group }));
}

/** 又有四名在逃人员归案 above cases of several states that are told one by one: the sum is no event beside them. */
function withoutSummaries(drafts: readonly Draft[]): Draft[] {
  const namesOwn = (d: Draft) => d.countryPlaces.some((p) => p.sentence === d.match.sentence);
  return drafts.filter((draft) => {
    if (!FIELD.has(draft.type) || draft.countries.length < 2 || namesOwn(draft)) return true;
    const cases = drafts.filter(
      (d) => d.type === draft.type && d.time.how === "stated" && d.countries.length === 1 && namesOwn(d),
    );
    return new Set(cases.flatMap((d) => d.countries)).size < 2;
  });
}

/**
 * Drafts joined so far. `kinds` stands for all of them in comparisons: of drafts that compare alike with any other (see
 * {@link kindOf}), one, and one more from another sentence. A page that reports one event a thousand times is so read
 * in a thousand steps and not in a million.
 */
interface Group {
  readonly drafts: Draft[];
  readonly kinds: Draft[];
  readonly seen: Map<string, Draft[]>;
}

function addTo(group: Group, draft: Draft, reading: Reading): Group {
  group.drafts.push(draft);
  const kind = kindOf(draft, reading);
  const alike = group.seen.get(kind) ?? [];
  if (alike.length < 2 && alike.every((d) => d.match.sentence !== draft.match.sentence)) {
    group.seen.set(kind, [...alike, draft]);
    group.kinds.push(draft);
  }
  return group;
}

/** Everything {@link sameEngagement} and {@link isRaidOf} ask of a draft but the sentence it stands in. */
function kindOf(draft: Draft, reading: Reading): string {
  const { type, agreementType, round, countries, time, match } = draft;
  return JSON.stringify([
    type,
    agreementType ?? null,
    round ?? null,
    countries,
    [time.date, time.how, match.sentence.in === "title", isReturn(draft), takesUp(draft, reading)],
    type === "meeting"
      ? [namesOf(draft, reading), localOrgan(draft, "host"), localOrgan(draft, "visitor")]
      : null,
    reading.genre === "analysis" ? [match.sentence.paragraph, forumOf(draft) ?? null] : null,
  ]);
}

/**
 * Drops groups that only announce what another says better: the title's unnamed paper beside a named one, and a weakly
 * evidenced visit beside the meetings held on it.
 */
function withoutEchoes(groups: Draft[][], reading: Reading): Draft[][] {
  return groups.filter((group) => {
    const lead = group[0]!;
    return !groups.some((other) => {
      const rival = other[0]!;
      if (other === group || rival.type !== lead.type) return false;
      const shared = lead.countries.length === 0 || lead.countries.some((c) => rival.countries.includes(c));
      if (!shared) return false;
      if (lead.type === "agreement") {
        // A title shortens the name of the paper: 合作备忘录 for 合作谅解备忘录.
        const vague =
          lead.agreementType === "cooperation_document" ||
          rival.agreementType !== "cooperation_document" ||
          // "ink pact", "sign deal": headlines in English name no kind of paper.
          (reading.language !== "zh" && lead.agreementType === "cooperation_agreement");
        const inTitle = group.every((d) => d.match.sentence.in === "title");
        return vague && inTitle && rival.match.sentence.in === "text" && reading.sentences.length > 1;
      }
      if (group.every(isArrival)) return !other.every(isArrival) && near(lead, rival);
      const weak = group.every((d) => d.match.rule.confidence < WEAK && !isAgain(d, rival));
      // A broad rule's event without a day of its own is told better by the other.
      const undated = group.every((d) => d.match.rule.trigger && d.time.how !== "stated");
      return weak && rival.match.rule.confidence >= WEAK && (undated || near(lead, rival));
    });
  });
}

/** 5月18日，两人又会面: a broad rule that states another day tells of another meeting. */
function isAgain(draft: Draft, rival: Draft): boolean {
  return draft.match.rule.trigger && draft.time.how === "stated" && draft.time.date !== rival.time.date;
}

/**
 * Drops what is told as part of another act: a drill during a patrol, suspects caught in an exercise. A part has no
 * date of its own and the same partners, and comes after the whole.
 */
function withoutParts(groups: Draft[][]): Draft[][] {
  const starts = new Map(groups.map((g) => [g, firstPlace(g)]));
  const startOf = (g: Draft[]) => starts.get(g)!;
  return groups.filter((group) => {
    const lead = group[0]!;
    if (lead.type !== "exercise" && lead.type !== "operation") return true;
    if (group.some((d) => d.time.how === "stated" || d.match.sentence.in === "title")) return true;
    if (lead.type === "operation" && isReturn(lead)) return true;
    return !groups.some((other) => {
      const whole = other[0]!;
      return (
        other !== group &&
        whole.type !== lead.type &&
        FIELD.has(whole.type) &&
        whole.type !== "operation" &&
        startOf(other) < startOf(group) &&
        (lead.countries.length === 0 || lead.countries.some((c) => whole.countries.includes(c)))
      );
    });
  });
}

function firstPlace(group: readonly Draft[]): number {
  return group.reduce((first, { match }) => {
    return Math.min(first, match.sentence.in === "title" ? -1 : match.start);
  }, Infinity);
}

/** Rules under this precision give way to a stronger rule's event of the same type and country. */
const WEAK = 0.76;

function near(a: Draft, b: Draft): boolean {
  const [x, y] = [a.time.date, b.time.date];
  if (x.length < 10 || y.length < 10)
    return x.slice(0, 7) === y.slice(0, 7) || x.slice(0, 4) === y.slice(0, 4);
  return Math.abs(daysBetween(x, y)) <= 31;
}

/** Drafts from the text with a stated date and named parties lead; the title only adds. */
function weight(draft: Draft): number {
  return (
    (draft.match.sentence.in === "text" ? 4 : 0) +
    (draft.time.how === "stated" ? 2 : 0) +
    (draft.time.date.length === 10 ? 1 : 0) +
    (draft.countries.length > 0 ? 2 : 0) +
    (draft.prc.length > 0 ? 1 : 0) +
    (draft.type === "operation" && isReturn(draft) ? 3 : 0) +
    (isArrival(draft) ? -3 : 0) +
    draft.confidence
  );
}

/** The leading draft, with what the others add. */
function join(group: readonly Draft[]): Draft {
  const [lead, ...rest] = group as [Draft, ...Draft[]];
  const joined: Draft = { ...lead, spans: { ...lead.spans } };
  // Places are gathered in sets: a hostile page can hold thousands of drafts with as many places.
  const prc = new Set(joined.prc);
  const foreign = new Set(joined.foreign);
  for (const other of rest) {
    if (better(other, joined)) joined.time = other.time;
    if (joined.countries.length === 0) joined.countries = other.countries;
    joined.actors = unique([...joined.actors, ...other.actors]);
    for (const place of other.prc) prc.add(place);
    for (const place of other.foreign) {
      if (fits(place.chunk.countries, joined.countries)) foreign.add(place);
    }
    joined.topics = unique([...joined.topics, ...other.topics]);
    joined.participants ??= other.participants as number;
    joined.round ??= other.round as number;
    joined.persons ??= other.persons as number;
    joined.value ??= other.value as string;
    joined.spans = { ...other.spans, ...joined.spans };
    joined.confidence = Math.min(0.99, joined.confidence + 0.02);
  }
  joined.prc = [...prc];
  joined.foreign = [...foreign];
  return joined;
}

function better(other: Draft, joined: Draft): boolean {
  const rank = { stated: 2, carried: 1, assumed: 0 } as const;
  // A bare year says no more than the month of the page that lies in it.
  const [x, y] = [joined.time.date, other.time.date];
  if (x.length === 4 && y.length === 7 && y.startsWith(x)) return true;
  if (y.length === 4 && x.startsWith(y)) return false;
  // 班已经开课: of two days that only the page gives, the one that a sentence leaves open goes for both.
  if (other.time.how === "assumed" && joined.time.how === "assumed" && y.length === 7 && x.startsWith(y))
    return true;
  const byHow = rank[other.time.how] - rank[joined.time.how];
  if (byHow !== 0 && joined.time.how === "assumed") return byHow > 0;
  return other.time.date.length > joined.time.date.length && other.time.how === "stated";
}

function fits(countries: readonly string[], known: readonly string[]): boolean {
  return countries.length === 0 || known.length === 0 || countries.some((code) => known.includes(code));
}
