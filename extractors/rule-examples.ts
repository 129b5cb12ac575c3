import type { CodedClaim, CodedMention } from "./event.ts";
import { explain, type TextToCode } from "./extract.ts";
import { readDocument } from "./read-document.ts";
import { matchRule, type Rule, type RuleMatch } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";

/** The day on which the examples of rules are published. */
const EXAMPLE_DAY = "2024-06-15";

/** An example of a rule as a document of one sentence, without a title. */
export function exampleDocument(rule: Rule, text: string): TextToCode {
  const { language: written } = rule;
  const language = written === "zh" || written === "en" ? written : "other";
  const genre = rule.genre ? { genre: rule.genre } : {};
  return {
    id: `${rule.id} example`,
    language,
    languageCode: written,
    title: "",
    text,
    published: EXAMPLE_DAY,
    ...genre,
  };
}

/** What the program reads in an example. */
export interface ExampleReading {
  /** Where the rule itself matches. */
  readonly matches: readonly RuleMatch[];
  /** Events of the rule's type, whichever rule gave them. */
  readonly events: readonly CodedMention[];
  /** Claims of the rule's kind; empty for a rule of events. */
  readonly claims: readonly CodedClaim[];
  /** Why matches gave no event. */
  readonly refusals: readonly string[];
}

/** Reads one example of a rule with all rules. */
export function readExample(rulebook: Rulebook, rule: Rule, text: string): ExampleReading {
  const document = exampleDocument(rule, text);
  const { sentences } = readDocument(rulebook, document);
  const { extraction, nearMisses } = explain(rulebook, document);
  return {
    matches: sentences.flatMap((sentence) => matchRule(rule, sentence)),
    events: extraction.mentions.filter(({ coding }) => coding.type === rule.type),
    claims: extraction.claims.filter(({ kind, ruleId }) => kind === rule.claim && ruleId === rule.id),
    refusals: nearMisses.map(({ ruleId, missing }) => `${ruleId}: ${missing.join("; ")}`),
  };
}
