import { setMaxListeners } from "node:events";
import { setTimeout as timer } from "node:timers/promises";
import { challengeIn } from "./challenge.ts";
import { createClosedHosts } from "./closed-hosts.ts";
import { createDispatcher } from "./connect.ts";
import { ExchangeError, exchange } from "./exchange.ts";
import { createHostPace, type HostPace } from "./host-pace.ts";
import { FetchError, type FetchedResponse, headerValue } from "./response.ts";
import { retryAfterMs } from "./retry-after.ts";
import { createRobots, MAX_ROBOTS_BYTES } from "./robots.ts";
import type { Settings } from "./settings.ts";
import { isReplay } from "./wayback.ts";

export { FetchError, type FetchedResponse, type HeaderList } from "./response.ts";

export interface FetchRequest {
  readonly url: string;
  /** Validators of the last answer; the server may then say "not modified". */
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** A part of a large file, as "bytes=100-199". */
  readonly range?: string;
  /** An archive's copy of a page: the body is taken as it comes (see `exchange`), and an error of the site is an answer. */
  readonly replayed?: boolean;
}

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

/** `refused`: a challenge, 401, 403 or 451. `failed`: another status. `no-answer`: none, or none that can be used. */
export type RequestEnding =
  | "ok"
  | "not-modified"
  | "redirect"
  | "gone"
  | "refused"
  | "failed"
  | "no-answer"
  | "stopped";

const PASSING_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504, 522, 524]);
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 451]);
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const ACCEPT = {
  accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
  "accept-language": "zh-CN,zh;q=0.9,en;q=0.8,*;q=0.5",
};

/**
 * The program's only way to the network. One fetcher serves one run: robots.txt, blocked hosts and hosts out of reach
 * are remembered for its life.
 */
