import { afterAll, beforeAll, expect, it } from "vitest";
import { readLedger } from "../../../pipeline/backfill/ledger.ts";
import { runBackfill } from "../../../pipeline/backfill/run.ts";
import type { BackfillRoute } from "../../../store/backfill.ts";
import { listIssues } from "../../../store/issues.ts";
import { home, list, type MissionSite, openAt, startSite, temporaryFolder } from "../mission-site.ts";
import { type ArchiveSite, startArchive } from "./archive-site.ts";
import { articlesOf, MISSIONS, makePastConfig } from "./past.ts";

const YEARS = Array.from({ length: 15 }, (_, at) => 2006 + at);
const PERIOD = { from: "2006-01-01", to: "2020-12-31" };
const PAST = MISSIONS.flatMap((mission) =>
  YEARS.flatMap((year) => articlesOf(mission, year).map((one) => ({ ...one, mission, year }))),
);
let site: MissionSite;
let archive: ArchiveSite;
let config: string;

beforeAll(async () => {
  [site, archive] = await Promise.all([startSite(), startArchive()]);
  config = makePastConfig(MISSIONS, site.origin, archive.origin);
  archive.kept.push(...PAST.map(({ kept }) => kept));
  archive.pageRows = 11;
  for (const mission of MISSIONS) publish(mission.id);
});
afterAll(() => Promise.all([site.close(), archive.close()]));

/** The site of today shows every article under its path, three years on a page of the list. */
function publish(id: string): void {
  const host = `${id}.china-embassy.gov.cn`;
  const all = PAST.filter(({ mission }) => mission.id === id).toSorted((a, b) =>
    a.published < b.published ? 1 : -1,
  );
  const pages = Array.from({ length: 5 }, (_, at) => all.slice(at * 6, at * 6 + 6));
  site.pages.set(`${host}/`, { body: home() });
  for (const [at, shown] of pages.entries()) {
    const links = shown.map(({ published, today }): [string, string] => [today, `消息 ${published}`]);
    site.pages.set(`${host}/sgxw/${at === 0 ? "" : `index_${at}.htm`}`, { body: list(links, pages.length) });
  }
  for (const { today, html } of all) site.pages.set(`${host}${today}`, { body: html });
}

async function searchWithStops(route: BackfillRoute, data: string): Promise<number> {
  const asked = () => archive.log.length + site.log.length;
  let stops = 0;
  for (;;) {
    const space = await openAt(config, data, "2022-03-01T00:00:00Z");
    const stop = new AbortController();
    const until = asked() + 40 + ((stops * 37) % 90);
    const watch = setInterval(() => asked() >= until && stop.abort(new Error("stopped")), 1);
    try {
      const options = { period: PERIOD, routes: [route], sources: [], signal: stop.signal };
      const { status } = await runBackfill(space, options);
      expect([0, 130]).toContain(status);
      if (status === 0) return stops;
      stops++;
    } finally {
      clearInterval(watch);
      await space.close();
    }
  }
}

it.each(["wayback", "commoncrawl", "site"] as const)(
  "finds by %s all that ten missions published in fifteen years, however often it is stopped",
  async (route) => {
    const data = temporaryFolder();
    expect(await searchWithStops(route, data)).toBeGreaterThan(2);
    const space = await openAt(config, data, "2022-03-01T00:00:00Z");
    try {
      const days = await space.db.selectFrom("document").select(["sourceId", "published"]).execute();
      const found = days.map(({ sourceId, published }) => `${sourceId} ${published}`).sort();
      expect(found).toEqual(PAST.map(({ mission, published }) => `${mission.id} ${published}`).sort());
      const events = await space.db
        .selectFrom("event")
        .select(["date", "type"])
        .where("status", "=", "new")
        .execute();
      expect(events.map(({ date }) => date).sort()).toEqual(
        PAST.filter(({ gift }) => gift)
          .map(({ published }) => published)
          .sort(),
      );
      const ledger = (await readLedger(space.db)).filter((row) => row.route === route);
      expect(ledger).toHaveLength(MISSIONS.length * YEARS.length);
      expect(
        ledger.filter(
          ({ state, found: count, events: told }) => state !== "done" || count !== 2 || told !== 1,
        ),
      ).toEqual([]);
      expect(await listIssues(space.db)).toEqual([]);
    } finally {
      await space.close();
    }
  },
  400_000,
);
