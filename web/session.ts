import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import { isoTime } from "../sources/iso-time.ts";
import { addSession, endSession, extendSession, findSession } from "../store/sessions.ts";
import type { Accounts } from "./accounts.ts";
import { type AppOptions, timeNow } from "./context.ts";
import { isSecure } from "./request-origin.ts";

const COOKIE = "jingwu";
const DAY_MS = 86_400_000;
/** A session that is not used for so long ends. */
const IDLE_DAYS = 14;
/** However much it is used, it ends then. */
const MOST_DAYS = 90;

/** Signs a browser in: always with a new token, so that one planted before is worth nothing; an earlier session ends. */
export async function beginSession(
  c: Context,
  options: AppOptions,
  accounts: Accounts,
  reviewer: string,
): Promise<void> {
  await endEarlier(c, options);
  const token = randomBytes(32).toString("base64url");
  const created = timeNow(options);
  await addSession(options.db, {
    tokenSha256: digest(token),
    reviewer,
    proof: proofOf(token, accounts.secretOf(reviewer)!),
    created,
    expires: daysAfter(created, IDLE_DAYS),
  });
  setCookie(c, COOKIE, token, { ...cookieFor(c, options), maxAge: (MOST_DAYS * DAY_MS) / 1000 });
}

/** The reviewer whose session the browser has; undefined when it has none, it has run out, or the reviewer's password is another by now. */
export async function readSession(
  c: Context,
  options: AppOptions,
  accounts: Accounts,
): Promise<string | undefined> {
  const token = tokenOf(c, options);
  if (!token) return undefined;
  const now = timeNow(options);
  const session = await findSession(options.db, digest(token), now);
  if (!session) return undefined;
  const secret = accounts.secretOf(session.reviewer);
  if (secret === undefined || !same(session.proof, proofOf(token, secret))) {
    await endSession(options.db, session.tokenSha256);
    return undefined;
  }
  const wanted = earlier(daysAfter(now, IDLE_DAYS), daysAfter(session.created, MOST_DAYS));
  // Once a day is enough, and spares a write for each page.
  if (Date.parse(wanted) - Date.parse(session.expires) >= DAY_MS)
    await extendSession(options.db, session.tokenSha256, wanted);
  return session.reviewer;
}

/** Signs a browser out. */
export async function leaveSession(c: Context, options: AppOptions): Promise<void> {
  await endEarlier(c, options);
  deleteCookie(c, COOKIE, cookieFor(c, options));
}

async function endEarlier(c: Context, options: AppOptions): Promise<void> {
  const token = tokenOf(c, options);
  if (token) await endSession(options.db, digest(token));
}

function tokenOf(c: Context, options: AppOptions): string | undefined {
  const token = getCookie(c, COOKIE, cookieFor(c, options).prefix);
  return token && /^[\w-]{43}$/.test(token) ? token : undefined;
}

/** Lax, not Strict: an address that somebody shared must open for one who is signed in. */
function cookieFor(c: Context, options: AppOptions): CookieOptions {
  const plain: CookieOptions = { path: "/", httpOnly: true, sameSite: "Lax" };
  return isSecure(c, options) ? { ...plain, secure: true, prefix: "host" } : plain;
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Made with the token, which is random and not stored: nobody can try passwords against it. */
function proofOf(token: string, secret: string): string {
  return createHmac("sha256", token).update(secret).digest("hex");
}

function same(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

function daysAfter(time: string, days: number): string {
  return isoTime(new Date(Date.parse(time) + days * DAY_MS));
}

function earlier(left: string, right: string): string {
  return left < right ? left : right;
}
