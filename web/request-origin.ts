import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import ipaddr from "ipaddr.js";

/** Whether a web server of one's own stands before this one. Of any other visitor these headers are only a claim. */
export interface Proxied {
  readonly behindProxy?: boolean;
}

/** Whether the visitor's browser has this server over TLS. */
export function isSecure(c: Context, { behindProxy }: Proxied): boolean {
  const said = behindProxy ? c.req.header("x-forwarded-proto") : undefined;
  const scheme = said === undefined ? new URL(c.req.url).protocol : `${last(said).toLowerCase()}:`;
  return scheme === "https:";
}

/** The origin under which the visitor's browser knows this server, as "https://jingwu.example". */
export function originOf(c: Context, options: Proxied): string {
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  const origin = `${isSecure(c, options) ? "https" : "http"}://${host}`;
  return URL.canParse(origin) ? new URL(origin).origin : new URL(c.req.url).origin;
}

/**
 * Where a request comes from, for counting: the address, of IPv6 the network, of which one visitor has all addresses.
 * Behind a proxy the last address of X-Forwarded-For, which is the one it has added.
 */
export function clientAddress(c: Context, { behindProxy }: Proxied): string {
  const said = behindProxy ? c.req.header("x-forwarded-for") : undefined;
  return network(said === undefined ? socketAddress(c) : last(said));
}

function socketAddress(c: Context): string {
  // Without a port, as in tests, there is no socket.
  return c.env?.incoming ? (getConnInfo(c).remote.address ?? "") : "";
}

function network(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return parsed.toByteArray().slice(0, 8).join(".");
}

function last(list: string): string {
  return list.split(",").at(-1)!.trim();
}
