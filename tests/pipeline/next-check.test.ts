import { expect, it } from "vitest";
import { isConfirmed, type Known, nextCheck } from "../../pipeline/next-check.ts";

const DAYS = [1, 3, 10, 30, 90, 365];
const page = (more: Partial<Known> = {}): Known => ({
  state: "ok",
  firstSeen: "2020-01-01T08:00:00Z",
  lastChecked: null,
  missingSince: null,
  ...more,
});
const read = (checked: string, days = DAYS) => nextCheck(page(), { state: "ok", checked }, days);

it.each([
  ["2020-01-01T08:00:05Z", "2020-01-02T07:00:00Z"],
  ["2020-01-02T07:30:00Z", "2020-01-04T07:00:00Z"],
  ["2020-01-04T09:00:00Z", "2020-01-11T07:00:00Z"],
  ["2020-01-11T08:00:00Z", "2020-01-31T07:00:00Z"],
  ["2020-01-31T08:00:00Z", "2020-03-31T07:00:00Z"],
  ["2020-03-31T08:00:00Z", "2020-12-31T07:00:00Z"],
  ["2020-12-31T08:00:00Z", "2021-12-31T07:00:00Z"],
  ["2021-12-31T08:00:00Z", "2022-12-31T07:00:00Z"],
])("asks for an article of 1 January 2020 that was read at %s again at %s", (checked, next) => {
  expect(read(checked)).toBe(next);
});

it("makes up for no look that was missed while nothing ran", () => {
  expect(read("2020-02-20T08:00:00Z")).toBe("2020-03-31T07:00:00Z");
  expect(read("2029-06-01T08:00:00Z")).toBe("2029-12-29T07:00:00Z");
});

it("never sets a time that has passed, whatever the days are", () => {
  for (const days of [[1], [2, 7], DAYS]) {
    for (let hour = 0; hour < 3000; hour += 7) {
      const checked = `${new Date(Date.parse("2020-01-01T08:00:00Z") + hour * 3_600_000).toISOString().slice(0, 19)}Z`;
      expect(read(checked, days) > checked, `${days} ${checked}`).toBe(true);
    }
  }
});

it("looks at a missing page again after 20 hours, and once that confirms it on the falling days from then", () => {
  const first = nextCheck(page(), { state: "gone", checked: "2020-05-01T08:00:00Z" }, DAYS);
  expect(first).toBe("2020-05-02T04:00:00Z");
  const missing = page({ state: "gone", missingSince: "2020-05-01T08:00:00Z" });
  expect(nextCheck(missing, { state: "gone", checked: "2020-05-01T20:00:00Z" }, DAYS)).toBe(
    "2020-05-02T16:00:00Z",
  );
  expect(nextCheck(missing, { state: "gone", checked: "2020-05-02T08:00:00Z" }, DAYS)).toBe(
    "2020-05-04T07:00:00Z",
  );
  expect(isConfirmed("2020-05-01T08:00:00Z", "2020-05-02T03:59:59Z")).toBe(false);
  expect(isConfirmed("2020-05-01T08:00:00Z", "2020-05-02T04:00:00Z")).toBe(true);
});

it("asks for a page that failed at the next visit, then after pauses that double to a month", () => {
  const times = ["2020-05-01T08:00:00Z"];
  let known = page({ lastChecked: "2020-04-01T08:00:00Z" });
  for (let visit = 0; visit < 9; visit++) {
    const checked = times.at(-1)!;
    const next = nextCheck(known, { state: "failed", checked }, DAYS);
    known = page({ state: "failed", lastChecked: checked });
    // Visits come once a day, at eight.
    const day = next <= checked ? Date.parse(checked) + 86_400_000 : Date.parse(next) + 3_600_000;
    times.push(`${new Date(day).toISOString().slice(0, 19)}Z`);
  }
  const gaps = times.slice(1).map((time, at) => (Date.parse(time) - Date.parse(times[at]!)) / 86_400_000);
  expect(gaps).toEqual([1, 2, 4, 8, 16, 30, 30, 30, 30]);
});
