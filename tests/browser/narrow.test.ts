import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { ordinaryDocuments } from "./documents.ts";
import { openReview, type ReviewServer } from "./review-server.ts";
import { listed, openPage } from "./reviewer.ts";

/** Two rows of text with their paddings, in pixels. */
const TWO_ROWS = 100;

describe.skipIf(!CHROMIUM)("on a screen 360 pixels wide", () => {
  let browser: Browser;
  let server: ReviewServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), openReview(ordinaryDocuments(6))]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each([true, false])(
    "the head of a page takes two rows at most, and its menu leads on (script: %s)",
    async (javaScriptEnabled) => {
      const [event] = await listed(server);
      const viewport = { width: 360, height: 740 };
      const page = await openPage(browser, server, `/events/${event}`, { viewport, javaScriptEnabled });
      const head = page.locator("header.top");
      expect((await head.boundingBox())!.height).toBeLessThanOrEqual(TWO_ROWS);
      const places = page.getByRole("navigation", { name: "Main" });
      expect(await places.isVisible()).toBe(false);
      await page.getByRole("button", { name: "Menu" }).click();
      expect(await places.getByRole("link").allInnerTexts()).toHaveLength(8);
      await places.getByRole("link", { name: "Sources" }).click();
      await page.waitForURL(`${server.url}/sources`);
      expect(await places.isVisible()).toBe(false);
      // The colours are chosen there, too.
      await page.getByRole("button", { name: "Menu" }).click();
      await page.getByRole("button", { name: "Dark" }).click();
      await page.waitForFunction("document.documentElement.dataset.theme === 'dark'");
      await page.context().close();
    },
  );

  it("a wide screen has the same places in one line, and no menu", async () => {
    const viewport = { width: 1300, height: 900 };
    const page = await openPage(browser, server, "/", { viewport });
    expect((await page.locator("header.top").boundingBox())!.height).toBeLessThanOrEqual(TWO_ROWS / 1.6);
    expect(await page.getByRole("button", { name: "Menu" }).isVisible()).toBe(false);
    const places = page.getByRole("navigation", { name: "Main" });
    expect(await places.getByRole("link", { name: "Runs" }).isVisible()).toBe(true);
    await page.context().close();
  });
});
