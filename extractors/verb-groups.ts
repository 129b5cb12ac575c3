import { createRequire } from "node:module";
import type { TaggedSentence } from "./chunk.ts";

const load = createRequire(import.meta.url);

/** A verb of a sentence with its auxiliaries ("was to be", "had handed over"); places are those of the tagged sentence. */
export interface VerbGroup {
  readonly start: number;
  readonly end: number;
  /** Lower case. */
  readonly text: string;
  readonly tense: string;
  readonly negative: boolean;
  readonly auxiliary: string;
  /** "to sign", and the bare form that may stand for it: "let them sign", "to meet and sign". */
  readonly base: boolean;
}
interface CompromiseVerb {
  readonly text: string;
  readonly offset: { readonly start: number; readonly length: number };
  readonly verb?: {
    readonly auxiliary: string;
    readonly negative: boolean;
    readonly infinitive: string;
    readonly grammar: { readonly tense?: string };
  };
}
type Parse = (text: string) => { verbs(): { json(options: object): CompromiseVerb[] } };
let parse: Parse | undefined;
const groupsBySentence = new WeakMap<TaggedSentence, readonly VerbGroup[]>();

/**
 * The verb groups of a sentence by compromise: "was to be signed" is told from "was signed". The library is loaded when
 * the first sentence with a match is read; chunks are shown to it as short nouns, so that long offices cost nothing.
 */
export function verbGroups(sentence: TaggedSentence): readonly VerbGroup[] {
  const known = groupsBySentence.get(sentence);
  if (known) return known;
  parse ??= load("compromise/three") as Parse;
  const { plain, at } = plainForm(sentence);
  const groups = parse(plain)
    .verbs()
    .json({ offset: true })
    .map(({ text, offset, verb }): VerbGroup => {
      // The library counts white space and marks around a group; offsets are taken from the first to the last letter.
      const words = text.toLowerCase();
      return {
        start: at[offset.start] ?? 0,
        end: at[Math.min(offset.start + offset.length, at.length - 1)] ?? 0,
        text: words,
        tense: verb?.grammar.tense ?? "",
        negative: verb?.negative ?? false,
        auxiliary: verb?.auxiliary ?? "",
        base: words.replace(/\W+$/, "").replace(/^to /, "") === verb?.infinitive,
      };
    });
  groupsBySentence.set(sentence, groups);
  return groups;
}

const STAND_IN: Readonly<Record<string, string>> = {
  date: "Monday",
  people_count: "officers",
  count: "cars",
  money: "money",
  ordinal: "first",
  country: "France",
  china: "China",
  place: "Paris",
  prc_organ: "Ministry",
  foreign_organ: "Ministry",
};

/** The tagged sentence with a word for every chunk, and for each of its characters the position in the tagged one. */
function plainForm(sentence: TaggedSentence): { plain: string; at: number[] } {
  let plain = "";
  const at: number[] = [];
  for (const [i, character] of Array.from(sentence.tagged).entries()) {
    const chunk = sentence.chunkAt[i];
    const word = chunk ? (STAND_IN[chunk.kind] ?? "Smith") : character;
    for (let k = 0; k < word.length; k++) at.push(i);
    plain += word;
  }
  at.push(sentence.tagged.length);
  return { plain, at };
}

/** The group that holds a place of the tagged sentence. */
export function groupAt(groups: readonly VerbGroup[], at: number): VerbGroup | undefined {
  return groups.find((g) => g.start <= at + 1 && at < g.end + 1);
}

/** Whether the group says that something will, may or should be done. */
export const isModal = ({ auxiliary, text }: VerbGroup): boolean =>
  /\b(?:will|would|shall|may|might|could|should|must|can)\b/.test(`${auxiliary} ${text}`);

/** Between two verbs: the second belongs to a clause of its own. */
const OWN_CLAUSE = /[;:(]|\b(?:who|which|that|where|after|when|while|but|because|if)\b/;
/** Before an infinitive: "to", "to formally". */
const TO = /\bto (?:\w+ly |also |jointly )?$/;
/** "to meet the police and sign": the second infinitive needs no "to". */
const AND_ALSO = /(?:\band|,|\bor) (?:\w+ly |then |also )?$/;
/** Verbs with a bare infinitive: "let them sign", "had officers join". */
const LETS =
  /\b(?:let|lets|letting|make|makes|made|have|had|having|help|helps|helped|helping|see|saw|watch|watched)$/;

/** A verb, and the words from it to the verb it governs (empty for the innermost). */
export interface Governing {
  readonly group: VerbGroup;
  readonly leads: string;
}

/**
 * A verb and those that govern it, from the inside: "hand over" under "was" ("was able to"), "sign" of "is to meet and
 * sign" under "is". A second verb beside an infinitive or a modal stands for the first.
 */
export function governed(groups: readonly VerbGroup[], own: VerbGroup, tagged: string): Governing[] {
  const chain: Governing[] = [{ group: own, leads: "" }];
  for (const group of groups.filter((g) => g.end <= own.start).reverse()) {
    const lower = chain.at(-1)!;
    const between = tagged.slice(group.end, lower.group.start);
    if (OWN_CLAUSE.test(between)) break;
    const infinitive = /^to /.test(lower.group.text) || TO.test(between);
    if (infinitive || (lower.group.base && LETS.test(group.text.replace(/\W+$/, ""))))
      chain.push({ group, leads: tagged.slice(group.start, lower.group.start) });
    else if (lower.group.base && (group.base || isModal(group)) && AND_ALSO.test(between))
      chain[chain.length - 1] = { group, leads: lower.leads };
    else break;
  }
  return chain;
}
