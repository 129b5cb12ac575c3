import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import { type Place, unique } from "./parties.ts";
import { isPrc, neighbour, type Reading, sentencesAfter } from "./reading.ts";

const POLICE = /\bpolic|law[- ]enforcement/i;

/**
 * Adds to the drafts of a page in Latin script the principals that stand in the sentences beside their own: an
 * ambassador who made the handover, ministers named after "The meeting took place in …". An operation keeps only the
 * people of its own sentence, who carried it out.
 */
export function addPrincipals(drafts: readonly Draft[], reading: Reading): void {
  for (const draft of drafts) dropBorrowed(draft, drafts);
  const starts = new Map(drafts.map((d) => [d.match.sentence, d.type]));
  for (const draft of drafts) {
    const { sentence } = draft.match;
    if (draft.type === "operation") {
      draft.prc = draft.prc.filter((p) => p.sentence === sentence || !p.chunk.name);
      draft.foreign = draft.foreign.filter((p) => p.sentence === sentence || !p.chunk.name);
    } else if (draft.type === "meeting" || draft.type === "agreement") {
      nameBoth(draft, beside(reading, sentence));
    } else {
      for (const next of sentencesAfter(reading, sentence, 3)) {
        const other = starts.get(next);
        if (other && other !== draft.type) break;
        if (draft.type === "assistance" || reading.words.takes_part.test(next.text)) addEnvoys(draft, next);
      }
      addForce(draft);
    }
  }
}

/**
 * "On 2 February Minister X and Ambassador Y signed …. In October China delivered …": parties taken from a sentence that
 * tells of an engagement of another day are none of goods and courses whose own sentence names China.
 */
function dropBorrowed(draft: Draft, all: readonly Draft[]): void {
  if (draft.type !== "assistance" && draft.type !== "training") return;
  const { sentence } = draft.match;
  if (!sentence.chunks.some((c) => c.kind === "china" || isPrc(c))) return;
  const elsewhere = new Set(
    all.filter((d) => d.match.sentence !== sentence && !sameDay(d, draft)).map((d) => d.match.sentence),
  );
  const given = draft.actors.filter((a) => !draft.prc.some((p) => p.chunk.actors.includes(a)));
  const own = (places: readonly Place[]) => places.filter((p) => !elsewhere.has(p.sentence));
  draft.prc = own(draft.prc);
  draft.foreign = own(draft.foreign);
  draft.actors = unique([...draft.prc.flatMap((p) => [...p.chunk.actors]), ...given]);
}

function sameDay(a: Draft, b: Draft): boolean {
  const length = Math.min(a.time.date.length, b.time.date.length);
  return a.time.date.slice(0, length) === b.time.date.slice(0, length);
}

/** The sentence after, then the one before. */
function beside(reading: Reading, sentence: TaggedSentence): TaggedSentence[] {
  const before = neighbour(reading, sentence, -1);
  return [...sentencesAfter(reading, sentence, 1), ...(before?.in === sentence.in ? [before] : [])];
}

/** Where a side has no name, the people introduced with their offices in a neighbouring sentence. */
function nameBoth(draft: Draft, near: readonly TaggedSentence[]): void {
  const named = (places: readonly Place[]) => places.some((p) => p.chunk.name);
  for (const sentence of near) {
    if (named(draft.prc) && named(draft.foreign)) return;
    const places = sentence.chunks.filter(isIntroduced).map((chunk): Place => ({ chunk, sentence }));
    const prc = places.filter((p) => p.chunk.kind === "prc_person");
    const foreign = places.filter(
      (p) =>
        p.chunk.kind === "foreign_person" &&
        p.chunk.rank !== "leader" &&
        p.chunk.countries.some((code) => draft.countries.includes(code)),
    );
    // One side alone may be a speaker; both beside each other were at the table.
    if (prc.length === 0 || foreign.length === 0) continue;
    if (!named(draft.prc)) {
      draft.prc.push(...prc);
      draft.actors = unique([...draft.actors, ...prc.flatMap((p) => [...p.chunk.actors])]);
    }
    if (!named(draft.foreign)) draft.foreign.push(...foreign);
  }
}

function isIntroduced(chunk: Chunk): boolean {
  return chunk.name !== undefined && (chunk.start < chunk.name.start || chunk.end > chunk.name.end);
}

function addEnvoys(draft: Draft, sentence: TaggedSentence): void {
  for (const chunk of sentence.chunks) {
    if (!isPrc(chunk) || !chunk.actors.includes("EMBASSY")) continue;
    draft.prc.push({ chunk, sentence });
    draft.actors = unique([...draft.actors, "EMBASSY"]);
  }
}

/** "officers of the Chinese and Serbian police": the force takes part whoever of the embassy looks on. */
function addForce(draft: Draft): void {
  if (draft.type !== "patrol" && draft.type !== "exercise") return;
  if (draft.actors.some((actor) => actor !== "EMBASSY")) return;
  const { text } = draft.match.sentence;
  if (/coast guard/i.test(text)) draft.actors = unique(["CCG", ...draft.actors]);
  else if (POLICE.test(text)) draft.actors = unique(["MPS", ...draft.actors]);
}
