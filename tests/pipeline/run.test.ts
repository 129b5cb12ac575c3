import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  ARTICLES,
  config,
  data,
  documents,
  finished,
  holdBack,
  LAST,
  leases,
  run,
  site,
  slowDown,
  store,
  until,
  visits,
} from "./daemon.ts";
import { jingwu, start } from "./program.ts";

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
