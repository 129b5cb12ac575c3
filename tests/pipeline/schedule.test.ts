import pino from "pino";
import { expect, it } from "vitest";
import { startSchedule } from "../../pipeline/schedule.ts";
import { ConfigError } from "../../sources/errors.ts";

const log = pino({ level: "silent" });
const EVERY_SECOND = { schedule: "* * * * * *", time_zone: "Asia/Shanghai" };

it("works on its turn, never twice at once, and finishes what is under way when stopped", async () => {
  let [running, most, finished] = [0, 0, 0];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const schedule = await startSchedule(EVERY_SECOND, log, async () => {
    most = Math.max(most, ++running);
    await released;
    running--;
    finished++;
  });
  await new Promise((resolve) => setTimeout(resolve, 2200));
  const stopping = schedule.stop();
  expect(finished).toBe(0);
  release();
  await stopping;
  expect({ most, finished, running }).toEqual({ most: 1, finished: 1, running: 0 });
});

it("goes on after a turn that failed", async () => {
  let turns = 0;
  const schedule = await startSchedule(EVERY_SECOND, log, async () => {
    turns++;
    throw new Error("no network");
  });
  await new Promise((resolve) => setTimeout(resolve, 2300));
  await schedule.stop();
  expect(turns).toBeGreaterThanOrEqual(2);
});

it("refuses a line that is no schedule", async () => {
  const wrong = { ...EVERY_SECOND, schedule: "61 * * * *" };
  await expect(startSchedule(wrong, log, async () => {})).rejects.toThrow(ConfigError);
});

it("counts in the time zone of the settings", async () => {
  const schedule = await startSchedule(
    { schedule: "30 6 * * *", time_zone: "Asia/Shanghai" },
    log,
    async () => {},
  );
  expect(schedule.next()).toMatch(/T22:30:00/);
  await schedule.stop();
});
