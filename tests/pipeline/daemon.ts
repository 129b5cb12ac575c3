import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect } from "vitest";
import { closeDatabase, openDatabase } from "../../store/database.ts";
import {
  article,
  home,
  list,
  type MissionSite,
  makeConfig,
  ORDINARY,
  startSite,
  temporaryFolder,
} from "./mission-site.ts";
import { ensureBuilt, start } from "./program.ts";

beforeAll(ensureBuilt);

export let site: MissionSite;
export let config: string;
export let data: string;
export const ARTICLES = 6;

beforeEach(async () => {
  site = await startSite();
  config = makeConfig({ la: "la.china-embassy.gov.cn" }, site.origin);
  data = temporaryFolder();
  const links = Array.from({ length: ARTICLES }, (_, index) => {
    const path = `202005/t20200506_${10000001 + index}.htm`;
    site.pages.set(`/sgxw/${path}`, {
      body: article(`第${index}条`, "2020-05-06", [ORDINARY, `第${index}次。`]),
    });
    return [`./${path}`, `第${index}条`] as const;
  });
  site.pages.set("/", { body: home() });
  site.pages.set("/sgxw/", { body: list(links) });
});

const children: { kill(signal: "SIGKILL"): unknown }[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await site.close();
});

export const LAST = `/sgxw/202005/t20200506_${10000000 + ARTICLES}.htm`;
/** The last article answers so late that a round is under way until then. */
export function slowDown(delayMs: number): void {
  site.pages.set(LAST, { ...site.pages.get(LAST)!, delayMs });
}

/** The last article answers only once what is given back is called. */
export function holdBack(): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  site.pages.set(LAST, { ...site.pages.get(LAST)!, held });
  return release;
}

interface Running {
  readonly url: string;
  readonly pid: number;
  /** Log lines so far, each of which must be JSON. */
  readonly lines: () => Record<string, unknown>[];
  readonly kill: (signal: NodeJS.Signals) => Promise<{ status: number | null; seconds: number }>;
}

export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  seconds = 200,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Starts a daemon and waits until it says that it runs. */
export async function run(): Promise<Running> {
  const { child, ended } = start(["run", "--port", "0", "--data", data, "--config", config]);
  children.push(child);
  let err = "";
  child.stderr!.on("data", (chunk) => {
    err += chunk;
  });
  const lines = () =>
    err
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const running = () => lines().find(({ msg }) => msg === "running");
  await until(`the daemon to run: ${err}`, () => {
    if (child.exitCode !== null) throw new Error(`the daemon ended: ${err}`);
    return running() !== undefined;
  });
  return {
    url: running()!.url as string,
    pid: child.pid!,
    lines,
    async kill(signal) {
      const begun = Date.now();
      child.kill(signal);
      const { status, out } = await ended;
      expect(out).toBe("");
      return { status, seconds: (Date.now() - begun) / 1000 };
    },
  };
}

export async function store<T>(
  look: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
): Promise<T> {
  const db = await openDatabase(join(data, "jingwu.db"), { create: false });
  try {
    return await look(db);
  } finally {
    await closeDatabase(db);
  }
}
export const documents = () =>
  store(async (db) => (await db.selectFrom("document").select("canonicalUrl").execute()).length);
export const leases = () =>
  store((db) => db.selectFrom("lease").select(["name", "pid"]).orderBy("name").execute());
export const visits = () => store(async (db) => (await db.selectFrom("visit").select("id").execute()).length);
export const finished = ({ lines }: Running) => lines().some(({ msg }) => msg === "round finished");
