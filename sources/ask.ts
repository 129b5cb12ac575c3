import type { Dispatcher } from "undici";
import { endingOf, isReplayed, type RequestEnding } from "./answer.ts";
import { challengeIn } from "./challenge.ts";
import type { ClosedHosts } from "./closed-hosts.ts";
import { ExchangeError, type ExchangeOptions, exchange } from "./exchange.ts";
import type { HostPace } from "./host-pace.ts";
import { FetchError, type FetchedResponse } from "./response.ts";
import { retryAfterMs } from "./retry-after.ts";
import { MAX_ROBOTS_BYTES } from "./robots.ts";
import type { Settings } from "./settings.ts";

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

export type RequestKind = "page" | "robots";

/** What the requests of one fetcher share. */
export interface FetchRun {
  readonly config: Settings["fetch"];
  readonly pace: HostPace;
  readonly hosts: ClosedHosts;
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
  now(): Date;
  random(): number;
  /** Throws when the run is stopped meanwhile. */
  sleep(ms: number): Promise<void>;
  log(message: string): void;
  ended(ending: RequestEnding): void;
}

const PASSING_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504, 522, 524]);
const ACCEPT = {
  accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
  "accept-language": "zh-CN,zh;q=0.9,en;q=0.8,*;q=0.5",
};

/**
 * One request with its retries; redirects and final statuses are returned. Throws `FetchError` about `request.url`,
 * which may have led to `url`.
 */
export async function ask(
  run: FetchRun,
  url: URL,
  request: FetchRequest,
  kind: RequestKind,
): Promise<FetchedResponse> {
  for (let attempt = 0; ; attempt += 1) {
    const came = await send(run, url, request, kind, attempt);
    if (came instanceof ExchangeError) {
      run.ended("no-answer");
      if (!came.passing) throw failureOf(run, url, request.url, came, 1);
    } else {
      // An archive that replays the challenge or the error of a site does not challenge us, and is not in trouble itself.
      const replay = request.replayed === true && isReplayed(came);
      if (!replay) assertNoChallenge(run, url, request.url, came);
      run.ended(endingOf(came.status));
      if (replay || !PASSING_STATUS.has(came.status)) return came;
    }
    putOff(run, url, request.url, came, attempt);
  }
}

/** Throws `FetchError` about `item` when the host is left alone, and the reason of the stop when the run is stopped. */
export function assertOpen(run: FetchRun, url: URL, item: string): void {
  run.signal.throwIfAborted();
  const closed = run.hosts.because(url.hostname);
  if (closed) throw new FetchError(closed.code, item, `${url.hostname} was left alone: ${closed.reason}`);
}

/** One attempt when it is the host's turn. That no complete answer came is a value, so that it can be tried again. */
async function send(
  run: FetchRun,
  url: URL,
  request: FetchRequest,
  kind: RequestKind,
  attempt: number,
): Promise<FetchedResponse | ExchangeError> {
  const options = exchangeOptions(run, request, kind);
  try {
    return await run.pace.run(url.hostname, {
      first: attempt > 0 || kind === "robots",
      before: () => assertOpen(run, url, request.url),
      sleep: run.sleep,
      request: () => exchange(url.href, options),
    });
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    // Cut off by the end of the run: that says nothing of the site.
    if (run.signal.aborted) run.ended("stopped");
    run.signal.throwIfAborted();
    return error;
  }
}

function exchangeOptions(run: FetchRun, request: FetchRequest, kind: RequestKind): ExchangeOptions {
  const { config, dispatcher, now } = run;
  return {
    headers: headersOf(request, config.user_agent),
    dispatcher,
    now,
    timeoutMs: config.timeout_ms,
    maxBytes: kind === "robots" ? Math.min(MAX_ROBOTS_BYTES, config.max_bytes) : config.max_bytes,
    cut: kind === "robots",
    replayed: kind === "page" && request.replayed === true,
  };
}

function headersOf(request: FetchRequest, userAgent: string): Record<string, string> {
  const headers: Record<string, string> = { ...ACCEPT, "user-agent": userAgent };
  if (request.etag) headers["if-none-match"] = request.etag;
  if (request.lastModified) headers["if-modified-since"] = request.lastModified;
  if (request.range) headers.range = request.range;
  return headers;
}

/** A challenge closes the host for the run: to go on asking would only harden it. */
function assertNoChallenge(run: FetchRun, url: URL, item: string, response: FetchedResponse): void {
  const challenge = challengeIn(response);
  if (!challenge) return;
  run.ended("refused");
  run.hosts.close(url.hostname, { code: "blocked", reason: challenge });
  throw new FetchError("blocked", item, `${url.hostname} answered with a ${challenge}`, response);
}

/** Sets the pause before the next attempt. Throws when the host asks for too long a one, or was asked often enough. */
function putOff(
  run: FetchRun,
  url: URL,
  item: string,
  came: FetchedResponse | ExchangeError,
  attempt: number,
): void {
  const { config } = run;
  const [response, what] =
    came instanceof ExchangeError ? [null, came.message] : [came, `status ${came.status}`];
  const wish = response ? retryAfterMs(response.headers, run.now()) : null;
  if (wish !== null && wish > config.retry_after_max_ms) {
    const message = `${what}, to be asked again after ${Math.ceil(wish / 1000)} s`;
    run.hosts.close(url.hostname, { code: "fetch-failed", reason: message }, wish);
    throw new FetchError("fetch-failed", item, message, response);
  }
  if (attempt >= config.retries) {
    if (came instanceof ExchangeError) throw failureOf(run, url, item, came, attempt + 1);
    throw new FetchError("fetch-failed", item, `${what}, ${attempt + 1} times`, response);
  }
  const wait = wish ?? backOffMs(run, attempt);
  run.log(`${url.href}: ${what}; again in ${Math.ceil(wait / 1000)} s`);
  run.pace.pause(url.hostname, wait);
}

function backOffMs({ config, random }: FetchRun, attempt: number): number {
  const longest = Math.max(config.retry_base_ms, config.retry_after_max_ms);
  return Math.min(longest, config.retry_base_ms * 2 ** attempt * (1 + random() / 2));
}

function failureOf(run: FetchRun, url: URL, item: string, failure: ExchangeError, times: number): FetchError {
  if (failure.kind === "network") {
    run.hosts.strike(url.hostname, { code: "fetch-failed", reason: failure.message });
  }
  const message = times > 1 ? `${failure.message}, ${times} times` : failure.message;
  const code = failure.kind === "too-large" ? "too-large" : "fetch-failed";
  return new FetchError(code, item, message, null, { cause: failure });
}
