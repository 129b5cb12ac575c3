import nock from "nock";
import { afterEach, beforeEach, expect } from "vitest";
import { createFetcher, FetchError, type Fetcher, type FetcherOptions } from "../../sources/fetcher.ts";
import { fetchSettings, stoppedClock } from "./fetch-settings.ts";

export const SITE = "https://xx.china-embassy.example";
export const USER_AGENT = "Jingwu/0.1 (+https://contact.example)";
export let fetchers: Fetcher[] = [];

beforeEach(() => {
  nock.disableNetConnect();
  fetchers = [];
});
afterEach(async () => {
  await Promise.all(fetchers.map((fetcher) => fetcher.close()));
  nock.cleanAll();
  nock.enableNetConnect();
});

export function fetcherWith(fetch: Record<string, unknown> = {}, options: FetcherOptions = {}) {
  const clock = stoppedClock();
  const settings = fetchSettings({ user_agent: USER_AGENT, delay_ms: 0, ...fetch });
  const fetcher = createFetcher(settings, { ...clock, random: () => 0, ...options });
  fetchers.push(fetcher);
  return { fetcher, clock };
}

export function noRobots(site = SITE): nock.Scope {
  return nock(site).get("/robots.txt").reply(404);
}

/** The error a request ends with. */
export async function failure(promise: Promise<unknown>): Promise<FetchError> {
  const error = await promise.then(
    () => new Error("nothing failed"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FetchError);
  return error as FetchError;
}
