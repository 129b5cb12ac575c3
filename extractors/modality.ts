import type { RuleMatch } from "./rule.ts";

/** Patterns that say a clause reports no held engagement; compiled from `config/rules/modality.yaml`. */
export interface Modality {
  /** Before the verb: will, plans to, 将于, 拟. */
  readonly planned: RegExp;
  /** After a noun that names the event: 拟于月底举行, to be held. */
  readonly planned_after: RegExp;
  /** In a clause before that of the verb: 届时将与…会谈，并签署, 将继续加大力度，把… */
  readonly planned_earlier: RegExp;
  /** Before the verb: hopes, is willing to, 愿, 希望. */
  readonly wished: RegExp;
  /** Before the verb: not, never, 未, 没有. */
  readonly negated: RegExp;
  /** Anywhere in the clause: 近年来, over the years. */
  readonly undated: RegExp;
  /** Before the verb: a sum, whatever day it was made public: 今年以来全国共从境外遣返…. */
  readonly summed_up: RegExp;
}

export type Held = "held" | "planned" | "wished" | "negated" | "undated";

/**
 * Whether the clause of a match reports something that has happened. The clause runs from the last comma, colon or
 * sentence start before the verb to the end of the match; patterns see the tagged text, so that `将{{people_count}}`
 * (an object put before its verb) is not read as the future 将.
 */
export function heldOf(match: RuleMatch, modality: Modality): Held {
  const verbAt = match.slots.verb ? taggedIndex(match, match.slots.verb.start) : match.to;
  const tagged = withoutQuotes(match.sentence.tagged, verbAt);
  const clauseStart =
    Math.max(
      ...["，", "；", "：", "。", ", ", "; ", ": "].map((mark) => tagged.lastIndexOf(mark, verbAt - 1)),
    ) + 1;
  const from = Math.min(clauseStart, match.from);
  const before = tagged.slice(Math.max(0, from), verbAt);
  // A rule without a verb slot names the event by a noun; whether it is held may stand after it: 演习将于9月举行.
  const after = match.slots.verb ? "" : (/^[^，；。]{0,25}/.exec(tagged.slice(match.to))?.[0] ?? "");
  // 今天将…嫌疑人依法引渡回国: before the verbs of operations 将 marks the object, not the future.
  const clause =
    match.rule.type === "operation"
      ? before.replace(/将(?!于|会|要|继续|进一步|尽快|联合|展开|开展|择|适|陆续)/g, "")
      : before;
  // 就筹备联合巡逻交换意见: what the talks are about may be planned, the talks are not.
  const told =
    match.rule.type === "meeting" ? clause.replace(/(?:就|围绕|针对|聚焦)[^就围针聚]{1,60}$/, "就") : clause;
  const near = told.slice(-60) + (modality.planned_after.test(after) ? after : "");
  if (modality.planned.test(near) || modality.planned_after.test(after)) return "planned";
  const lead = tagged.slice(Math.max(0, verbAt - 90), verbAt);
  if (modality.planned_earlier.test(lead) && !tagged.slice(verbAt, verbAt + 6).includes("了"))
    return "planned";
  if (modality.wished.test(near)) return "wished";
  if (modality.negated.test(near.slice(-12))) return "negated";
  if (modality.summed_up.test(tagged.slice(Math.max(0, verbAt - 60), verbAt))) return "undated";
  // 近年来，…先后捐赠了: a time that stands before its comma goes for all of the sentence.
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

function taggedIndex(match: RuleMatch, offset: number): number {
  const { offsets } = match.sentence;
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The day somebody fled abroad is no day of the return. */
const FLIGHT = /^，?[^，。；]{0,16}(?:外逃|潜逃|出逃|逃往|逃至|逃到|逃亡|逃离)/;

function hasExactDate(match: RuleMatch): boolean {
  const { sentence } = match;
  return sentence.chunks.some(
    (c) =>
      c.kind === "date" &&
      c.date!.kind !== "vague" &&
      (c.date!.date?.length ?? 0) >= 7 &&
      !FLIGHT.test(sentence.text.slice(c.end - sentence.start, c.end - sentence.start + 24)),
  );
}
