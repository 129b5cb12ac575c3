import { papersInLatin } from "./checks-latin.ts";
import type { AgreementType } from "./event.ts";
import { unique } from "./parties.ts";
import { neighbour, type Reading } from "./reading.ts";
import type { RuleMatch } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";

/** The words of a sentence that name a paper, or several in a row. */
export type Paper = { readonly start: number; readonly end: number; readonly text: string };

/** 签署《…备忘录》、《…协议》和会议纪要: the papers that follow the first one in a list belong to it. */
export function listOf(
  first: Paper,
  { sentence }: RuleMatch,
  reading: Reading,
  book: Pick<Rulebook, "papers">,
): Paper {
  if (reading.language !== "zh") return first;
  let end = first.end;
  for (;;) {
    const rest = sentence.text.slice(end - sentence.start);
    const clause = /^(?:等)?(?:、|和|及|以及|与|《)[^，。；]{0,60}/.exec(rest)?.[0];
    const next = clause ? book.papers.zh.scan(clause)[0] : undefined;
    if (!next) break;
    end += next.end + (clause![next.end] === "》" ? 1 : 0);
  }
  return {
    start: first.start,
    end,
    text: sentence.text.slice(first.start - sentence.start, end - sentence.start),
  };
}

/** The kinds of paper that the first of the texts names which names any: "27 agreements were signed. One is about fraud". */
export function kindsOf(
  texts: readonly (string | undefined)[],
  match: RuleMatch,
  reading: Reading,
  book: Pick<Rulebook, "papers">,
  near: boolean,
): AgreementType[] {
  const found = texts.map((text) => papersIn(text, match, reading, book, near));
  return found.find((kinds) => kinds.length > 0) ?? [];
}

/**
 * The kinds of paper named in the match. Each noun phrase is one paper and its last word names its kind
 * (合作协定执行安排 is an arrangement), except that a treaty of extradition or a readmission paper is one by its subject.
 * Of several papers in Chinese only those on policing count, unless security organs sign them (`near`).
 */
function papersIn(
  listed: string | undefined,
  match: RuleMatch,
  reading: Reading,
  book: Pick<Rulebook, "papers">,
  near: boolean,
): AgreementType[] {
  const text = listed ?? match.sentence.text.slice(match.start - match.sentence.start);
  if (reading.language !== "zh") return papersInLatin(text, book.papers.latin);
  const units = text.split(/、|以及|》(?=《)|(?<=[》书议定约件录明言要排划])[和及与]/);
  const papers = units.flatMap((unit) => {
    const found = book.papers.zh.scan(unit).flatMap((hit) => [...hit.values]);
    const last = found.at(-1);
    const bySubject = found.find((kind) => kind === "readmission_agreement" || kind === "treaty");
    const kind = bySubject && !/memorandum/.test(last ?? "") ? bySubject : last;
    return kind ? [{ unit, kind }] : [];
  });
  const policing = papers.filter(({ unit }) => near || reading.words.policing_paper.test(unit));
  const all = unique((policing.length > 0 ? policing : papers).map(({ kind }) => kind));
  const specific = all.filter((kind) => kind !== "cooperation_document");
  return all.length > 1 && specific.length > 0 && !/纪要|安排|计划|minutes|plan\b|arrangement/i.test(text)
    ? specific
    : all;
}

/**
 * The words that name the papers where the sentence of the signing does not: "It was signed" takes up the sentence
 * before, "three agreements were signed" is followed by their list.
 */
export function papersBeside(match: RuleMatch, reading: Reading): string | null {
  const { text } = match.slots.paper!;
  if (/^(?:it|they|both|the (?:papers?|documents?|instruments?))$/i.test(text))
    return neighbour(reading, match.sentence, -1)?.text ?? null;
  const next = neighbour(reading, match.sentence, 1);
  if (next?.in !== "text" || !reading.words.papers_listed.test(next.text)) return null;
  return next.text;
}
