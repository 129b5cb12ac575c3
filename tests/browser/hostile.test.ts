import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, newPage, openBrowser } from "./chromium.ts";
import { ODD } from "./documents.ts";
import { openReview, type ReviewServer } from "./review-server.ts";

describe.skipIf(!CHROMIUM)("a page made to break out", () => {
  let browser: Browser;
  let server: ReviewServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), openReview(ODD)]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it("runs nothing and asks nothing of any other server, wherever it is shown", async () => {
    const { events } = await server.json<{ events: { id: string }[] }>("queue", "--country", "KI");
    const [event] = events;
    const record = (await (await fetch(`${server.url}/api/events/${event!.id}`)).json()) as {
      mentions: { document: string }[];
    };
    const document = `/documents/${record.mentions[0]!.document}`;
    const page = await newPage(browser);
    const outside: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url)) outside.push(request.url());
    });
    for (const path of [
      "/",
      `/events/${event!.id}`,
      document,
      `${document}/archived`,
      "/search?q=基里巴斯",
      "/search?q=<script>top.broken=2</script>",
      "/changes",
      "/dashboard",
      "/runs",
    ]) {
      await page.goto(`${server.url}${path}`);
      await page.waitForTimeout(100);
      for (const frame of page.frames()) {
        expect(new URL(frame.url(), server.url).origin, path).toBe(server.url);
        expect(await frame.evaluate("typeof top.broken"), path).toBe("undefined");
      }
    }
    expect(outside).toEqual([]);
    await page.close();
  });
});
