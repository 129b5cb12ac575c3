import { classifyMissionUrl, sitePath } from "./mission-address.ts";
import type { Source } from "./source.ts";
import { identityHost, isMinistryHost, isOwnUrl } from "./source-hosts.ts";

const TRACKING = /^(?:utm_\w+|spm|isappinstalled|fbclid|gclid|mc_[ce]id|share_token)$/i;
const MISSION_HOST =
  /\.(?:china-(?:embassy|consulate|mission|office)\.(?:gov\.cn|org)|chinese(?:embassy|consulate)\.org)$/;

/**
 * The address that identifies a page: https, host in lower case, no default port, fragment or tracking parameters;
 * path case is kept. All hosts of `source` but those with pages of their own become the one that identifies it, as does
 * the ministry's mirror of a mission. On a mission site the query goes too, `//` becomes `/` and `index.htm` its
 * directory; on the other sites whose template is known `//` becomes `/` too, and the query of a page that has a file
 * name goes. What is no web address comes back trimmed.
 */
export function canonicalUrl(url: string, source?: Source | null): string {
  const trimmed = url.trim();
  if (!/^https?:/i.test(trimmed) || !URL.canParse(trimmed)) return trimmed;
  const parsed = new URL(trimmed);
  parsed.hash = "";
  parsed.username = "";
  parsed.password = "";
  if (parsed.port === "80" || parsed.port === "443") parsed.port = "";
  parsed.protocol = "https:";
  const own = source?.adapter === "mission" && isOwnUrl(source, parsed.href);
  if (own || isMissionUrl(parsed.href)) {
    const host = own ? identityHost(source) : null;
    const path = host ? sitePath(parsed.href).path : parsed.pathname.replace(/\/{2,}/g, "/");
    if (host) parsed.hostname = host;
    parsed.search = "";
    const { kind, pageNumber } = classifyMissionUrl(parsed.href);
    const isFirstPage = (kind === "list" || kind === "home") && pageNumber === 0;
    parsed.pathname = isFirstPage ? path.replace(/(?:index|default)(?:_0)?\.html?$/, "") : path;
    return parsed.href;
  }
  const hasTemplate = source && source.adapter !== "web-page" && isOwnUrl(source, parsed.href);
  if (hasTemplate) parsed.pathname = parsed.pathname.replace(/\/{2,}/g, "/");
  if (source) toIdentityHost(parsed, source);
  if (hasTemplate && /\.s?html?$/.test(parsed.pathname)) parsed.search = "";
  for (const name of [...parsed.searchParams.keys()]) {
    if (TRACKING.test(name)) parsed.searchParams.delete(name);
  }
  if (parsed.href.endsWith("?")) parsed.search = "";
  return parsed.href;
}

function toIdentityHost(parsed: URL, source: Source): void {
  const known = source.hosts.find(
    ({ host, paths = ["/"] }) =>
      host === parsed.hostname && paths.some((path) => parsed.pathname.startsWith(path)),
  );
  const identity = identityHost(source);
  if (known && known.role !== "other" && identity) parsed.hostname = identity;
}

/** Whether the host, or the path on the ministry's host, is that of a mission site. */
export function isMissionUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, pathname } = new URL(url);
  return MISSION_HOST.test(hostname) || (isMinistryHost(hostname) && pathname.startsWith("/ce/"));
}
