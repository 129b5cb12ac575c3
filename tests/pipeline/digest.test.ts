import { parseAtomFeed } from "feedsmith";
import type { Kysely } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { type Digest, gatherDigest } from "../../pipeline/digest.ts";
import { digestAtom } from "../../pipeline/digest-atom.ts";
import { digestHtml } from "../../pipeline/digest-html.ts";
import { digestText } from "../../pipeline/digest-text.ts";
import { readSince } from "../../pipeline/since.ts";
import { ConfigError } from "../../sources/errors.ts";
import { Source } from "../../sources/source.ts";
import { closeIssue, openIssue } from "../../store/issues.ts";
import { recordEdits, recordRemoval } from "../../store/page-changes.ts";
import { addReview } from "../../store/reviews.ts";
import type { Tables } from "../../store/schema.ts";
import { recordSourceState } from "../../store/source-state.ts";
import { AT, storeEvent } from "../store/records.ts";
import { tempDatabase } from "../store/temp-database.ts";

const PERIOD = { since: "2026-03-01T00:00:00Z", until: "2026-03-02T00:00:00Z" };
const LATER = { since: "2026-05-01T00:00:00Z", until: "2026-05-02T00:00:00Z" };
const HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>]]>\u0000\ud800";

function source(id: string, more: object = {}): Source {
  return Source.parse({
    id,
    title: `Embassy ${id}`,
    adapter: "mission",
    kind: "embassy",
    publisher: { name: "MFA", country: "CN", official: true },
    covers: { country: "FJ" },
    active: true,
    status: "open",
    confidence: "seen",
    hosts: [{ host: `${id}.example.org`, role: "current", confidence: "seen", evidence: "a test" }],
    ...more,
  });
}
const SOURCES = [source("prc-embassy-fj"), source("to"), source("vu"), source("old", { active: false })];

let db: Kysely<Tables>;
beforeEach(async () => {
  db = await tempDatabase();
});

const gather = (period = PERIOD) => gatherDigest(db, SOURCES, period);
const url = (name: string) => `https://fj.example/${name}.htm`;

/** A day on which something of each kind happened. */
async function eventfulDay(): Promise<void> {
  await storeEvent(db, "meeting");
  await recordEdits(db, [
    {
      canonicalUrl: url("meeting"),
      sourceId: "prc-embassy-fj",
      at: AT,
      beforeDocumentId: "d-meeting",
      afterDocumentId: "d-meeting",
    },
  ]);
  const lost = { canonicalUrl: url("lost"), sourceId: "prc-embassy-fj", at: AT };
  await recordRemoval(db, {
    ...lost,
    lastSeen: "2026-02-20T00:00:00Z",
    firstMissing: "2026-02-28T00:00:00Z",
  });
  const issue = { stage: "health", sourceId: "to", item: "to" };
  await openIssue(db, { ...issue, code: "few-links", message: "expected 10, found 2", at: AT });
  await openIssue(db, { ...issue, code: "quiet", message: "long quiet", at: "2026-01-01T00:00:00Z" });
  const over = await openIssue(db, {
    ...issue,
    code: "undated-articles",
    message: "x",
    at: "2026-02-01T00:00:00Z",
  });
  await closeIssue(db, over, "jingwu", AT);
  await recordSourceState(db, { sourceId: "prc-embassy-fj", state: "ok", lastAttempt: AT, lastSuccess: AT });
  await recordSourceState(db, { sourceId: "to", state: "blocked", lastAttempt: "2026-02-01T00:00:00Z" });
}

describe("what is gathered", () => {
  it("is what is new: events with sentence, source and address, and documents by source", async () => {
    await eventfulDay();
    const { new: fresh } = await gather();
    expect(fresh.events.total).toBe(1);
    expect(fresh.events.first[0]).toMatchObject({
      id: "meeting",
      headline: "Meeting · Fiji · 1 Mar 2026",
      sentence: "3月1日，李明大使会见斐济警察总监瓦塔",
      source: "Embassy prc-embassy-fj",
      url: url("meeting"),
    });
    expect(fresh.documents).toEqual({
      total: 1,
      bySource: [{ id: "prc-embassy-fj", title: "Embassy prc-embassy-fj", count: 1 }],
    });
  });

  it("is what changed: edits and removals, and known events that wait again", async () => {
    await eventfulDay();
    await addReview(db, { eventId: "meeting", reviewer: "mele", at: AT, decision: "accept" });
    await addReview(db, { eventId: "meeting", reviewer: "mele", at: AT, decision: "undo" });
    const { changed } = await gather();
    expect(changed.pages.first).toMatchObject([
      { kind: "removed", url: url("lost"), title: null, firstMissing: "2026-02-28T00:00:00Z" },
      { kind: "edited", url: url("meeting"), title: "李明大使会见斐济警察总监" },
    ]);
    expect(changed.events.first).toMatchObject([{ id: "meeting", reason: "undone" }]);
  });

  it("is what is broken, what was broken before, and what recovered", async () => {
    await eventfulDay();
    const { broken } = await gather();
    expect(broken.opened.first.map(({ code }) => code)).toEqual(["few-links"]);
    expect(broken.stillOpen.first.map(({ code }) => code)).toEqual(["quiet"]);
    expect(broken.recovered.first.map(({ code }) => code)).toEqual(["undated-articles"]);
    expect(broken.byState).toEqual({ ok: 1, blocked: 1, unknown: 1 });
    expect(broken.notOk).toMatchObject([{ id: "to", state: "blocked" }]);
  });

  it("is what was not looked at: what was due apart from what was not", async () => {
    await eventfulDay();
    await db.updateTable("sourceState").set({ nextDue: PERIOD.until }).where("sourceId", "=", "to").execute();
    const { notLookedAt } = await gather();
    expect(notLookedAt.overdue.first.map(({ id }) => id)).toEqual(["vu"]);
    expect(notLookedAt.notDue).toBe(1);
  });

  it("is of the period alone: the next one begins where this one ends", async () => {
    await eventfulDay();
    const before = await gather({ since: "2026-02-01T00:00:00Z", until: AT });
    const from = await gather({ since: AT, until: PERIOD.until });
    expect([before.new.events.total, from.new.events.total]).toEqual([0, 1]);
    expect([before.changed.pages.total, from.changed.pages.total]).toEqual([0, 2]);
  });
});

