import { createHash } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import iconv from "iconv-lite";
import { type Day, faultOf, type WorldHost } from "./model.ts";
import { pageAt } from "./pages.ts";

/** One request as the world saw it; times are of the simulated clock, in milliseconds. */
export interface Asked {
  readonly host: string;
  readonly path: string;
  readonly at: number;
  readonly day: Day;
  readonly status: number;
}

export interface WorldServer {
  readonly origin: string;
  readonly log: Asked[];
  close(): Promise<void>;
}

/** Serves all hosts of the world on one loopback port, as they are on the simulated day. */
export async function serveWorld(
  hosts: readonly WorldHost[],
  clock: { readonly now: () => number; readonly day: () => Day },
): Promise<WorldServer> {
  const log: Asked[] = [];
  const server = createServer((request, response) => {
    const name = (request.headers.host ?? "").replace(/:\d+$/, "");
    const path = new URL(request.url ?? "/", "http://world").pathname;
    const day = clock.day();
    const host = hosts.find((one) => nameOn(one, day) === name || one.family?.listHost === name);
    const status = host
      ? answer(host, path, day, String(request.headers["if-none-match"] ?? ""), response)
      : 404;
    log.push({ host: name, path, at: clock.now(), day, status });
    if (!host) response.writeHead(404).end("no such host");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The name a host has on a day: a moved one is not reached under its old name. */
export function nameOn({ host, moves }: WorldHost, day: Day): string {
  return moves && day >= moves.day ? moves.to : host;
}

/** Answers one request and gives the status; 0 where there was no whole answer. */
function answer(host: WorldHost, path: string, day: Day, match: string, response: ServerResponse): number {
  const fault = faultOf(host, day);
  if (fault === "unreachable") {
    response.destroy();
    return 0;
  }
  if (path === "/robots.txt") return robots(fault, response);
  if (fault === "challenge")
    return send(response, 521, {}, "<script>document.cookie='__jsl_clearance=1';</script>");
  if (fault === "retry-later") return send(response, 429, { "retry-after": "7200" }, "slow down");
  if (fault === "server-error") return send(response, 502, {}, "bad gateway");
  if (fault === "slow") return 0; // never answers: the reader's patience ends
  const page =
    pageAt(host, path, day, fault === "lists-by-script") ??
    (host.soft404 ? pageAt(host, host.sections[0]!.startsWith("/chn/") ? "/chn/" : "/", day, false) : null);
  if (!page) return send(response, 404, {}, "not found");
  const body = iconv.encode(page.text, host.bytes);
  const etag = `"${createHash("sha1").update(body).digest("hex")}"`;
  const headers: Record<string, string> = {
    "content-type": host.says ? `${page.type}; charset=${host.says}` : page.type,
    ...(host.validators ? { etag } : {}),
  };
  if (host.validators && match === etag) return send(response, 304, headers, "");
  if (fault === "cut-short") {
    response.writeHead(200, { ...headers, "content-length": String(body.length) });
    response.write(body.subarray(0, body.length >> 1), () => response.destroy());
    return 0;
  }
  response.writeHead(200, headers).end(body);
  return 200;
}

/** Missions have no robots.txt and answer with a page; one redirects in a circle, which forbids everything. */
function robots(fault: string | null, response: ServerResponse): number {
  if (fault === "robots-loop") return send(response, 302, { location: "/robots.txt" }, "");
  return send(response, 200, { "content-type": "text/html" }, "<html><body>首页</body></html>");
}

function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string,
): number {
  response.writeHead(status, headers).end(body);
  return status;
}
