import { resolve } from "node:path";
import { readAccounts } from "../../store/reviewers.ts";
import type { Run } from "../cli.ts";
import { print, printJson, printLine, table } from "../output.ts";

/** `reviewers list`: who may sign in, and since when. */
export const run: Run = async ({ globals }) => {
  const accounts = readAccounts(resolve(globals.data)).map(({ name, added }) => ({ name, added }));
  if (globals.json) await printJson(accounts);
  else if (accounts.length === 0)
    await printLine("No reviewer has an account: on this machine the queue is open.");
  else
    await print(
      await table(
        ["reviewer", "added"],
        accounts.map(({ name, added }) => [name, added]),
      ),
    );
  return 0;
};
