import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
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
import { ensureBuilt, jingwu, start } from "./program.ts";

beforeAll(ensureBuilt, 120_000);

let site: MissionSite;
let config: string;
let data: string;
const ARTICLES = 6;

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

const LAST = `/sgxw/202005/t20200506_${10000000 + ARTICLES}.htm`;
/** The last article answers so late that a round is under way until then. */
function slowDown(delayMs: number): void {
  site.pages.set(LAST, { ...site.pages.get(LAST)!, delayMs });
}

/** The last article answers only once what is given back is called. */
function holdBack(): () => void {
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

async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 40): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Starts a daemon and waits until it says that it runs. */
async function run(): Promise<Running> {
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

async function store<T>(look: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> {
  const db = await openDatabase(join(data, "jingwu.db"), { create: false });
  try {
    return await look(db);
  } finally {
    await closeDatabase(db);
  }
}
const documents = () =>
  store(async (db) => (await db.selectFrom("document").select("canonicalUrl").execute()).length);
const leases = () => store((db) => db.selectFrom("lease").select(["name", "pid"]).orderBy("name").execute());
const visits = () => store(async (db) => (await db.selectFrom("visit").select("id").execute()).length);
const finished = ({ lines }: Running) => lines().some(({ msg }) => msg === "round finished");

it("catches up with what is overdue, logs JSON lines, tells that it is well, and ends with status 0", async () => {
  const daemon = await run();
  await until("a round", () => finished(daemon));
  expect(await documents()).toBe(ARTICLES);
  const health = await fetch(`${daemon.url}/healthz`);
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({
    status: "ok",
    scheduler: { sources: 1, visiting: 0, waiting: 0, rounds: 1, crashes: 0 },
  });
  const metrics = await (await fetch(`${daemon.url}/metrics`)).text();
  expect(metrics).toMatch(/^jingwu_requests_total\{outcome="ok"\} 8$/m);
  expect(metrics).toMatch(/^jingwu_rounds_total\{result="done"\} 1$/m);
  expect(metrics).toMatch(/^jingwu_round_duration_seconds_count 1$/m);
  expect(metrics).toMatch(/^jingwu_sources\{state="ok"\} 1$/m);
  expect(metrics).toMatch(/^jingwu_sources_due 0$/m);
  expect(metrics).toMatch(/^jingwu_source_last_success_seconds\{source="la"\} \d+$/m);
  expect(await leases()).toEqual([{ name: "run", pid: daemon.pid }]);
  expect(await (await fetch(`${daemon.url}/rules`)).text()).toContain("meeting.zh.");
  expect((await daemon.kill("SIGTERM")).status).toBe(0);
  expect(await leases()).toEqual([]);
  const messages = daemon.lines().map(({ msg }) => msg);
  expect(messages).toEqual(
    expect.arrayContaining(["running", "round begun", "visited", "round finished", "stopped"]),
  );
});

it("does not visit again after a restart what is not due", async () => {
  const first = await run();
  await until("a round", () => finished(first));
  await first.kill("SIGINT");
  site.log.length = 0;
  const second = await run();
  expect(second.lines().find(({ msg }) => msg === "running")).toMatchObject({ overdue: 0 });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await second.kill("SIGINT")).status).toBe(0);
  expect(site.log).toEqual([]);
});

it("finishes the request in flight when it is told to stop, begins no other, and goes on at the next start", async () => {
  slowDown(1500);
  const daemon = await run();
  await until("the slow page", () => site.log.some((line) => line.endsWith(LAST)));
  const asked = site.log.length;
  const { status, seconds } = await daemon.kill("SIGTERM");
  expect(status).toBe(0);
  expect(seconds).toBeLessThan(10);
  expect(site.log).toHaveLength(asked);
  const kept = await store((db) =>
    db
      .selectFrom("page")
      .select("canonicalUrl")
      .where("kind", "=", "article")
      .where("state", "=", "ok")
      .execute(),
  );
  expect(kept).toHaveLength(ARTICLES);
  expect(await visits()).toBe(0);
  const next = await run();
  await until("a round", () => finished(next));
  expect(await documents()).toBe(ARTICLES);
  await next.kill("SIGTERM");
});

