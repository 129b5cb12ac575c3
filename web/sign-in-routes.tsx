import type { Context, Hono } from "hono";
import type { Accounts } from "./accounts.ts";
import { type AppOptions, placeOf } from "./context.ts";
import { SignInPage } from "./pages/sign-in.tsx";
import { beginSession, leaveSession, readSession } from "./session.ts";
import { pathAfter, type TrySignIn } from "./sign-in.ts";
import { SIGN_IN_TEXTS } from "./texts/sign-in.ts";

/** Longer than any password one has; what is longer is not looked at. */
const LONGEST = 1000;

/** The form for signing in, and the way out. Reached by everybody, so they say nothing of what is stored. */
export function addSignIn(app: Hono, options: AppOptions, accounts: Accounts, trySignIn: TrySignIn): void {
  app.get("/sign-in", async (c) => {
    const to = pathAfter(c.req.query("to"));
    if (!accounts.required() || (await readSession(c, options, accounts))) return c.redirect(to, 303);
    const left = c.req.query("left") === undefined ? {} : { notice: SIGN_IN_TEXTS.left };
    return show(c, 200, { to, name: "", ...left });
  });

  app.post("/sign-in", async (c) => {
    const form = await c.req.parseBody();
    const to = pathAfter(textOf(form.to));
    if (!accounts.required()) return c.redirect(to, 303);
    const name = textOf(form.name).trim();
    const outcome = await trySignIn(c, name, textOf(form.password));
    if (outcome === "wrong") return show(c, 403, { to, name, error: SIGN_IN_TEXTS.wrong });
    if ("wait" in outcome) {
      c.header("Retry-After", String(outcome.wait));
      const error = outcome.busy ? SIGN_IN_TEXTS.busy : SIGN_IN_TEXTS.paused(outcome.wait);
      return show(c, outcome.busy ? 503 : 429, { to, name, error });
    }
    await beginSession(c, options, accounts, outcome.name);
    return c.redirect(to, 303);
  });

  app.post("/sign-out", async (c) => {
    await leaveSession(c, options);
    return c.redirect("/sign-in?left", 303);
  });

  function show(
    c: Context,
    status: 200 | 403 | 429 | 503,
    props: Omit<Parameters<typeof SignInPage>[0], "visit">,
  ) {
    return c.html(<SignInPage {...props} visit={placeOf(c)} />, status);
  }
}

/** A field of a form; nothing for a file or for what is too long to be meant. */
function textOf(field: unknown): string {
  return typeof field === "string" && field.length <= LONGEST ? field : "";
}
