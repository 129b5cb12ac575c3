import { dictionaryUnits } from "./dictionary-units.ts";
import { partsOfPattern } from "./pattern-parts.ts";
import { wordsOfPattern } from "./pattern-words.ts";
import type { Rule } from "./rule.ts";
import { type Bound, digestOf, RULES, type RuleUnit } from "./rule-unit.ts";
import type { Rulebook } from "./rulebook.ts";

/**
 * Every unit of a rulebook, in the order in which they are looked up. Reading a text depends on the rulebook only
 * through these: two rulebooks with the same units in the same order read every text alike. What only people see
 * (`reads`, examples, comments) is in no unit.
 */
export function unitsOf(rulebook: Rulebook): RuleUnit[] {
  return withKeys([
    ...rulebook.rules.flatMap(ruleUnits),
    ...wordLists(rulebook),
    ...modalityUnits(rulebook),
    ...patternUnits("rules/gate.yaml", "zh", rulebook.gate.zh.source),
    ...patternUnits("rules/gate.yaml", "latin", rulebook.gate.latin.source),
    ...dictionaryUnits(rulebook.dictionaries),
    ...sourceUnits(rulebook),
    {
      part: "confidence.yaml",
      key: "steps",
      digest: digestOf(rulebook.calibration?.steps ?? null),
      bound: "mentions",
    },
  ]);
}

/** A unit for the rule and one for each keyword. Pieces are part of the patterns that name them. */
function ruleUnits(rule: Rule): RuleUnit[] {
  const { id, keywords, regex, gives, tells, claim, trigger, genre, confidence } = rule;
  const values = [regex.source, regex.flags, gives, tells, claim, trigger, genre, confidence];
  return [
    { part: RULES, key: id, digest: digestOf(values), bound: { anywhere: keywords } },
    ...keywords.map((word) => ({
      part: RULES,
      key: `${id}, keyword ${word}`,
      digest: "",
      bound: { anywhere: [word] },
    })),
  ];
}

/** What the register says of a source, for the documents of that source alone. */
function sourceUnits({ sourceStates }: Rulebook): RuleUnit[] {
  return [...sourceStates].map(([id, state]) => ({
    part: `sources/${id}.yaml`,
    key: "the state it writes about",
    digest: digestOf(state),
    bound: { sources: [id] },
  }));
}

function* wordLists(rulebook: Rulebook): Generator<RuleUnit> {
  for (const script of ["zh", "latin", "romance"] as const) {
    for (const [name, { source }] of Object.entries(rulebook.words[script])) {
      yield* patternUnits("rules/words.yaml", `${name}, ${script}`, source);
    }
  }
}

/** They are also matched against clauses put together from parts of a sentence, so no word of theirs need stand in it. */
function* modalityUnits(rulebook: Rulebook): Generator<RuleUnit> {
  for (const [script, patterns] of Object.entries(rulebook.modality)) {
    for (const [name, regex] of Object.entries(patterns as unknown as Record<string, RegExp>)) {
      const key = `${name}, ${script}`;
      yield { part: "rules/modality.yaml", key, digest: digestOf(regex.source), bound: "all" };
    }
  }
}

const NEVER = "(?!)";
/** Groups that are counted: with another one before them they would have another number. */
const NUMBERED_GROUP = /(?<!\\)\((?!\?)/;

/** A unit for each alternative of a list of words written as a pattern. */
function patternUnits(part: string, list: string, source: string): RuleUnit[] {
  if (source === NEVER) return [];
  if (NUMBERED_GROUP.test(source)) {
    return [{ part, key: list, digest: digestOf(source), bound: boundOfPattern(source) }];
  }
  const alternatives = partsOfPattern(source).map((row) => row.map(({ written }) => written).join(""));
  return alternatives.map((one) => ({
    part,
    key: `${list}: ${one}`,
    digest: "",
    bound: boundOfPattern(one),
  }));
}

function boundOfPattern(source: string): Bound {
  const words = wordsOfPattern(source);
  return words ? { anywhere: words } : "all";
}

/** The units with a number after a key that an earlier one of the part has. */
function withKeys(units: readonly RuleUnit[]): RuleUnit[] {
  const times = new Map<string, number>();
  return units.map((unit) => {
    const place = `${unit.part} ${unit.key}`;
    const count = (times.get(place) ?? 0) + 1;
    times.set(place, count);
    return count === 1 ? unit : { ...unit, key: `${unit.key} (${count})` };
  });
}
