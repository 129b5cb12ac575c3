import { raw } from "hono/html";
import type { Child, FC } from "hono/jsx";
import { LAYOUT_TEXTS } from "../texts/layout.ts";
import { TEXTS } from "../texts.ts";
import { THEMES, type Theme } from "../theme.ts";

/** What every page is told about the request. */
export interface Visit {
  readonly reviewer: string;
  readonly path: string;
  /** Path and query to come back to; of a form that was sent, where the reader can go instead. */
  readonly address: string;
  readonly theme: Theme;
  /** How many events wait for the reviewer. */
  readonly waiting: number;
}

const PLACES = [
  ["/", TEXTS.nav.queue],
  ["/search", TEXTS.nav.search],
  ["/dashboard", TEXTS.nav.dashboard],
  ["/changes", TEXTS.nav.changes],
  ["/sources", TEXTS.nav.sources],
  ["/rules", TEXTS.nav.rules],
  ["/runs", TEXTS.nav.runs],
] as const;

/** The frame of every page. */
export const Layout: FC<{ title: string; visit: Visit; children?: Child }> = ({ title, visit, children }) => (
  <>
    {raw("<!DOCTYPE html>")}
    <html lang="en" {...(visit.theme === "system" ? {} : { "data-theme": visit.theme })}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${LAYOUT_TEXTS.product}`}</title>
        <link rel="stylesheet" href="/assets/style.css" />
        <link rel="icon" href="/assets/icon.svg" />
        <link
          rel="alternate"
          type="application/atom+xml"
          title={LAYOUT_TEXTS.feeds.events}
          href="/feeds/new.atom"
        />
        <link
          rel="alternate"
          type="application/atom+xml"
          title={LAYOUT_TEXTS.feeds.changes}
          href="/feeds/changes.atom"
        />
        <script src="/assets/app.js" defer />
      </head>
      <body>
        <a class="skip" href="#content">
          {LAYOUT_TEXTS.skip}
        </a>
        <header class="top">
          <a class="product" href="/" title={LAYOUT_TEXTS.tagline}>
            {LAYOUT_TEXTS.product}
          </a>
          <nav aria-label={LAYOUT_TEXTS.main}>
            {PLACES.map(([path, text]) => (
              <a
                class="place"
                href={path}
                {...(visit.path === path ? { "aria-current": "page" as const } : {})}
                {...(path === "/search" ? { "data-key": "/" } : {})}
              >
                {text}
                {path === "/" && visit.waiting > 0 ? ` (${visit.waiting.toLocaleString("en")})` : ""}
              </a>
            ))}
          </nav>
          <span class="who">
            {LAYOUT_TEXTS.deciding} <strong>{visit.reviewer}</strong>
          </span>
          <ThemeSwitch visit={visit} />
        </header>
        <main id="content" tabindex={-1}>
          {children}
        </main>
        <dialog id="shortcuts" aria-labelledby="shortcuts-title">
          <h2 id="shortcuts-title">{LAYOUT_TEXTS.shortcuts}</h2>
          <table>
            <tbody>
              {LAYOUT_TEXTS.keys.map(([key, text]) => (
                <tr>
                  <th scope="row">
                    <kbd>{key}</kbd>
                  </th>
                  <td>{text}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <form method="dialog">
            <button type="submit">{LAYOUT_TEXTS.close}</button>
          </form>
        </dialog>
      </body>
    </html>
  </>
);

/** Three buttons of a form, so that it works without script; the server remembers the choice. */
const ThemeSwitch: FC<{ visit: Visit }> = ({ visit }) => (
  <form method="post" action="/theme">
    <input type="hidden" name="back" value={visit.address} />
    <fieldset class="themes">
      <legend class="said">{LAYOUT_TEXTS.theme.name}</legend>
      {THEMES.map((theme) => (
        <button
          type="submit"
          name="theme"
          value={theme}
          aria-pressed={visit.theme === theme ? "true" : "false"}
        >
          {LAYOUT_TEXTS.theme.choices[theme]}
        </button>
      ))}
    </fieldset>
  </form>
);
