import type { Assembled } from "./assemble.ts";
import { nameText } from "./party-names.ts";
import type { Reading } from "./reading.ts";
import type { Stretch } from "./topic-scope.ts";

/**
 * Of what is said after a sentence that received several visitors in turn, what belongs to one of them: 同前者谈禁毒，同后者谈反恐;
 * "with Dacic he spoke of fraud, with Mchunu of training". A clause belongs to the visitor named last; one that names nobody
 * goes on, until a new paragraph speaks of all again.
 */
export function ofOwnTurn(
  stretches: readonly Stretch[],
  event: Assembled,
  all: readonly Assembled[],
  reading: Reading,
): Stretch[] {
  const together = receivedTogether(event, all);
  if (together.length < 2) return [...stretches];
  const marks = together.map((other, i) => marksOf(other, i, together, reading));
  const mine = together.indexOf(event);
  const from = endOfNames(together);
  let turn: number | null = null;
  let paragraph = -1;
  return inOrder(stretches).flatMap((stretch) => {
    const { sentence } = stretch;
    if (sentence.in === "title" || stretch.to <= from) return [stretch];
    if (sentence.paragraph !== paragraph) turn = null;
    paragraph = sentence.paragraph;
    return clausesOf(stretch).filter((clause) => {
      if (clause.from < from) return true;
      const named = marks.flatMap((names, i) => (names(clause) ? [i] : []));
      if (named.length > 0) turn = named.length === 1 ? named[0]! : null;
      return turn === null || turn === mine;
    });
  });
}

/** The meetings of one sentence with visitors of different countries, in the order in which they are named. */
function receivedTogether(event: Assembled, all: readonly Assembled[]): Assembled[] {
  if (event.draft.type !== "meeting") return [];
  const { sentence } = event.draft.match;
  const shared = all.filter((o) => o.draft.type === "meeting" && o.draft.match.sentence === sentence);
  const apart = shared.every((a) =>
    shared.every((b) => a === b || !a.draft.countries.some((code) => b.draft.countries.includes(code))),
  );
  return apart && shared.every((o) => o.draft.countries.length > 0)
    ? shared.toSorted((a, b) => firstName(a) - firstName(b))
    : [];
}

function placesIn({ draft }: Assembled) {
  return draft.foreign.filter((p) => p.sentence === draft.match.sentence).map((p) => p.chunk);
}

const firstName = (event: Assembled): number => Math.min(...placesIn(event).map((c) => c.start), Infinity);

/** Where the list of the visitors ends. */
function endOfNames(together: readonly Assembled[]): number {
  return Math.max(...together.flatMap((o) => placesIn(o).map((c) => c.end)), 0);
}

/** Whether a clause names a visitor: by country, by name, as 缅方, as the former or the latter of two. */
function marksOf(
  event: Assembled,
  place: number,
  together: readonly Assembled[],
  reading: Reading,
): (clause: Stretch) => boolean {
  const { countries, foreign } = event.draft;
  const names = foreign.flatMap((p) => (p.chunk.name ? shortNames(nameText(reading, p)) : []));
  const short = reading.context.lexicon.short;
  return ({ sentence, from, to }) => {
    const text = sentence.text.slice(from - sentence.start, to - sentence.start);
    if (names.some((name) => text.includes(name))) return true;
    const sides = [...text.matchAll(/([\u4e00-\u9fff])方/gu)].flatMap((m) => short.get(m[1]!) ?? []);
    if (sides.some((code) => countries.includes(code))) return true;
    if (together.length === 2 && ORDER[place]!.test(text)) return true;
    return sentence.chunks.some(
      (c) => c.start >= from && c.end <= to && c.countries.some((code) => countries.includes(code)),
    );
  };
}

const ORDER = [/前者|\b(?:with|to) the former\b/iu, /后者|\b(?:with|to) the latter\b/iu];

/** A name and the part of it that stands for it later: the surname in Latin script, a part between the dots in Chinese. */
function shortNames(name: string): string[] {
  const parts = /[\u4e00-\u9fff]/u.test(name) ? name.split(/[·•]/u) : name.split(/\s/u).slice(-1);
  return [name, ...parts.filter((part) => part.length > (/[\u4e00-\u9fff]/u.test(part) ? 1 : 3))];
}

/** A stretch cut at its commas and semicolons. */
function clausesOf({ sentence, from, to, near }: Stretch): Stretch[] {
  const text = sentence.text.slice(from - sentence.start, to - sentence.start);
  return [...text.matchAll(/[^，；,;]+[，；,;]?/gu)].map((m) => ({
    sentence,
    from: from + m.index,
    to: from + m.index + m[0].length,
    near,
  }));
}

function inOrder(stretches: readonly Stretch[]): Stretch[] {
  return stretches.toSorted((a, b) => a.from - b.from);
}