const FORMS = [
  ["text", digestText],
  ["HTML", digestHtml],
  ["Atom", digestAtom],
] as const;

describe.each(FORMS)("as %s", (_name, write) => {
  it("a digest tells the event, the change, the fault and the recovery", async () => {
    await eventfulDay();
    const text = write(await gather());
    expect(text).toContain("Meeting · Fiji · 1 Mar 2026");
    expect(text).toContain("李明大使会见斐济警察总监瓦塔");
    expect(text).toContain(`Removed: ${url("lost")}`);
    expect(text).toContain("few-links: expected 10, found 2");
    expect(text).toContain("undated-articles");
    expect(text).toContain("1 new event, 1 new document, 2 changed pages, 1 new issue, 1 recovered.");
  });

  it("an empty period says so", async () => {
    await eventfulDay();
    expect(write(await gather(LATER))).toContain(
      "Nothing is new, nothing changed, and nothing broke or recovered.",
    );
  });

  it("scraped text stays text", async () => {
    await eventfulDay();
    const digest = await gather();
    const [event] = digest.new.events.first;
    const hostile: Digest = {
      ...digest,
      new: {
        ...digest.new,
        events: { total: 1, first: [{ ...event!, sentence: HOSTILE, url: "javascript:alert(1)" }] },
      },
      broken: {
        ...digest.broken,
        opened: { total: 1, first: [{ ...digest.broken.opened.first[0]!, message: HOSTILE }] },
      },
    };
    const text = write(hostile);
    if (write !== digestText) expect(text).not.toMatch(/<script|<img|\]\]>|href="javascript/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/\u0000/);
  });
});

it("is one HTML body that loads nothing and links to pages only", async () => {
  await eventfulDay();
  const body = digestHtml(await gather());
  expect(body).toMatch(/^<!DOCTYPE html>/);
  expect(body).not.toMatch(/<link|<script|<style|<img|src=|url\(|class=/);
  expect(Array.from(body.matchAll(/href="([^"]+)"/g), (m) => m[1])).toContain(url("meeting"));
  for (const tag of ["ul", "li", "h2", "h3", "div", "p", "a"]) {
    expect(body.split(`<${tag} `).length, tag).toBe(body.split(`</${tag}>`).length);
  }
});

it("is a valid feed whose ids stay when the same thing is told again", async () => {
  await eventfulDay();
  const digest = await gather();
  const feed = parseAtomFeed(digestAtom(digest));
  expect(feed).toMatchObject({ id: "urn:jingwu:feed:digest" });
  const ids = feed.entries!.map(({ id }) => id!);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain("urn:jingwu:event:meeting");
  for (const one of feed.entries!) {
    expect(one).toMatchObject({
      title: expect.anything(),
      updated: expect.anything(),
      content: expect.anything(),
    });
  }
  const wider = parseAtomFeed(digestAtom(await gather({ ...PERIOD, since: "2026-01-01T00:00:00Z" })));
  const again = wider.entries!.map(({ id }) => id!);
  for (const id of ids) expect(again).toContain(id);
});

it("tells how many more there are than it shows", async () => {
  for (let n = 0; n < 103; n++)
    await openIssue(db, { stage: "parse", code: "gone", item: `i${n}`, message: "m", at: AT });
  const digest = await gather();
  expect(digest.broken.opened.total).toBe(103);
  expect(digestText(digest)).toContain("… and 3 more");
  expect(digestHtml(digest)).toContain("… and 3 more");
});

describe("--since", () => {
  const now = new Date("2026-03-02T06:30:00Z");

  it.each([
    ["1d", "2026-03-01T06:30:00Z"],
    ["12h", "2026-03-01T18:30:00Z"],
    ["2w", "2026-02-16T06:30:00Z"],
    ["2026-02-01", "2026-02-01T00:00:00Z"],
    ["2026-02-01T05:00:00Z", "2026-02-01T05:00:00Z"],
  ])("takes %s", (text, time) => {
    expect(readSince("--since", text, now)).toBe(time);
  });

  it.each(["yesterday", "1x", "", "2026-02-30", "2026-03-03", "20260101", "-1d"])("refuses %j", (text) => {
    expect(() => readSince("--since", text, now)).toThrow(ConfigError);
  });
});
