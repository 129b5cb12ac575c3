import pino from "pino";
import { beforeEach, expect, it } from "vitest";
import { readLedger, yearTotals } from "../../../pipeline/backfill/ledger.ts";
import { durationText, paceOf } from "../../../pipeline/backfill/pace.ts";
import { runBackfill } from "../../../pipeline/backfill/run.ts";
import { progressNote, teller } from "../../../pipeline/backfill/tell.ts";
import { withTimeLeft } from "../../../pipeline/backfill/time-left.ts";
import { emptyCounts } from "../../../pipeline/counts.ts";
import type { Workspace } from "../../../pipeline/workspace.ts";
import { inSpaceAt } from "../mission-site.ts";
import { jingwu } from "../program.ts";
import { layOut, pastOf } from "./laid-out.ts";
import { MISSIONS } from "./past.ts";
import { NOW, searchedPast } from "./searched-past.ts";

const SOME = MISSIONS.slice(0, 1);
const PERIOD = { from: "2009-01-01", to: "2010-12-31" };
/** What a request takes by the clock of these tests. */
const EACH_MS = 3000;
const { site, archive, config, data } = await searchedPast(SOME);
beforeEach(() => layOut("wayback", pastOf(SOME, [2009, 2010]), { archive, site }));

/** In a workspace whose clock goes on with each request; `more` hours have passed before. */
function inSpace<T>(work: (space: Workspace) => Promise<T>, more = 0): Promise<T> {
  const now = () => new Date(Date.parse(NOW) + more * 3_600_000 + archive.log.length * EACH_MS);
  return inSpaceAt(config, data(), now, work);
}

async function search(stopAfter = Number.POSITIVE_INFINITY, more = 0) {
  const stop = new AbortController();
  const watch = setInterval(() => archive.log.length >= stopAfter && stop.abort(new Error("stopped")), 1);
  try {
    return await inSpace(
      (space) =>
        runBackfill(space, { period: PERIOD, routes: ["wayback"], sources: [], signal: stop.signal }),
      more,
    );
  } finally {
    clearInterval(watch);
  }
}

it("reckons rate and time left from what the ledger says that requests took, and from the pause before that", () => {
  expect(paceOf([{ requests: 100, seconds: 300 }], 50, 5000)).toEqual({
    requests: 100,
    perHour: 1200,
    left: 50,
    secondsLeft: 150,
  });
  expect(paceOf([{ requests: 1, seconds: 2 }], 50, 5000)).toMatchObject({ perHour: null, secondsLeft: 250 });
  expect(paceOf([], 0, 5000)).toMatchObject({ requests: 0, perHour: null, secondsLeft: 0 });
});

