import { createInterface } from "node:readline/promises";
import { ConfigError } from "../../sources/errors.ts";
import type { Run } from "../cli.ts";
import { print, printJson, printLine } from "../output.ts";
import { runRecode } from "../recode.ts";
import { planRecode } from "../recode-plan.ts";
import { previewRecode } from "../recode-preview.ts";
import type { RecodeReport } from "../recode-report.ts";
import { recodeText } from "../recode-text.ts";
import { openCoder } from "../stages.ts";
import { catchStop } from "../stop.ts";
import { openWorkspace } from "../workspace.ts";

/** `recode`: reads stored documents with today's rules, after showing what would become of the events. */
export const run: Run = async ({ options, globals }) => {
  const { dryRun, yes } = options as { dryRun?: boolean; yes?: boolean };
  const asks = !dryRun && !yes;
  if (asks && (globals.json || !process.stdin.isTTY)) {
    throw new ConfigError(
      "recode: with --json or without a terminal nobody can be asked; give --dry-run to see what would change, or --yes to apply it",
    );
  }
  const space = await openWorkspace(globals);
  const stop = catchStop((name) => space.log.warn(`${name}: finishing the batch under way`));
  const tell = async (report: RecodeReport, done: boolean) => {
    if (globals.json) await printJson(report);
    else if (!globals.quiet) await print(await recodeText(report, done));
  };
  try {
    const coder = await openCoder(space);
    const { groups, waiting, relinked } = await planRecode(
      space.db,
      coder.rulebook,
      space.version,
      coder.linker.context.config.sha256,
    );
    if (groups.length === 0 && waiting === 0 && relinked === 0 && !globals.json) {
      if (!globals.quiet) await printLine("Every document was read with today's rules.");
      return 0;
    }
    if (!yes) {
      await tell(await previewRecode(space, coder, stop.signal), false);
      if (!asks || stop.status() !== null || !(await isConfirmed(stop.signal))) return stop.status() ?? 0;
    }
    const { report, status } = await runRecode(space, coder, stop.signal);
    await tell(report, true);
    return stop.status() ?? status;
  } finally {
    stop.release();
    await space.close();
  }
};

/** Asks on the terminal; anything but yes, or a stop, is no. */
async function isConfirmed(signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^\s*y(es)?\s*$/i.test(await lines.question("Apply this? [y/N] ", { signal }));
  } catch (error) {
    if ((error as Error).name !== "AbortError") throw error;
    return false;
  } finally {
    lines.close();
  }
}
