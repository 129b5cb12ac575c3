import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { runUpdate } from "../../pipeline/update.ts";
import { openWorkspace } from "../../pipeline/workspace.ts";
import type { Source } from "../../sources/source.ts";
import { sourceFileText } from "../../sources/source-file.ts";
import { makeWorld } from "./make-world.ts";
import { DAY_MS, type Day, isThere, START, type WorldArticle, type WorldHost } from "./model.ts";
import { pathOf } from "./pages.ts";
import { nameOn, serveWorld, type WorldServer } from "./server.ts";

/** Days that are simulated; JINGWU_WORLD_DAYS=365 for the whole year (`npm run world`). */
const DAYS = Number(process.env.JINGWU_WORLD_DAYS ?? 30);
const DELAY_MS = 5000;
/** Of the machine's clock, and long, so that a busy machine is not taken for a slow host. */
const PATIENCE_MS = 6000;
/** The register is corrected so many days after a host has moved. */
const NOTICED = 4;

const hosts = makeWorld();
const folder = mkdtempSync(join(tmpdir(), "jingwu-world-"));
const config = join(folder, "config");
let world: WorldServer;
let now = START;
const day = (): Day => Math.floor((now - START) / DAY_MS);

/** What the store holds at the end. */
interface Held {
  readonly documents: Map<string, number>;
  readonly changes: { canonicalUrl: string; kind: string }[];
  readonly states: Map<string, string>;
  readonly events: number;
}
let held: Held;

beforeAll(async () => {
  world = await serveWorld(hosts, { now: () => now, day });
  writeConfig();
  const rulebook = await loadRulebook(config);
  for (let today = 0; today < DAYS; today++) {
    now = Math.max(now, START + today * DAY_MS);
    if (hosts.some(({ moves }) => moves && today === moves.day + NOTICED)) writeConfig();
    const space = await openSpace();
    try {
      await runUpdate(space, { sources: [], due: true, rulebook, signal: new AbortController().signal });
      if (today === DAYS - 1) held = await look(space);
    } finally {
      await space.close();
    }
  }
}, 1_800_000);

afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

function openSpace() {
  const sleep = async (ms: number) => {
    now += ms;
  };
  return openWorkspace(
    { config, data: join(folder, "data"), quiet: true },
    { now: () => new Date(now), sleep },
  );
}

function writeConfig(): void {
  rmSync(config, { recursive: true, force: true });
  mkdirSync(join(config, "sources"), { recursive: true });
  const ours = join(import.meta.dirname, "../../config");
  for (const part of ["rules", "dictionaries", "linking.yaml", "relations.yaml", "filters.yaml"])
    cpSync(join(ours, part), join(config, part), { recursive: true });
  for (const host of hosts) {
    const file = join("sources", `${host.id}.yaml`);
    const text = host.source
      ? sourceFileText(sourceOf(host, host.source), "The simulated year.")
      : readFileSync(join(ours, file), "utf8").replace(/^instead:.*\n/m, "");
    writeFileSync(join(config, file), text);
  }
  const places = hosts
    .flatMap(({ host, moves, family }) => [host, moves?.to ?? [], family?.listHost ?? []].flat())
    .map((host) => `    "https://${host}": "${world.origin}"\n    "http://${host}": "${world.origin}"\n`);
  const fetch = `  delay_ms: ${DELAY_MS}\n  timeout_ms: ${PATIENCE_MS}\n  retries: 1\n  allow_private_addresses: true\n`;
  writeFileSync(join(config, "settings.yaml"), `fetch:\n${fetch}  connect_to:\n${places.join("")}`);
}

function sourceOf({ host, moves }: WorldHost, source: Omit<Source, "hosts">): Source {
  const seen = { confidence: "seen", evidence: "the simulated year" } as const;
  const moved = moves !== null && day() >= moves.day + NOTICED;
  const hostsNow: Source["hosts"] = moved
    ? [
        { host: moves.to, role: "current", ...seen },
        { host, role: "old", identity: true, ...seen },
      ]
    : [{ host, role: "current", ...seen }];
  return { ...source, hosts: hostsNow };
}

async function look({ db }: Awaited<ReturnType<typeof openSpace>>): Promise<Held> {
  const documents = await db
    .selectFrom("document")
    .select(["canonicalUrl", "version"])
    .where("current", "=", 1)
    .execute();
  const changes = await db.selectFrom("pageChange").select(["canonicalUrl", "kind"]).orderBy("id").execute();
  const states = await db.selectFrom("sourceState").select(["sourceId", "state"]).execute();
  const events = await db.selectFrom("event").select("id").execute();
  return {
    documents: new Map(documents.map((one) => [one.canonicalUrl, one.version])),
    changes,
    states: new Map(states.map((one) => [one.sourceId, one.state])),
    events: events.length,
  };
}

const urlOf = (host: WorldHost, article: WorldArticle) => `https://${host.host}${pathOf(host, article)}`;
/** The days of the falling schedule, with some for the visit that notices. */
const CHECKS = [1, 3, 10, 30, 90];
const SLACK = 4;

