import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

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
    if (!isLoopback(hostName(c))) return refuse(c, 421, "This server answers only to localhost.");
    return next();
  };
}

/** Asks for the password by HTTP Basic; the name given with it becomes the reviewer's. */
export function passwordOnly(password: string): MiddlewareHandler {
  return async (c, next) => {
    const given = credentials(c.req.header("authorization"));
    if (!given || !same(given.password, password)) {
      c.header("WWW-Authenticate", 'Basic realm="Jingwu", charset="UTF-8"');
      return refuse(c, 401, "Sign in with your name and the password of this server.");
    }
    return next();
  };
}

/** The name a signed-in person gave, if any. */
export function signedInName(c: Context): string | undefined {
  return credentials(c.req.header("authorization"))?.name.trim() || undefined;
}

/** Nothing but this server's own style and script is loaded, and no other site may frame a page. */
export function headers(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    // With no-referrer, browsers send "Origin: null" on the application's own forms.
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
    // This server speaks plain HTTP; a proxy that adds TLS adds this header too.
    strictTransportSecurity: false,
  });
}

/** JSON routes take only `application/json`: a form on another site cannot send that without asking first. */
export function jsonBodyOnly(): MiddlewareHandler {
  return async (c, next) => {
    const type = c.req.header("content-type") ?? "";
    if (c.req.method === "POST" && !/^application\/json\s*(;|$)/i.test(type)) {
      return refuse(c, 415, "Send the body as application/json.");
    }
    return next();
  };
}

function refuse(c: Context, status: 401 | 415 | 421, message: string): Response {
  if (c.req.path.startsWith("/api/")) return c.json({ error: { message } }, status);
  return c.text(`${message}\n`, status);
}

function hostName(c: Context): string {
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  return host.replace(/:\d+$/, "");
}

function credentials(header: string | undefined): { name: string; password: string } | undefined {
  const encoded = header?.match(/^Basic ([A-Za-z0-9+/=]+)$/i)?.[1];
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon === -1 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}

function same(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
