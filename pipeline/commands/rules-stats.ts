import { ConfigError } from "../../sources/errors.ts";
import { loadSettings } from "../../sources/settings.ts";
import type { Run } from "../cli.ts";
import { print, printJson, printLine, table } from "../output.ts";
import { percentOf, rangeOf, type ScoredRule, scoredRules } from "../scored-rules.ts";
import { openStore } from "../workspace.ts";

/** `rules stats`: how reviewers decided the events of each rule, and which rules are muted. */
export const run: Run = async ({ options, globals }) => {
  const { rule: wanted } = options as { rule?: string };
  const { loadRulebook } = await import("../../extractors/rulebook.ts");
  const { rules } = await loadRulebook(globals.config);
  const settings = loadSettings(globals.config).rules;
  const store = await openStore(globals);
  try {
    const all = await scoredRules(store.db, rules, settings);
    const shown = wanted === undefined ? all : all.filter(({ rule }) => rule === wanted);
    if (wanted !== undefined && shown.length === 0)
      throw new ConfigError(
        `--rule ${wanted}: no such rule, and none of that name was ever decided about; "rules stats" lists them`,
      );
    if (globals.json) await printJson({ settings, rules: shown });
    else if (wanted !== undefined) await printOne(shown[0]!);
    else await printAll(shown);
    return 0;
  } finally {
    await store.close();
  }
};

async function printAll(rules: readonly ScoredRule[]): Promise<void> {
  const decided = rules.filter(({ decided, muted }) => decided > 0 || muted !== null);
  const rows = decided.map((rule) => [
    rule.rule,
    rule.decided,
    rule.accepted,
    rule.corrected,
    inWords(rule.correctedFields),
    rule.rejected,
    inWords(rule.reasons),
    percentOf(rule.precision),
    rangeOf(rule),
    mutedText(rule),
  ]);
  const head = [
    "rule",
    "decided",
    "accepted",
    "corrected",
    "fields",
    "rejected",
    "reasons",
    "precision",
    "95 %",
    "",
  ];
  if (rows.length > 0) await print(await table(head, rows));
  await printLine(`${decided.length} of ${rules.length} rules have events that were decided, or are muted`);
}

async function printOne(rule: ScoredRule): Promise<void> {
  await printLine(`${rule.rule}${rule.muted === null ? "" : `  (${mutedText(rule)})`}`);
  if (rule.reads !== null) await printLine(rule.reads);
  const years = [...rule.years, { ...rule, year: "all" }].map((one) => [
    one.year,
    one.decided,
    one.accepted,
    one.corrected,
    one.rejected,
    percentOf(one.precision),
    rangeOf(one),
  ]);
  const head = ["year", "decided", "accepted", "corrected", "rejected", "precision", "95 %"];
  await print(`\n${await table(head, years)}`);
  if (rule.corrected > 0) await printLine(`corrected: ${inWords(rule.correctedFields)}`);
  if (rule.rejected > 0) await printLine(`rejected: ${inWords(rule.reasons)}`);
}

function mutedText({ muted }: ScoredRule): string {
  if (muted === null) return "";
  return muted === "rule" ? "muted" : "muted by its precision";
}

/** "date 3, countries 1". */
function inWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, number]) => `${name} ${number}`)
    .join(", ");
}
