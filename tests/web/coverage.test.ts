import type { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Slice, saveSlices } from "../../store/backfill.ts";
import { createApp } from "../../web/app.tsx";
import { AT, type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";

let fixture: Fixture;
let app: Hono;
beforeEach(async () => {
  fixture = await openFixture([MEETING, TRAINING]);
  app = createApp({ db: fixture.db, version: "0.1.0", dataDir: "/nowhere", now: () => new Date(AT) });
});
afterEach(() => fixture.close());

const year = Number(MEETING.coding.date.slice(0, 4));

function slice(
  sourceId: string,
  of: number,
  state: Slice["state"],
  route: Slice["route"] = "wayback",
): Slice {
  const nothing = { position: null, listed: 3, requests: 9, seconds: 30, reason: null };
  return { sourceId, year: of, route, state, ...nothing, started: AT, updated: AT };
}

/** The cells of a row of the picture, as text. */
async function row(name: string): Promise<string[]> {
  const html = await (await app.request("/coverage")).text();
  const found = [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].find(([, cells]) => cells!.includes(name));
  return [...found![1]!.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) =>
    cell!.replace(/<[^>]+>/g, " ").trim(),
  );
}

it("shows the events of each year beside how much of it was searched, and what was not tried as not tried", async () => {
  await saveSlices(fixture.db, [
    slice("mission-mm", year, "done"),
    slice("mission-mm", year - 2, "empty"),
    slice("la", year, "failed"),
  ]);
  const { events } = fixture;
  const told = Object.keys(events).length;
  expect(told).toBeGreaterThan(0);
  expect(await row("Source-years searched")).toEqual(["1 of 2", "0 of 2", "1 of 2"]);
  const counts = (await row("Events")).map(Number);
  expect(counts).toHaveLength(3);
  expect(counts.slice(0, 2)).toEqual([0, 0]);
  expect(counts[2]).toBeGreaterThan(0);

  const rows = (await (await app.request("/api/coverage")).json()) as Record<string, unknown>[];
  expect(rows).toContainEqual(
    expect.objectContaining({
      source: "mission-mm",
      year,
      route: "wayback",
      state: "done",
      requests: 9,
      seconds: 30,
    }),
  );
  expect(rows).toContainEqual(
    expect.objectContaining({ source: "mission-mm", year: year - 1, route: "wayback", state: "pending" }),
  );
  expect(rows.filter((one) => one.route === "repost")).toHaveLength(6);
});

it("says how to begin where nothing was searched", async () => {
  expect(await (await app.request("/coverage")).text()).toContain("backfill --from");
  expect(await (await app.request("/api/coverage")).json()).toEqual([]);
});
