import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";
import { z } from "zod";

const Manifest = z.looseObject({
  hosts: z.array(
    z.looseObject({
      host: z.string(),
      sourceId: z.string(),
      /** Sent in the content type; null when only the page itself says it. */
      charset: z.string().nullable(),
      /** Unknown paths answer with the home page and status 200, as many missions do. */
      soft404: z.boolean(),
      robots: z.enum(["text", "html"]).nullable(),
    }),
  ),
});
export type SampleHost = z.infer<typeof Manifest>["hosts"][number];

/** The sample missions that come with the program. */
export function readSampleHosts(folder: string): SampleHost[] {
  return Manifest.parse(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"))).hosts;
}

export interface SampleSites {
  /** Address of the loopback server all hosts are reached at. */
  readonly origin: string;
  close(): Promise<void>;
}

/** The pages are dated by the making of the samples, so that a conditional request has something to compare. */
const LAST_MODIFIED = "Mon, 01 Sep 2025 08:00:00 GMT";

/** Serves the sample missions on a free loopback port; the Host header says which one is asked. */
export async function serveSamples(folder: string, hosts: readonly SampleHost[]): Promise<SampleSites> {
  const byName = new Map(hosts.map((host) => [host.host, host]));
  const server = createServer((request, response) => {
    const host = byName.get((request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase());
    if (host) answer(join(folder, "sites", host.host), host, request, response);
    else response.writeHead(404, { "content-type": "text/plain" }).end("no such host");
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function answer(folder: string, host: SampleHost, request: IncomingMessage, response: ServerResponse): void {
  const path = new URL(request.url ?? "/", "http://sample").pathname;
  const page = findPage(folder, path) ?? (host.soft404 ? findPage(folder, "/") : null);
  if (page === null) {
    response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    return;
  }
  const body = readFileSync(page);
  const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
  const headers = { etag, "last-modified": LAST_MODIFIED, "content-type": contentType(path, host) };
  const { "if-none-match": match, "if-modified-since": since } = request.headers;
  const same = match === undefined ? since === LAST_MODIFIED : match === etag;
  if (same) response.writeHead(304, headers).end();
  else response.writeHead(200, headers).end(body);
}

/** The file of an address; a folder answers with its index.htm, else its default.htm. Null when there is none. */
function findPage(folder: string, path: string): string | null {
  let name: string;
  try {
    name = normalize(join(folder, decodeURIComponent(path)));
  } catch {
    return null;
  }
  if (!name.startsWith(`${normalize(folder)}/`)) return null;
  const files = path.endsWith("/") ? [join(name, "index.htm"), join(name, "default.htm")] : [name];
  return files.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile()) ?? null;
}

function contentType(path: string, host: SampleHost): string {
  if (path === "/robots.txt" && host.robots === "text") return "text/plain";
  return host.charset === null ? "text/html" : `text/html; charset=${host.charset}`;
}
