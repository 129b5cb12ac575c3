import type { TextToCode } from "./extract.ts";
import { readDocument } from "./read-document.ts";
import { compileRule, matchRule, type Rule } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";

/** One place a pattern would match. Offsets are into the title or text. */
export interface PatternHit {
  readonly documentId: string;
  readonly in: "title" | "text";
  readonly start: number;
  readonly end: number;
  readonly match: string;
  readonly sentence: string;
  readonly slots: Readonly<Record<string, string>>;
}

/**
 * Where a pattern, written as in a rule, matches in documents. The patterns' match alone is shown: no keyword is asked
 * for, and whether an event is held or in scope is not weighed. Documents in other languages than Chinese and those of
 * Latin script give nothing. Throws ConfigError for a pattern that cannot be used.
 */
export function* tryPattern(
  rulebook: Rulebook,
  pattern: string,
  documents: Iterable<TextToCode>,
): Generator<PatternHit> {
  const compile = (language: string) =>
    compileRule(
      {
        id: `meeting.${language}.try`,
        reads: "a pattern that is tried",
        keywords: ["-"],
        pattern,
        gives: {},
        tells: [],
        trigger: false,
        alone: false,
        muted: false,
        confidence: 1,
        finds: [],
        skips: [],
      },
      rulebook.pieces,
      "the pattern",
    );
  const rules: Readonly<Record<string, Rule>> = { zh: compile("zh"), en: compile("en") };
  for (const document of documents) {
    const rule = rules[document.language];
    if (!rule) continue;
    const reading = readDocument(rulebook, document);
    for (const sentence of reading.sentences) {
      for (const { start, end, slots } of matchRule(rule, sentence)) {
        yield {
          documentId: document.id,
          in: sentence.in,
          start,
          end,
          match: sentence.text.slice(start - sentence.start, end - sentence.start),
          sentence: sentence.text,
          slots: Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, slot.text])),
        };
      }
    }
  }
}
