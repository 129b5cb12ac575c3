import type { Fetcher } from "../../sources/fetcher.ts";
import { isPublicAddress } from "../../sources/public-address.ts";
import type { Settings } from "../../sources/settings.ts";
import type { RunCounts } from "../counts.ts";
import type { Workspace } from "../workspace.ts";
import { workspaceFetcher } from "../workspace-fetcher.ts";

/**
 * What the archives ask of programs: the Wayback Machine at most 24 index queries a minute and one connection, Common
 * Crawl one request in three seconds; who goes on after 429 is locked out for an hour and more. An index may take minutes.
 */
const MANNERS = {
  timeout_ms: 300_000,
  retries: 5,
  /** 60, 120, 240 … seconds after a refusal, or as long as the archive says. */
  retry_base_ms: 60_000,
  retry_after_max_ms: 3_600_000,
};

/** A fetcher for the public archives, with the manners they ask for. An archive on this machine is asked as a site is. */
export function createArchiveFetcher(space: Workspace, counts: RunCounts, signal: AbortSignal): Fetcher {
  const { settings } = space;
  const hosts = archiveHosts(settings);
  const publicHosts = hosts.filter((host) => host !== "localhost" && isPublicAddress(host) !== false);
  const manners = publicHosts.length > 0 ? MANNERS : {};
  return workspaceFetcher(space, counts, {
    settings: { ...settings, fetch: { ...settings.fetch, ...manners } },
    delays: new Map(publicHosts.map((host) => [host, settings.archives.delay_ms])),
    signal,
  });
}

function archiveHosts({ archives }: Settings): string[] {
  const { wayback_cdx, wayback_replay, commoncrawl_index, commoncrawl_data } = archives;
  const all = [wayback_cdx, wayback_replay, commoncrawl_index, commoncrawl_data];
  return [...new Set(all.map((url) => new URL(url).hostname))];
}
