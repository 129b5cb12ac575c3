import { loadRulebook } from "../../extractors/extract.ts";
import type { Run } from "../cli.ts";
import { printJson, printLine } from "../output.ts";

/** `rules check`: reads rules and dictionaries; the first fault is told with its file, key and remedy. */
export const run: Run = async ({ globals }) => {
  const { rules, sha256 } = await loadRulebook(globals.config);
  if (globals.json) await printJson({ rules: rules.length, sha256 });
  else await printLine(`${rules.length} rules can be read; their hash is ${sha256}`);
  return 0;
};
