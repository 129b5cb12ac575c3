import { join } from "node:path";
import { z } from "zod";
import { MINISTRY_LISTS } from "./ministry-lists.ts";
import { isPublicAddress } from "./public-address.ts";
import { ReviewSettings } from "./review-settings.ts";
import { ScheduleSettings } from "./schedule.ts";
import { section } from "./settings-section.ts";
import { readYamlFile } from "./yaml-file.ts";

const DAY_MS = 86_400_000;

const Milliseconds = z.int().min(0).max(DAY_MS);

const Origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === "/" &&
    !url.search &&
    !url.hash &&
    !url.username
  ) {
    return url.origin;
  }
  context.addIssue(
    `expected an origin as "https://host" or "http://host:port", found ${JSON.stringify(text)}; correct it`,
  );
  return z.NEVER;
});

const HttpUrl = z.url({ protocol: /^https?$/, error: "an address beginning with http:// or https://" });

const Fetch = section({
  user_agent: z
    .string()
    .regex(/^[\x21-\x7e]([\x20-\x7e]{0,254}[\x21-\x7e])?$/, "1 to 256 printable ASCII characters")
    .default("Jingwu/0.1 (+https://example.org/jingwu)"),
  /** Between the end of one request and the start of the next to the same host. */
  delay_ms: Milliseconds.default(5000),
  /** For one request, from connecting to the last byte of the body. */
  timeout_ms: z.int().min(1).max(DAY_MS).default(30_000),
  /** Of one body, after decompression. */
  max_bytes: z
    .int()
    .min(1)
    .max(2 ** 30)
    .default(10_485_760),
  max_redirects: z.int().min(0).max(20).default(5),
  /** How often a request that failed for a passing reason is made again. */
  retries: z.int().min(0).max(10).default(3),
  /** Wait before the first retry; each further one waits twice as long. */
  retry_base_ms: Milliseconds.default(2000),
  /** A server that asks for a longer pause (Retry-After) is left alone until then. */
  retry_after_max_ms: Milliseconds.default(120_000),
  hosts_at_once: z.int().min(1).max(64).default(4),
  allow_private_addresses: z.boolean().default(false),
  connect_to: z.preprocess((value) => value ?? {}, z.record(Origin, Origin)),
});

const SettingsFile = z.preprocess(
  (value) => value ?? {},
  z
    .strictObject({
      fetch: Fetch,
      archives: section({
        wayback_cdx: HttpUrl.default("https://web.archive.org/cdx/search/cdx"),
        wayback_replay: HttpUrl.default("https://web.archive.org/web"),
        commoncrawl_index: HttpUrl.default("https://index.commoncrawl.org"),
        commoncrawl_data: HttpUrl.default("https://data.commoncrawl.org"),
        /** Between two requests to a public archive. */
        delay_ms: Milliseconds.default(3000),
      }),
      register: section({
        /** The ministry's own lists of its missions, which `sources refresh` compares with the register. */
        lists: z.array(HttpUrl).default(MINISTRY_LISTS),
      }),
      serve: section({
        host: z.string().min(1).default("127.0.0.1"),
        port: z.int().min(0).max(65_535).default(8080),
        /** Whether a web server of one's own stands before it, whose word on the visitor's address and on TLS is taken. */
        behind_proxy: z.boolean().default(false),
      }),
      schedule: ScheduleSettings,
      recheck: section({
        /** Days after an article was first seen on which it is asked for again; the last one is also the interval after it. */
        days: z
          .array(z.int().min(1).max(3650))
          .min(1)
          .max(20)
          .refine(
            (days) => days.every((day, at) => at === 0 || day > days[at - 1]!),
            "days that rise, as 1, 3, 10",
          )
          .default([1, 3, 10, 30, 90, 365]),
        /** Known articles asked for in one visit to a source, at most. */
        pages_per_visit: z.int().min(0).max(10_000).default(100),
      }),
      rules: section({
        /** Share of a rule's decided events that were events, below which the rule is muted; null mutes none. */
        mute_below: z.number().min(0).max(1).nullable().default(null),
        /** Decided events of a rule before it may be muted so. */
        after: z.int().min(1).max(1_000_000).default(20),
      }),
      review: ReviewSettings,
    })
    .superRefine(({ fetch }, context) => {
      if (fetch.allow_private_addresses) return;
      for (const [origin, target] of Object.entries(fetch.connect_to)) {
        const host = new URL(target).hostname;
        if (host !== "localhost" && isPublicAddress(host) !== false) continue;
        const message =
          `expected a public address, found "${target}"; private addresses are for tests and the demo: ` +
          "set fetch.allow_private_addresses to true or remove this line";
        context.addIssue({ code: "custom", message, path: ["fetch", "connect_to", origin] });
      }
    }),
);

/** What `config/settings.yaml` says, with defaults for what it leaves out. Keys are those of the file. */
export type Settings = z.infer<typeof SettingsFile>;

/** Reads `settings.yaml` in the configuration folder. Throws `ConfigError` when it is missing or wrong. */
export function loadSettings(configDir: string): Settings {
  return readYamlFile(join(configDir, "settings.yaml"), SettingsFile);
}