describe(`after ${DAYS} simulated days of ${hosts.length} hosts`, () => {
  it("shows the state of each source as it is", () => {
    const last = DAYS - 1;
    for (const host of hosts) {
      const fault = host.faults.find(({ from, to }) => last >= from && last <= to)?.kind;
      const state = held.states.get(host.id);
      if (fault === "robots-loop" || fault === "challenge") expect(state, host.id).toBe("blocked");
      else if (fault === "lists-by-script") expect(state, host.id).toBe("layout-changed");
      else expect(["ok", "quiet"], host.id).toContain(state);
    }
  });

  it("holds every article that could be read, and nothing else", () => {
    for (const host of hosts) {
      const found = [...held.documents.keys()].filter((url) => new URL(url).hostname === host.host);
      const possible = host.articles.filter(({ published }) => published < DAYS);
      expect(
        found.filter((url) => !possible.some((one) => urlOf(host, one) === url)),
        host.id,
      ).toEqual([]);
      const expected = possible.filter((article) => isCertain(host, article)).map((one) => urlOf(host, one));
      expect(
        expected.filter((url) => !found.includes(url)),
        host.id,
      ).toEqual([]);
    }
  });

  it("holds two versions of every edited article and one of every other", () => {
    for (const host of hosts) {
      for (const article of host.articles) {
        const version = held.documents.get(urlOf(host, article));
        if (version === undefined) continue;
        if (article.edited === null) expect(version, urlOf(host, article)).toBe(1);
        else if (isNoticed(host, article.published, article.edited))
          expect(version, urlOf(host, article)).toBe(2);
      }
    }
  });

  it("records every removal and return once, and no other", () => {
    const kinds = (url: string) =>
      held.changes.filter((one) => one.canonicalUrl === url).map(({ kind }) => kind);
    for (const host of hosts) {
      for (const article of host.articles) {
        const url = urlOf(host, article);
        const seen = kinds(url).filter((kind) => kind !== "edited");
        const gone = held.documents.has(url) && article.removed !== null;
        const certain =
          gone && isNoticed(host, article.published, article.removed!) && article.removed! + 60 < DAYS;
        if (!gone) expect(seen, url).toEqual([]);
        else if (certain) expect(seen[0], url).toBe("removed");
        expect(new Set(seen).size, url).toBe(seen.length);
      }
    }
  });

  it("asks no host sooner than the delay after the last request, and no unchanged article more often than the schedule", () => {
    const last = new Map<string, number>();
    const asked = new Map<string, number>();
    for (const { host, path, at } of world.log) {
      const before = last.get(host);
      if (before !== undefined) expect(at - before, `${host}${path}`).toBeGreaterThanOrEqual(DELAY_MS);
      last.set(host, at);
      asked.set(host + path, (asked.get(host + path) ?? 0) + 1);
    }
    for (const host of hosts.filter(({ faults, moves }) => faults.length === 0 && moves === null)) {
      for (const article of host.articles.filter(({ removed }) => removed === null)) {
        const times = asked.get(nameOn(host, 0) + pathOf(host, article)) ?? 0;
        expect(times, urlOf(host, article)).toBeLessThanOrEqual(1 + CHECKS.length);
      }
    }
  });

  it("makes events of the reported meetings, each once", () => {
    const reported = hosts.flatMap((host) =>
      host.articles.filter((one) => one.title.includes("警察总监") && held.documents.has(urlOf(host, one))),
    );
    expect(reported.length).toBeGreaterThan(20);
    expect(held.events).toBeLessThanOrEqual(reported.length);
    expect(held.events).toBeGreaterThan(reported.length * 0.5);
  });
});

/** Whether the host could be read for some days while the article was there, its filter not left it out. */
function isCertain(host: WorldHost, article: WorldArticle): boolean {
  if (host.filtered && !/警|执法/.test(article.title)) return false;
  // A paper's list is of its day: days before the first visit are the work of a backfill.
  if (host.id === "peoples-daily" && article.published < 0) return false;
  return readableDays(host, Math.max(0, article.published), DAYS - 1, article) > SLACK;
}

/** Whether a look of the falling schedule fell between a change and the end, on a host that could be read. */
function isNoticed(host: WorldHost, published: Day, change: Day): boolean {
  const looks = CHECKS.map((days) => Math.max(0, published) + days).filter((look) => look > change);
  return looks.some(
    (look) => look + SLACK * 3 < DAYS && readableDays(host, look, look + SLACK * 3, null) > SLACK * 2,
  );
}

function readableDays(host: WorldHost, from: Day, to: Day, article: WorldArticle | null): number {
  let days = 0;
  for (let one = from; one <= to; one++) {
    const moving = host.moves && one >= host.moves.day && one < host.moves.day + NOTICED;
    const faulty = host.faults.some((fault) => one >= fault.from && one <= fault.to);
    if (!moving && !faulty && (article === null || isThere(article, one))) days++;
  }
  return days;
}
