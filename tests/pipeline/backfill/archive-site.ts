import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

/** A page as a web archive captured it. */
export interface Kept {
  /** The address as captured, with `:80`, in any case. */
  readonly original: string;
  /** Fourteen digits. */
  readonly timestamp: string;
  readonly body: Buffer;
  readonly status?: number;
  readonly mimetype?: string;
  /** Headers of the answer to the replay beside the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** In the index, but not to be replayed: the archive leads to the nearest capture. */
  readonly lost?: boolean;
  /** A record that says that the bytes are those of an earlier capture: without status in the index. */
  readonly revisit?: boolean;
}

/** Public web archives in small: the index, replay, and the files of a crawl, with the quirks they are known for. */
export interface ArchiveSite {
  readonly origin: string;
  readonly kept: Kept[];
  /** Rows of a page of the index, whatever the query asks for. */
  pageRows: number;
  /** Lists what it should have filtered. */
  unfiltered: boolean;
  /** The address of a capture ends so, over which it stumbles. */
  stumble: string | null;
  /** Answers with this status so many more times. */
  refuse: { status: number; times: number; headers?: Record<string, string> };
  /** Paths and queries asked for, with the status answered. */
  readonly log: string[];
  close(): Promise<void>;
}

export async function startArchive(): Promise<ArchiveSite> {
  const kept: Kept[] = [];
  const log: string[] = [];
  const site = {
    kept,
    log,
    pageRows: 20_000,
    unfiltered: false,
    stumble: null,
    refuse: { status: 429, times: 0 },
  } as unknown as ArchiveSite;
  const server = createServer((request, response) => {
    const url = new URL(request.url!, "http://archive");
    const send = (status: number, body: string | Buffer, headers: Record<string, string> = {}) => {
      log.push(`${status} ${request.url}`);
      response.writeHead(status, headers).end(body);
    };
    if (url.pathname === "/robots.txt") return send(404, "");
    if (site.refuse.times > 0) {
      site.refuse.times--;
      return send(site.refuse.status, "slow down", site.refuse.headers);
    }
    if (site.stumble !== null && url.pathname.endsWith(site.stumble)) return send(502, "bad gateway");
    if (url.pathname === "/cdx") return send(200, index(site, url.searchParams));
    if (url.pathname.startsWith("/web/")) return replay(site, request.url!.slice(5), send);
    if (url.pathname === "/collinfo.json") return send(200, collections(kept));
    const crawl = /^\/CC-MAIN-(\d{4})-10-index$/.exec(url.pathname)?.[1];
    if (crawl) return crawlIndex(site, crawl, url.searchParams, send);
    if (url.pathname.startsWith("/crawl/")) return crawlFile(kept, url.pathname, request.headers.range, send);
    return send(404, "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  Object.assign(site, {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
  return site;
}

type Send = (status: number, body: string | Buffer, headers?: Record<string, string>) => void;

const FIELDS = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"];

/** The address without scheme, www and port, in lower case, as an index sorts it. */
function urlkey(original: string): string {
  const { hostname, pathname, search } = new URL(original);
  return `${hostname.replace(/^www\./, "")}${pathname}${search}`.toLowerCase();
}

function fields(page: Kept): Record<string, string> {
  return {
    urlkey: urlkey(page.original),
    timestamp: page.timestamp,
    original: page.original,
    mimetype: page.revisit ? "warc/revisit" : (page.mimetype ?? "text/html"),
    statuscode: page.revisit ? "-" : String(page.status ?? 200),
    digest: createHash("sha1").update(page.body).digest("hex"),
    length: String(page.body.length),
  };
}

/** As the Wayback CDX server answers: sorted by key and time, with a header row and a resume key where more follows. */
function index(site: ArchiveSite, query: URLSearchParams): string {
  const prefix = urlkey(`http://${query.get("url")}`);
  const match = query.get("matchType");
  const domain = query.get("url");
  const filters = query.getAll("filter").map((text) => {
    const [, field, pattern] = /^(\w+):(.*)$/s.exec(text)!;
    return (row: Record<string, string>) => new RegExp(`^(?:${pattern})$`).test(row[field!]!);
  });
  let rows = site.kept
    .map(fields)
    .filter((row) => {
      if (match === "exact") return row.urlkey === prefix;
      if (match !== "domain") return row.urlkey!.startsWith(prefix);
      const host = row.urlkey!.split("/")[0]!;
      return host === domain || host.endsWith(`.${domain}`);
    })
    .filter((row) => row.timestamp!.slice(0, 4) >= (query.get("from") ?? "0"))
    .filter((row) => site.unfiltered || filters.every((passes) => passes(row)))
    .sort((a, b) => (`${a.urlkey} ${a.timestamp}` < `${b.urlkey} ${b.timestamp}` ? -1 : 1));
  if (query.get("collapse") === "urlkey")
    rows = rows.filter((row, at) => row.urlkey !== rows[at - 1]?.urlkey);
  const after = query.get("resumeKey");
  if (after !== null) rows = rows.filter((row) => `${row.urlkey} ${row.timestamp}` > after);
  const shown = rows.slice(0, site.pageRows);
  const names = query.get("fl")?.split(",") ?? FIELDS;
  const out: string[][] =
    shown.length > 0 ? [names, ...shown.map((row) => names.map((name) => row[name]!))] : [];
  if (rows.length > shown.length) {
    const last = shown.at(-1)!;
    out.push([], [encodeURIComponent(`${last.urlkey} ${last.timestamp}`).replaceAll("%20", "+")]);
  }
  return JSON.stringify(out);
}

/** The bytes of a capture; another time leads to the nearest capture. */
function replay(site: ArchiveSite, path: string, send: Send): void {
  const match = /^(\d{14})id_\/(.+)$/.exec(path);
  const captures = site.kept.filter(
    ({ original, lost }) => match && !lost && urlkey(original) === urlkey(match[2]!),
  );
  if (!match || captures.length === 0) return void send(404, "not archived");
  const asked = Number(match[1]);
  const near = captures.toSorted(
    (a, b) => Math.abs(Number(a.timestamp) - asked) - Math.abs(Number(b.timestamp) - asked),
  )[0]!;
  if (near.timestamp !== match[1])
    return void send(302, "", { location: `/web/${near.timestamp}id_/${near.original}` });
  const type = near.mimetype ?? "text/html";
  send(near.status ?? 200, near.body, {
    "content-type": type,
    "memento-datetime": "Sun, 01 Aug 2010 12:00:00 GMT",
    "x-archive-orig-content-type": type,
    "x-archive-orig-server": "Apache",
    ...near.headers,
  });
}

function collections(kept: readonly Kept[]): string {
  const years = [...new Set(kept.map(({ timestamp }) => timestamp.slice(0, 4)))].sort().reverse();
  return JSON.stringify(
    years.map((year) => ({
      id: `CC-MAIN-${year}-10`,
      name: year,
      "cdx-api": "http://elsewhere.example/index",
    })),
  );
}

/** The gzip members of a crawl's file, one a page, in the order of the pages. */
function members(kept: readonly Kept[], year: string): { page: Kept; member: Buffer; offset: number }[] {
  let offset = 0;
  return kept
    .filter(({ timestamp }) => timestamp.startsWith(year))
    .map((page) => {
      const member = gzipSync(record(page));
      const at = { page, member, offset };
      offset += member.length;
      return at;
    });
}

function record({ original, timestamp, body, status = 200, mimetype = "text/html", revisit }: Kept): Buffer {
  const http = Buffer.concat([
    Buffer.from(
      `HTTP/1.1 ${status} OK\r\nContent-Type: ${mimetype}\r\nX-Crawler-Content-Encoding: gzip\r\n\r\n`,
    ),
    body,
  ]);
  const date = timestamp.replace(/(....)(..)(..)(..)(..)(..)/, "$1-$2-$3T$4:$5:$6Z");
  const head = `WARC/1.0\r\nWARC-Type: ${revisit ? "revisit" : "response"}\r\nWARC-Target-URI: ${original}\r\nWARC-Date: ${date}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${http.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), http, Buffer.from("\r\n\r\n")]);
}

const CRAWL_PAGE = 7;

function crawlIndex(site: ArchiveSite, year: string, query: URLSearchParams, send: Send): void {
  const prefix = urlkey(`http://${query.get("url")!.replace(/\*$/, "")}`);
  const rows = members(site.kept, year).filter(({ page }) => urlkey(page.original).startsWith(prefix));
  if (rows.length === 0) return void send(404, '{"message": "No Captures found"}');
  const pages = Math.ceil(rows.length / CRAWL_PAGE);
  if (query.get("showNumPages") === "true")
    return void send(200, JSON.stringify({ pages, pageSize: 5, blocks: pages }));
  const at = Number(query.get("page") ?? 0) * CRAWL_PAGE;
  const lines = rows.slice(at, at + CRAWL_PAGE).map(({ page, member, offset }) => {
    const { timestamp, mimetype, statuscode, digest } = fields(page);
    const place = {
      filename: `crawl/${year}.warc.gz`,
      offset: String(offset),
      length: String(member.length),
    };
    return JSON.stringify({
      urlkey: "x",
      timestamp,
      url: page.original,
      mime: mimetype,
      status: statuscode,
      digest,
      ...place,
    });
  });
  send(200, `${lines.join("\n")}\n`);
}

function crawlFile(kept: readonly Kept[], path: string, range: string | undefined, send: Send): void {
  const year = /(\d{4})\.warc\.gz$/.exec(path)?.[1] ?? "";
  const file = Buffer.concat(members(kept, year).map(({ member }) => member));
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  if (first === undefined) return void send(200, file);
  send(206, file.subarray(Number(first), Number(last) + 1), { "content-type": "application/octet-stream" });
}
