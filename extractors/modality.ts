import { taggedIndex } from "./chunk.ts";
import type { RuleMatch } from "./rule.ts";

/** Patterns that say a clause in Latin script reports no held engagement; compiled from `config/rules/modality.yaml`. */
export interface Modality {
  /** Before the verb: will, plans to. */
  readonly planned: RegExp;
  /** After a noun that names the event: to be held. */
  readonly planned_after: RegExp;
  /** Before the verb: hopes, is willing to. */
  readonly wished: RegExp;
  /** Before the verb: not, never. */
  readonly negated: RegExp;
  /** Anywhere in the clause: over the years. */
  readonly undated: RegExp;
  /** Before the verb: a sum, whatever day it was made public. */
  readonly summed_up: RegExp;
}

export type Held = "held" | "planned" | "wished" | "negated" | "undated";

/**
 * Whether the clause of a match reports something that has happened. The clause runs from the last comma, colon or
 * sentence start before the verb to the end of the match. Chinese has a grammar of its own (`modality-zh.ts`).
 */
export function heldOf(match: RuleMatch, modality: Modality): Held {
  const verbAt = match.slots.verb ? taggedIndex(match.sentence, match.slots.verb.start) : match.to;
  const tagged = withoutQuotes(match.sentence.tagged, verbAt);
  const clauseStart =
    Math.max(
      ...["，", "；", "：", "。", ", ", "; ", ": "].map((mark) => tagged.lastIndexOf(mark, verbAt - 1)),
    ) + 1;
  const from = Math.min(clauseStart, match.from);
  const before = tagged.slice(Math.max(0, from), verbAt);
  // A rule without a verb slot names the event by a noun; whether it is held may stand after it: the exercise will be held in May.
  const after = match.slots.verb ? "" : (/^[^，；。]{0,25}/.exec(tagged.slice(match.to))?.[0] ?? "");
  const near = before.slice(-60) + (modality.planned_after.test(after) ? after : "");
  if (modality.planned.test(near) || modality.planned_after.test(after)) return "planned";
  if (modality.wished.test(near)) return "wished";
  if (modality.negated.test(near.slice(-12))) return "negated";
  if (modality.summed_up.test(tagged.slice(Math.max(0, verbAt - 60), verbAt))) return "undated";
  // A time that stands before its comma goes for all of the sentence.
  const opening = /^[^，。；]{2,12}(?=，)/.exec(tagged)?.[0] ?? "";
  if (modality.undated.test(`${opening}，${before}`) && !hasExactDate(match)) return "undated";
  return "held";
}

/** Themes and mottoes stand in quotation marks: 以“加强执法合作”为主题 says nothing about the verb. */
function withoutQuotes(tagged: string, verbAt: number): string {
  return tagged.replace(/“[^“”]{0,60}”/g, (quote: string, at: number) =>
    at <= verbAt && verbAt < at + quote.length ? quote : "“".repeat(quote.length),
  );
}

function hasExactDate(match: RuleMatch): boolean {
  const { sentence } = match;
  return sentence.chunks.some(
    (c) => c.kind === "date" && c.date!.kind !== "vague" && (c.date!.date?.length ?? 0) >= 7,
  );
}
