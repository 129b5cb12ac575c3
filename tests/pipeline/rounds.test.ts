import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { runUpdate } from "../../pipeline/update.ts";
import { openWorkspace, type Workspace } from "../../pipeline/workspace.ts";
import { findSourceState } from "../../store/source-state.ts";
import { listVisits } from "../../store/visits.ts";
import { article, home, list, makeConfig, ORDINARY, openAt } from "./mission-site.ts";
import { visitedSite } from "./visited-site.ts";

const signal = new AbortController().signal;
const HOUR = 3_600_000;

const { site, config, data, rulebook, update } = await visitedSite((origin) => {
  const config = makeConfig({ la: "la.china-embassy.gov.cn", vu: "vu.china-embassy.gov.cn" }, origin);
  const settings = join(config, "settings.yaml");
  writeFileSync(settings, `${readFileSync(settings, "utf8")}schedule: { articles_per_round: 3 }\n`);
  return config;
});
beforeEach(() => publish(2));

/** The site shows so many articles; both missions of this test are read from it. */
function publish(count: number): void {
  const numbers = Array.from({ length: count }, (_, index) => 10000001 + index);
  const path = (number: number) => `202005/t20200506_${number}.htm`;
  site.log.length = 0;
  site.pages.set("/", { body: home() });
  site.pages.set("/sgxw/", { body: list(numbers.map((n) => [`./${path(n)}`, `使馆开放日${n}`])) });
  for (const n of numbers) {
    site.pages.set(`/sgxw/${path(n)}`, {
      body: article(`使馆开放日${n}`, "2020-05-06", [ORDINARY, `第${n}次。`]),
    });
  }
}

function round<T>(time: string, look: (space: Workspace) => Promise<T>, sources: string[] = ["la"]) {
  site.log.length = 0;
  return update(time, look, { sources, due: true });
}
const stateOf =
  (id = "la") =>
  async (space: Workspace) =>
    (await findSourceState(space.db, id))!;
const asked = (what: string) => site.log.filter((line) => line.includes(what)).length;
const later = (time: string, hours: number) =>
  `${new Date(Date.parse(time) + hours * HOUR).toISOString().slice(0, 19)}Z`;
const START = "2020-05-07T08:00:00Z";

it("visits a source once it is due, and asks it for nothing before", async () => {
  const first = await round(START, stateOf());
  expect(first.counts).toMatchObject({ sources: 1, documents: 2 });
  const { nextDue } = first.seen;
  expect(nextDue! >= later(START, 6) && nextDue! <= later(START, 6.7)).toBe(true);
  const early = await round(later(START, 5.9), stateOf());
  expect(early.counts.sources).toBe(0);
  expect(site.log).toEqual([]);
  const due = await round(nextDue!, stateOf());
  expect(due.counts.sources).toBe(1);
  expect(asked("/sgxw/")).toBeGreaterThan(0);
});

it("asks less often while nothing new appears, and again often when it does", async () => {
  let time = START;
  const gaps: number[] = [];
  const visit = async () => {
    const { seen } = await round(time, stateOf());
    gaps.push((Date.parse(seen.nextDue!) - Date.parse(time)) / HOUR);
    time = seen.nextDue!;
  };
  for (let visits = 0; visits < 24; visits++) await visit();
  expect(gaps[0]).toBeLessThan(6.7);
  expect(gaps.at(-1)).toBeGreaterThan(48);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(72);
  for (const count of [3, 4, 5, 6, 7]) {
    publish(count);
    await visit();
  }
  expect(gaps.at(-1)).toBeLessThan(30);
});

it("fetches a bounded part of a big site in a round, and goes on without reading its lists again", async () => {
  publish(8);
  const first = await round(START, stateOf());
  expect(first).toMatchObject({ left: ["la"], counts: { documents: 3 }, seen: { nextDue: START } });
  const second = await round(later(START, 0.1), stateOf());
  expect(second).toMatchObject({ left: ["la"], counts: { documents: 3 } });
  expect([asked("/t2020"), asked("/sgxw/") - asked("/t2020")]).toEqual([3, 0]);
  const third = await round(later(START, 0.2), async (space) => ({
    state: await findSourceState(space.db, "la"),
    visits: await listVisits(space.db, "la", { limit: 10 }),
  }));
  expect(third).toMatchObject({ left: [], counts: { documents: 2 } });
  // The lists were read once, at the beginning.
  expect(third.seen.state).toMatchObject({
    state: "ok",
    lastAttempt: START,
    lastSuccess: START,
    failures: 0,
  });
  expect(third.seen.state!.nextDue! >= later(START, 6)).toBe(true);
  expect(third.seen.visits).toHaveLength(1);
  const after = await round(later(START, 5), stateOf());
  expect(after.counts.sources).toBe(0);
});

