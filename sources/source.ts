import { z } from "zod";
import { ADAPTER_NAMES } from "./adapter-names.ts";
import { SourceSchedule } from "./schedule.ts";

const Country = z.string().regex(/^[A-Z]{2}$/, 'two capital letters, ISO 3166-1, quoted when it is "NO"');
const Host = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "a host name in lower case, without https:// or a path");
const Path = z.string().regex(/^\/([\w-]+\/)*$/, 'a path that starts and ends with "/"');
const Share = z.strictObject({ min: z.number().min(0).max(1) });
/** `seen` in public data, or only `derived` from the pattern of addresses or from memory. */
const Confidence = z.enum(["seen", "derived"]);

/** An address in which {YYYY}, {MM} and {DD} may stand for the day, {N} for the number of the page. */
const ListUrl = z.string().refine((url) => {
  const filled = url.replace(/\{(?:YYYY|MM|DD|N)\}/g, "01");
  return /^https?:\/\//.test(filled) && !/[{}]/.test(filled) && URL.canParse(filled);
}, "expected an address beginning with https:// or http://, with {YYYY}, {MM} and {DD} where the day stands, {N} where the page number stands; correct it");

/** A name, or names joined by dots, as `data.list`; empty for the value itself. */
const JsonPlace = z.string().regex(/^(?:[\w$@-]+(?:\.[\w$@-]+)*)?$/, 'names joined by dots as "data.list"');

/** A place in the item, or an address with such places in braces. */
const JsonAddress = z.union(
  [JsonPlace.min(1), z.string().regex(/^https?:\/\/[^{}\s]*(?:\{[\w$@-]+(?:\.[\w$@-]+)*\}[^{}\s]*)+$/)],
  'names joined by dots as "data.url", or an address with them in braces as "https://example.org/news/{id}"',
);

/** More pages than any list is read to in one visit. */
const MAX_PAGES = 200;

/** A list page to read whatever a home page shows. */
export const ListForm = z
  .strictObject({
    section: z.string(),
    url: ListUrl,
    /** The numbers that {N} stands for: `first`, and by `step` to `last`. */
    pages: z
      .strictObject({
        first: z.int().min(0).default(1),
        step: z.int().positive().default(1),
        last: z.int().positive(),
      })
      .refine(
        ({ first, step, last }) => last >= first && (last - first) / step < MAX_PAGES,
        `expected a last page after the first and at most ${MAX_PAGES} pages; correct it`,
      )
      .optional(),
    /** Only articles whose address has a path that begins so, as "/news/". */
    below: z.string().startsWith("/").optional(),
    /** `page` is read by the source's adapter; the others are forms that any site may use. */
    as: z.enum(["page", "feed", "sitemap", "json"]).default("page"),
    /** Of a JSON list: where its items are, and in each item the address, title, lead and date. */
    json: z
      .strictObject({
        items: JsonPlace,
        url: JsonAddress,
        title: JsonPlace,
        lead: JsonPlace.optional(),
        date: JsonPlace.optional(),
      })
      .optional(),
  })
  .superRefine(({ as, json, url, pages }, context) => {
    if (url.includes("{N}") !== (pages !== undefined)) {
      const message =
        pages === undefined
          ? "expected the numbers that {N} in the address stands for; add them"
          : "expected {N} in the address, where the number of the page stands; add it";
      context.addIssue({ code: "custom", message, path: ["pages"] });
    }
    if ((as === "json") === (json !== undefined)) return;
    const message =
      as === "json"
        ? "expected where the items are in a list that comes as json; add it"
        : `expected only with "as: json", found it with "as: ${as}"; remove one`;
    context.addIssue({ code: "custom", message, path: ["json"] });
  });
export type ListConfig = z.infer<typeof ListForm>;

