import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ADAPTER_NAMES } from "./adapter-names.ts";
import { ConfigError } from "./errors.ts";
import { SourceSchedule } from "./schedule.ts";
import { readYamlFile } from "./yaml-file.ts";

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
const List = z
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
export type ListConfig = z.infer<typeof List>;

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
  lists: z.array(List).default([]),
  /** Name of the filter in `filters.yaml` that chooses the articles of its lists; all are fetched without one. */
  filter: z.string().optional(),
  /** Pause between two requests to its hosts, when it must be longer than that of the settings. */
  delay_ms: z.int().min(0).max(600_000).optional(),
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

/**
 * Reads every file of `config/sources/`, ordered by id. Throws {@link ConfigError} for a file that is not valid, for a
 * name that is not `<id>.yaml`, and for an id or host that two files claim.
 */
export function loadSources(configDir: string): Source[] {
  const folder = join(configDir, "sources");
  const sources: Source[] = [];
  const claims = new Map<string, string>();
  for (const name of yamlFiles(folder)) {
    const file = join(folder, name);
    const source = readYamlFile(file, Source);
    const hosts = source.hosts.flatMap(({ host, paths = [""] }) =>
      paths.map((path) => `host ${host}${path}`),
    );
    for (const claim of [`id ${source.id}`, ...hosts]) {
      const other = claims.get(claim);
      if (other) throw new ConfigError(`${file}: ${claim} is already in ${other}; one of the two must go`);
      claims.set(claim, file);
    }
    if (name !== `${source.id}.yaml`) {
      throw new ConfigError(
        `${file}: id: expected "${name.slice(0, -5)}" as the file is named, found "${source.id}"`,
      );
    }
    if (source.active && !currentHost(source) && source.lists.length === 0) {
      throw new ConfigError(`${file}: hosts: an active source needs a host whose role is current, or lists`);
    }
    sources.push(source);
  }
  const ids = new Set(sources.map(({ id }) => id));
  for (const { id, instead = [] } of sources) {
    const stranger = instead.find((other) => !ids.has(other));
    if (stranger)
      throw new ConfigError(
        `${join(folder, `${id}.yaml`)}: instead: expected ids of sources, found "${stranger}"`,
      );
  }
  return sources.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The host a source answers on today; null when none is known. */
export function currentHost(source: Source): string | null {
  return source.hosts.find(({ role }) => role === "current")?.host ?? null;
}

/**
 * The host that stands in canonical addresses: pages keep theirs when a site moves, so that it stays one source with one
 * history. Null when no host is known.
 */
export function identityHost(source: Source): string | null {
  return source.hosts.find(({ identity }) => identity)?.host ?? currentHost(source);
}

/** Where a page is asked for today: an address on a host that has moved is asked for on the current one. */
export function currentAddress(source: Source, url: string): string {
  const current = currentHost(source);
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!current || !parsed || !hasMoved(source, parsed.hostname)) return url;
  parsed.host = current;
  return parsed.href;
}

/** Whether a host of the source has been given up for the current one, with all its pages. */
function hasMoved(source: Source, hostname: string): boolean {
  return source.hosts.some(({ host, role, identity }) => host === hostname && role === "old" && identity);
}

/** What is on one host: the path it begins with, the longest first, and whose it is. */
type Shares = { readonly path: string; readonly source: Source }[];

const indexes = new WeakMap<readonly Source[], Map<string, Shares>>();

/** The source an address belongs to, by any of its hosts and paths, with or without `www.`, or by its mirror. */
export function findSourceByUrl(sources: readonly Source[], url: string): Source | null {
  if (!URL.canParse(url)) return null;
  let index = indexes.get(sources);
  if (!index) {
    index = indexOf(sources);
    indexes.set(sources, index);
  }
  const { hostname, pathname } = new URL(url);
  const host = withoutWww(hostname);
  const path = pathname.replace(/\/{2,}/g, "/");
  const mirror = isMinistryHost(host) ? /^\/ce\/(c[eg][a-z]+)\//.exec(path) : null;
  const shares = index.get(mirror ? `ce/${mirror[1]}` : host) ?? [];
  return shares.find((share) => path.startsWith(share.path))?.source ?? null;
}

function indexOf(sources: readonly Source[]): Map<string, Shares> {
  const index = new Map<string, Shares>();
  const add = (name: string, path: string, source: Source) => {
    const shares = [...(index.get(name) ?? []), { path, source }];
    index.set(
      name,
      shares.toSorted((a, b) => b.path.length - a.path.length),
    );
  };
  for (const source of sources) {
    for (const { host, paths = ["/"] } of source.hosts)
      for (const path of paths) add(withoutWww(host), path, source);
    if (source.mirror) add(mirrorName(source.mirror.path), "/", source);
  }
  return index;
}

/** Whether the address is on a host of this source, or below its mirror. */
export function isOwnUrl(source: Source, url: string): boolean {
  return findSourceByUrl(ownIndex(source), url) !== null;
}

const alone = new WeakMap<Source, readonly Source[]>();
function ownIndex(source: Source): readonly Source[] {
  let list = alone.get(source);
  if (!list) {
    list = [source];
    alone.set(source, list);
  }
  return list;
}

/** The ministry answers under two names, and `/ce/` holds the old mission sites on both. */
export function isMinistryHost(host: string): boolean {
  return /^(www\.)?(fmprc|mfa)\.gov\.cn$/.test(host);
}

function mirrorName(path: string): string {
  return path.slice(path.indexOf("/") + 1).replace(/\/$/, "");
}

function withoutWww(host: string): string {
  return host.toLowerCase().replace(/^www\./, "");
}

function yamlFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .sort();
  } catch (cause) {
    throw new ConfigError(`${folder}: expected a folder of source files, cannot read it`, { cause });
  }
}
