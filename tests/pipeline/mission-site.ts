import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWorkspace, type Workspace } from "../../pipeline/workspace.ts";

/** A small invented mission on loopback whose pages a test can change between two runs. */
export interface MissionSite {
  readonly origin: string;
  /** Path, with or without query, or host and path, to page; what is not here answers 404. */
  readonly pages: Map<string, Page>;
  /** Paths asked for, with the status answered. */
  readonly log: string[];
  close(): Promise<void>;
}

export interface Page {
  readonly body: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** How long the answer takes. */
  readonly delayMs?: number;
  /** The answer waits for this. */
  readonly held?: Promise<void>;
  /** Without validators the server can never say "not modified". */
  readonly validators?: boolean;
}

export async function startSite(): Promise<MissionSite> {
  const pages = new Map<string, Page>();
  const log: string[] = [];
  const server: Server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://site");
    const path = pages.has(pathname + search) ? pathname + search : pathname;
    const page = pages.get(`${request.headers.host}${path}`) ?? pages.get(path);
    const etag = `"${createHash("sha1")
      .update(page?.body ?? "")
      .digest("hex")}"`;
    const validators = page?.validators === false ? {} : { etag };
    const same = page !== undefined && page.validators !== false && request.headers["if-none-match"] === etag;
    const status = same ? 304 : page ? (page.status ?? 200) : 404;
    log.push(`${status} ${path}`);
    const answer = () => {
      response.writeHead(status, {
        "content-type": "text/html; charset=utf-8",
        ...validators,
        ...page?.headers,
      });
      response.end(same ? "" : (page?.body ?? "not found"));
    };
    if (page?.held) void page.held.then(answer);
    else if (page?.delayMs) setTimeout(answer, page.delayMs).unref();
    else answer();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages,
    log,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const shell = (title: string, body: string) =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/sgxw/">使馆新闻</a></li></ul></div>${body}
<div class="footer">版权所有</div></body></html>`;

/** The home page of an edition, leading to one section 使馆新闻 (embassy news). */
export const home = () => shell("驻某国大使馆", '<h2><a href="/sgxw/">使馆新闻</a></h2>');

/** A list page; `links` are article addresses relative to it, with their titles. */
export function list(links: readonly (readonly [string, string])[], pageCount = 1): string {
  const items = links.map(([href, title]) => `<li><a href="${href}">${title}</a></li>`).join("\n");
  return shell(
    "使馆新闻",
    `<div class="newsList"><ul>${items}</ul></div><div id="pages"><script>var currentPage = 0;
var countPage = ${pageCount}
</script></div>`,
  );
}

/** An article page of the common template. */
export function article(title: string, date: string, paragraphs: readonly string[]): string {
  const text = paragraphs.map((paragraph) => `<p>　　${paragraph}</p>`).join("\n");
  return shell(
    title,
    `<div class="News_Body_Text" id="article"><div id="News_Body_Title">${title}</div>
<div id="News_Body_Time">${date}</div>
<div id="News_Body_Txt_A"><div class="TRS_UEDITOR">${text}</div></div></div>`,
  );
}

const CONFIG = join(import.meta.dirname, "../../config");

/** A configuration with the program's rules and the given hosts as its only sources, reached at `origin`. */
export function makeConfig(hosts: Record<string, string>, origin: string): string {
  const folder = mkdtempSync(join(tmpdir(), "jingwu-config-"));
  for (const part of ["rules", "dictionaries", "linking.yaml", "relations.yaml", "glosses.yaml"]) {
    cpSync(join(CONFIG, part), join(folder, part), { recursive: true });
  }
  mkdirSync(join(folder, "sources"));
  for (const [id, host] of Object.entries(hosts))
    writeFileSync(join(folder, "sources", `${id}.yaml`), source(id, host));
  const places = Object.values(hosts).map((host) => `    "https://${host}": "${origin}"`);
  const connect = places.length > 0 ? `  connect_to:\n${places.join("\n")}\n` : "";
  const fetch = `fetch:\n  delay_ms: 0\n  retries: 0\n  allow_private_addresses: true\n${connect}`;
  writeFileSync(join(folder, "settings.yaml"), fetch);
  return folder;
}

function source(id: string, host: string): string {
  return `id: ${id}
title: Embassy of the People's Republic of China in a country of this test
adapter: mission
kind: embassy
publisher: { name: Ministry of Foreign Affairs of the PRC, country: CN, official: true }
covers: { country: LA }
active: true
status: open
confidence: seen
hosts:
  - { host: ${host}, role: current, confidence: seen, evidence: "a test" }
editions:
  - { language: zh, path: /, confidence: seen }
`;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "jingwu-data-"));
}

/** A workspace whose clock stands at the given time, or goes as it says. */
export function openAt(config: string, data: string, time: string | (() => Date)): Promise<Workspace> {
  const now = typeof time === "string" ? () => new Date(time) : time;
  return openWorkspace({ config, data, quiet: true }, { now });
}

/** What the work comes to in such a workspace, which is closed in any case. */
export async function inSpaceAt<T>(
  config: string,
  data: string,
  time: string | (() => Date),
  work: (space: Workspace) => Promise<T>,
): Promise<T> {
  const space = await openAt(config, data, time);
  try {
    return await work(space);
  } finally {
    await space.close();
  }
}

/** Sentences that the program's own rules read as an event each; in English: the ministry gave police vehicles. */
export const GIFT =
  "2020年4月30日，中国公安部向老挝公安部捐赠警用车辆仪式在万象举行，中国驻老挝大使出席仪式并致辞。";
export const ORDINARY =
  "5月6日，使馆举办开放日活动，当地中学生一百余人走进使馆，观看图片展，品尝中国茶点，体验书法和剪纸。";

/** A configuration whose sources are these files, by id; all their hosts are reached at `origin`. */
export function makeSourcesConfig(files: Readonly<Record<string, string>>, origin: string): string {
  const folder = makeConfig({}, origin);
  const hosts = new Set<string>();
  for (const [id, text] of Object.entries(files)) {
    writeFileSync(join(folder, "sources", `${id}.yaml`), text);
    for (const [, host] of text.matchAll(/host: ([a-z0-9.-]+)/g)) hosts.add(host!);
    for (const [, host] of text.matchAll(/url: "https:\/\/([a-z0-9.-]+)/g)) hosts.add(host!);
  }
  const fetch = {
    delay_ms: 0,
    retries: 0,
    allow_private_addresses: true,
    connect_to: Object.fromEntries(
      [...hosts].flatMap((host) => [`https://${host}`, `http://${host}`].map((at) => [at, origin])),
    ),
  };
  writeFileSync(join(folder, "settings.yaml"), JSON.stringify({ fetch }));
  cpSync(join(CONFIG, "filters.yaml"), join(folder, "filters.yaml"));
  return folder;
}
