import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import { unique } from "./parties.ts";
import type { Reading } from "./reading.ts";
import { clauseAt, ownChunks, statesOf } from "./report-parties.ts";
import { datesIn, rangeIn } from "./report-time.ts";

/**
 * One draft for each pair of states and date, where a sentence hands them out: "to Pakistan in 2006 and to Argentina in
 * 2018", "in Croatia in 2018, in Serbia in 2019". Any other draft is given back as it is.
 */
export function distribute(draft: Draft, reading: Reading): Draft[] {
  const { sentence } = draft.match;
  if (draft.time.how !== "stated" || rangeIn(sentence)) return [draft];
  const groups = groupsIn(sentence, draft.match.slots.verb?.start ?? draft.match.start, reading);
  if (groups.length < 2) return [draft];
  return groups.map((group) => {
    const places = statesOf(group.states, sentence, reading);
    const countries = unique(places.flatMap((p) => [...p.chunk.countries]));
    return {
      ...draft,
      countries,
      countryPlaces: places,
      foreign: draft.foreign.filter((p) => p.chunk.countries.some((code) => countries.includes(code))),
      time: { ...draft.time, date: group.date.date!.date!, chunk: group.date },
      spans: { ...draft.spans },
    };
  });
}

interface Group {
  readonly states: readonly Chunk[];
  readonly date: Chunk;
}

/** Between the end of one pair and the next: a comma or "and", and the preposition of the next. */
const JOIN =
  /^(?:'s)?(?: \p{Lu}[\p{L}]*| (?:police|ministry|of|the|interior|officers|authorities|counterparts)){0,6}(?:,|;)?(?: (?:and|then|as well as|before|followed by|later|again|also|another|did (?:the same|so|likewise)|one|a (?:second|third)|to|for|with|in|at|by|from|the))*\s?$/u;

function groupsIn(sentence: TaggedSentence, at: number, reading: Reading): Group[] {
  const clause = clauseAt(sentence, at, reading);
  const dates = new Set(datesIn(sentence));
  const states = new Set(
    statesOf(
      ownChunks(sentence, reading).filter((c) => c.start >= clause.from && c.start < clause.to),
      sentence,
      reading,
    ).map((p) => p.chunk),
  );
  const groups: Group[] = [];
  let open: { states: Chunk[]; date: Chunk | null; end: number } = { states: [], date: null, end: 0 };
  for (const chunk of sentence.chunks) {
    const isDate = dates.has(chunk);
    if ((!isDate && !states.has(chunk)) || chunk.start < clause.from || chunk.start >= clause.to) continue;
    if (open.states.length > 0 && open.date) {
      const gap = sentence.text.slice(open.end - sentence.start, chunk.start - sentence.start);
      const dateFirst = open.date.start < open.states[0]!.start;
      // "In 2018 in Croatia, Serbia and Italy": more states of the same date.
      if (dateFirst && !isDate && !/did (?:the same|so|likewise)/.test(gap)) {
        if (!/^(?:,| and|, and)\s?(?:the )?$/.test(gap)) return groups;
        open.states.push(chunk);
        open.end = chunk.end;
        continue;
      }
      groups.push({ states: open.states, date: open.date });
      const joined =
        dateFirst && !isDate ? /,? and (?:it )?did (?:the same|so|likewise)/.test(gap) : JOIN.test(gap);
      open = { states: [], date: null, end: chunk.end };
      if (!joined) return groups;
    }
    if (isDate) open.date = chunk;
    else open.states.push(chunk);
    open.end = chunk.end;
  }
  if (open.states.length > 0 && open.date) groups.push({ states: open.states, date: open.date });
  return groups;
}

/** "hosted 24 officers for a course": in an analysis the words that tell of a course or a gift tell of no meeting besides. */
export function withoutHosting(drafts: readonly Draft[]): Draft[] {
  return drafts.filter(
    (d) =>
      d.type !== "meeting" ||
      !drafts.some(
        (other) =>
          other.type !== "meeting" &&
          other.type !== "agreement" &&
          other.match.sentence === d.match.sentence &&
          other.match.start < d.match.end &&
          d.match.start < other.match.end,
      ),
  );
}
