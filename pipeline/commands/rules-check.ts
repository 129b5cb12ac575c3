import { join } from "node:path";
import { loadRulebook } from "../../extractors/extract.ts";
import { lintRelations } from "../../extractors/lint-relations.ts";
import { lintRules } from "../../extractors/lint-rules.ts";
import { loadRelationConfig } from "../../extractors/relation-config.ts";
import type { Run } from "../cli.ts";
import { forTerminal, printJson, printLine } from "../output.ts";

/**
 * `rules check`: reads rules, dictionaries and relation rules, runs every example and looks for patterns that could be slow. What cannot
 * be read is told with file, key and remedy (status 2); errors found in readable rules give status 1, warnings none.
 */
export const run: Run = async ({ globals }) => {
  const rulebook = await loadRulebook(globals.config);
  const relations = loadRelationConfig(join(globals.config, "relations.yaml"));
  const findings = [...lintRules(rulebook), ...lintRelations(relations)];
  const errors = findings.filter(({ severity }) => severity === "error");
  const { sha256, rules } = rulebook;
  if (globals.json)
    await printJson({ rules: rules.length, relation_rules: relations.rules.length, sha256, findings });
  else {
    // Errors come last, above the count: they are what must be seen.
    const last = findings.toSorted((a, b) => b.severity.localeCompare(a.severity));
    for (const { severity, code, place, message } of last)
      await printLine(`${severity.padEnd(7)} ${place}: ${forTerminal(message, 400)} (${code})`);
    const examplesOf = (all: readonly { finds: readonly unknown[]; skips: readonly unknown[] }[]) =>
      all.reduce((sum, { finds, skips }) => sum + finds.length + skips.length, 0);
    const warnings = findings.length - errors.length;
    await printLine(
      `${rules.length} rules, ${examplesOf(rules)} examples: ${errors.length} errors, ${warnings} warnings`,
    );
    await printLine(`${relations.rules.length} relation rules, ${examplesOf(relations.rules)} examples`);
    await printLine(`sha256 of rules and dictionaries: ${sha256}`);
  }
  return errors.length > 0 ? 1 : 0;
};
