import { setMaxListeners } from "node:events";
import { setTimeout as timer } from "node:timers/promises";
import { isReplayed, REDIRECTS, REFUSALS, type RequestEnding } from "./answer.ts";
import { ask, assertOpen, type FetchRequest, type FetchRun } from "./ask.ts";
import { createClosedHosts } from "./closed-hosts.ts";
import { createDispatcher } from "./connect.ts";
import { createHostPace, type HostPace } from "./host-pace.ts";
import { requestUrl } from "./request-url.ts";
import { FetchError, type FetchedResponse, headerValue } from "./response.ts";
import { createRobots, type Robots } from "./robots.ts";
import type { Settings } from "./settings.ts";

export type { RequestEnding } from "./answer.ts";
export type { FetchRequest } from "./ask.ts";
export { FetchError, type FetchedResponse, type HeaderList } from "./response.ts";

/** `gone` is 404 or 410. All three carry the answer; the body of `not-modified` is empty. */
export type FetchOutcome = { readonly outcome: "ok" | "not-modified" | "gone" } & FetchedResponse;

export interface Fetcher {
  /**
   * Fetches one page politely. Throws {@link FetchError}: "blocked" (bot challenge, 401, 403, 451), "fetch-failed"
   * (after retries), "robots-disallowed", "too-large".
   */
  fetch(request: FetchRequest): Promise<FetchOutcome>;
  /** Ends all connections at once; requests that still wait or run fail. */
  close(): Promise<void>;
}

export interface FetcherOptions {
  readonly now?: () => Date;
  readonly sleep?: (ms: number) => Promise<void>;
  /** In [0, 1): the jitter of back-off. */
  readonly random?: () => number;
  readonly log?: (message: string) => void;
  /** When aborted, requests that have not begun fail with its reason; one in flight is finished. */
  readonly signal?: AbortSignal;
  /** Hosts that are asked more slowly than the settings say, with the pause in milliseconds. */
  readonly delays?: ReadonlyMap<string, number>;
  /** Handed each origin's robots.txt answer once, so that it can be archived. */
  readonly onRobots?: (response: FetchedResponse) => void | Promise<void>;
  /** Told how each request ended, retries and redirects counted one by one. */
  readonly onRequest?: (ending: RequestEnding) => void;
  /** Shared by fetchers that follow one another; one of its own when not given. */
  readonly pace?: HostPace;
}

/**
 * The program's only way to the network. One fetcher serves one run: robots.txt, blocked hosts and hosts out of reach
 * are remembered for its life.
 */
export function createFetcher(settings: Settings, options: FetcherOptions = {}): Fetcher {
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const run = openRun(settings.fetch, options, signal);
  const robots = createRobots({
    userAgent: run.config.user_agent,
    load: (url) => loadRobots(run, url, options.onRobots),
    onRules(url, rules) {
      if (rules.crawlDelayMs !== null) run.pace.slowDown(url.hostname, rules.crawlDelayMs);
    },
  });
  return {
    async fetch(request) {
      return outcomeOf(run, request, await follow(run, request, robots));
    },
    async close() {
      stop.abort(new Error("the fetcher is closed"));
      await run.dispatcher.destroy();
    },
  };
}

function openRun(config: Settings["fetch"], options: FetcherOptions, signal: AbortSignal): FetchRun {
  // Every host that waits for its turn listens.
  setMaxListeners(0, signal);
  const now = options.now ?? (() => new Date());
  const log = (message: string) => options.log?.(message);
  const pace =
    options.pace ?? createHostPace({ delayMs: config.delay_ms, hostsAtOnce: config.hosts_at_once, now });
  for (const [host, delayMs] of options.delays ?? []) pace.slowDown(host, delayMs);
  return {
    config,
    pace,
    hosts: createClosedHosts(pace, log),
    dispatcher: createDispatcher(config),
    signal,
    now,
    random: options.random ?? Math.random,
    async sleep(ms) {
      if (options.sleep) await options.sleep(ms);
      else await timer(ms, undefined, { signal }).catch(() => {});
      signal.throwIfAborted();
    },
    log,
    ended: (ending) => options.onRequest?.(ending),
  };
}

/** Has a robots.txt, and hands on the answer of the host whether or not rules can be read from it. */
async function loadRobots(
  run: FetchRun,
  url: string,
  onRobots: FetcherOptions["onRobots"],
): Promise<FetchedResponse> {
  try {
    const response = await follow(run, { url }, null);
    await onRobots?.(response);
    return response;
  } catch (error) {
    if (error instanceof FetchError && error.response) await onRobots?.(error.response);
    throw error;
  }
}

/**
 * Follows redirects; each hop waits its turn at its own host and is checked anew. `robots` is null when robots.txt
 * itself is asked for.
 */
async function follow(run: FetchRun, request: FetchRequest, robots: Robots | null): Promise<FetchedResponse> {
  const start = requestUrl(request.url, request.url);
  const redirects: string[] = [];
  for (let url = start; ; ) {
    assertOpen(run, url, start.href);
    await robots?.check(url, start.href);
    const answer = await ask(run, url, { ...request, url: start.href }, robots ? "page" : "robots");
    const response = { ...answer, url: start.href, redirects: [...redirects] };
    const location = REDIRECTS.has(response.status) ? headerValue(response.headers, "location") : null;
    if (!location) return response;
    redirects.push(url.href);
    const next = requestUrl(location, start.href, url);
    // What a site led to stands in the archive too; outside of it would be the page of today.
    if (request.replayed === true && next.host !== url.host) return response;
    assertGoesOn(redirects, next, run.config.max_redirects, response);
    url = next;
  }
}

function assertGoesOn(redirects: readonly string[], next: URL, most: number, response: FetchedResponse) {
  const fail = (message: string) => new FetchError("fetch-failed", response.url, message, response);
  if (redirects.includes(next.href)) throw fail(`redirect loop through ${next.href}`);
  if (redirects.length > most) throw fail(`more than ${most} redirects`);
}

/** What a final answer means for its page and for its host. Throws `FetchError` when it is no page. */
function outcomeOf({ hosts }: FetchRun, request: FetchRequest, response: FetchedResponse): FetchOutcome {
  const { status } = response;
  const { hostname } = new URL(response.finalUrl);
  const gone = status === 404 || status === 410;
  if (request.replayed === true && isReplayed(response) && status >= 400) {
    hosts.answered(hostname);
    return { outcome: gone ? "gone" : "ok", ...response };
  }
  if (REFUSALS.has(status)) {
    hosts.strike(hostname, { code: "blocked", reason: `status ${status}` });
    throw new FetchError("blocked", response.url, `status ${status}`, response);
  }
  hosts.answered(hostname);
  if (status >= 200 && status < 300) return { outcome: "ok", ...response };
  const conditional = Boolean(request.etag || request.lastModified);
  if (status === 304 && conditional) return { outcome: "not-modified", ...response };
  if (gone) return { outcome: "gone", ...response };
  throw new FetchError("fetch-failed", response.url, `status ${status}`, response);
}
