import { createFetcher, type Fetcher, type FetcherOptions } from "../sources/fetcher.ts";
import type { Settings } from "../sources/settings.ts";
import type { RunCounts } from "./counts.ts";
import { keepRobots } from "./keep.ts";
import type { Workspace } from "./workspace.ts";

/** What a run says of its requests: the pauses between those to a host, and what ends them. */
type RunOptions = Pick<FetcherOptions, "delays" | "signal" | "onRequest"> & {
  /** Those of the workspace unless given. */
  readonly settings?: Settings;
};

/** A fetcher with the pace, clock and log of the workspace; each robots.txt is kept and counted. */
export function workspaceFetcher(
  space: Workspace,
  counts: RunCounts,
  { settings = space.settings, ...options }: RunOptions,
): Fetcher {
  return createFetcher(settings, {
    ...options,
    pace: space.pace,
    now: space.clock,
    ...(space.sleep ? { sleep: space.sleep } : {}),
    log: (message) => space.log.info(message),
    onRobots: (response) => keepRobots(space, response, counts),
  });
}
