import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { ordinaryDocuments } from "./documents.ts";
import { openReview, type ReviewServer } from "./review-server.ts";
import { countOf, openPage, pressOn } from "./reviewer.ts";

describe.skipIf(!CHROMIUM)("a reviewer at the keyboard", () => {
  let browser: Browser;
  let server: ReviewServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), openReview(ordinaryDocuments(120))]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it("decides a hundred events, each with one key or three", async () => {
    const page = await openPage(browser, server, "/");
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/events\//);
    for (let decided = 0; decided < 100; decided += 1) {
      if (decided % 10 === 9) {
        await page.keyboard.press("r");
        await page.keyboard.press("2");
        await pressOn(page, "Enter");
      } else await pressOn(page, "a");
    }
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    expect([await countOf(server, "accepted"), await countOf(server, "rejected")]).toEqual([90, 10]);
    expect(errors).toEqual([]);
    await page.context().close();
  }, 300_000);
});
