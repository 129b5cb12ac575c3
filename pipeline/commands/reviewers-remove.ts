import { resolve } from "node:path";
import { ConfigError } from "../../sources/errors.ts";
import { nameKey } from "../../store/reviewer-name.ts";
import { changeAccounts, reviewersFile } from "../../store/reviewers.ts";
import type { Run } from "../cli.ts";
import { printJson, printLine } from "../output.ts";

/** `reviewers remove NAME`: the name may sign in no more and its sessions end at once; its decisions stay. */
export const run: Run = async ({ args, globals }) => {
  const dataDir = resolve(globals.data);
  const key = nameKey(args[0]!);
  let [removed, left] = ["", 0];
  await changeAccounts(dataDir, (accounts) => {
    const account = accounts.find(({ name }) => nameKey(name) === key);
    if (!account)
      throw new ConfigError(`reviewers remove ${args[0]}: no such name in ${reviewersFile(dataDir)}`);
    removed = account.name;
    const others = accounts.filter((one) => one !== account);
    left = others.length;
    return others;
  });
  if (globals.json) await printJson({ removed, left });
  else {
    await printLine(`${removed} may sign in no more; what ${removed} decided stays`);
    if (left === 0)
      await printLine(
        "No account is left: the queue is open on this machine, and is served to no other without JINGWU_PASSWORD",
      );
  }
  return 0;
};
