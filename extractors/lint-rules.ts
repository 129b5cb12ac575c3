import { countWays, findRisks } from "./pattern-risk.ts";
import { canSpell } from "./pattern-spell.ts";
import { findSlowSentence } from "./pattern-stress.ts";
import type { Rule } from "./rule.ts";
import { readExample } from "./rule-examples.ts";
import type { Rulebook } from "./rulebook.ts";
import { WORD_LISTS } from "./words.ts";

export interface LintFinding {
  /** An error must be mended; a warning is worth a look. */
  readonly severity: "error" | "warning";
  readonly code:
    | "twin-id"
    | "no-example"
    | "unused-piece"
    | "backtracking"
    | "many-ways"
    | "slow"
    | "dead-keyword"
    | "covered-keyword"
    | "find-fails"
    | "skip-fails";
  /** The rule's id, the name of the piece, or file and key of a pattern that is no rule's. */
  readonly place: string;
  readonly message: string;
}

export interface LintOptions {
  /** Length of the longest hostile sentence, in characters; 0 leaves them out. */
  readonly stress?: number;
}

/**
 * Checks what the loader cannot see: examples that fail, patterns that a hostile page could make slow, keywords and
 * pieces without use. Deterministic but for the time that hostile sentences take.
 */
export function lintRules(rulebook: Rulebook, { stress = 20_000 }: LintOptions = {}): LintFinding[] {
  return [
    ...lintIds(rulebook.rules),
    ...lintPieces(rulebook),
    ...lintOtherPatterns(rulebook),
    ...rulebook.rules.flatMap((rule) => [
      ...lintKeywords(rule),
      ...lintPattern(rule, stress),
      ...lintExamples(rulebook, rule),
    ]),
  ];
}

const error = (code: LintFinding["code"], place: string, message: string): LintFinding => ({
  severity: "error",
  code,
  place,
  message,
});

function lintIds(rules: readonly Rule[]): LintFinding[] {
  const seen = new Set<string>();
  return rules.flatMap(({ id }) => {
    if (seen.has(id)) return [error("twin-id", id, "another rule has this id; ids are never used twice")];
    seen.add(id);
    return [];
  });
}

const PIECE = /\{\{([a-z_]+)(?::\d+)?\}\}/g;

function lintPieces({ rules, pieces, modalityPatterns }: Rulebook): LintFinding[] {
  const patterns = [...rules.map(({ pattern }) => pattern), ...modalityPatterns];
  const used = new Set<string>();
  for (let waiting = patterns; waiting.length > 0; ) {
    const names = new Set(waiting.flatMap((text) => Array.from(text.matchAll(PIECE), (m) => m[1]!)));
    const fresh = [...names].filter((name) => !used.has(name));
    for (const name of fresh) used.add(name);
    waiting = fresh.flatMap((name) => pieces[name] ?? []);
  }
  return Object.keys(pieces)
    .filter((name) => !used.has(name))
    .map((name) => ({
      severity: "warning",
      code: "unused-piece",
      place: name,
      message: "no pattern names this piece; remove it",
    }));
}

/** Patterns that stand beside the rules are run on every sentence or document: none may backtrack without bound. */
function lintOtherPatterns({ words, modality, gate }: Rulebook): LintFinding[] {
  const patterns = (["zh", "latin", "romance"] as const).flatMap((script) => [
    ...WORD_LISTS.map((name) => [`words.yaml: ${name}.${script}`, words[script][name]] as const),
    ...Object.entries(modality[script]).map(
      ([name, regex]) => [`modality.yaml: ${script}.${name}`, regex] as const,
    ),
    ...(script === "romance" ? [] : [[`gate.yaml: ${script}`, gate[script]] as const]),
  ]);
  return patterns.flatMap(([place, regex]) =>
    findRisks(regex).map((risk) => error("backtracking", place, risk)),
  );
}

