import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readLedger } from "../../../pipeline/backfill/ledger.ts";
import { runBackfill } from "../../../pipeline/backfill/run.ts";
import type { BackfillRoute } from "../../../store/backfill.ts";
import { listIssues } from "../../../store/issues.ts";
import { type MissionSite, openAt, startSite, temporaryFolder } from "../mission-site.ts";
import { type ArchiveSite, startArchive } from "./archive-site.ts";
import { type Line, startLine } from "./failing-line.ts";
import { layOut, layReposts, pastOf } from "./laid-out.ts";
import { MISSIONS, makePastConfig } from "./past.ts";

const SOME = MISSIONS.slice(0, 2);
const PAST = pastOf(SOME, [2014]);
let archive: ArchiveSite;
let site: MissionSite;
let lines: { readonly archive: Line; readonly site: Line };
let hour = 0;
let config: string;
let nowhere: string;

/** Short enough to wait for, long enough for an answer on a busy machine. */
const impatient = (folder: string) => {
  const path = join(folder, "settings.yaml");
  writeFileSync(path, readFileSync(path, "utf8").replace("delay_ms: 0", "delay_ms: 0\n  timeout_ms: 2000"));
  return folder;
};

beforeAll(async () => {
  [archive, site] = await Promise.all([startArchive(), startSite()]);
  lines = { archive: await startLine(archive.origin), site: await startLine(site.origin) };
  config = impatient(makePastConfig(SOME, lines.site.origin, lines.archive.origin));
  nowhere = impatient(makePastConfig(SOME, "http://site.invalid", "http://archive.invalid"));
});
afterAll(async () => {
  await Promise.all([lines.archive.close(), lines.site.close()]);
  await Promise.all([archive.close(), site.close()]);
});
beforeEach(() => {
  archive.kept.length = 0;
  archive.log.length = 0;
  archive.pageRows = 2;
  site.pages.clear();
  site.log.length = 0;
});

const asked = () => archive.log.length + site.log.length;

/** Runs the search, and lets `happen` once so many requests were answered. */
async function search(data: string, route: BackfillRoute, after = -1, happen = async () => {}, at = config) {
  // Runs follow one another hour by hour.
  hour++;
  const space = await openAt(
    at,
    data,
    new Date(Date.parse("2022-03-01T00:00:00Z") + hour * 3_600_000).toISOString(),
  );
  const until = asked() + after;
  let over = false;
  const watch = (async () => {
    while (!over && asked() < until) await new Promise((resolve) => setTimeout(resolve, 1));
    if (!over && after >= 0) await happen();
  })();
  try {
    const period = { from: "2014-01-01", to: "2014-12-31" };
    const signal = new AbortController().signal;
    const { status } = await runBackfill(space, { period, routes: [route], sources: [], signal });
    over = true;
    await watch;
    return {
      status,
      titles: await space.db.selectFrom("document").select(["sourceId", "published", "version"]).execute(),
      snapshots: await space.db.selectFrom("snapshot").select("id").where("kind", "=", "article").execute(),
      ledger: (await readLedger(space.db)).filter((row) => row.route === route),
      issues: (await listIssues(space.db)).filter(({ code }) => code !== "no-capture"),
    };
  } finally {
    over = true;
    await space.close();
  }
}

const ROUTES = ["site", "wayback", "commoncrawl", "repost"] as const;
const FAULTS = ["refused", "reset", "hanging", "no such name"] as const;

it.each(ROUTES.flatMap((route) => FAULTS.map((fault) => [route, fault] as const)))(
  "by %s ends with a message where the network is %s on the way, and the next run has no gap and nothing twice",
  async (route, fault) => {
    const data = temporaryFolder();
    if (route === "repost") await layReposts(PAST, SOME, archive, () => search(data, "wayback"));
    else layOut(route, PAST, { site, archive });
    const line = route === "site" ? lines.site : lines.archive;

    if (fault === "no such name") {
      const first = await search(data, route, -1, undefined, nowhere);
      expect(first.status).toBe(3);
      expect(first.issues.map(({ message }) => message).join()).toMatch(/ENOTFOUND|EAI_AGAIN/);
    } else {
      for (const after of [1, 4]) {
        const cut = await search(data, route, after, () => line.fail(fault));
        await line.mend();
        expect(cut.status).toBe(3);
        expect(cut.ledger.some(({ state, reason }) => state === "failed" && reason !== null)).toBe(true);
        expect(cut.issues.length).toBeGreaterThan(0);
      }
    }
    const { status, titles, snapshots, ledger, issues } = await search(data, route);
    expect(status).toBe(0);
    expect(titles.map(({ sourceId, published }) => `${sourceId} ${published}`).sort()).toEqual(
      PAST.map(({ mission, published }) => `${mission.id} ${published}`).sort(),
    );
    expect(titles.every(({ version }) => version === 1)).toBe(true);
    expect(snapshots).toHaveLength(route === "repost" ? PAST.length * 2 : PAST.length);
    expect(ledger.every(({ state }) => state === "done")).toBe(true);
    expect(issues).toEqual([]);

    const last = asked();
    expect((await search(data, route)).status).toBe(0);
    expect(asked()).toBe(last);
  },
);