it("ends within ten seconds though a site does not answer, and loses nothing", async () => {
  slowDown(60_000);
  const daemon = await run();
  await until("the slow page", () => site.log.some((line) => line.endsWith(LAST)));
  const { status, seconds } = await daemon.kill("SIGTERM");
  expect(status).toBe(0);
  expect(seconds).toBeGreaterThan(5);
  expect(seconds).toBeLessThan(10);
  expect(await leases()).toEqual([]);
  const issues = await store((db) => db.selectFrom("issue").select("code").execute());
  expect(issues).toEqual([]);
  slowDown(0);
  site.log.length = 0;
  const next = await run();
  await until("a round", () => finished(next));
  expect(await documents()).toBe(ARTICLES);
  // What was fetched before the stop is not asked for again.
  expect(site.log.filter((line) => line.includes("/t2020"))).toHaveLength(1);
  await next.kill("SIGTERM");
});

describe("two at once", () => {
  it("a second daemon is refused with status 2 and the name of the first, which goes on", async () => {
    const first = await run();
    const second = await jingwu(["run", "--port", "0", "--data", data, "--config", config]);
    expect(second.status).toBe(2);
    expect(second.err).toMatch(/another daemon keeps this database current: jingwu run \d+ on /);
    expect(second.err).toContain(`process ${first.pid}`);
    await until("a round", () => finished(first));
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
    expect(await documents()).toBe(ARTICLES);
    expect((await first.kill("SIGTERM")).status).toBe(0);
  });

  it("the right of a killed daemon is taken over at once, with the work it had begun", async () => {
    slowDown(60_000);
    const killed = await run();
    await until("the slow page", () => site.log.some((line) => line.endsWith(LAST)));
    expect((await killed.kill("SIGKILL")).status).toBeNull();
    expect((await leases()).map(({ name }) => name)).toEqual(["run", "write"]);
    slowDown(0);
    const next = await run();
    await until("a round", () => finished(next));
    expect(await documents()).toBe(ARTICLES);
    expect(await visits()).toBe(1);
    expect(await leases()).toEqual([{ name: "run", pid: next.pid }]);
    expect((await next.kill("SIGTERM")).status).toBe(0);
  });

  it("an update by hand is refused during a round, and outside of one leaves the daemon nothing to do twice", async () => {
    const release = holdBack();
    const daemon = await run();
    await until("the slow page", () => site.log.some((line) => line.endsWith(LAST)));
    const update = () => jingwu(["update", "--quiet", "--json", "--data", data, "--config", config]);
    const refused = await update();
    expect(refused.status).toBe(2);
    expect(refused.err).toContain(`another process is writing: jingwu ${daemon.pid}`);
    release();
    await until("a round", () => finished(daemon));
    const by = await update();
    expect(by.status).toBe(0);
    expect(JSON.parse(by.out)).toMatchObject({ sources: 1, documents: 0 });
    expect(daemon.lines().filter(({ msg }) => msg === "round begun")).toHaveLength(1);
    expect((await fetch(`${daemon.url}/healthz`)).status).toBe(200);
    expect((await daemon.kill("SIGTERM")).status).toBe(0);
  });

  it("a daemon whose round comes while an update by hand works waits for it", async () => {
    const release = holdBack();
    const by = start(["update", "--quiet", "--json", "--data", data, "--config", config]);
    await until("the slow page", () => site.log.some((line) => line.endsWith(LAST)));
    const daemon = await run();
    await until("the refusal", () =>
      daemon.lines().some(({ msg }) => /another process is writing/.test(String(msg))),
    );
    release();
    expect((await by.ended).status).toBe(0);
    expect((await fetch(`${daemon.url}/healthz`)).status).toBe(200);
    expect((await daemon.kill("SIGTERM")).status).toBe(0);
    expect(await visits()).toBe(1);
    expect(await documents()).toBe(ARTICLES);
  });
});

it("does not run on rules that cannot be read, or on a port that is taken", async () => {
  const taken = ["--port", new URL(site.origin).port, "--data", data, "--config", config];
  const second = await jingwu(["run", ...taken]);
  expect(second).toMatchObject({ status: 2, err: expect.stringContaining("the port is in use") });
  const file = join(config, "rules/pieces.yaml");
  writeFileSync(file, `${readFileSync(file, "utf8")}\nbroken: [`);
  const broken = await jingwu(["run", "--port", "0", "--data", data, "--config", config]);
  expect(broken.status).toBe(2);
  expect(broken.err).toMatch(/pieces\.yaml:\d+:\d+: not valid YAML/);
  expect(await leases()).toEqual([]);
});
