import { userInfo } from "node:os";
import { ConfigError } from "../../sources/errors.ts";
import { isoTime } from "../../sources/iso-time.ts";
import { closeIssue, PROGRAM } from "../../store/issues.ts";
import type { Run } from "../cli.ts";
import { printJson, printLine } from "../output.ts";
import { openStore } from "../workspace.ts";

/** `issues close ID`: a person has dealt with it. */
export const run: Run = async ({ args, globals }) => {
  const id = Number(args[0]);
  if (!Number.isInteger(id))
    throw new ConfigError(`issues close: expected the number of an issue, found "${args[0]}"`);
  const store = await openStore(globals);
  try {
    if (!(await closeIssue(store.db, id, personName(), isoTime(new Date())))) {
      throw new ConfigError(`issues close ${id}: there is no open issue of this number`);
    }
    if (globals.json) await printJson({ closed: id });
    else await printLine(`issue ${id} closed`);
    return 0;
  } finally {
    await store.close();
  }
};

/** A service often runs under the name of the program, which stands for issues that closed by themselves. */
function personName(): string {
  const name = reviewerName();
  return name === PROGRAM ? `${name} (by hand)` : name;
}

/** Who decides when no name is given: the user of the system, or "local". */
export function reviewerName(): string {
  if (process.env.USER) return process.env.USER;
  try {
    return userInfo().username || "local";
  } catch {
    return "local";
  }
}
