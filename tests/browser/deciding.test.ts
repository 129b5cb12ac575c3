import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { ODD, ordinaryDocuments, TWINS } from "./documents.ts";
import { openReview, type ReviewServer } from "./review-server.ts";
import { countOf, listed, openPage, pressOn } from "./reviewer.ts";

describe.skipIf(!CHROMIUM)("a reviewer in a browser", () => {
  let browser: Browser;
  let server: ReviewServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([
      openBrowser(),
      openReview([...ordinaryDocuments(12), ...TWINS, ...ODD]),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it("merges an event into the one it may be the same as, and takes it back", async () => {
    const [event] = await listed(server, "--country", "WS");
    const page = await openPage(browser, server, `/events/${event}`);
    await page.getByRole("button", { name: "The same: merge this one into it" }).click();
    const undo = page.getByRole("status").getByRole("button", { name: /Undo/ });
    await undo.waitFor();
    expect(await countOf(server, "merged")).toBe(1);
    await undo.click();
    await page
      .getByRole("status")
      .getByText(/Undone/)
      .waitFor();
    expect(await countOf(server, "merged")).toBe(0);
    expect(await listed(server, "--country", "WS")).toHaveLength(2);
    await page.context().close();
  });

  it("tells the second of two who decide the same event at once, and loses nothing", async () => {
    const [event] = await listed(server, "--country", "VU");
    const path = `/events/${event}`;
    const [one, two] = [await openPage(browser, server, path), await openPage(browser, server, path)];
    await pressOn(one, "a");
    await two.keyboard.press("a");
    await two
      .getByRole("alert")
      .getByText(/decided meanwhile/)
      .waitFor();
    const answer = await fetch(`${server.url}/api/events/${event}`);
    const { reviews } = (await answer.json()) as { reviews: { decision: string }[] };
    expect(reviews.map(({ decision }) => decision)).toEqual(["accept"]);
    await Promise.all([one.context().close(), two.context().close()]);
  });

  it("corrects a field by marking words in the text, and keeps where they stand", async () => {
    const [event] = await listed(server, "--country", "KI");
    const page = await openPage(browser, server, `/events/${event}`);
    // The year and month of "2022年9月2日" (2 September 2022), marked as with a mouse.
    await page.evaluate(`{
      const texts = document.createTreeWalker(document.querySelector("[data-document]"), NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const at = node.data.indexOf("2022年9月2日");
        if (at !== -1) getSelection().setBaseAndExtent(node, at, node, at + 7);
      }
    }`);
    const menu = page.getByRole("region", { name: "Fill a field from these words" });
    await menu.getByRole("button", { name: /^Date: / }).click();
    expect(await page.locator("#set-date").inputValue()).toBe("2022-09");
    await page.getByRole("button", { name: "Save the correction" }).click();
    await page
      .getByRole("status")
      .getByText(/Corrected/)
      .waitFor();
    const answer = await fetch(`${server.url}/api/events/${event}`);
    const { reviews, mentions, date } = (await answer.json()) as {
      date: string;
      mentions: { document: string }[];
      reviews: { spans: { date: { documentId: string; in: string; start: number; end: number } } }[];
    };
    expect(date).toBe("2022-09");
    const { documentId, start, end } = reviews.at(-1)!.spans.date;
    expect([documentId, end - start]).toEqual([mentions[0]!.document, 7]);
    const { text } = (await (await fetch(`${server.url}/api/documents/${documentId}`)).json()) as {
      text: string;
    };
    expect(text.slice(start, end)).toBe("2022年9月");
    await page.context().close();
  });

  it("reads, corrects and rejects without JavaScript", async () => {
    const [event, other] = await listed(server, "--type", "training");
    const page = await openPage(browser, server, `/events/${event}`, { javaScriptEnabled: false });
    await page.getByText("Correct: an event").click();
    await page.locator("#set-date").fill("soon");
    await page.getByRole("button", { name: "Save the correction" }).click();
    expect(await page.locator("#set-date").getAttribute("aria-invalid")).toBe("true");
    await page.locator("#set-date").fill("2016-09");
    await page.getByRole("button", { name: "Save the correction" }).click();
    await page
      .getByRole("status")
      .getByText(/Corrected/)
      .waitFor();
    await page.goto(`${server.url}/events/${other}`);
    await page.getByText("Reject: it is no event").click();
    await page.getByLabel(/Planned, wished/).check();
    await page.getByRole("button", { name: "Reject", exact: true }).click();
    await page
      .getByRole("status")
      .getByText(/Rejected/)
      .waitFor();
    expect(await listed(server, "--status", "corrected")).toContain(event);
    expect(await listed(server, "--status", "rejected")).toContain(other);
    await page.context().close();
  });
});
