import { describe, expect, it } from "vitest";
import { isDue, leftMore, listDue, nextDue, type VisitEnd } from "../../pipeline/due.ts";
import type { Schedule } from "../../sources/schedule.ts";

const schedule: Schedule = {
  cron: "15 * * * *",
  timeZone: "Asia/Shanghai",
  jitterMinutes: 30,
  leastHours: 6,
  mostHours: 72,
};
const AT = "2026-03-01T00:00:00Z";
const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.parse(AT) - hours * HOUR).toISOString();
/** Every so many hours up to the time of the visit. */
const every = (hours: number, times = 12) => Array.from({ length: times }, (_, n) => hoursAgo(n * hours));

const end = (more: Partial<VisitEnd> = {}): VisitEnd => ({
  sourceId: "fj",
  at: AT,
  state: "ok",
  failures: 0,
  news: [],
  more: false,
  nextCheck: null,
  ...more,
});
/** Hours from the visit to the next one. */
const hours = (more: Partial<VisitEnd>, when = schedule) =>
  (Date.parse(nextDue(end(more), when)) - Date.parse(AT)) / HOUR;

describe("after a visit, the next one is due", () => {
  it.each([
    ["at the least hours while nothing is known", [], 6, 6.6],
    ["at the least hours after the first visit", [AT], 6, 6.6],
    ["at the least hours where something is new every hour", every(1), 6, 6.6],
    ["after about a quarter of a gap of two days", every(48), 10.8, 13.2],
    ["after about a quarter of a gap of a week", every(168), 37.8, 46.2],
    ["at the most hours where something is new every month", every(720), 64.8, 72],
    ["later, the longer a source without any rhythm is silent", [hoursAgo(100)], 22.5, 27.5],
    [
      "later when a daily source has been silent for ten days",
      every(24).map((time) => new Date(Date.parse(time) - 240 * HOUR).toISOString()),
      18,
      22,
    ],
    [
      "as ever when a daily source was silent over a holiday",
      every(24).map((time) => new Date(Date.parse(time) - 48 * HOUR).toISOString()),
      6,
      6.6,
    ],
  ])("%s", (_, news, least, most) => {
    const found = hours({ news });
    expect(found).toBeGreaterThanOrEqual(least);
    expect(found).toBeLessThanOrEqual(most + 0.001);
  });

  it("within the limits of its own schedule", () => {
    expect(hours({ news: every(720) }, { ...schedule, mostHours: 12 })).toBeLessThanOrEqual(12);
    expect(hours({ news: every(1) }, { ...schedule, leastHours: 0.5 })).toBeLessThan(0.6);
    expect(hours({ news: every(24) }, { ...schedule, leastHours: 5, mostHours: 5 })).toBe(5);
  });

  it("when an article is to be read again, but not before the least hours", () => {
    expect(hours({ news: every(720), nextCheck: hoursAgo(-24) })).toBe(24);
    const soon = hours({ news: every(720), nextCheck: hoursAgo(3) });
    expect(soon).toBeGreaterThanOrEqual(6);
    expect(soon).toBeLessThan(6.7);
    expect(hours({ news: every(1), nextCheck: hoursAgo(-24) })).toBeLessThan(6.7);
  });

  it("at once when articles were left for the next round, but not at a site that refuses", () => {
    expect(hours({ more: true })).toBe(0);
    expect(hours({ more: true, state: "blocked", failures: 1 })).toBeGreaterThanOrEqual(6);
    expect(hours({ more: true, state: "unreachable", failures: 1 })).toBeGreaterThanOrEqual(1);
  });

  it("as usual after a changed layout, which asking sooner does not mend", () => {
    expect(hours({ state: "layout-changed", failures: 1, news: every(48) })).toBeGreaterThan(10);
  });
});

describe("a source that fails is left alone longer each time", () => {
  it.each([
    ["unreachable", [1, 2, 4, 8, 16, 24, 24, 24]],
    ["blocked", [6, 12, 24, 48, 48]],
  ] as const)("when it is %s", (state, expected) => {
    const found = expected.map((_, index) => hours({ state, failures: index + 1 }));
    for (const [index, wanted] of expected.entries()) {
      expect(found[index]).toBeGreaterThanOrEqual(wanted);
      expect(found[index]).toBeLessThanOrEqual(wanted * 1.1 + 0.001);
    }
  });
});

it("spreads sources that were visited at the same time, and each always in the same way", () => {
  const all = Array.from({ length: 200 }, (_, n) =>
    nextDue(end({ sourceId: `s${n}`, news: every(1) }), schedule),
  );
  expect(new Set(all).size).toBeGreaterThan(150);
  const again = nextDue(end({ sourceId: "s7", news: every(1) }), schedule);
  expect(again).toBe(all[7]);
});

it("lists what is due: never visited first, then the longest overdue, then what a visit left", () => {
  const times = (lastAttempt: string, nextDue: string | null) => ({ lastAttempt, nextDue });
  const states = new Map([
    ["big", times("2026-02-27T00:00:00Z", "2026-02-27T00:00:00Z")],
    ["late", times("2026-02-27T06:00:00Z", "2026-02-27T12:00:00Z")],
    ["now", times("2026-02-28T00:00:00Z", AT)],
    ["soon", times("2026-02-28T00:00:00Z", "2026-03-01T00:00:01Z")],
    ["before-schedules", times("2026-02-28T00:00:00Z", null)],
  ]);
  const sources = ["soon", "now", "late", "new", "big", "before-schedules"].map((id) => ({ id }));
  expect(listDue(sources, states, AT).map(({ id }) => id)).toEqual([
    "before-schedules",
    "new",
    "late",
    "now",
    "big",
  ]);
  expect(isDue(states.get("soon"), AT)).toBe(false);
  expect(leftMore(states.get("big"))).toBe(true);
  expect(leftMore(states.get("late"))).toBe(false);
});
