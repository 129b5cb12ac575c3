import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { closeDatabase, openDatabase } from "../../store/database.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { LATER, storeEvent } from "../store/records.ts";
import { tempFolder } from "../store/temp-database.ts";
import { runHere } from "./run-here.ts";

const RECEIVES = "meeting.zh.receives";
let folder: string;

beforeEach(async () => {
  folder = tempFolder();
  for (const part of ["rules", "dictionaries"])
    cpSync(`config/${part}`, join(folder, part), { recursive: true });
  writeFileSync(join(folder, "settings.yaml"), "rules: { mute_below: 0.9, after: 3 }\n");
  const db = await openDatabase(join(folder, "jingwu.db"));
  const add = async (id: string, ruleId: string, review: Partial<ReviewInput>) => {
    await storeEvent(db, id, { mention: { ruleId } });
    await addReview(db, { eventId: id, reviewer: "Mere", at: LATER, decision: "accept", ...review });
  };
  await add("e1", RECEIVES, {});
  await add("e2", RECEIVES, { decision: "correct", changes: { date: "2026-02-28" } });
  await add("e3", RECEIVES, { decision: "reject", note: "misread" });
  await add("e4", "meeting.zh.gone", {});
  await closeDatabase(db);
});

const stats = (...args: string[]) =>
  runHere("rules", "stats", "--config", folder, "--database", join(folder, "jingwu.db"), ...args);

it("shows the rules that were decided about, with fields, reasons and interval", async () => {
  const { status, out } = await stats();
  expect(status).toBe(0);
  const line = out.split("\n").find((one) => one.startsWith(RECEIVES))!;
  expect(line.split(/\s{2,}/)).toEqual([
    RECEIVES,
    "3",
    "1",
    "1",
    "date 1",
    "1",
    "misread 1",
    "67 %",
    "21–94 %",
    "muted by its precision",
  ]);
  expect(out).toContain("meeting.zh.gone");
  expect(out).toMatch(/2 of \d+ rules have events that were decided/);
});

it("shows one rule by year", async () => {
  const first = await stats("--rule", RECEIVES);
  expect(first.status).toBe(0);
  expect(first.out).toMatch(/2026 +3 +1 +1 +1 +67 % +21–94 %/);
  expect(first.out).toContain("rejected: misread 1");
  const second = await stats("--rule", "meeting.zh.never");
  expect(second.status).toBe(2);
  expect(second.err).toContain("--rule meeting.zh.never: no such rule");
});

it("gives every rule as JSON, with what is set", async () => {
  const { status, out } = await stats("--json");
  expect(status).toBe(0);
  const { settings, rules } = JSON.parse(out) as {
    settings: object;
    rules: { rule: string; decided: number }[];
  };
  expect(settings).toEqual({ mute_below: 0.9, after: 3 });
  expect(rules.length).toBeGreaterThan(100);
  expect(rules.find(({ rule }) => rule === RECEIVES)).toMatchObject({
    decided: 3,
    accepted: 1,
    corrected: 1,
    rejected: 1,
    correctedFields: { date: 1 },
    reasons: { misread: 1 },
    muted: "precision",
    years: [{ year: "2026", decided: 3 }],
  });
  expect(rules.find(({ rule }) => rule === "meeting.zh.gone")).toMatchObject({
    reads: null,
    accepted: 1,
    muted: null,
  });
});
