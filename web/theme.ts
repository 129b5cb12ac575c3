import type { Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { localPath } from "./local-path.ts";

/** The colours a reader can choose; "system" follows the system of the reader. */
export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

const COOKIE = "theme";
const YEAR_SECONDS = 365 * 86_400;

/** The colours this browser asked for. */
export function themeOf(c: Context): Theme {
  const kept = getCookie(c, COOKIE);
  return THEMES.find((theme) => theme === kept) ?? "system";
}

/**
 * `POST /theme`: keeps the choice in a cookie and goes back to the page it was made on. To be added behind what
 * all forms pass, and before anybody is asked to sign in, so that the switch works on that page too.
 */
export function addTheme(app: Hono): void {
  app.post("/theme", async (c) => {
    const { theme: asked, back } = await c.req.parseBody();
    const theme = THEMES.find((one) => one === asked) ?? "system";
    setCookie(c, COOKIE, theme, { path: "/", sameSite: "Lax", httpOnly: true, maxAge: YEAR_SECONDS });
    return c.redirect(localPath(back), 303);
  });
}
