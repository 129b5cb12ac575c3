import { decodeHtml } from "../sources/charset.ts";
import { ConfigError, SourceError } from "../sources/errors.ts";
import type { Fetcher } from "../sources/fetcher.ts";
import { readPage } from "../sources/page.ts";
import { feedsOf, recogniseAddress, recogniseForm } from "../sources/recognise.ts";
import { type ListConfig, Source } from "../sources/source.ts";
import { findSourceByUrl } from "../sources/source-hosts.ts";
import { readWebList } from "../sources/web-page-list.ts";

/** What a person says of a new source; what is missing is told by its address and pages. */
export interface Wishes {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly country?: string | undefined;
  readonly kind?: string | undefined;
  readonly filter?: string | undefined;
}

/** A list page shows at least so many articles; a page with fewer is taken for something else. */
const LEAST_ARTICLES = 5;
/** A first page may hold fewer articles than today, but not so much fewer. */
const EXPECTED_SHARE = 1 / 3;
const MISSION_TITLES = {
  embassy: "Embassy of the People's Republic of China in",
  consulate: "Consulate-General of the People's Republic of China in",
  mission: "Permanent Mission of the People's Republic of China:",
} as const;

/**
 * Makes the register's entry for an address: a mission by its host alone, any other site by what it answers (a feed, a
 * sitemap, a JSON list, a page that names a feed, a list page). Throws ConfigError when the address is read already,
 * when a wish is needed or wrong, and SourceError when nothing that lists articles is found.
 */
export async function proposeSource(
  url: string,
  wishes: Wishes,
  sources: readonly Source[],
  fetcher: Fetcher,
): Promise<Source> {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new ConfigError(`sources add: expected an address beginning with https://, found "${url}"`);
  }
  const known = findSourceByUrl(sources, url);
  if (known) throw new ConfigError(`sources add: ${url} is read already, by the source "${known.id}"`);
  const { adapter, mission } = recogniseAddress(url);
  if (mission) return missionEntry(url, mission, wishes);
  return siteEntry(url, adapter, wishes, fetcher);
}

/** The entry of a mission by its host. Throws ConfigError when the host does not name the country and no wish does. */
export function missionEntry(
  url: string,
  { kind, name }: { kind: keyof typeof MISSION_TITLES; name: string },
  wishes: Wishes,
): Source {
  // Britain has its own code in the addresses; all others have the ISO code of the country.
  const country =
    wishes.country ?? (kind === "embassy" && name.length === 2 ? name.toUpperCase() : undefined);
  if (country === undefined) {
    throw new ConfigError(`sources add: ${url}: the address names no country; say it with --country`);
  }
  const place = kind === "embassy" ? countryName(country) : capitalised(name);
  return entry({
    id: wishes.id ?? (kind === "embassy" ? name : `${kind === "consulate" ? "cg" : "m"}-${name}`),
    title: wishes.title ?? `${MISSION_TITLES[kind]} ${place}`,
    adapter: "mission",
    kind,
    publisher: { name: "Ministry of Foreign Affairs of the PRC", country: "CN", official: true },
    covers: kind === "mission" ? { country: null, seat: country } : { country },
    active: true,
    status: "open",
    confidence: "seen",
    hosts: [hostEntry(url)],
    editions: [
      { language: "zh", path: "/", confidence: "derived" },
      { language: "zh", path: "/chn/", confidence: "derived" },
      { language: "en", path: "/eng/", confidence: "derived" },
    ],
  });
}

async function siteEntry(
  url: string,
  adapter: Source["adapter"],
  wishes: Wishes,
  fetcher: Fetcher,
): Promise<Source> {
  const { hostname } = new URL(url);
  const country = wishes.country ?? countryOfHost(hostname);
  if (country === undefined) {
    throw new ConfigError(
      `sources add: ${hostname} names no country; say which it writes about with --country`,
    );
  }
  const answer = await ask(fetcher, url);
  const title = wishes.title ?? siteName(answer.text, url) ?? hostname;
  const kind = wishes.kind ?? kindOf(`${hostname} ${title}`);
  const official = kind === "police" || kind === "ministry";
  const base = {
    id:
      wishes.id ??
      hostname
        .replace(/^www\./, "")
        .replace(/\.(?:com|net|org|info)$/, "")
        .replaceAll(".", "-"),
    title,
    adapter,
    kind,
    publisher: { name: title, country, official },
    covers: { country },
    ...languageOf(answer.text),
    active: true,
    status: "open",
    confidence: "seen",
    hosts: [hostEntry(url)],
    ...(wishes.filter === undefined ? {} : { filter: wishes.filter }),
  };
  const { list, articles } = await findList(entry(base), answer, fetcher);
  const min = Math.max(1, Math.floor(articles * EXPECTED_SHARE));
  return entry({ ...base, lists: [{ section: "news", ...list }], expect: { links_per_list: { min } } });
}

