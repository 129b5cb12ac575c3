import type { Source } from "./source.ts";

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
