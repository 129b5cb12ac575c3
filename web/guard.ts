import type { Context, MiddlewareHandler } from "hono";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { originOf, type Proxied } from "./request-origin.ts";
import { ERROR_TEXTS } from "./texts/errors.ts";

/** True for addresses only this machine can reach. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase();
  return bare === "localhost" || bare === "::1" || /^127(\.\d{1,3}){3}$/.test(bare);
}

/**
 * Refuses requests whose Host header names another machine. A page elsewhere can point its own name at 127.0.0.1 and
 * would then read this application with the reviewer's browser (DNS rebinding).
 */
export function loopbackHostOnly(): MiddlewareHandler {
  return async (c, next) => {
    if (!isLoopback(hostName(c))) return refuse(c, 421, ERROR_TEXTS.onlyLocal);
    return next();
  };
}

/** What a page may load: this server's own style and script and nothing else; no other site may frame it. */
export const PAGE_POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The headers of every answer. A route that sets one of them itself keeps it: only the frame of a captured page does. */
export function headers(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: PAGE_POLICY,
    // With no-referrer, browsers send "Origin: null" on the application's own forms.
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
    // This server speaks plain HTTP; a proxy that adds TLS adds this header too.
    strictTransportSecurity: false,
    overwrite: false,
  });
}

/** JSON routes take only `application/json`: a form on another site cannot send that without asking first. */
export function jsonBodyOnly(): MiddlewareHandler {
  return async (c, next) => {
    const type = c.req.header("content-type") ?? "";
    if (c.req.method === "POST" && !/^application\/json\s*(;|$)/i.test(type)) {
      return refuse(c, 415, ERROR_TEXTS.jsonOnly);
    }
    return next();
  };
}

/**
 * Refuses whatever changes something and comes from a page of another site, or of the same site but another origin.
 * Forms must say where they come from; other bodies, which only programs and our own pages can send, need not.
 */
export function sameOriginOnly(options: Proxied): MiddlewareHandler {
  const forms = csrf({ origin: (origin, c) => origin === originOf(c, options) });
  return async (c, next) => {
    if (/^(GET|HEAD|OPTIONS)$/.test(c.req.method)) return next();
    const site = c.req.header("sec-fetch-site");
    const origin = c.req.header("origin");
    // Browsers that say which site it is know it better than an origin that a proxy may have changed.
    const other =
      site === undefined
        ? origin !== undefined && origin !== originOf(c, options)
        : /^(cross|same)-site$/.test(site);
    if (other) throw new HTTPException(403);
    return forms(c, next);
  };
}

function refuse(c: Context, status: 415 | 421, message: string): Response {
  if (c.req.path.startsWith("/api/")) return c.json({ error: { message } }, status);
  return c.text(`${message}\n`, status);
}

function hostName(c: Context): string {
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  return host.replace(/:\d+$/, "");
}
