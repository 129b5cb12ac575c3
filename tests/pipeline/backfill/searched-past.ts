import { afterAll, beforeEach } from "vitest";
import type { Workspace } from "../../../pipeline/workspace.ts";
import type { BackfillRoute } from "../../../store/backfill.ts";
import { inSpaceAt, startSite, temporaryFolder } from "../mission-site.ts";
import { start } from "../program.ts";
import { startArchive } from "./archive-site.ts";
import { makePastConfig, type PastMission } from "./past.ts";

/** When the past is searched, unless a test says otherwise. */
export const NOW = "2022-03-01T00:00:00Z";

/**
 * What the past of missions is searched in, for all tests of a file: their sites of today and an archive. Each test
 * begins with nothing on either, no request noted, and an empty store. `sources` are further files of the register.
 */
export async function searchedPast(missions: readonly PastMission[], sources: Record<string, string> = {}) {
  const [site, archive] = await Promise.all([startSite(), startArchive()]);
  afterAll(() => Promise.all([site.close(), archive.close()]));
  const config = makePastConfig(missions, site.origin, archive.origin, sources);
  let data = "";
  const emptyStore = () => {
    data = temporaryFolder();
  };
  beforeEach(() => {
    emptyStore();
    archive.kept.length = 0;
    archive.pageRows = 20_000;
    archive.unfiltered = false;
    archive.stumble = null;
    archive.refuse = { status: 429, times: 0 };
    site.pages.clear();
    site.log.length = 0;
    archive.log.length = 0;
  });
  return {
    ...{ site, archive, config, emptyStore },
    /** The folder of the store of the test that runs. */
    data: () => data,
    inSpace: <T>(work: (space: Workspace) => Promise<T>, time = NOW) => inSpaceAt(config, data, time, work),
    /** How many requests were answered. */
    asked: () => archive.log.length + site.log.length,
    /** Starts the program on a search of two years by one route, into a store of its own. */
    startSearch: (folder: string, route: BackfillRoute, env: Record<string, string> = {}) =>
      start(
        [
          ...["--config", config, "--data", folder, "--quiet"],
          ...["backfill", "--from", "2014", "--to", "2015", "--via", route],
        ],
        folder,
        env,
      ),
  };
}
