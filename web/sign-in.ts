import { createHmac, randomBytes } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import type { Accounts } from "./accounts.ts";
import { type AppOptions, isApi, letIn, timeNow } from "./context.ts";
import { localPath } from "./local-path.ts";
import { clientAddress, originOf } from "./request-origin.ts";
import { readSession } from "./session.ts";
import { createPauses } from "./sign-in-pauses.ts";
import { SIGN_IN_TEXTS } from "./texts/sign-in.ts";

/** What came of an attempt: the name to decide under, the seconds to wait first, or that they do not belong together. */
export type SignedIn =
  | { readonly name: string }
  | { readonly wait: number; readonly busy: boolean }
  | "wrong";

/** Looks at name and password, with the pauses that failures bring. */
export type TrySignIn = (c: Context, name: string, password: string) => Promise<SignedIn>;

/** A moment in which those who wait for theirs have had it. */
const BUSY_SECONDS = 5;
/** Credentials of programs that are remembered; the longest unused go first. */
const MOST_REMEMBERED = 1000;
/** The parts that programs read with HTTP Basic; a browser would send that along from any other site, so no page takes it. */
const FOR_PROGRAMS = /^\/(api\/|feeds\/|metrics$|openapi\.json$)/;

/** The one way of signing in, for the form and for programs: they share the pauses. */
export function signInWith(options: AppOptions, accounts: Accounts): TrySignIn {
  const pauses = createPauses(() => Date.parse(timeNow(options)));
  return async (c, name, password) => {
    if (accounts.busy()) return { wait: BUSY_SECONDS, busy: true };
    const attempt = { name, address: clientAddress(c, options) };
    const wait = pauses.begin(attempt);
    if (wait > 0) return { wait, busy: false };
    const known = await accounts.check(name, password);
    if (known === undefined) return "wrong";
    pauses.succeeded(attempt);
    return { name: known };
  };
}

/** Lets nobody past who must sign in and has not: people are led to the form, programs are told. */
export function signedInOnly(
  options: AppOptions,
  accounts: Accounts,
  trySignIn: TrySignIn,
): MiddlewareHandler {
  const recall = rememberCredentials(accounts, trySignIn);
  return async (c, next) => {
    if (!accounts.required()) {
      letIn(c);
      return next();
    }
    const sent = FOR_PROGRAMS.test(c.req.path) ? credentials(c.req.header("authorization")) : undefined;
    if (!sent) {
      const name = await readSession(c, options, accounts);
      if (name === undefined) return FOR_PROGRAMS.test(c.req.path) ? challenge(c) : leadToForm(c, options);
      letIn(c, name);
      return next();
    }
    const outcome = await recall(c, sent.name, sent.password);
    if (outcome === "wrong") return challenge(c, SIGN_IN_TEXTS.wrong);
    if ("wait" in outcome) {
      c.header("Retry-After", String(outcome.wait));
      return say(
        c,
        outcome.busy ? 503 : 429,
        outcome.busy ? SIGN_IN_TEXTS.busy : SIGN_IN_TEXTS.paused(outcome.wait),
      );
    }
    letIn(c, outcome.name);
    return next();
  };
}

/** As `trySignIn`, but credentials that were right once are known again by a digest, while they are still right. */
function rememberCredentials(accounts: Accounts, trySignIn: TrySignIn): TrySignIn {
  const key = randomBytes(32);
  const known = new Map<string, { readonly name: string; readonly secret: string | undefined }>();
  return async (c, name, password) => {
    const digest = createHmac("sha256", key)
      .update(JSON.stringify([name, password]))
      .digest("base64");
    const before = known.get(digest);
    known.delete(digest);
    const still = before !== undefined && before.secret === accounts.secretOf(before.name);
    const outcome = still ? { name: before.name } : await trySignIn(c, name, password);
    if (outcome === "wrong" || "wait" in outcome) return outcome;
    known.set(digest, { name: outcome.name, secret: accounts.secretOf(outcome.name) });
    if (known.size > MOST_REMEMBERED) known.delete(known.keys().next().value!);
    return outcome;
  };
}

/** Where a person goes after signing in: as asked for, but no other place than this server, and not here again. */
export function pathAfter(asked: string | undefined): string {
  const path = localPath(asked);
  return /^\/sign-(in|out)(\?|$)/.test(path) ? "/" : path;
}

function leadToForm(c: Context, options: AppOptions): Response {
  const url = new URL(c.req.url);
  const read = c.req.method === "GET" || c.req.method === "HEAD";
  const to = pathAfter(read ? url.pathname + url.search : pageBefore(c, options));
  return c.redirect(`/sign-in${to === "/" ? "" : `?to=${encodeURIComponent(to)}`}`, 303);
}

/** The page of this server from which a form was sent. */
function pageBefore(c: Context, options: AppOptions): string | undefined {
  const referer = c.req.header("referer") ?? "";
  if (!URL.canParse(referer)) return undefined;
  const { origin, pathname, search } = new URL(referer);
  return origin === originOf(c, options) ? pathname + search : undefined;
}

function challenge(c: Context, message: string = SIGN_IN_TEXTS.needed): Response {
  // To this scheme browsers, which say how they fetch, would show a window of their own: people have the form.
  const scheme = c.req.header("sec-fetch-mode") ? "Session" : "Basic";
  c.header("WWW-Authenticate", `${scheme} realm="Jingwu", charset="UTF-8"`);
  return say(c, 401, message);
}

function say(c: Context, status: 401 | 429 | 503, message: string): Response {
  return isApi(c) ? c.json({ error: { message } }, status) : c.text(`${message}\n`, status);
}

function credentials(header: string | undefined): { name: string; password: string } | undefined {
  const encoded = header?.match(/^Basic ([A-Za-z0-9+/=]{1,4000})$/i)?.[1];
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon === -1 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}
