import nock from "nock";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createArchiveFetcher } from "../../../pipeline/backfill/archive-fetcher.ts";
import { emptyCounts } from "../../../pipeline/counts.ts";
import { openWorkspace, type Workspace } from "../../../pipeline/workspace.ts";
import type { Fetcher } from "../../../sources/fetcher.ts";
import { stoppedClock } from "../../sources/fetch-settings.ts";
import { makeConfig, temporaryFolder } from "../mission-site.ts";

const WAYBACK = "https://web.archive.org";
const CRAWL = "https://index.commoncrawl.org";
let space: Workspace;
let fetcher: Fetcher;
let clock: ReturnType<typeof stoppedClock>;

/** With the settings that the program comes with: of this file only private addresses are said. */
beforeEach(async () => {
  nock.disableNetConnect();
  clock = stoppedClock();
  const config = makeConfig({}, "http://127.0.0.1:9");
  space = await openWorkspace({ config, data: temporaryFolder(), quiet: true }, clock);
  fetcher = createArchiveFetcher(space, emptyCounts(), new AbortController().signal);
  for (const site of [WAYBACK, CRAWL]) nock(site).get("/robots.txt").reply(404);
});
afterEach(async () => {
  await fetcher.close();
  await space.close();
  nock.cleanAll();
  nock.enableNetConnect();
});

it.each([
  ["the Wayback Machine at most twenty questions a minute", WAYBACK],
  ["Common Crawl one in three seconds", CRAWL],
])("asks %s, and one after the other", async (_, site) => {
  let open = 0;
  const times: number[] = [];
  nock(site)
    .get(/^\/q/)
    .times(5)
    .reply(() => {
      expect(++open).toBe(1);
      times.push(clock.now().getTime());
      open--;
      return [200, "[]"];
    });
  await Promise.all([0, 1, 2, 3, 4].map((at) => fetcher.fetch({ url: `${site}/q${at}` })));
  const gaps = times.slice(1).map((time, at) => time - times[at]!);
  expect(gaps).toHaveLength(4);
  expect(gaps.every((gap) => gap >= 3000)).toBe(true);
});

it("waits one, two, four … minutes after refusals, as long as it is asked to, and gives up after five", async () => {
  nock(WAYBACK).get("/refuses").times(6).reply(429);
  await expect(fetcher.fetch({ url: `${WAYBACK}/refuses` })).rejects.toThrow(/429, 6 times/);
  const minutes = clock.waits.filter((ms) => ms >= 60_000).map((ms) => Math.floor(Math.log2(ms / 60_000)));
  expect(minutes).toEqual([0, 1, 2, 3, 4]);

  clock.waits.length = 0;
  nock(WAYBACK).get("/asks").reply(429, "", { "retry-after": "600" }).get("/asks").reply(200, "[]");
  await fetcher.fetch({ url: `${WAYBACK}/asks` });
  expect(Math.max(...clock.waits)).toBeGreaterThanOrEqual(600_000);
});
