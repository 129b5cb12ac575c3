import { listIssues } from "../../store/issues.ts";
import type { Run } from "../cli.ts";
import { print, printJson, printLine, table } from "../output.ts";
import { openStore } from "../workspace.ts";

/** `issues list`: what a person should look at, the latest first. */
export const run: Run = async ({ globals }) => {
  const store = await openStore(globals);
  try {
    const issues = await listIssues(store.db);
    if (globals.json) {
      await printJson(issues);
      return 0;
    }
    const rows = issues.map((one) => [
      one.id,
      one.stage,
      one.code,
      one.sourceId,
      one.times,
      one.lastSeen,
      one.message,
    ]);
    if (rows.length > 0)
      await print(await table(["id", "stage", "code", "source", "times", "last seen", "message"], rows));
    await printLine(`${issues.length} open issues`);
    return 0;
  } finally {
    await store.close();
  }
};
