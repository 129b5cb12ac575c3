import type { Chunk, TaggedSentence } from "./chunk.ts";
import type { Draft } from "./draft.ts";
import type { Place } from "./parties.ts";
import { isForeign, isPrc, type Reading } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";

/** A stretch of a sentence that tells of one act, in offsets of the field. */
interface Telling {
  readonly from: number;
  readonly to: number;
}

/**
 * 21日会见匈牙利内政部部长…，24日会见塞尔维亚内务部部长…: where one sentence tells of several acts, each with its own
 * guest, a draft keeps the parties of its own. A draft of one state is left as it is.
 */
export function keepOwnTelling(draft: Draft, reading: Reading): void {
  const { sentence } = draft.match;
  const here = draft.foreign.filter((p) => p.sentence === sentence);
  if (new Set(here.map(standsFor)).size < 2) return;
  const own = tellingOf(draft.match, reading);
  const isOwn = ({ chunk }: Pick<Place, "chunk">) => own.from <= chunk.start && chunk.start < own.to;
  const foreign = here.filter(isOwn);
  if (foreign.length === 0 || foreign.length === here.length) return;
  const kept = new Set(sentence.chunks.filter((chunk) => isOwn({ chunk })).flatMap((c) => c.countries));
  const others = new Set(here.flatMap((p) => p.chunk.countries).filter((code) => !kept.has(code)));
  const isOthers = (code: string) => others.has(code);
  draft.foreign = foreign;
  draft.countryPlaces = draft.countryPlaces.filter((p) => !p.chunk.countries.some(isOthers));
  draft.countries = draft.countries.filter((code) => !isOthers(code));
  const ours = draft.prc.filter((p) => p.sentence === sentence && isOwn(p));
  if (ours.some((p) => p.chunk.kind === "prc_person")) draft.prc = ours;
}

/** Whom a guest stands for: a state, or a body by its own name. */
const standsFor = ({ chunk }: Place): string => chunk.countries.join() || `body ${chunk.start}`;

/**
 * 会见老挝公安部部长…和柬埔寨内政大臣…: states abroad are named, and none of them before the verb but as the one that
 * is met (同…会谈). Who acts is then left out.
 */
export function leavesOutWhoActs(match: RuleMatch, reading: Reading): boolean {
  const { sentence } = match;
  const own = tellingOf(match, reading);
  const verb = verbAt(match);
  const isMet = ({ start }: Chunk) =>
    /[同与和跟向给为]$/.test(sentence.text.slice(0, start - sentence.start));
  return !sentence.chunks.some((c) => isForeign(c) && own.from <= c.start && c.start < verb && !isMet(c));
}

const verbAt = ({ slots, end }: RuleMatch): number => slots.verb?.start ?? end - 1;

/** The telling in which the verb of a match stands; the whole sentence where it tells of one act only. */
function tellingOf(match: RuleMatch, reading: Reading): Telling {
  const { sentence } = match;
  const at = verbAt(match);
  const tellings = tellingsOf(sentence, reading);
  const own = tellings.find((t) => t.from <= at && at < t.to);
  return own && tellings.length > 1 ? own : { from: sentence.start, to: sentence.end };
}

/** A clause opens a telling where it names a foreign party and says anew what was done, or when. */
function tellingsOf(sentence: TaggedSentence, reading: Reading): Telling[] {
  const tellings: { from: number; to: number; party: boolean }[] = [];
  for (const { from, to } of clausesOf(sentence)) {
    const chunks = sentence.chunks.filter((c) => from <= c.start && c.start < to);
    const party = chunks.some(isForeign);
    const text = sentence.text.slice(from - sentence.start, to - sentence.start);
    const last = tellings.at(-1);
    const dated = chunks.some((c) => c.kind === "date") || reading.words.tells_next.test(text);
    const anew = reading.words.talks_verb.test(text) || dated;
    const opens = anew && (party || chunks.some((c) => c.kind === "date" || isPrc(c)));
    // A clause of date or host alone opens what the next one tells: 20日，又向…移交.
    if (!last || (opens && last.party)) tellings.push({ from, to, party });
    else {
      last.to = to;
      last.party ||= party;
    }
  }
  return tellings.filter((t) => t.party);
}

/** The clauses of a sentence, parted by commas and semicolons. */
function clausesOf(sentence: TaggedSentence): Telling[] {
  const clauses: Telling[] = [];
  let from = sentence.start;
  for (const { index } of sentence.text.matchAll(/[，；]|$/g)) {
    const to = sentence.start + index + 1;
    if (to > from) clauses.push({ from, to });
    from = to;
  }
  return clauses;
}
