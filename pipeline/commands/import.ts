import type { Run } from "../cli.ts";
import { findFiles } from "../import-files.ts";
import { catchStop } from "../stop.ts";
import { printRun } from "../summary.ts";
import { runImport } from "../update.ts";
import { openWorkspace } from "../workspace.ts";

/** `import PATH…`: documents from files, through the same stages as an update. */
export const run: Run = async ({ args, options, globals }) => {
  const { source } = options as { source?: string };
  const files = findFiles(args);
  const space = await openWorkspace(globals);
  const stop = catchStop((name) => space.log.warn(`${name}: finishing the batch under way`));
  try {
    const result = await runImport(space, files, { source: source ?? null, signal: stop.signal });
    await printRun(result.counts, globals);
    return stop.status() ?? result.status;
  } finally {
    stop.release();
    await space.close();
  }
};
