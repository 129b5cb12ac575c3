import type { AdapterName } from "./adapter-names.ts";
import { adapterByAddress } from "./adapters.ts";
import { readFeed } from "./list-feed.ts";
import { withoutCall } from "./list-json.ts";
import { readSitemap } from "./list-sitemap.ts";
import { readPage } from "./page.ts";
import type { ListConfig, Source } from "./source.ts";
import { isOwnUrl } from "./source-hosts.ts";

/** What an address alone tells of its source. */
export interface RecognisedAddress {
  readonly adapter: AdapterName;
  /** Of a mission, by its host; null for any other site. */
  readonly mission: { readonly kind: "embassy" | "consulate" | "mission"; readonly name: string } | null;
}

const MISSION = /^([a-z-]+)\.china-(embassy|consulate|mission)\.gov\.cn$/;

/** The template of an address: a mission by its host, another known site by the shape of its articles, else any page. */
export function recogniseAddress(url: string): RecognisedAddress {
  const [, name, kind] = MISSION.exec(new URL(url).hostname) ?? [];
  if (name && kind) {
    return { adapter: "mission", mission: { name, kind: kind as "embassy" | "consulate" | "mission" } };
  }
  return { adapter: (adapterByAddress(url)?.name ?? "web-page") as AdapterName, mission: null };
}

/** In which form an answer lists articles; null when it is no list that can be read. */
export function recogniseForm(
  text: string,
  url: string,
  source: Source,
): Pick<ListConfig, "as" | "json"> | null {
  const head = text.slice(0, 2000).trimStart();
  if (/<(?:urlset|sitemapindex)[\s>]/.test(head))
    return reads(() => readSitemap(text, url, source)) ? { as: "sitemap" } : null;
  if (/^(?:<\?xml|<rss|<feed|<rdf)/i.test(head) || /"version"\s*:\s*"https:\/\/jsonfeed/.test(head))
    return reads(() => readFeed(text, url, source)) ? { as: "feed" } : null;
  if (/^[[{]|^[\w$.]{1,80}\s*\(\s*[[{]/.test(head)) {
    const json = findPlaces(text, url, source);
    return json ? { as: "json", json } : null;
  }
  return null;
}

/** Feeds that a page names as its own, on hosts of the source. */
export function feedsOf(text: string, url: string, source: Source): string[] {
  return readPage(text, url)
    .all('link[rel="alternate"]')
    .filter((part) => /application\/(?:rss|atom|rdf|feed)\+?/i.test(part.attr("type") ?? ""))
    .flatMap((part) => {
      const href = part.attr("href")?.trim() ?? "";
      return URL.canParse(href, url) ? [new URL(href, url).href] : [];
    })
    .filter((feed) => isOwnUrl(source, feed))
    .slice(0, 10);
}

function reads(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

const TITLES = /^(?:title|headline|name|subject)$/i;
const ADDRESSES = /url|link|href/i;
const DATES = /date|time|publish/i;
const LEADS = /^(?:lead|summary|desc\w*|abstract|brief|intro\w*)$/i;

/** The places of a JSON list: the longest list of objects that hold an address of the source and a title. */
function findPlaces(text: string, url: string, source: Source): ListConfig["json"] | null {
  let data: unknown;
  try {
    data = JSON.parse(withoutCall(text));
  } catch {
    return null;
  }
  const lists = listsIn(data, "", 0).toSorted((a, b) => b.items.length - a.items.length);
  for (const { place, items } of lists) {
    const first = items[0]!;
    const named = (pattern: RegExp, fits: (value: string) => boolean = () => true) =>
      Object.keys(first).find(
        (key) => pattern.test(key) && /^[\w$@-]+$/.test(key) && fits(String(first[key] ?? "")),
      );
    const isAddress = (value: string) =>
      URL.canParse(value, url) && isOwnUrl(source, new URL(value, url).href);
    const [address, title, lead, date] = [
      named(ADDRESSES, isAddress),
      named(TITLES),
      named(LEADS),
      named(DATES),
    ];
    if (address && title) {
      return { items: place, url: address, title, ...(lead ? { lead } : {}), ...(date ? { date } : {}) };
    }
  }
  return null;
}

type Items = { readonly place: string; readonly items: Record<string, unknown>[] };

function listsIn(data: unknown, place: string, depth: number): Items[] {
  if (Array.isArray(data)) {
    const items = data.filter((item) => typeof item === "object" && item !== null && !Array.isArray(item));
    return items.length > 0 ? [{ place, items: items as Record<string, unknown>[] }] : [];
  }
  if (typeof data !== "object" || data === null || depth > 5) return [];
  return Object.entries(data)
    .filter(([key]) => /^[\w$@-]+$/.test(key))
    .slice(0, 100)
    .flatMap(([key, value]) => listsIn(value, place ? `${place}.${key}` : key, depth + 1));
}
