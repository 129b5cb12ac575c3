import { loadRulebook } from "../../extractors/extract.ts";
import { lintRules } from "../../extractors/lint-rules.ts";
import type { Run } from "../cli.ts";
import { forTerminal, printJson, printLine } from "../output.ts";

/**
 * `rules check`: reads rules and dictionaries, runs every example and looks for patterns that could be slow. What cannot
 * be read is told with file, key and remedy (status 2); errors found in readable rules give status 1, warnings none.
 */
export const run: Run = async ({ globals }) => {
  const rulebook = await loadRulebook(globals.config);
  const findings = lintRules(rulebook);
  const errors = findings.filter(({ severity }) => severity === "error");
  const { sha256, rules } = rulebook;
  if (globals.json) await printJson({ rules: rules.length, sha256, findings });
  else {
    // Errors come last, above the count: they are what must be seen.
    const last = findings.toSorted((a, b) => b.severity.localeCompare(a.severity));
    for (const { severity, code, place, message } of last)
      await printLine(`${severity.padEnd(7)} ${place}: ${forTerminal(message, 400)} (${code})`);
    const examples = rules.reduce((sum, { finds, skips }) => sum + finds.length + skips.length, 0);
    const warnings = findings.length - errors.length;
    await printLine(
      `${rules.length} rules, ${examples} examples: ${errors.length} errors, ${warnings} warnings`,
    );
    await printLine(`sha256 of rules and dictionaries: ${sha256}`);
  }
  return errors.length > 0 ? 1 : 0;
};
