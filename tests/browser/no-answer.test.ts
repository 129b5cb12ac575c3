import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { ordinaryDocuments } from "./documents.ts";
import { openReview, type ReviewServer } from "./review-server.ts";
import { countOf, listed, openPage, pressOn } from "./reviewer.ts";

/** The next decision reaches the server, and its answer does not reach the page. */
async function loseNextAnswer(page: Page): Promise<void> {
  await page.route(
    (url) => /\/(reviews|undo)$/.test(url.pathname),
    async (route) => {
      await route.fetch({ maxRedirects: 0 });
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
}

describe.skipIf(!CHROMIUM)("where the server does not answer a reviewer", () => {
  let browser: Browser;
  let server: ReviewServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), openReview(ordinaryDocuments(40))]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const noAnswer = (page: Page) =>
    page
      .getByRole("status")
      .getByText(/did not answer.*nothing is decided twice/)
      .waitFor();
  const reviewsOf = async (event: string) => {
    const { reviews } = (await (await fetch(`${server.url}/api/events/${event}`)).json()) as {
      reviews: { decision: string; note: string | null; changes: object | null }[];
    };
    return reviews.map(({ decision, note, changes }) => ({ decision, note, changes }));
  };
  const opened = (page: Page) => /\/events\/([^?]+)/.exec(page.url())![1]!;

  it("keeps what was typed while it is gone, says so, and takes the correction once when it is back", async () => {
    const [event] = await listed(server, "--type", "meeting");
    const page = await openPage(browser, server, `/events/${event}`);
    await page.keyboard.press("c");
    await page.locator("#set-location").fill("Nadi");
    await page.locator("details[open] textarea[name=note]").fill("see the album");
    await server.stop();
    for (const press of [1, 2]) {
      await page.getByRole("button", { name: "Save the correction" }).click();
      await noAnswer(page);
      expect([press, opened(page), await page.locator("#set-location").inputValue()]).toEqual([
        press,
        event,
        "Nadi",
      ]);
      expect(await page.locator("details[open] textarea[name=note]").inputValue()).toBe("see the album");
    }
    await server.start();
    await page.getByRole("button", { name: "Save the correction" }).click();
    await page
      .getByRole("status")
      .getByText(/Corrected/)
      .waitFor();
    expect(opened(page)).not.toBe(event);
    const taken = { decision: "correct", note: "see the album", changes: { location: "Nadi" } };
    expect(await reviewsOf(event!)).toEqual([taken]);
    // The page is whole again: the next decision is taken with one key.
    const next = opened(page);
    await pressOn(page, "a");
    expect(await reviewsOf(next)).toMatchObject([{ decision: "accept" }]);
    await page.context().close();
  });

  it("takes a decision once whose answer was lost, and goes on when it is sent again", async () => {
    const [first] = await listed(server, "--type", "training");
    const page = await openPage(browser, server, `/events/${first}?type=training`);
    await loseNextAnswer(page);
    await page.keyboard.press("a");
    await noAnswer(page);
    expect(await reviewsOf(first!)).toHaveLength(1);
    await pressOn(page, "a");
    await page
      .getByRole("status")
      .getByText(/Accepted/)
      .waitFor();
    expect(await reviewsOf(first!)).toHaveLength(1);

    const second = opened(page);
    await page.keyboard.press("c");
    await page.locator("#set-location").fill("Suva");
    await loseNextAnswer(page);
    await page.getByRole("button", { name: "Save the correction" }).click();
    await noAnswer(page);
    await page.getByRole("button", { name: "Save the correction" }).click();
    await page
      .getByRole("status")
      .getByText(/Corrected/)
      .waitFor();
    expect(await reviewsOf(second)).toHaveLength(1);
    await page.context().close();
  });

  it("takes back one decision and not two where the answer to an undo was lost", async () => {
    const page = await openPage(browser, server, "/");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/events\//);
    const before = await countOf(server, "accepted");
    const first = opened(page);
    await pressOn(page, "a");
    const second = opened(page);
    await pressOn(page, "a");
    await loseNextAnswer(page);
    await page.keyboard.press("u");
    await noAnswer(page);
    await page.keyboard.press("u");
    await page
      .getByRole("status")
      .getByText(/Undone/)
      .waitFor();
    expect(opened(page)).toBe(second);
    expect(await countOf(server, "accepted")).toBe(before + 1);
    expect(await reviewsOf(first)).toHaveLength(1);
    expect((await reviewsOf(second)).map(({ decision }) => decision)).toEqual(["accept", "undo"]);
    await page.context().close();
  });

  it("says what somebody else decided while it was gone, with what was typed", async () => {
    const event = (await listed(server, "--type", "agreement")).at(-1);
    const page = await openPage(browser, server, `/events/${event}`);
    await page.keyboard.press("c");
    await page.locator("#set-location").fill("Nadi");
    await server.stop();
    await page.getByRole("button", { name: "Save the correction" }).click();
    await noAnswer(page);
    await server.json("review", event!, "accept", "--reviewer", "ana");
    await server.start();
    await page.getByRole("button", { name: "Save the correction" }).click();
    await page
      .getByRole("alert")
      .getByText(/ana decided meanwhile/)
      .waitFor();
    expect(await page.locator("#set-location").inputValue()).toBe("Nadi");
    expect(await reviewsOf(event!)).toHaveLength(1);
    await page.context().close();
  });

  it("leaves the page alone where only a server before it answers, that it is gone", async () => {
    const event = (await listed(server, "--type", "meeting")).at(-1);
    const page = await openPage(browser, server, `/events/${event}`);
    await page.keyboard.press("c");
    await page.locator("#set-location").fill("Nadi");
    const gateway = { status: 502, contentType: "text/html", body: "<h1>Bad Gateway</h1>" };
    await page.route("**/reviews", (route) => route.fulfill(gateway), { times: 1 });
    await page.getByRole("button", { name: "Save the correction" }).click();
    await noAnswer(page);
    expect(await page.locator("#set-location").inputValue()).toBe("Nadi");
    await page.getByRole("button", { name: "Save the correction" }).click();
    await page
      .getByRole("status")
      .getByText(/Corrected/)
      .waitFor();
    expect(await reviewsOf(event!)).toHaveLength(1);
    await page.context().close();
  });
});
