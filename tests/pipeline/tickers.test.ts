import pino from "pino";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startTickers, type Tickers } from "../../pipeline/tickers.ts";
import type { Schedule } from "../../sources/schedule.ts";

const log = pino({ level: "silent" });
const MINUTE = 60_000;
let tickers: Tickers | null = null;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-03-01T00:00:00Z") });
});
afterEach(async () => {
  await tickers?.stop();
  tickers = null;
  vi.useRealTimers();
});

const schedule = (more: Partial<Schedule> = {}): Schedule => ({
  cron: "15 * * * *",
  timeZone: "Asia/Shanghai",
  jitterMinutes: 0,
  leastHours: 6,
  mostHours: 72,
  ...more,
});

/** The ticks of these sources with their times, as `id 00:15`. */
async function ticksOf(plans: Record<string, Schedule>, hours: number, work = async () => {}) {
  const ticks: string[] = [];
  const list = Object.entries(plans).map(([id, one]) => ({ id, schedule: one }));
  tickers = await startTickers(
    list,
    async (id) => {
      ticks.push(`${id} ${new Date().toISOString().slice(11, 16)}`);
      await work();
    },
    log,
  );
  // In steps no larger than a tick may be late.
  for (let second = 0; second < hours * 3600; second++) await vi.advanceTimersByTimeAsync(1000);
  return ticks;
}

it("ticks each source by its own line in its own time zone", async () => {
  const ticks = await ticksOf(
    {
      fj: schedule({ cron: "0 14 * * *", timeZone: "Pacific/Fiji" }),
      cn: schedule({ cron: "30 9 * * *" }),
      every: schedule({ cron: "0 */2 * * *", timeZone: "UTC" }),
    },
    4,
  );
  // 14:00 in Fiji is 02:00 UTC, 9:30 in Shanghai 01:30.
  expect(ticks.sort()).toEqual(["cn 01:30", "every 02:00", "every 04:00", "fj 02:00"]);
});

it("spreads the sources of one line over the minutes of their jitter", async () => {
  const plans = Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [`s${n}`, schedule({ jitterMinutes: 30 })]),
  );
  const ticks = await ticksOf(plans, 0.9);
  expect(ticks).toHaveLength(40);
  const minutes = ticks.map((tick) => Number(tick.slice(-2)));
  expect(Math.min(...minutes)).toBeGreaterThanOrEqual(15);
  expect(Math.max(...minutes)).toBeLessThanOrEqual(45);
  expect(new Set(minutes).size).toBeGreaterThan(8);
});

it("does not tick a source again before its last tick has ended", async () => {
  const ticks = await ticksOf({ slow: schedule({ cron: "*/10 * * * *" }) }, 1, async () => {
    await new Promise((resolve) => setTimeout(resolve, 25 * MINUTE));
  });
  expect(ticks).toEqual(["slow 00:10", "slow 00:40"]);
});

it("takes a time that passed while the process slept for one that came, once it wakes", async () => {
  const ticks = await ticksOf({ fj: schedule() }, 0.1);
  vi.setSystemTime(new Date("2026-03-01T05:20:00Z"));
  await vi.advanceTimersByTimeAsync(20 * MINUTE);
  expect(ticks.length).toBeGreaterThanOrEqual(1);
  expect(new Set(ticks)).toEqual(new Set([ticks[0]]));
});

it("says when the next source has its turn, and ticks no more once stopped", async () => {
  const ticks: string[] = [];
  tickers = await startTickers(
    [
      { id: "cn", schedule: schedule({ cron: "30 9 * * *" }) },
      { id: "fj", schedule: schedule({ cron: "0 14 * * *", timeZone: "Pacific/Fiji" }) },
    ],
    async (id) => void ticks.push(id),
    log,
  );
  expect(tickers.next()).toBe("2026-03-01T01:30:00.000Z");
  await tickers.stop();
  await vi.advanceTimersByTimeAsync(48 * 60 * MINUTE);
  expect(ticks).toEqual([]);
});
