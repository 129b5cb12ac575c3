import { statSync } from "node:fs";
import PQueue from "p-queue";
import { hashOfNothing, hashPassword, verifyPassword } from "../store/passwords.ts";
import { nameKey, ReviewerName } from "../store/reviewer-name.ts";
import { type Account, readAccounts, reviewersFile } from "../store/reviewers.ts";

/** Who may sign in: the accounts of the password file, and any other name with the password of the server if there is one. */
export interface Accounts {
  /** Whether somebody must sign in at all. */
  required(): boolean;
  /** Whether so many passwords are being looked at that another must come later. */
  busy(): boolean;
  /** The name to decide under when name and password belong together. */
  check(name: string, password: string): Promise<string | undefined>;
  /** What a name signs in with now; undefined when it may not. Another value ends what was begun with an earlier one. */
  secretOf(name: string): string | undefined;
}

export interface AccountsOptions {
  readonly dataDir: string;
  /** The password of the server, with which any name may sign in that has no account. */
  readonly password?: string | undefined;
  /** Others than this machine can reach the server: then nobody decides without signing in. */
  readonly always: boolean;
}

/** Each needs a thread, of which the database uses the same few, and 32 MB. */
const AT_ONCE = 2;
const MOST_WAITING = 20;

/** Reads the password file now and whenever it has changed. Throws `ConfigError` when it cannot be read. */
export function openAccounts({ dataDir, password, always }: AccountsOptions): Accounts {
  const accounts = watchAccounts(dataDir);
  const find = (name: string) => accounts().find((account) => nameKey(account.name) === nameKey(name));
  const nothing = hashOfNothing();
  const queue = new PQueue({ concurrency: AT_ONCE });
  let shared: Promise<string> | undefined;
  const sharedHash = () => {
    if (password) shared ??= hashPassword(password);
    return shared;
  };
  accounts();
  return {
    required: () => always || password !== undefined || accounts().length > 0,
    busy: () => queue.size >= MOST_WAITING,
    async check(given, typed) {
      const account = find(given);
      // A name that has an account is nobody else's, and one that is not known takes as long as any.
      const hash = account?.password ?? (await sharedHash()) ?? nothing;
      if (!(await queue.add(() => verifyPassword(typed, hash)))) return undefined;
      return account ? account.name : ReviewerName.safeParse(given).data;
    },
    secretOf(name) {
      const account = find(name);
      if (account) return `account ${account.password}`;
      return password === undefined ? undefined : `password ${password}`;
    },
  };
}

/** The accounts as the file has them at each call; read again only when it is another or was written. */
function watchAccounts(dataDir: string): () => readonly Account[] {
  const file = reviewersFile(dataDir);
  let seen = "";
  let accounts: readonly Account[] = [];
  return () => {
    const found = statSync(file, { throwIfNoEntry: false });
    const now = found ? `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}` : "";
    if (now !== seen) {
      accounts = readAccounts(dataDir);
      seen = now;
    }
    return accounts;
  };
}
