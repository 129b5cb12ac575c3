import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie, setCookie } from "hono/cookie";
import { csrf } from "hono/csrf";

/** The colours a reader can choose; "system" follows the system of the reader. */
export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

const COOKIE = "theme";
/** A choice and an address. */
const MOST_BYTES = 16 * 1024;
const YEAR_SECONDS = 365 * 86_400;

/** The colours this browser asked for. */
export function themeOf(c: Context): Theme {
  const kept = getCookie(c, COOKIE);
  return THEMES.find((theme) => theme === kept) ?? "system";
}

/**
 * `POST /theme`: keeps the choice in a cookie and goes back to the page it was made on. To be added before anybody is asked to
 * sign in, so that the switch works on that page too.
 */
export function addTheme(app: Hono): void {
  app.post("/theme", csrf(), bodyLimit({ maxSize: MOST_BYTES }), async (c) => {
    const { theme: asked, back } = await c.req.parseBody();
    const theme = THEMES.find((one) => one === asked) ?? "system";
    setCookie(c, COOKIE, theme, { path: "/", sameSite: "Lax", httpOnly: true, maxAge: YEAR_SECONDS });
    return c.redirect(localPath(back), 303);
  });
}

/** An address of this server only: the form may carry any. */
function localPath(back: unknown): string {
  if (typeof back !== "string" || !back.startsWith("/")) return "/";
  const here = "http://jingwu.invalid";
  const url = URL.canParse(back, here) ? new URL(back, here) : undefined;
  return url?.origin === here ? url.pathname + url.search : "/";
}
