import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, newPage, openBrowser } from "./chromium.ts";
import { ODD, ordinaryDocuments, TWINS } from "./documents.ts";
import { openReview, type ReviewServer } from "./review-server.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Web Content Accessibility Guidelines 2.2, levels A and AA, as axe names them. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const NARROW = { width: 360, height: 740 };
const WIDE = { width: 1300, height: 900 };

interface Found {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

describe.skipIf(!CHROMIUM)("in a browser", () => {
  let browser: Browser;
  let server: ReviewServer;
  let places: Record<string, string>;
  beforeAll(async () => {
    [browser, server] = await Promise.all([
      openBrowser(),
      openReview([...ordinaryDocuments(12), ...TWINS, ...ODD]),
    ]);
    const ids = async (type: string) => {
      const { events } = await server.json<{ events: { id: string }[] }>("queue", "--type", type);
      return events.map(({ id }) => id);
    };
    const [twin] = await ids("meeting");
    const [decided] = await ids("training");
    const [traditional] = await ids("assistance");
    await server.json("review", decided!, "correct", "--set", "participants=12", "--reviewer", "ana");
    const { mentions } = (await (await fetch(`${server.url}/api/events/${traditional}`)).json()) as {
      mentions: { document: string }[];
    };
    places = {
      queue: "/",
      "an event that waits": `/events/${twin}`,
      "a decided event": `/events/${decided}`,
      "an event in traditional script": `/events/${traditional}`,
      "a document": `/documents/${mentions[0]!.document}`,
      "an archived page": `/documents/${mentions[0]!.document}/archived`,
      search: "/search?q=警方",
      dashboard: "/dashboard",
      changes: "/changes",
      coverage: "/coverage",
      sources: "/sources",
      "a source": "/sources/fj",
      rules: "/rules",
      runs: "/runs",
      reliability: "/reliability",
      "what is not there": "/events/none",
    };
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const PAGES = [
    "queue",
    "an event that waits",
    "a decided event",
    "an event in traditional script",
    "a document",
    "an archived page",
    "search",
    "dashboard",
    "changes",
    "coverage",
    "sources",
    "a source",
    "rules",
    "runs",
    "reliability",
    "what is not there",
  ];
  it.each(PAGES)("axe finds nothing to mend on %s, in both themes, wide and narrow", async (name) => {
    const page = await newPage(browser, { bypassCSP: true });
    const context = page.context();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    for (const [theme, size] of [
      ["light", WIDE],
      ["dark", NARROW],
    ] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize(size);
      await page.goto(`${server.url}${places[name]}`);
      // What is folded away is looked at too.
      await page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true");
      await page.addScriptTag({ content: AXE });
      const asked = JSON.stringify({ runOnly: RULES, resultTypes: ["violations"] });
      const found = await page.evaluate<{ violations: Found[] }>(`axe.run(document, ${asked})`);
      const violations = [...found.violations];
      if (size === NARROW) {
        // The menu, which lies over the page when it is open.
        await page.evaluate("document.querySelector('#menu').showPopover()");
        const menu = await page.evaluate<{ violations: Found[] }>(`axe.run("#menu", ${asked})`);
        violations.push(...menu.violations);
      }
      for (const { id, help, nodes } of violations)
        problems.push(
          `${theme} ${size.width}: ${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`,
        );
      const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      if (wide > 0) problems.push(`${theme} ${size.width}: ${wide} px too wide`);
    }
    await context.close();
    expect(problems).toEqual([]);
  });
});
