import { existsSync } from "node:fs";
import { access, constants, mkdir, stat, statfs } from "node:fs/promises";
import { join, resolve } from "node:path";
import { loadRulebook } from "../../extractors/extract.ts";
import { loadLinkingConfig } from "../../extractors/link-config.ts";
import { createFetcher } from "../../sources/fetcher.ts";
import { homeUrls } from "../../sources/mission-home.ts";
import { loadSources } from "../../sources/register.ts";
import { loadSettings } from "../../sources/settings.ts";
import { closeDatabase, openDatabase } from "../../store/database.ts";
import { countLinkedWithOther } from "../../store/documents.ts";
import { findDatabaseFault } from "../../store/health.ts";
import { countOpenIssues } from "../../store/issues.ts";
import { readAccounts, reviewersFile } from "../../store/reviewers.ts";
import type { Run } from "../cli.ts";
import { type GlobalOptions, programVersion } from "../options.ts";
import { forTerminal, printJson, printLine } from "../output.ts";
import { countReadWithOther } from "../recode-plan.ts";
import { databaseAddress } from "../workspace.ts";

/** Less free space than this is worth a word: a year of pages takes about as much. */
const FREE_BYTES = 2 * 1024 ** 3;

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
}

/** `doctor`: checks configuration, database, disk and network; status 1 when something is wrong. */
export const run: Run = async ({ options, globals }) => {
  const checks: Check[] = [];
  const look = async (name: string, work: () => Promise<string>) => {
    try {
      checks.push({ name, ok: true, found: await work() });
    } catch (error) {
      checks.push({ name, ok: false, found: (error as Error).message });
    }
  };
  await look("node", async () => process.version);
  await look(
    "settings",
    async () => `${globals.config}, user agent "${loadSettings(globals.config).fetch.user_agent}"`,
  );
  await look("sources", async () => `${loadSources(globals.config).length} sources`);
  await look("rules", () => checkRules(globals));
  await look("linking", () => checkLinking(globals));
  await look("reviewers", () => checkReviewers(resolve(globals.data)));
  await look("disk", () => checkDisk(resolve(globals.data)));
  await look("database", () => checkDatabase(globals));
  if (!options.offline) await look("network", () => checkNetwork(globals));
  if (globals.json) await printJson(checks);
  else
    for (const { name, ok, found } of checks)
      await printLine(`${ok ? "ok   " : "WRONG"} ${name.padEnd(9)} ${forTerminal(found, 400)}`);
  return checks.every(({ ok }) => ok) ? 0 : 1;
};

async function checkDisk(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const said = `${folder}: ${(free / 1024 ** 3).toFixed(1)} GB free`;
  if (free < FREE_BYTES) throw new Error(`${said}, expected at least ${FREE_BYTES / 1024 ** 3} GB`);
  return said;
}

/** Whether the rules can be read, and how many documents were read with others. */
async function checkRules(globals: GlobalOptions): Promise<string> {
  const { sha256 } = await loadRulebook(globals.config);
  const said = `sha256 ${sha256.slice(0, 12)}`;
  const db = await openDatabase(databaseAddress(globals), { create: false }).catch(() => null);
  // Of a database that cannot be opened its own check tells.
  if (!db) return said;
  try {
    const others = await countReadWithOther(db, { sha256, version: programVersion() });
    return others === 0 ? said : `${said}; ${others} documents were read with others: "jingwu recode" waits`;
  } finally {
    await closeDatabase(db);
  }
}

/** Whether the linking configuration can be read, and how many documents were linked with another. */
async function checkLinking(globals: GlobalOptions): Promise<string> {
  const { sha256 } = loadLinkingConfig(join(globals.config, "linking.yaml"));
  const said = `sha256 ${sha256.slice(0, 12)}`;
  const db = await openDatabase(databaseAddress(globals), { create: false }).catch(() => null);
  if (!db) return said;
  try {
    const others = await countLinkedWithOther(db, sha256);
    if (others === 0) return said;
    return `${said}; config/linking.yaml has changed since the reports of ${others} documents were joined to events: "jingwu recode" waits`;
  } finally {
    await closeDatabase(db);
  }
}

async function checkDatabase(globals: GlobalOptions): Promise<string> {
  const address = databaseAddress(globals);
  if (globals.database === undefined && !existsSync(address)) return `${address}: not made yet`;
  const db = await openDatabase(address, { create: false });
  try {
    const fault = await findDatabaseFault(db);
    if (fault !== null) throw new Error(`${address}: damaged: ${fault}`);
    return `${address}: sound, ${await countOpenIssues(db)} open issues`;
  } finally {
    await closeDatabase(db);
  }
}

/** Who may sign in, and that nobody but the owner of the data can read the hashes. */
async function checkReviewers(dataDir: string): Promise<string> {
  const accounts = readAccounts(dataDir);
  if (accounts.length === 0)
    return "no accounts: the queue is open on this machine alone, or with JINGWU_PASSWORD";
  const file = reviewersFile(dataDir);
  const others = ((await stat(file)).mode & 0o077) !== 0;
  if (others) throw new Error(`${file}: others than its owner can read it; chmod 600 ${file}`);
  return `${accounts.length} with an account`;
}

/** Asks one mission for its home page, as an update would. */
async function checkNetwork(globals: GlobalOptions): Promise<string> {
  const source = loadSources(globals.config).find(
    ({ active, confidence }) => active && confidence === "seen",
  );
  const url = source && homeUrls(source)[0];
  if (url === undefined) return "no source to ask";
  const settings = loadSettings(globals.config);
  const fetcher = createFetcher({ ...settings, fetch: { ...settings.fetch, retries: 0 } });
  try {
    const { status } = await fetcher.fetch({ url });
    return `${url} answers ${status}`;
  } finally {
    await fetcher.close();
  }
}