it("reads the lists again before it goes on, when they are due meanwhile", async () => {
  publish(8);
  await round(START, stateOf());
  publish(9);
  const { counts, seen } = await round(later(START, 7), stateOf());
  expect(counts.listPages).toBeGreaterThan(0);
  expect(seen.lastAttempt).toBe(later(START, 7));
});

it("gives every source its part before a big one has its next", async () => {
  publish(8);
  const { left } = await round(START, stateOf(), ["la", "vu"]);
  expect(left.toSorted()).toEqual(["la", "vu"]);
  const documents = async (space: Workspace) =>
    Object.fromEntries(
      (
        await space.db
          .selectFrom("document")
          .select(["sourceId", (e) => e.fn.countAll<number>().as("count")])
          .groupBy("sourceId")
          .execute()
      ).map(({ sourceId, count }) => [sourceId, count]),
    );
  const { seen } = await round(later(START, 0.1), documents, []);
  expect(seen).toEqual({ la: 6, vu: 6 });
});

it("leaves a site that fails alone for longer each time, and is back to normal once it answers", async () => {
  site.pages.set("/", { body: "", status: 500 });
  site.pages.set("/sgxw/", { body: "", status: 500 });
  let time = START;
  const gaps: number[] = [];
  for (let visits = 0; visits < 4; visits++) {
    const { status, seen } = await round(time, stateOf());
    expect(status).toBe(3);
    gaps.push(Math.floor((Date.parse(seen.nextDue!) - Date.parse(time)) / HOUR));
    time = seen.nextDue!;
  }
  expect(gaps).toEqual([1, 2, 4, 8]);
  publish(2);
  const { status, seen } = await round(time, stateOf());
  expect(status).toBe(0);
  expect(seen).toMatchObject({ failures: 0, state: "ok", lastAttempt: time });
});

it("leaves a site that refuses alone for hours", async () => {
  site.pages.set("/", { body: "", status: 403 });
  const { seen } = await round(START, stateOf());
  expect(seen).toMatchObject({ failures: 1, state: "blocked" });
  expect(seen.nextDue! >= later(START, 6)).toBe(true);
});

it("makes a visit again that was stopped, with nothing noted of it", async () => {
  const stop = new AbortController();
  const space = await openAt(config, data(), START);
  try {
    const running = runUpdate(space, {
      sources: ["la"],
      due: true,
      signal: stop.signal,
      rulebook,
      watch: { request: () => stop.abort(), visited: () => {}, progress: () => {} },
    });
    expect((await running).status).toBe(130);
    expect((await findSourceState(space.db, "la"))?.nextDue ?? null).toBeNull();
    expect(await listVisits(space.db, "la", { limit: 10 })).toEqual([]);
  } finally {
    await space.close();
  }
  expect((await round(later(START, 0.1), stateOf())).counts).toMatchObject({ sources: 1, documents: 2 });
});

it("keeps the pause to a host when one run follows another, in whatever process", async () => {
  const slow = makeConfig({ la: "la.china-embassy.gov.cn" }, site.origin);
  const settings = join(slow, "settings.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace("delay_ms: 0", "delay_ms: 300"));
  const ends: number[] = [];
  for (let run = 0; run < 2; run++) {
    const space = await openWorkspace({ config: slow, data: data(), quiet: true });
    const watch = { request: () => void ends.push(Date.now()), visited: () => {}, progress: () => {} };
    await runUpdate(space, { sources: ["la"], signal, rulebook, watch });
    await space.close();
  }
  expect(ends.length).toBeGreaterThan(6);
  const gaps = ends.slice(1).map((time, index) => time - ends[index]!);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(295);
});
