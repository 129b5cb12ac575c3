import robotsParser from "robots-parser";
import { decodeText } from "./charset.ts";
import { SourceError } from "./errors.ts";
import { FetchError, type FetchedResponse } from "./response.ts";

/** A longer Crawl-delay is a mistake or a way of saying no; either way it must not stop a run for hours. */
const MAX_CRAWL_DELAY_MS = 120_000;
/** RFC 9309 asks to read at least the first 500 KiB. */
export const MAX_ROBOTS_BYTES = 524_288;

/** What a robots.txt says to this program. */
export interface RobotsRules {
  allows(url: string): boolean;
  readonly crawlDelayMs: number | null;
  /** Why nothing may be fetched although no rule says so; null when the file was read or does not exist. */
  readonly unreadable: string | null;
}

const NO_RULES: RobotsRules = { allows: () => true, crawlDelayMs: null, unreadable: null };

function unreadable(reason: string): RobotsRules {
  return { allows: () => false, crawlDelayMs: null, unreadable: reason };
}

interface Parser {
  isAllowed(url: string, agent: string): boolean | undefined;
  getCrawlDelay(agent: string): number | undefined;
}
// The package is CommonJS; its types claim a default export that Node does not see as one.
const parse = robotsParser as unknown as (url: string, text: string) => Parser;

/**
 * Reads an answer to a robots.txt request (RFC 9309). An HTML page means no rules: mission hosts redirect unknown
 * addresses to their home page. Client errors mean no rules, 429 and server errors mean stay out.
 */
export function readRobots(url: string, response: FetchedResponse, userAgent: string): RobotsRules {
  const { status } = response;
  if (status === 429 || status >= 500) return unreadable(`status ${status}`);
  if (status >= 400) return NO_RULES;
  if (status < 200 || status >= 300) return unreadable(`status ${status} without a new address`);
  const { text } = decodeText(response.body.subarray(0, MAX_ROBOTS_BYTES), response.contentType);
  if (
    /^text\/html|^application\/xhtml/i.test(response.contentType ?? "") ||
    /^\s*<(!doctype|html|head|script)/i.test(text)
  ) {
    return NO_RULES;
  }
  const rules = parse(url, text);
  const agent = productToken(userAgent);
  const delay = rules.getCrawlDelay(agent);
  return {
    allows: (page) => rules.isAllowed(page, agent) !== false,
    crawlDelayMs: delay && delay > 0 ? Math.min(delay * 1000, MAX_CRAWL_DELAY_MS) : null,
    unreadable: null,
  };
}

/** The name that robots.txt groups are matched with: "Jingwu" for "Jingwu/0.1 (+https://…)". */
export function productToken(userAgent: string): string {
  const compatible = /^Mozilla\/[^(]*\(compatible;\s*([A-Za-z_-]+)/.exec(userAgent);
  return compatible?.[1] ?? /^[A-Za-z_-]+/.exec(userAgent)?.[0] ?? userAgent;
}

export interface Robots {
  /** Throws `FetchError` about `item`: "robots-disallowed", or what kept robots.txt from being had at all. */
  check(url: URL, item: string): Promise<void>;
}

/**
 * Keeps each origin's rules for one run. `load` follows redirects and throws `SourceError`; "fetch-failed" without an
 * answer means that the host cannot be reached, and then the page fails so too instead of seeming forbidden.
 */
export function createRobots(options: {
  readonly load: (url: string) => Promise<FetchedResponse>;
  readonly userAgent: string;
  readonly onRules: (url: URL, rules: RobotsRules) => void;
}): Robots {
  const known = new Map<string, Promise<RobotsRules>>();

  async function read(origin: URL): Promise<RobotsRules> {
    const address = new URL("/robots.txt", origin);
    let rules: RobotsRules;
    try {
      rules = readRobots(address.href, await options.load(address.href), options.userAgent);
    } catch (error) {
      if (!(error instanceof FetchError) || error.code !== "fetch-failed" || !error.response) throw error;
      rules = unreadable(error.message);
    }
    options.onRules(address, rules);
    return rules;
  }

  return {
    async check(url, item) {
      let reading = known.get(url.origin);
      if (!reading) {
        reading = read(url);
        known.set(url.origin, reading);
      }
      let rules: RobotsRules;
      try {
        rules = await reading;
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        throw new FetchError(error.code, item, `${url.origin}/robots.txt: ${error.message}`, null, {
          cause: error,
        });
      }
      if (rules.allows(url.href)) return;
      const why = rules.unreadable
        ? `${url.origin}/robots.txt cannot be read (${rules.unreadable}); staying out`
        : `${url.origin}/robots.txt disallows ${url.pathname}`;
      throw new FetchError("robots-disallowed", item, why);
    },
  };
}
