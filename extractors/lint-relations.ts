import type { Coding } from "./event.ts";
import { EMPTY_NAMES } from "./link-names.ts";
import type { LintFinding } from "./lint-rules.ts";
import type { ExampleEvent, RelationConfig, RelationRule } from "./relation-config.ts";
import { relationKeys } from "./relation-keys.ts";
import { type ReadyEvent, readyEvent } from "./relation-ready.ts";
import { relationsFrom } from "./relations.ts";

/** Tries every example of every relation rule: what it must find, and what it must leave. */
export function lintRelations(config: RelationConfig): LintFinding[] {
  return config.rules.flatMap((rule) => {
    const finds = rule.finds.flatMap((example, at) => {
      if (isFound(config, rule, example)) return [];
      return [finding(rule, "find-fails", `finds, example ${at + 1}: the rule does not find the relation`)];
    });
    const skips = rule.skips.flatMap((example, at) => {
      if (!isFound(config, rule, example)) return [];
      return [
        finding(rule, "skip-fails", `skips, example ${at + 1} (${example.because}): the rule finds it`),
      ];
    });
    return [...finds, ...skips];
  });
}

/** Whether the rule alone leads from one event of an example to the other. */
export function isFound(
  config: RelationConfig,
  rule: RelationRule,
  example: { readonly from: ExampleEvent; readonly to: ExampleEvent },
): boolean {
  const alone = { ...config, rules: [rule] };
  const from = exampleEvent("from", example.from, config);
  const to = exampleEvent("to", example.to, config);
  const wants = new Set(relationKeys(from, alone).wants);
  // What no key leads to is never compared in earnest.
  if (!relationKeys(to, alone).has.some((key) => wants.has(key))) return false;
  return relationsFrom(from, [to], alone).length > 0;
}

function exampleEvent(id: string, example: ExampleEvent, config: RelationConfig): ReadyEvent {
  const { page, title = "", sentence = "", ...values } = example;
  const { prc_actors = [], prc_people = [], foreign_people = [], topics = [] } = values;
  const coding: Coding = { ...values, prc_actors, prc_people, foreign_people, topics };
  const language = /\p{Script=Han}/u.test(sentence + title) ? "zh" : "en";
  const report = {
    documentId: page ?? `page of ${id}`,
    contentSha256: "",
    language,
    published: coding.date.padEnd(10, "-28"),
    title,
    quote: sentence,
  } as const;
  return readyEvent({ id, coding, reports: [report] }, config, EMPTY_NAMES);
}

function finding(rule: RelationRule, code: LintFinding["code"], message: string): LintFinding {
  return { severity: "error", code, place: rule.id, message };
}