it.each([
  [40, "40 s"],
  [300, "5 min"],
  [7500, "2 h 5 min"],
  [273_600, "3 d 4 h"],
])("writes %i seconds as %s", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

it("keeps the rate over a stop, whatever time passes until the search goes on, and says what is left", async () => {
  expect((await search(14)).status).toBe(130);
  const before = await inSpace(async (space) => withTimeLeft(space, await readLedger(space.db)), 90);
  const stopped = before.filter(({ route }) => route === "wayback");
  const running = stopped.find(({ state }) => state === "running")!;
  expect(running.perHour).toBeGreaterThan(900);
  expect(running.perHour).toBeLessThanOrEqual(1300);
  expect(running.left).toBeGreaterThan(0);
  expect(running.secondsLeft).toBeGreaterThanOrEqual(running.left * 2.5);
  expect(running.secondsLeft).toBeLessThan(running.left * 4);

  // A hundred hours later it goes on: these are not counted.
  expect((await search(Number.POSITIVE_INFINITY, 100)).status).toBe(0);
  const after = await inSpace(async (space) => withTimeLeft(space, await readLedger(space.db)), 200);
  const done = after.filter(({ route, state }) => route === "wayback" && state === "done");
  expect(done).toHaveLength(2);
  for (const row of done) {
    expect(row).toMatchObject({ left: 0, secondsLeft: 0, events: 1 });
    expect(row.requests).toBeGreaterThan(4);
    expect(row.perHour).toBeGreaterThan(900);
    expect(row.seconds).toBeLessThan(row.requests * 4 + 20);
  }
});

it("tells rate, events and time left as lines of JSON, and beside the bar", async () => {
  const lines: Record<string, unknown>[] = [];
  const notes: string[] = [];
  await search(20);
  await inSpace(async (space) => {
    const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const tell = teller(
      { ...space, log },
      PERIOD,
      { ...emptyCounts(), fetched: 7 },
      (note) => notes.push(note),
      0,
    );
    await tell(space.sources[0]!, "wayback", 2010);
  });
  expect(lines).toMatchObject([{ msg: "progress", source: "la", route: "wayback", year: 2010, fetched: 7 }]);
  expect(lines[0]).toEqual(
    expect.objectContaining({
      events: expect.any(Number),
      perHour: expect.any(Number),
      left: expect.any(Number),
      secondsLeft: expect.any(Number),
    }),
  );
  expect(notes[0]).toMatch(
    /^la 2010 wayback: 7 pages, \d events, \d+ requests an hour, about .+ left for la$/,
  );
});

it("is silent for some seconds after it told", async () => {
  const notes: string[] = [];
  let now = 0;
  await inSpace(async (space) => {
    const clock = () => new Date(Date.parse("2022-03-01T00:00:00Z") + now);
    const tell = teller({ ...space, clock }, PERIOD, emptyCounts(), (note) => notes.push(note));
    for (now of [0, 4000, 9999, 10_000]) await tell(space.sources[0]!, "wayback", 2010);
  });
  expect(notes).toHaveLength(2);
});

it("leaves the rate out of the note where there is none yet", () => {
  const at = { source: "la", route: "site" as const, year: 2010, fetched: 0, events: 0, secondsLeft: 300 };
  expect(progressNote({ ...at, perHour: null })).toBe(
    "la 2010 site: 0 pages, 0 events, about 5 min left for la",
  );
});

it("shows rate, time left, and the events of each year beside what was searched", async () => {
  await search(14);
  const args = ["--config", config, "--data", data(), "backfill", "status"];
  const { status, out } = await jingwu(args);
  expect(status).toBe(0);
  expect(out).toMatch(/an hour\s+left/);
  expect(out).toMatch(/la\s+wayback\s.*\b1[0-3]\d\d\b.*\b(?:s|min|h)\b/);
  expect(out).toMatch(/year\s+events\s+searched\s+of sources/);
  expect(out).toMatch(/2010\s+\d\s+[01]\s+1/);
  const rows = JSON.parse((await jingwu(["--json", ...args])).out) as Record<string, unknown>[];
  expect(rows.find(({ route, state }) => route === "wayback" && state === "running")).toEqual(
    expect.objectContaining({
      perHour: expect.any(Number),
      left: expect.any(Number),
      secondsLeft: expect.any(Number),
    }),
  );
});

it("counts the sources that were searched for a year, and its events once for each", () => {
  const row = { listed: 0, found: 0, held: 0, fetched: 0, missing: 0, leftOut: 0, requests: 0, seconds: 0 };
  const line = (
    source: string,
    year: number,
    route: "site" | "wayback",
    state: "done" | "empty" | "pending" | "running",
    events: number,
  ) => ({ ...row, source, year, route, state, events, reason: null, updated: null }) as const;
  expect(
    yearTotals([
      line("la", 2010, "site", "done", 3),
      line("la", 2010, "wayback", "running", 3),
      line("kh", 2010, "site", "pending", 1),
      line("kh", 2010, "wayback", "pending", 1),
      line("la", 2009, "site", "empty", 0),
    ]),
  ).toEqual([
    { year: 2009, events: 0, searched: 1, sources: 1 },
    { year: 2010, events: 4, searched: 1, sources: 2 },
  ]);
});
