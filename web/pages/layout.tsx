import { raw } from "hono/html";
import type { Child, FC } from "hono/jsx";
import { TEXTS } from "../texts.ts";

/** What every page is told about the request. */
export interface Visit {
  readonly reviewer: string;
  readonly path: string;
  /** How many events wait. */
  readonly waiting: number;
  readonly byStatus: Readonly<Record<string, number>>;
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

const KEYS = [
  ["j", "next"],
  ["k", "previous"],
  ["Enter", "open the chosen event"],
  ["a", "accept and go to the next"],
  ["r", "reject: choose a reason"],
  ["1 … 7", "take the reason of that place; Enter sends it"],
  ["c", "correct"],
  ["s", "second look"],
  ["u", "undo the last decision"],
  ["/", "search"],
  ["?", "this list"],
] as const;

/** The frame of every page. */
export const Layout: FC<{ title: string; visit: Visit; children?: Child }> = ({ title, visit, children }) => (
  <>
    {raw("<!DOCTYPE html>")}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${TEXTS.product}`}</title>
        <link rel="stylesheet" href="/assets/style.css" />
        <link rel="icon" href="/assets/icon.svg" />
        <link rel="alternate" type="application/atom+xml" title="New events" href="/feeds/new.atom" />
        <link rel="alternate" type="application/atom+xml" title="Changed pages" href="/feeds/changes.atom" />
        <script src="/assets/app.js" defer />
      </head>
      <body>
        <a class="skip" href="#content">
          {TEXTS.skip}
        </a>
        <header class="top">
          <a class="product" href="/" title={TEXTS.tagline}>
            {TEXTS.product}
          </a>
          <nav aria-label="Main">
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
            {TEXTS.deciding} <strong>{visit.reviewer}</strong>
          </span>
        </header>
        <main id="content" tabindex={-1}>
          {children}
        </main>
        <dialog id="shortcuts" aria-labelledby="shortcuts-title">
          <h2 id="shortcuts-title">{TEXTS.shortcuts}</h2>
          <table>
            <tbody>
              {KEYS.map(([key, text]) => (
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
            <button type="submit">{TEXTS.close}</button>
          </form>
        </dialog>
      </body>
    </html>
  </>
);