/** A publisher's channel that is read: one file of `config/sources/`. */
export const Source = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]+$/, "lower-case letters, digits and hyphens, in quotes if it is a word like no"),
  title: z.string().min(1),
  title_zh: z.string().min(1).optional(),
  adapter: z.enum(ADAPTER_NAMES),
  kind: z.enum([
    "embassy",
    "consulate",
    "mission",
    "ministry",
    "police",
    "agency",
    "newspaper",
    "broadcaster",
  ]),
  publisher: z.strictObject({ name: z.string(), country: Country, official: z.boolean() }),
  /** `country` is the one the source writes about: null for a mission to an organisation, which has a `seat`. */
  covers: z.strictObject({
    country: Country.nullable(),
    seat: Country.optional(),
    city: z.string().optional(),
    city_zh: z.string().optional(),
    country_zh: z.string().optional(),
    since: z.iso.date().optional(),
  }),
  /** False keeps a source out of `update`; a backfill may still read its archived pages. */
  active: z.boolean(),
  status: z.enum(["open", "closed", "suspended", "downgraded", "uncertain", "no-site"]),
  note: z.string().optional(),
  /** Of the current host; `seen-legacy-host`: only an older host was seen. */
  confidence: z.enum(["seen", "seen-legacy-host", "derived"]),
  host_spelling: z.literal("uncertain").optional(),
  hosts: z.array(
    z.strictObject({
      host: Host,
      /** Only what is below these paths, where editions share a host; the longest path of all sources decides. */
      paths: z.array(Path).min(1).optional(),
      /** `old` has moved: its pages are those of the current host. `other` has pages of its own. */
      role: z.enum(["current", "old", "other"]),
      since: z.iso.date().optional(),
      confidence: Confidence,
      evidence: z.string(),
      /** The host by which pages stay identified after a move to the current one; without a move, left out. */
      identity: z.literal(true).optional(),
    }),
  ),
  /** The same pages below a path of the ministry's own host, as they were until 2021. */
  mirror: z
    .strictObject({
      path: z
        .string()
        .regex(/^[a-z0-9.-]+\/ce\/c[eg][a-z]+\/$/, "a host and a path such as www.fmprc.gov.cn/ce/cenp/"),
      confidence: Confidence,
      evidence: z.string(),
    })
    .optional(),
  editions: z
    .array(z.strictObject({ language: z.string().regex(/^[a-z]{2}$/), path: Path, confidence: Confidence }))
    .default([]),
  /** Sections known beforehand; more are found on the home page of an edition. */
  sections: z
    .array(z.strictObject({ path: Path, role: z.enum(["current", "old"]), confidence: Confidence }))
    .default([]),
  /** Of a source without editions: the language it writes in. */
  language: z
    .string()
    .regex(/^[a-z]{2}$/, "two letters, ISO 639-1")
    .optional(),
  /** List pages to read as well, whatever the home page shows. */
  lists: z.array(ListForm).default([]),
  /** Name of the filter in `filters.yaml` that chooses the articles of its lists; all are fetched without one. */
  filter: z.string().optional(),
  /** Pause between two requests to its hosts, when it must be longer than that of the settings. */
  delay_ms: z.int().min(0).max(600_000).optional(),
  /** Beginnings of addresses, without scheme, below which it carries articles of missions. */
  reposts: z
    .array(
      z
        .string()
        .regex(
          /^[a-z0-9.-]+\/(?:[\w-]+\/)*$/,
          "a host and a path that ends with / such as www.mfa.gov.cn/web/",
        ),
    )
    .optional(),
  /** Sources that carry its news while it cannot be read. */
  instead: z.array(z.string()).optional(),
  /** What is expected of a healthy source, where it is not to be learned from the past. */
  expect: z
    .strictObject({
      /** Of the first page of every list; with fewer the list is not read, for its layout must have changed. */
      links_per_list: z.strictObject({ min: z.int().positive() }).optional(),
      /** Shares of the articles met last. */
      articles_with_title: Share.optional(),
      articles_with_date: Share.optional(),
      articles_with_text: Share.optional(),
      /** Longer without a new article, and the source is quiet. */
      days_between_articles: z.strictObject({ max: z.int().positive() }).optional(),
    })
    .optional(),
  /** When it is visited, where it differs from the settings. */
  schedule: SourceSchedule.optional(),
});
export type Source = z.infer<typeof Source>;