/** Keywords that do nothing: another one covers them, or neither pattern nor examples know them. */
function lintKeywords({ id, keywords, finds, regex }: Rule): LintFinding[] {
  const words = keywords.map((word) => word.toLowerCase());
  const shown = finds.map(({ text }) => text.toLowerCase());
  const isShown = (word: string) => shown.some((text) => text.includes(word));
  const covered = words.filter((word) => words.some((other) => other !== word && word.includes(other)));
  const dead = words.filter((word) => !covered.includes(word) && !isShown(word) && !canSpell(regex, word));
  const warn = (code: LintFinding["code"], found: readonly string[], why: string): LintFinding[] =>
    found.length === 0
      ? []
      : [{ severity: "warning", code, place: id, message: `keywords ${found.join(", ")}: ${why}` }];
  return [
    ...warn("covered-keyword", covered, "a shorter keyword of the rule stands wherever they do; remove them"),
    ...warn("dead-keyword", dead, "neither in the pattern nor in an example; show one in use or remove them"),
  ];
}

/** More ways than these to try one start are worth shorter gaps. Four gaps of 40 make 2.8 million. */
const MANY_WAYS = 10_000_000;

function lintPattern(rule: Rule, stress: number): LintFinding[] {
  const risks = findRisks(rule.regex);
  // A pattern that can run without bound is not run on hostile sentences.
  if (risks.length > 0) return risks.map((risk) => error("backtracking", rule.id, risk));
  const slow = stress === 0 ? null : findSlowSentence(rule.regex, rule.keywords, stress);
  if (slow !== null) {
    const message = `${slow.milliseconds} ms for ${slow.length} characters of "${slow.unit}"; shorten the gaps`;
    return [error("slow", rule.id, message)];
  }
  const ways = countWays(rule.regex);
  if (ways <= MANY_WAYS) return [];
  const message = `gaps and repeats multiply to ${ways.toLocaleString("en")} ways to match; shorten them`;
  return [{ severity: "warning", code: "many-ways", place: rule.id, message }];
}

function lintExamples(rulebook: Rulebook, rule: Rule): LintFinding[] {
  const findings: LintFinding[] = [];
  if (rule.finds.length === 0) findings.push(error("no-example", rule.id, 'give an example under "finds"'));
  if (rule.skips.length === 0) findings.push(error("no-example", rule.id, 'give a near miss under "skips"'));
  for (const { text, slots = {} } of rule.finds) {
    const fault = faultOfFind(rulebook, rule, text, slots);
    if (fault !== null) findings.push(error("find-fails", rule.id, `"${text}": ${fault}`));
  }
  for (const { text } of rule.skips) {
    const { events, claims } = readExample(rulebook, rule, text);
    // The near miss of a claim is often an event; it must only not be claimed.
    const wrong = rule.claim ? claims : events;
    if (wrong.length === 0) continue;
    const by = wrong.map(({ ruleId }) => ruleId).join(", ");
    const expected = rule.claim ? `claim "${rule.claim}"` : rule.type;
    findings.push(error("skip-fails", rule.id, `"${text}": expected no ${expected}, found one by ${by}`));
  }
  return findings;
}

/** What is wrong with an example that the rule should find, or null. */
function faultOfFind(
  rulebook: Rulebook,
  rule: Rule,
  text: string,
  slots: Readonly<Record<string, string>>,
): string | null {
  const folded = text.toLowerCase();
  if (!rule.keywords.some((word) => folded.includes(word.toLowerCase())))
    return "it holds no keyword of the rule";
  const { matches, events, claims, refusals } = readExample(rulebook, rule, text);
  if (matches.length === 0) return "the pattern does not match";
  for (const [name, expected] of Object.entries(slots)) {
    const found = matches.map((match) => match.slots[name]?.text ?? "nothing");
    if (!found.includes(expected))
      return `slot ${name}: expected "${expected}", found "${found.join('", "')}"`;
  }
  if ((rule.claim ? claims : events).length > 0) return null;
  const why = refusals.length > 0 ? ` (${refusals.join("; ")})` : "";
  return `it gives no ${rule.claim ? `claim "${rule.claim}"` : rule.type}${why}`;
}
