import { spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { expect, it } from "vitest";
import { ConfigError } from "../../sources/errors.ts";
import { closeIssue, closeIssuesFor, countOpenIssues, listIssues, openIssue } from "../../store/issues.ts";
import { acquireLease, findLease, LeaseHeldError, releaseLease, renewLease } from "../../store/lease.ts";
import { finishRun, listRuns, startRun } from "../../store/runs.ts";
import { findSourceState, listSourceStates, recordSourceState } from "../../store/source-state.ts";
import { AT, LATER } from "./records.ts";
import { tempDatabase } from "./temp-database.ts";

const issue = {
  stage: "parse",
  code: "layout-changed",
  sourceId: "prc-embassy-fj",
  item: "https://fj.example/a.htm",
  message: "expected 1 title, found 0",
  at: AT,
};

it("counts an open issue again where it would open it twice, and opens a new one after it was closed", async () => {
  const db = await tempDatabase();
  const id = await openIssue(db, issue);
  expect(await openIssue(db, { ...issue, at: LATER, message: "expected 1 title, found 2" })).toBe(id);
  expect(await listIssues(db)).toMatchObject([
    { id, times: 2, opened: AT, lastSeen: LATER, message: "expected 1 title, found 2" },
  ]);
  expect(await closeIssue(db, id, "Mere", LATER)).toBe(true);
  expect(await closeIssue(db, id, "Mere", LATER)).toBe(false);
  expect(await openIssue(db, issue)).not.toBe(id);
  expect(await listIssues(db, { open: false })).toMatchObject([{ id, closedBy: "Mere", closed: LATER }]);
});

it("closes the issues of what works again, and no others", async () => {
  const db = await tempDatabase();
  await openIssue(db, issue);
  await openIssue(db, { ...issue, code: "blocked" });
  await openIssue(db, { ...issue, item: "https://to.example/", sourceId: null });
  expect(
    await closeIssuesFor(db, { item: issue.item, stage: "parse", code: "blocked" }, "capture", LATER),
  ).toBe(1);
  expect(await closeIssuesFor(db, { sourceId: "prc-embassy-fj" }, "capture", LATER)).toBe(1);
  expect(await countOpenIssues(db)).toBe(1);
  await expect(closeIssuesFor(db, {}, "capture", LATER)).rejects.toThrow(/needs an item/);
});

it("keeps a hostile message within bounds", async () => {
  const db = await tempDatabase();
  await openIssue(db, { ...issue, message: "x".repeat(100_000) });
  expect((await listIssues(db))[0]!.message.length).toBeLessThanOrEqual(2000);
});

it("shows a run that never finished as abandoned once no live process holds the lease", async () => {
  const db = await tempDatabase();
  const crashed = await startRun(db, { command: "update", started: AT });
  const done = await startRun(db, { command: "import", started: AT });
  await finishRun(db, done, { finished: LATER, exitStatus: 3, counts: { documents: 4 } });
  await acquireLease(db, "write", "update", AT);
  const running = await startRun(db, { command: "update", started: LATER });
  const states = async () => (await listRuns(db)).map((run) => [run.id, run.state]);
  expect(await states()).toEqual([
    [running, "running"],
    [done, "finished"],
    [crashed, "abandoned"],
  ]);
  const gone = spawn(process.execPath, ["-e", ""]);
  await once(gone, "exit");
  await db.updateTable("lease").set({ pid: gone.pid! }).execute();
  expect((await states())[0]).toEqual([running, "abandoned"]);
  expect((await listRuns(db))[1]).toMatchObject({ exitStatus: 3, counts: { documents: 4 } });
});

it("keeps what is known of a source when only a part of it is told", async () => {
  const db = await tempDatabase();
  await recordSourceState(db, {
    sourceId: "a",
    state: "ok",
    lastAttempt: AT,
    sections: ["https://fj.example/sgxw/"],
  });
  await recordSourceState(db, { sourceId: "a", state: "blocked", lastAttempt: LATER });
  await recordSourceState(db, { sourceId: "b" });
  expect(await findSourceState(db, "a")).toMatchObject({
    state: "blocked",
    lastAttempt: LATER,
    lastSuccess: null,
    sections: ["https://fj.example/sgxw/"],
  });
  expect((await listSourceStates(db)).map((row) => row.state)).toEqual(["blocked", "unknown"]);
  expect(await findSourceState(db, "c")).toBeUndefined();
});

it("lets one live process write in bulk and names it to the second", async () => {
  const db = await tempDatabase();
  const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  const pid = other.pid!;
  await acquireLease(db, "write", "update", AT, { pid });
  const second = acquireLease(db, "write", "import", AT);
  await expect(second).rejects.toThrow(LeaseHeldError);
  await expect(second).rejects.toThrow(ConfigError);
  await expect(second).rejects.toThrow(`update on ${hostname()} (process ${pid}), since ${AT}`);
  expect(await renewLease(db, "write", "update", LATER, pid)).toBe(true);
  await releaseLease(db, "write", "import");
  expect((await findLease(db, "write"))?.renewed).toBe(LATER);
  other.kill();
  await once(other, "exit");

  await acquireLease(db, "write", "import", LATER);
  expect(await findLease(db, "write")).toMatchObject({ pid: process.pid });
  expect(await renewLease(db, "write", "update", LATER, pid)).toBe(false);
});

it("takes over a lease that has shown no life for a while, when its process is on another host", async () => {
  const db = await tempDatabase();
  const elsewhere = { name: "write", holder: "update on elsewhere", pid: 1, acquired: AT, renewed: AT };
  await db.insertInto("lease").values(elsewhere).execute();
  await expect(acquireLease(db, "write", "update", "2026-03-01T08:05:00Z")).rejects.toThrow(
    /update on elsewhere/,
  );
  await acquireLease(db, "write", "update", "2026-03-01T08:11:00Z");
  expect((await findLease(db, "write"))?.holder).toBe(`update on ${hostname()}`);
});
