import type { DocumentContext } from "./context.ts";
import { chineseNamePinyin } from "./romanise.ts";
import type { LatinToken } from "./tokens-latin.ts";

// Xiaohong, and initials: "B.", "C.D.", "Kh.".
const CAPITAL =
  "(?:\\p{Lu}[\\p{L}'’-]+|(?:\\p{Lu}\\.){2,4}(?=\\s\\p{Lu})|\\p{Lu}\\p{Ll}?\\.(?=\\s\\p{Lu})|\\p{Lu}(?=\\s\\p{Lu}))";
const PARTICLE = "(?:bin|bint|al|el|de|da|dos|del|van|von|la|le|ibn|ould|y)";
const NAME = new RegExp(`${CAPITAL}(?:\\s(?:${PARTICLE}\\s)?${CAPITAL}|-${CAPITAL}){0,4}`, "uy");
const NOT_NAME =
  /^(?:The|A|An|On|In|At|And|But|For|From|By|With|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|He|She|They|It|This|That|His|Her|Their|During|After|Before|When|While|Both|Two|Three|Chinese|China|State|Public|Security|Police|Ministry|National|Government|Council|Party|Committee|Embassy|Republic|President|Minister|General|People|Peoples|Communist|Central|Political|Politburo|Secretariat|Standing|Les|Elle|Une|Una|Lors|Dans|Policía|Nationale|Nacional|Publique|Pública|Sécurité|Seguridad|Intérieur|Justicia|République|República|Chine|Ambassade|Embajada)(?:['’]s?)?$/;
/** A word of the office that the dictionaries leave between office and name: "Additional Secretary Interior Ayub Khan". */
const NO_FIRST =
  /^(?:Interior|Home|Affairs|Foreign|Police|Security|Defence|Defense|Law|Finance|Health|Force)$/;
const BODY_WORD =
  /^(?:Command|Operations?|Project|Agency|Department|Centre|Center|Committee|University|College|School|Academy|Station|Headquarters|Office|Service|Force|Commission|Authority|Board|Team|Group|Unit|Forum|Assembly|Conference|Program|Programme|Agreement|Cooperation|Initiative|Company|Corporation|Association|Division|Bureau|Directorate)s?$/;
const HONORIFIC =
  /^(?:\s?(?:Mr|Mrs|Ms|Dr|Prof|Hon|H\. ?E|HE|Sir|Dato'?|Datuk|Tan Sri|Major|Capt|Col|Lt|Gen|Brig|Senior|(?:Mme|Mlle|SEM|MM?\.|Sra?\.|Dra\.|Lic\.|Ing\.|Gral\.|Cnel\.|Excmo\.|S\.\s?E\.)(?=\s))\.?)*\s?/;

const ORGANS: ReadonlySet<string> = new Set(["organ", "prc_organ"]);

/** Where a name stands in its sentence. */
export interface Name {
  start: number;
  end: number;
}

/** The name that follows an office at `at`. */
export function nameAfter(text: string, at: number, tokens: readonly LatinToken[]): Name | null {
  const rest = text.slice(at);
  const lead = /^,?\s/u.exec(rest)?.[0] ?? "";
  if (lead === "" || (lead.startsWith(",") && !/^,\s(?:\p{Lu}|Mr|Ms)/u.test(rest))) return null;
  const from = at + lead.length + (HONORIFIC.exec(text.slice(at + lead.length))?.[0].length ?? 0);
  return readName(text, from, tokens);
}

/** "Wang Xiaohong, minister of public security": the name stands before a comma. */
export function nameBefore(text: string, at: number, tokens: readonly LatinToken[]): Name | null {
  const before = text.slice(0, at);
  const gap = /,\s(?:the\s|who\sis\s|a\s)?(?:[\p{Ll}]+\s)?$/u.exec(before);
  if (!gap) return null;
  return nameEndingAt(text, gap.index, tokens);
}

/** The name of two and more words that ends at `end`. */
export function nameEndingAt(text: string, end: number, tokens: readonly LatinToken[]): Name | null {
  for (let start = Math.max(0, end - 40); start < end; start++) {
    if (!/\p{Lu}/u.test(text[start]!) || /[\p{L}'-]/u.test(text[start - 1] ?? " ")) continue;
    // "the Ministry of Public Security, the ambassador": the end of an organ is no name.
    if (tokens.some((t) => ORGANS.has(t.term.kind) && t.start <= start && start < t.end)) continue;
    const name = readName(text, start, tokens);
    if (name?.end === end && /\s/.test(text.slice(name.start, name.end))) return name;
  }
  return null;
}

function readName(text: string, from: number, tokens: readonly LatinToken[]): Name | null {
  const person = tokens.find((t) => t.start === from && t.term.kind === "person");
  if (person) return { start: from, end: person.end };
  NAME.lastIndex = from;
  const match = NAME.exec(text);
  if (!match) return null;
  const words = match[0].split(/\s/);
  if (words.some((word) => BODY_WORD.test(word))) return null;
  if (words.length > 2 && NO_FIRST.test(words[0]!))
    return readName(text, from + words[0]!.length + 1, tokens);
  let length = 0;
  for (const word of words) {
    const at = from + length + (length > 0 ? 1 : 0);
    if (NOT_NAME.test(word)) break;
    if (
      length === 0 &&
      tokens.some(
        (t) =>
          t.start === at && t.term.kind !== "person" && t.term.kind !== "place" && t.term.kind !== "cn_place",
      )
    )
      break;
    length = at + word.length - from;
  }
  if (length < 2) return null;
  const end = from + length - (text.slice(from, from + length).endsWith("'s") ? 2 : 0);
  return { start: from, end };
}

const surnamesByLexicon = new WeakMap<object, Set<string>>();

/** Two or three words of which the first is a Chinese surname in pinyin: Wang Zonglai, Meng Jianzhu. */
export function looksChinese(name: string, context: DocumentContext): boolean {
  let surnames = surnamesByLexicon.get(context.lexicon);
  if (!surnames) {
    surnames = new Set([...context.lexicon.surnames].map((s) => chineseNamePinyin(s)));
    surnamesByLexicon.set(context.lexicon, surnames);
  }
  // 吕 is written Lu, Lv and, on passports, Lyu.
  const words = name
    .toLowerCase()
    .replace(/^l(?:yu|v|ü)(?=\s)/, "lu")
    .split(/\s/);
  if (words.length < 2 || words.length > 3 || !surnames.has(words[0]!)) return false;
  return words.slice(1).every((word) => SYLLABLES.test(word));
}

/** One or two pinyin syllables. */
const SYLLABLES =
  /^(?:(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|ong|ue|ü|üe)'?-?){1,2}$/;