export function createFetcher(settings: Settings, options: FetcherOptions = {}): Fetcher {
  const config = settings.fetch;
  const now = options.now ?? (() => new Date());
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  // Every host that waits for its turn listens.
  setMaxListeners(0, signal);
  const sleep = async (ms: number) => {
    if (options.sleep) await options.sleep(ms);
    else await timer(ms, undefined, { signal }).catch(() => {});
    signal.throwIfAborted();
  };
  const random = options.random ?? Math.random;
  const dispatcher = createDispatcher(config);
  const pace =
    options.pace ?? createHostPace({ delayMs: config.delay_ms, hostsAtOnce: config.hosts_at_once, now });
  for (const [host, delayMs] of options.delays ?? []) pace.slowDown(host, delayMs);
  const hosts = createClosedHosts(pace, (message) => options.log?.(message));

  function assertOpen(url: URL, item: string): void {
    signal.throwIfAborted();
    const closed = hosts.because(url.hostname);
    if (closed) throw new FetchError(closed.code, item, `${url.hostname} was left alone: ${closed.reason}`);
  }

  /** One request with its retries; redirects and final statuses are returned. Errors are about `request.url`. */
  async function ask(url: URL, request: FetchRequest, kind: "page" | "robots"): Promise<FetchedResponse> {
    const item = request.url;
    const headers: Record<string, string> = { ...ACCEPT, "user-agent": config.user_agent };
    if (request.etag) headers["if-none-match"] = request.etag;
    if (request.lastModified) headers["if-modified-since"] = request.lastModified;
    if (request.range) headers.range = request.range;
    for (let attempt = 0; ; attempt += 1) {
      let response: FetchedResponse | null = null;
      let failure: ExchangeError | null = null;
      try {
        response = await pace.run(url.hostname, {
          first: attempt > 0 || kind === "robots",
          before: () => assertOpen(url, item),
          sleep,
          request: () =>
            exchange(url.href, {
              headers,
              dispatcher,
              now,
              timeoutMs: config.timeout_ms,
              maxBytes: kind === "robots" ? Math.min(MAX_ROBOTS_BYTES, config.max_bytes) : config.max_bytes,
              cut: kind === "robots",
              replayed: kind === "page" && request.replayed === true,
            }),
        });
      } catch (error) {
        if (!(error instanceof ExchangeError)) throw error;
        // Cut off by the end of the run: that says nothing of the site.
        if (signal.aborted) options.onRequest?.("stopped");
        signal.throwIfAborted();
        failure = error;
      }
      // An archive that replays the challenge or the error of a site does not challenge us, and is not in trouble itself.
      const replay = request.replayed === true && response !== null && isReplayed(response);
      const challenge = response && !replay && challengeIn(response);
      options.onRequest?.(challenge ? "refused" : response ? endingOf(response.status) : "no-answer");
      if (response) {
        if (challenge) {
          hosts.close(url.hostname, { code: "blocked", reason: challenge });
          throw new FetchError("blocked", item, `${url.hostname} answered with a ${challenge}`, response);
        }
        if (replay || !PASSING_STATUS.has(response.status)) return response;
      } else if (!failure!.passing) {
        throw failureOf(url, item, failure!, 1);
      }

      const wish = response ? retryAfterMs(response.headers, now()) : null;
      const what = response ? `status ${response.status}` : failure!.message;
      if (wish !== null && wish > config.retry_after_max_ms) {
        const message = `${what}, to be asked again after ${Math.ceil(wish / 1000)} s`;
        hosts.close(url.hostname, { code: "fetch-failed", reason: message }, wish);
        throw new FetchError("fetch-failed", item, message, response);
      }
      if (attempt >= config.retries) {
        if (response) throw new FetchError("fetch-failed", item, `${what}, ${attempt + 1} times`, response);
        throw failureOf(url, item, failure!, attempt + 1);
      }
      const longest = Math.max(config.retry_base_ms, config.retry_after_max_ms);
      const wait = wish ?? Math.min(longest, config.retry_base_ms * 2 ** attempt * (1 + random() / 2));
      options.log?.(`${url.href}: ${what}; again in ${Math.ceil(wait / 1000)} s`);
      pace.pause(url.hostname, wait);
    }
  }

  function failureOf(url: URL, item: string, failure: ExchangeError, times: number): FetchError {
    if (failure.kind === "network") {
      hosts.strike(url.hostname, { code: "fetch-failed", reason: failure.message });
    }
    const message = times > 1 ? `${failure.message}, ${times} times` : failure.message;
    const code = failure.kind === "too-large" ? "too-large" : "fetch-failed";
    return new FetchError(code, item, message, null, { cause: failure });
  }

  /** Follows redirects; each hop waits its turn at its own host and is checked anew. */
  async function follow(request: FetchRequest, kind: "page" | "robots"): Promise<FetchedResponse> {
    const start = requestUrl(request.url, request.url);
    const redirects: string[] = [];
    for (let url = start; ; ) {
      assertOpen(url, start.href);
      if (kind === "page") await robots.check(url, start.href);
      const response = {
        ...(await ask(url, { ...request, url: start.href }, kind)),
        url: start.href,
        redirects: [...redirects],
      };
      const location = REDIRECTS.has(response.status) ? headerValue(response.headers, "location") : null;
      if (!location) return response;
      redirects.push(url.href);
      const next = requestUrl(location, start.href, url);
      // What a site led to stands in the archive too; outside of it would be the page of today.
      if (request.replayed === true && next.host !== url.host) return response;
      if (redirects.includes(next.href)) {
        throw new FetchError("fetch-failed", start.href, `redirect loop through ${next.href}`, response);
      }
      if (redirects.length > config.max_redirects) {
        throw new FetchError(
          "fetch-failed",
          start.href,
          `more than ${config.max_redirects} redirects`,
          response,
        );
      }
      url = next;
    }
  }

  const robots = createRobots({
    userAgent: config.user_agent,
    async load(url) {
      try {
        const response = await follow({ url }, "robots");
        await options.onRobots?.(response);
        return response;
      } catch (error) {
        if (error instanceof FetchError && error.response) await options.onRobots?.(error.response);
        throw error;
      }
    },
    onRules(url, rules) {
      if (rules.crawlDelayMs !== null) pace.slowDown(url.hostname, rules.crawlDelayMs);
    },
  });

  return {
    async fetch(request) {
      const response = await follow(request, "page");
      const { status } = response;
      const { hostname } = new URL(response.finalUrl);
      if (request.replayed === true && isReplayed(response) && status >= 400) {
        hosts.answered(hostname);
        return { outcome: status === 404 || status === 410 ? "gone" : "ok", ...response };
      }
      if (REFUSALS.has(status)) {
        hosts.strike(hostname, { code: "blocked", reason: `status ${status}` });
        throw new FetchError("blocked", response.url, `status ${status}`, response);
      }
      hosts.answered(hostname);
      if (status >= 200 && status < 300) return { outcome: "ok", ...response };
      if (status === 304 && (request.etag || request.lastModified))
        return { outcome: "not-modified", ...response };
      if (status === 404 || status === 410) return { outcome: "gone", ...response };
      throw new FetchError("fetch-failed", response.url, `status ${status}`, response);
    },
    async close() {
      stop.abort(new Error("the fetcher is closed"));
      await dispatcher.destroy();
    },
  };
}

/** A page that an archive kept, or a part of its files, with the status that the site gave it. */
function isReplayed({ status, headers }: FetchedResponse): boolean {
  return status === 200 || status === 206 || isReplay(headers);
}

function endingOf(status: number): RequestEnding {
  if (status >= 200 && status < 300) return "ok";
  if (status === 304) return "not-modified";
  if (REDIRECTS.has(status)) return "redirect";
  if (REFUSALS.has(status)) return "refused";
  return status === 404 || status === 410 ? "gone" : "failed";
}

/** The address to request: http or https, no credentials, no fragment. */
function requestUrl(text: string, item: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href))
    throw new FetchError("fetch-failed", item, `"${text.slice(0, 200)}" is not an address`);
  const url = new URL(text, base);
  if (!/^https?:$/.test(url.protocol) || url.hostname === "") {
    throw new FetchError(
      "fetch-failed",
      item,
      `${url.protocol} addresses are not fetched, only http and https`,
    );
  }
  if (url.username || url.password)
    throw new FetchError("fetch-failed", item, "addresses with a password are not fetched");
  url.hash = "";
  // "host." and "host" are one host; robots.txt, pace and records know it by one name.
  url.hostname = url.hostname.replace(/\.$/, "");
  return url;
}
