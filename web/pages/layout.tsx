import { raw } from "hono/html";
import type { Child, FC } from "hono/jsx";
import { LAYOUT_TEXTS } from "../texts/layout.ts";
import { SIGN_IN_TEXTS } from "../texts/sign-in.ts";
import { TEXTS } from "../texts.ts";
import { THEMES, type Theme } from "../theme.ts";

/** What every page is told about the request. */
export interface Place {
  readonly path: string;
  /** Path and query to come back to; of a form that was sent, where the reader can go instead. */
  readonly address: string;
  readonly theme: Theme;
}

/** What pages are told that not everybody may see. */
export interface Visit extends Place {
  readonly reviewer: string;
  /** Whether the reviewer has signed in and so can sign out. */
  readonly mayLeave: boolean;
  /** How many events wait for the reviewer. */
  readonly waiting: number;
}

const PLACES = [
  ["/", TEXTS.nav.queue],
  ["/search", TEXTS.nav.search],
  ["/dashboard", TEXTS.nav.dashboard],
  ["/changes", TEXTS.nav.changes],
  ["/sources", TEXTS.nav.sources],
  ["/reliability", TEXTS.nav.reliability],
  ["/rules", TEXTS.nav.rules],
  ["/runs", TEXTS.nav.runs],
] as const;

/** The frame of every page. For one who has not signed in it leads nowhere and tells nothing. */
export const Layout: FC<{ title: string; visit: Place | Visit; children?: Child }> = ({
  title,
  visit,
  children,
}) => {
  const known = "reviewer" in visit ? visit : undefined;
  return (
    <>
      {raw("<!DOCTYPE html>")}
      <html lang="en" {...(visit.theme === "system" ? {} : { "data-theme": visit.theme })}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${title} – ${LAYOUT_TEXTS.product}`}</title>
          <link rel="stylesheet" href="/assets/style.css" />
          <link rel="icon" href="/assets/icon.svg" />
          {known && <Feeds />}
          <script type="module" src="/assets/app.js" />
        </head>
        <body>
          <a class="skip" href="#content">
            {LAYOUT_TEXTS.skip}
          </a>
          <header class="top">
            <a class="product" href="/" title={LAYOUT_TEXTS.tagline}>
              {LAYOUT_TEXTS.product}
            </a>
            <button type="button" class="menu-button" popovertarget="menu">
              {LAYOUT_TEXTS.menu}
            </button>
            {/* On a wide screen its parts stand in the line; on a narrow one the button opens it, without a script. */}
            <div class="menu" id="menu" popover="auto">
              {known && <Places visit={known} />}
              <ThemeSwitch visit={visit} />
            </div>
            {known && <Who visit={known} />}
          </header>
          <main id="content" tabindex={-1}>
            {children}
          </main>
          {known && <Shortcuts />}
        </body>
      </html>
    </>
  );
};

const Feeds: FC = () => (
  <>
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
  </>
);

const Places: FC<{ visit: Visit }> = ({ visit }) => (
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
);

/** Under whose name decisions are written, and the way out. */
const Who: FC<{ visit: Visit }> = ({ visit }) => (
  <div class="who">
    <span>
      {LAYOUT_TEXTS.deciding} <strong>{visit.reviewer}</strong>
    </span>
    {visit.mayLeave && (
      <form method="post" action="/sign-out">
        <button type="submit" class="quiet">
          {SIGN_IN_TEXTS.out}
        </button>
      </form>
    )}
  </div>
);

const Shortcuts: FC = () => (
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
);

/** Three buttons of a form, so that it works without script; the server remembers the choice. */
const ThemeSwitch: FC<{ visit: Place }> = ({ visit }) => (
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
