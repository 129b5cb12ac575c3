import { describe, expect, it } from "vitest";
import { extract, loadRulebook } from "../extractors/extract.ts";
import { exampleDocument, readExample } from "../extractors/rule-examples.ts";

const rulebook = await loadRulebook("config");
const types = new Set(rulebook.rules.map((rule) => rule.type));

describe.each(rulebook.rules.map((rule) => [rule.id, rule] as const))("rule %s", (_, rule) => {
  it.each(rule.finds)("finds $text", ({ text, slots }) => {
    const folded = text.toLowerCase();
    expect(rule.keywords.filter((word) => folded.includes(word.toLowerCase()))).not.toEqual([]);
    const { matches, events, claims, refusals } = readExample(rulebook, rule, text);
    expect(matches.map((match) => match.rule.id)).toContain(rule.id);
    const found = matches.map((match) =>
      Object.fromEntries(Object.entries(match.slots).map(([name, slot]) => [name, slot.text])),
    );
    if (slots) expect(found).toContainEqual(expect.objectContaining(slots));
    expect(
      rule.claim ? claims : events,
      `no ${rule.claim ?? rule.type}; refused: ${refusals.join(" | ")}`,
    ).not.toEqual([]);
  });

  it.each(rule.skips)("skips $text: $because", ({ text }) => {
    const { mentions, claims } = extract(rulebook, exampleDocument(rule, text));
    // The near miss of a claim is often an event; it must only not be claimed.
    const wrong = rule.claim
      ? claims.filter(({ kind, ruleId }) => kind === rule.claim && ruleId === rule.id)
      : mentions.filter(({ coding }) => coding.type === rule.type);
    expect(wrong.map(({ ruleId, quote }) => `${ruleId}: ${quote}`)).toEqual([]);
  });
});

it.each(["zh", "en"])("every event type has a rule in language %s", (language) => {
  const covered = rulebook.rules.filter((rule) => rule.language === language).map((rule) => rule.type);
  expect([...types].filter((type) => !covered.includes(type))).toEqual([]);
  expect(types.size).toBe(8);
});
