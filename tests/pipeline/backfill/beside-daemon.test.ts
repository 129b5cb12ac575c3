import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { runBackfill } from "../../../pipeline/backfill/run.ts";
import type { Workspace } from "../../../pipeline/workspace.ts";
import { openWorkspace } from "../../../pipeline/workspace.ts";
import { findLease } from "../../../store/lease.ts";
import { type MissionSite, startSite, temporaryFolder } from "../mission-site.ts";
import { ensureBuilt, start } from "../program.ts";
import { type ArchiveSite, startArchive } from "./archive-site.ts";
import { layOut, pastOf } from "./laid-out.ts";
import { MISSIONS, makePastConfig } from "./past.ts";

const SOME = MISSIONS.slice(0, 2);
const PAST = pastOf(SOME, [2012, 2013, 2014, 2015, 2016, 2017]);
/** Between two requests; how long it lasts says the test, by what the daemon has done. */
const DELAY_MS = 250;
/** So many requests in, the search waits for the daemon. */
const UNDER_WAY = 4;
let site: MissionSite;
let archive: ArchiveSite;

beforeAll(async () => {
  [site, archive] = await Promise.all([startSite(), startArchive(), ensureBuilt()]);
});
afterAll(() => Promise.all([site.close(), archive.close()]));
beforeEach(() => {
  site.pages.clear();
  archive.kept.length = 0;
  layOut("site", PAST, { site, archive });
});

function slowConfig(delayMs: number): string {
  const config = makePastConfig(SOME, site.origin, archive.origin);
  const path = join(config, "settings.yaml");
  writeFileSync(path, readFileSync(path, "utf8").replace("delay_ms: 0", `delay_ms: ${delayMs}`));
  return config;
}

const visited = ({ db }: Workspace) =>
  db.selectFrom("visit").select(["sourceId", "started"]).distinct().execute();

it.each(["site", "wayback"] as const)(
  "lets a daemon visit what is due, the searched source and another, while %s is searched",
  async (route) => {
    layOut("wayback", PAST, { site, archive });
    const data = temporaryFolder();
    const config = slowConfig(DELAY_MS);
    const until = async (holds: () => boolean | Promise<boolean>) => {
      while (!(await holds())) await new Promise<void>((resolve) => setTimeout(resolve, 50));
    };
    const stop = new AbortController();
    const asked = () => site.log.length + archive.log.length;
    let over = false;
    const ended = () => over || stop.signal.aborted;
    const bothVisited = async () => ended() || (await visited(space)).length >= 2;
    const daemonIsUp = async () => ended() || (await findLease(space.db, "run")) !== undefined;
    const space = await openWorkspace(
      { config, data, quiet: true },
      {
        // Walking a site holds the right to write between its requests, so there it waits until the daemon is up; the
        // turn it gives it then, and a pause of an archive's search, which holds nothing, last until we have seen enough.
        sleep: async (ms) => {
          if (ms >= 30_000) return until(ended);
          if (asked() >= UNDER_WAY) await until(route === "site" ? daemonIsUp : ended);
        },
      },
    );
    let daemon: ReturnType<typeof start> | undefined;
    try {
      const period = { from: "2012-01-01", to: "2017-12-31" };
      const search = runBackfill(space, { period, routes: [route], sources: ["la"], signal: stop.signal });
      void search.finally(() => {
        over = true;
      });
      await until(() => over || asked() >= UNDER_WAY);
      expect(over).toBe(false);
      const own = slowConfig(0);
      daemon = start(["run", "--port", "0", "--data", data, "--config", own]);
      await until(bothVisited);
      // Both were visited, and the search is not over.
      expect((await visited(space)).map(({ sourceId }) => sourceId).sort()).toEqual(["kh", "la"]);
      expect(over).toBe(false);
      stop.abort(new Error("seen enough"));
      expect((await search).status).toBe(130);
    } finally {
      stop.abort(new Error("over"));
      daemon?.child.kill("SIGKILL");
      await daemon?.ended;
      await space.close();
    }
  },
);
