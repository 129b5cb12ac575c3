import { renameSync } from "node:fs";
import type { Hono } from "hono";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DaemonView } from "../../pipeline/daemon-view.ts";
import { createRunMetrics, type RunMetrics } from "../../pipeline/run-metrics.ts";
import { closeDatabase, inTransaction, openDatabase } from "../../store/database.ts";
import { openIssue } from "../../store/issues.ts";
import { addReview } from "../../store/reviews.ts";
import { recordSourceState } from "../../store/source-state.ts";
import { createApp } from "../../web/app.tsx";
import type { AppOptions, SourceInfo } from "../../web/context.ts";
import { AT, type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";

let fixture: Fixture;
let faults: string[];
let counts: RunMetrics;
beforeEach(async () => {
  fixture = await openFixture([MEETING, TRAINING]);
  faults = [];
  counts = createRunMetrics();
});
afterEach(() => fixture.close());

const daemon = (): DaemonView => ({
  faults: () => faults,
  state: () => ({ sources: 2, visiting: 0 }),
  metrics: counts.registry,
});
const app = (more: Partial<AppOptions> = {}) =>
  createApp({ db: fixture.db, version: "0.1.0", dataDir: ".", now: () => new Date(AT), ...more });
async function health(of: Hono) {
  const answer = await of.request("/healthz");
  return { status: answer.status, body: await answer.json() };
}

describe("/healthz", () => {
  it("claims no scheduler where none runs", async () => {
    expect(await health(app())).toEqual({ status: 200, body: { status: "ok", version: "0.1.0" } });
  });

  it("tells where the daemon stands", async () => {
    expect(await health(app({ daemon: daemon() }))).toEqual({
      status: 200,
      body: { status: "ok", version: "0.1.0", scheduler: { sources: 2, visiting: 0 } },
    });
  });

  it("is 503 with all the reasons when the daemon cannot do its work", async () => {
    faults = ["the scheduler has not ticked for 61 s", "the last round crashed: no such thing"];
    expect(await health(app({ daemon: daemon() }))).toMatchObject({
      status: 503,
      body: {
        status: "failed",
        reason: "the scheduler has not ticked for 61 s; the last round crashed: no such thing",
      },
    });
  });

  it("is 503 when the database is closed", async () => {
    const other = await openFixture([]);
    await closeDatabase(other.db as never);
    expect(await health(app({ db: other.db }))).toMatchObject({
      status: 503,
      body: { status: "failed", reason: expect.stringContaining("database") },
    });
  });

  it("is 503 when the file of the database was moved away, though it can still be read", async () => {
    const { rows } = await sql<{ file: string }>`select file from pragma_database_list`.execute(fixture.db);
    const { file } = rows[0]!;
    renameSync(file, `${file}.away`);
    expect(await health(app())).toMatchObject({
      status: 503,
      body: { reason: expect.stringMatching(/^database: ENOENT/) },
    });
    renameSync(`${file}.away`, file);
    expect((await health(app())).status).toBe(200);
  });

  it("does not wait for whoever writes beside it", async () => {
    const { rows } = await sql<{ file: string }>`select file from pragma_database_list`.execute(fixture.db);
    const other = await openDatabase(rows[0]!.file);
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let wrote = () => {};
    const writing = new Promise<void>((resolve) => {
      wrote = resolve;
    });
    const transaction = inTransaction(other, async (trx) => {
      await recordSourceState(trx, { sourceId: "fj", state: "ok" });
      wrote();
      await held;
    });
    await writing;
    expect((await health(app())).status).toBe(200);
    finish();
    await transaction;
    await closeDatabase(other);
  });

  it("is 503 when the database gives no answer, and well once it does", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding = inTransaction(fixture.db, () => held);
    expect(await health(app())).toMatchObject({
      status: 503,
      body: { reason: "database: no answer within 5 s" },
    });
    release();
    await holding;
    expect((await health(app())).status).toBe(200);
  });
});

describe("/metrics", () => {
  const scrape = async (more: Partial<AppOptions> = {}) => (await app(more).request("/metrics")).text();
  const source = (id: string, active = true): SourceInfo => ({
    id,
    title: id,
    kind: "embassy",
    covers: { country: "FJ" },
    active,
  });

  it("is what Prometheus reads", async () => {
    const text = await scrape({ daemon: daemon() });
    const number = String.raw`(\d+(\.\d+)?(e[-+]\d+)?|NaN|[+-]?Inf)`;
    const line = new RegExp(String.raw`^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? ${number}|)$`, "i");
    for (const one of text.split("\n")) expect(one).toMatch(line);
    const names = Array.from(text.matchAll(/^# TYPE (\w+)/gm), (match) => match[1]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(["process_resident_memory_bytes", "jingwu_build_info"]));
  });

  it("counts what is stored and what waits", async () => {
    const review = { reviewer: "mara", at: AT, decision: "accept" as const };
    await addReview(fixture.db, { eventId: fixture.events.meeting!, ...review });
    await openIssue(fixture.db, { stage: "capture", code: "blocked", item: "x", message: "m", at: AT });
    const text = await scrape();
    expect(text).toContain('jingwu_build_info{version="0.1.0"} 1\n');
    expect(text).toContain('jingwu_events{status="accepted"} 1\n');
    expect(text).toContain("jingwu_queue_waiting 1\n");
    expect(text).toContain("jingwu_documents 2\n");
    expect(text).toContain("jingwu_open_issues 1\n");
    expect(text).toContain('jingwu_open_issues_by_code{stage="capture",code="blocked"} 1\n');
  });

  it("tells the sources by state, how many are due, and when each was last read", async () => {
    const { db } = fixture;
    await recordSourceState(db, {
      sourceId: "fj",
      state: "ok",
      lastSuccess: AT,
      nextDue: "2026-03-01T09:00:00Z",
    });
    await recordSourceState(db, { sourceId: "to", state: "blocked", nextDue: "2026-03-01T07:00:00Z" });
    const sources = [source("fj"), source("to"), source("ws"), source("closed", false)];
    const text = await scrape({ sources });
    expect(text).toContain('jingwu_sources{state="ok"} 1\n');
    expect(text).toContain('jingwu_sources{state="blocked"} 1\n');
    expect(text).toContain('jingwu_sources{state="unknown"} 1\n');
    expect(text).toContain("jingwu_sources_due 2\n");
    expect(text).toContain(`jingwu_source_last_success_seconds{source="fj"} ${Date.parse(AT) / 1000}\n`);
  });

  it("adds what the daemon of this process counts, and nothing of one where none runs", async () => {
    counts.request("ok");
    counts.request("no-answer");
    counts.round("done", 12);
    counts.round("refused", 0);
    counts.visit("blocked");
    const text = await scrape({ daemon: daemon() });
    expect(text).toContain('jingwu_requests_total{outcome="no-answer"} 1\n');
    expect(text).toContain('jingwu_rounds_total{result="done"} 1\n');
    expect(text).toContain('jingwu_rounds_total{result="refused"} 1\n');
    expect(text).toContain('jingwu_visits_total{state="blocked"} 1\n');
    expect(text).toContain('jingwu_round_duration_seconds_bucket{le="15"} 1\n');
    expect(text).toContain("jingwu_round_duration_seconds_count 1\n");
    expect(await scrape()).not.toContain("jingwu_rounds_total");
  });
});
