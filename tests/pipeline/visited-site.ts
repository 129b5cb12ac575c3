import { afterAll, beforeEach } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { type RunResult, runUpdate, type UpdateOptions } from "../../pipeline/update.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { inSpaceAt, startSite, temporaryFolder } from "./mission-site.ts";

/** A site on loopback for all tests of a file. Each test begins with a site without pages and with an empty store. */
export async function siteOfFile() {
  const site = await startSite();
  afterAll(() => site.close());
  let data = "";
  beforeEach(() => {
    data = temporaryFolder();
    site.log.length = 0;
    site.pages.clear();
  });
  return {
    site,
    /** The folder of the store of the test that runs. */
    data: () => data,
  };
}

/** Such a site, with the configuration that `configure` makes for its address. */
export async function visitedSite(configure: (origin: string) => string) {
  const { site, data } = await siteOfFile();
  const config = configure(site.origin);
  const rulebook = await loadRulebook(config);

  /** Updates at a time; gives what the run told, with what `look` sees in the store then. */
  const update = <T = undefined>(
    time: string,
    look?: (space: Workspace) => Promise<T>,
    more: Partial<UpdateOptions> = {},
  ): Promise<RunResult & { seen: T }> =>
    inSpaceAt(config, data(), time, async (space) => {
      const { signal } = new AbortController();
      const run = await runUpdate(space, { sources: [], signal, rulebook, ...more });
      return { ...run, seen: (await look?.(space)) as T };
    });

  return { site, data, config, rulebook, update };
}
