import { existsSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { ConfigError } from "../sources/errors.ts";
import { readYamlFile } from "../sources/yaml-file.ts";
import { isPasswordHash } from "./passwords.ts";
import { nameKey, ReviewerName } from "./reviewer-name.ts";

/** One who may sign in. */
export const Account = z.strictObject({
  name: ReviewerName,
  added: z.iso.datetime(),
  // A message of its own: what stands there must not come into a log.
  password: z
    .string("expected a scrypt hash")
    .refine(
      isPasswordHash,
      'expected a scrypt hash; remove the reviewer and add it again ("jingwu reviewers add")',
    ),
});
export type Account = z.infer<typeof Account>;

const ReviewersFile = z.strictObject({
  reviewers: z
    .array(Account)
    .refine(
      (all) => new Set(all.map(({ name }) => nameKey(name))).size === all.length,
      "expected each name once; take the others away",
    ),
});

/** The password file: in the data folder, never in `config/`, which is committed. */
export function reviewersFile(dataDir: string): string {
  return join(dataDir, "reviewers.json");
}

/** Those who may sign in; none without a file. Throws {@link ConfigError} naming file, key and remedy. */
export function readAccounts(dataDir: string): readonly Account[] {
  const file = reviewersFile(dataDir);
  // JSON is YAML, and that reader knows the line of what is wrong.
  return existsSync(file) ? readYamlFile(file, ReviewersFile).reviewers : [];
}

/**
 * Changes the password file: it is there whole, as before or as after, and only its owner may read it. Of two who change
 * it at once the second is refused with {@link ConfigError}.
 */
export async function changeAccounts(
  dataDir: string,
  change: (accounts: readonly Account[]) => readonly Account[],
): Promise<void> {
  const file = reviewersFile(dataDir);
  const part = `${file}.part`;
  const handle = await create(part);
  try {
    const reviewers = change(readAccounts(dataDir));
    await handle.writeFile(`${JSON.stringify({ reviewers }, null, 2)}\n`);
    await handle.sync();
    await handle.close();
    await rename(part, file);
  } catch (error) {
    await handle.close();
    await rm(part, { force: true });
    throw error;
  }
}

async function create(part: string) {
  try {
    await mkdir(dirname(part), { recursive: true });
    return await open(part, "wx", 0o600);
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    const why =
      code === "EEXIST" && syscall === "open"
        ? "is there already: another command is changing the reviewers; wait for it, or remove the file if there is none"
        : `cannot be written (${code}); name a writable folder with --data`;
    throw new ConfigError(`${part}: ${why}`, { cause });
  }
}
