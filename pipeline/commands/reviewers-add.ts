import { resolve } from "node:path";
import { ConfigError } from "../../sources/errors.ts";
import { isoTime } from "../../sources/iso-time.ts";
import { hashPassword } from "../../store/passwords.ts";
import { nameKey, ReviewerName } from "../../store/reviewer-name.ts";
import { type Account, changeAccounts, readAccounts, reviewersFile } from "../../store/reviewers.ts";
import { readPassword } from "../ask-password.ts";
import type { Run } from "../cli.ts";
import { printJson, printLine } from "../output.ts";

/** `reviewers add NAME`: a person who may sign in; their decisions carry the name. */
export const run: Run = async ({ args, options, globals }) => {
  const name = reviewerName("reviewers add", args[0]!);
  const dataDir = resolve(globals.data);
  // Before a password is asked for in vain.
  refuseKnown(readAccounts(dataDir), name);
  const password = await hashPassword(
    await readPassword(name, (options as { passwordFile?: string }).passwordFile),
  );
  const added = isoTime(new Date());
  await changeAccounts(dataDir, (accounts) => {
    refuseKnown(accounts, name);
    return [...accounts, { name, added, password }];
  });
  if (globals.json) await printJson({ added: name, file: reviewersFile(dataDir) });
  else await printLine(`${name} may sign in now; the password's hash is in ${reviewersFile(dataDir)}`);
  return 0;
};

/** A name as it is stored. Throws {@link ConfigError} that begins with `what`. */
export function reviewerName(what: string, given: string): string {
  const name = ReviewerName.safeParse(given);
  if (name.success) return name.data;
  throw new ConfigError(`${what}: ${name.error.issues[0]!.message}`);
}

function refuseKnown(accounts: readonly Account[], name: string): void {
  const known = accounts.find((account) => nameKey(account.name) === nameKey(name));
  if (known)
    throw new ConfigError(
      `reviewers add ${name}: ${known.name} is a reviewer already; for another password remove and add the name`,
    );
}