/** The language that a page or a feed says it is in. */
function languageOf(text: string): { readonly language?: string } {
  const head = text.slice(0, 20_000);
  const said =
    /<html\b[^>]{0,500}?\s(?:xml:)?lang\s?=\s?["']?([a-z]{2})\b/i.exec(head) ??
    /<language>\s{0,9}([a-z]{2})\b/i.exec(head);
  return said ? { language: said[1]!.toLowerCase() } : {};
}

interface Asked {
  readonly url: string;
  readonly text: string;
}

type FoundList = { readonly list: Pick<ListConfig, "url" | "as" | "json">; readonly articles: number };

/** The address itself when it lists articles as data; else a feed its page names; else the page; else its sitemap. */
async function findList(source: Source, answer: Asked, fetcher: Fetcher): Promise<FoundList> {
  const direct = await dataList(source, answer);
  if (direct) return direct;
  for (const feed of feedsOf(answer.text, answer.url, source)) {
    const found = await tryAsk(fetcher, feed, (text) => dataList(source, text));
    if (found) return found;
  }
  const articles = countOr0(() => readWebList(answer.text, answer.url, source));
  if (articles >= LEAST_ARTICLES) return { list: { url: answer.url, as: "page" }, articles };
  const sitemap = new URL("/sitemap.xml", answer.url).href;
  const found = await tryAsk(fetcher, sitemap, (text) => dataList(source, text));
  if (found) return found;
  throw new SourceError(
    "layout-changed",
    answer.url,
    `${answer.url}: expected a feed, a sitemap, a JSON list or a page with at least ${LEAST_ARTICLES} links to ` +
      `articles, found ${articles} such links; give the address of a list page`,
  );
}

async function dataList(source: Source, { text, url }: Asked): Promise<FoundList | null> {
  const form = recogniseForm(text, url, source);
  if (!form) return null;
  const { readListText } = await import("../sources/read-list.ts");
  const reading = await readListText({ url, ...form }, text, url, source);
  return reading.kind === "list" ? { list: { url, ...form }, articles: reading.articles.length } : null;
}

async function tryAsk<T>(
  fetcher: Fetcher,
  url: string,
  read: (asked: Asked) => Promise<T>,
): Promise<T | null> {
  try {
    return await read(await ask(fetcher, url));
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

async function ask(fetcher: Fetcher, url: string): Promise<Asked> {
  const answer = await fetcher.fetch({ url });
  if (answer.outcome === "gone") {
    throw new SourceError("gone", url, `${url}: expected a page, found none (status ${answer.status})`);
  }
  return { url: answer.finalUrl, text: decodeHtml(answer.body, answer.contentType).text };
}

function countOr0(read: () => ReturnType<typeof readWebList>): number {
  try {
    const reading = read();
    return reading.kind === "list" ? reading.articles.length : 0;
  } catch (error) {
    if (error instanceof SourceError) return 0;
    throw error;
  }
}

function hostEntry(url: string): Source["hosts"][number] {
  return {
    host: new URL(url).hostname,
    role: "current",
    confidence: "seen",
    evidence: "added from its address",
  };
}

/** A government names its country by the last part of its host, as `police.gov.fj`. */
function countryOfHost(hostname: string): string | undefined {
  const last = hostname.split(".").at(-1)!.toUpperCase();
  if (last === "UK") return "GB";
  return /^[A-Z]{2}$/.test(last) && countryName(last) !== last ? last : undefined;
}

function countryName(code: string): string {
  return new Intl.DisplayNames(["en"], { type: "region" }).of(code) ?? code;
}

function capitalised(name: string): string {
  return name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

function kindOf(words: string): Source["kind"] {
  if (/polic|gendarm|carabin/i.test(words)) return "police";
  return /\.(?:gov|gob|gouv|go)\.|ministr/i.test(words) ? "ministry" : "newspaper";
}

function siteName(text: string, url: string): string | null {
  if (!/<html|<head|<title/i.test(text.slice(0, 5000)))
    return /<title>([^<]{1,200})<\/title>/.exec(text)?.[1]?.trim() ?? null;
  const page = readPage(text, url);
  return (
    (page.attribute('meta[property="og:site_name"]', "content") ?? page.first("title"))?.slice(0, 120) ?? null
  );
}

function entry(value: unknown): Source {
  const result = Source.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ConfigError(`sources add: ${issue!.path.join(".")}: ${issue!.message}`);
}
