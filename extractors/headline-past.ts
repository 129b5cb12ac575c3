import { chunkLetter, type TaggedSentence } from "./chunk.ts";
import type { Dictionaries } from "./dictionaries.ts";

/** A verb as headlines have it, in lower case ("sign", "signs"), and its past. */
export type HeadlineVerbs = ReadonlyMap<string, string>;

/** The verbs of `config/dictionaries/verbs.yaml` in both forms of the present, "sign" and "signs", with their past. */
export function headlineVerbs({ regular, past }: Dictionaries["verbs"]["headlines"]): HeadlineVerbs {
  const pairs = [...regular.flat().map((verb) => [verb, withEd(verb)] as const), ...Object.entries(past)];
  return new Map(pairs.flatMap(([verb, form]) => [[verb, form] as const, [withS(verb), form] as const]));
}

const withEd = (verb: string): string => `${verb.replace(/e$/, "").replace(/([^aeiou])y$/, "$1i")}ed`;
const withS = (verb: string): string =>
  /(?:[sx]|ch|sh|o)$/.test(verb) ? `${verb}es` : `${verb.replace(/([^aeiou])y$/, "$1ie")}s`;

const KINDS = ["foreign_organ", "prc_organ", "people_count"] as const;
const PLURAL_CHUNK = `[${KINDS.map(chunkLetter).join("")}]`;
const CHUNK = "[\\ue000-\\uf8ff]";
const PLURAL_NOUN =
  "\\b(?:police|they|forces|troops|officers|officials|ministers|ministries|chiefs|guards|experts|instructors|trainers|delegates|delegations|teams|ships|vessels|boats|cadets|trainees|students|suspects|fugitives|nationals|sides|states|countries|neighbou?rs|agencies|services|units|commandos|investigators|detectives|policemen|leaders|presidents|envoys)";
/** A plural subject: "Dubai police", "China, Vietnam", "experts of China", or a second verb behind one. */
const BEHIND_PLURAL = new RegExp(
  `(?:${PLURAL_CHUNK}|(?:,|\\band|&|-|/) ?${CHUNK}(?: (?:special |coast |border )?\\p{L}+s)?|${PLURAL_NOUN}(?: (?:of|from|in) ${CHUNK})?)(?: (?:also|again|jointly|formally))? $`,
  "iu",
);
/** A subject of one: a chunk, an office, or a clause before with the same subject. */
const BEHIND_ONE = new RegExp(
  `(?:${CHUNK}|\\b(?:chief|boss|head|minister|commissioner|president|premier|ambassador|envoy|attach[eé]|delegation|team|ship|vessel|mission|government|cabinet|court|force|service|ministry|unit|deputy|secretary|IGP|official|officer|suspect|fugitive|man|woman|drill|exercise|patrol|course|forum|seminar|workshop|meeting|conference|ceremony|embassy|academy|college)(?: (?:of|from|in) ${CHUNK})?|[,;:])(?: (?:also|again|jointly|formally|officially))? $`,
  "iu",
);
const WORD = /[A-Za-z]+/g;

/**
 * The sentence as patterns see it, its present tense turned into the past, where it has a verb of `verbs` behind a
 * subject: "China, Vietnam sign treaty" as "China, Vietnam signed treaty". Null where it has none. Offsets stay those
 * of the field.
 */
export function inPast(sentence: TaggedSentence, verbs: HeadlineVerbs): TaggedSentence | null {
  const { tagged } = sentence;
  let past = "";
  let last = 0;
  const offsets: number[] = [];
  const chunkAt: TaggedSentence["chunkAt"][number][] = [];
  const keep = (from: number, to: number) => {
    past += tagged.slice(from, to);
    offsets.push(...sentence.offsets.slice(from, to));
    chunkAt.push(...sentence.chunkAt.slice(from, to));
  };
  for (const { 0: word, index } of tagged.matchAll(WORD)) {
    const form = verbs.get(word.toLowerCase());
    if (!form) continue;
    const subject = /s$/i.test(word) && !verbs.has(`${word.toLowerCase()}s`) ? BEHIND_ONE : BEHIND_PLURAL;
    if (!subject.test(tagged.slice(Math.max(0, index - 60), index))) continue;
    keep(last, index);
    past += form;
    for (let i = 0; i < form.length; i++) {
      offsets.push(sentence.offsets[index + Math.min(i, word.length - 1)]!);
      chunkAt.push(undefined);
    }
    last = index + word.length;
  }
  if (last === 0) return null;
  keep(last, tagged.length);
  offsets.push(sentence.offsets.at(-1)!);
  const { in: field, start, end, text, paragraph, chunks } = sentence;
  return { in: field, start, end, text, paragraph, chunks, tagged: past, offsets, chunkAt };
}
