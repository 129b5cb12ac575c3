import type { Run } from "../cli.ts";
import { catchStop } from "../stop.ts";
import { printRun } from "../summary.ts";
import { runUpdate } from "../update.ts";
import { openWorkspace } from "../workspace.ts";

/** `update`: the daily run, or with `--due` one round of it. */
export const run: Run = async ({ options, globals }) => {
  const { source, limit, due } = options as { source?: string[]; limit?: number; due?: boolean };
  const space = await openWorkspace(globals);
  const stop = catchStop((name) => space.log.warn(`${name}: finishing the page under way`));
  try {
    const result = await runUpdate(space, { sources: source ?? [], limit, due, signal: stop.signal });
    await printRun(result.counts, globals);
    return stop.status() ?? result.status;
  } finally {
    stop.release();
    await space.close();
  }
};
