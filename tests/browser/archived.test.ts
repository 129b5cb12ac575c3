import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningServer } from "../../web/server.ts";
import { MEETING } from "../web/fixture.ts";
import { hostilePage, keepCapture } from "../web/hostile-page.ts";
import { CHROMIUM, newPage } from "./chromium.ts";
import { type ServedFixture, serveFixture } from "./served-fixture.ts";

/** Longer than the refresh, the fonts and the guesses of a browser at what it may need take. */
const PATIENCE_MS = 1500;

describe.skipIf(!CHROMIUM)("a captured page made to break out", () => {
  let served: ServedFixture;
  let browser: Browser;
  let server: RunningServer;
  /** Another server, which counts whoever so much as connects. */
  let outside: Server;
  let reached: string[] = [];
  beforeAll(async () => {
    outside = createServer((request, response) => {
      reached.push(request.url!);
      response.setHeader("Content-Type", "text/html");
      response.end(request.url === "/raw" ? hostilePage(originOf(outside)) : "");
    });
    outside.on("connection", () => reached.push("connection"));
    await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
    served = await serveFixture([MEETING], ({ db }, dataDir) =>
      keepCapture(db, dataDir, "s-meeting", Buffer.from(hostilePage(originOf(outside))), "text/html"),
    );
    ({ browser, server } = served);
  });
  afterAll(async () => {
    await served?.close();
    outside.closeAllConnections();
    outside.close();
  });

  it("reaches nobody, whether framed, clicked or opened by itself, and is seen all the same", async () => {
    const page = await newPage(browser);
    const context = page.context();
    const asked: string[] = [];
    context.on("request", (request) => asked.push(request.url()));
    const address = `${server.url}/documents/d-meeting/archived`;
    await page.goto(address);
    const framed = page.frameLocator("iframe");
    await framed.getByText("公安部代表团").waitFor();
    await page.waitForTimeout(PATIENCE_MS);
    for (const link of await framed.locator("a").all()) await link.click();
    await page.waitForTimeout(200);
    expect(page.url()).toBe(address);
    expect(page.frames().map((frame) => frame.url())).toEqual([address, `${address}/page`]);
    expect(context.pages()).toHaveLength(1);

    await page.goto(`${address}/page`);
    await page.waitForTimeout(PATIENCE_MS);
    for (const link of await page.locator("a").all()) await link.click();
    expect(await page.evaluate("self.origin")).toBe("null");
    expect(page.url()).toBe(`${address}/page`);

    expect(asked.filter((url) => !url.startsWith(server.url) && !url.startsWith("data:"))).toEqual([]);
    expect(reached).toEqual([]);
    await context.close();
  });

  it("would have been noticed: as its own server gives it, it reaches out many times", async () => {
    reached = [];
    const page = await newPage(browser);
    await page.goto(`${originOf(outside)}/raw`).catch(() => {});
    await page.waitForTimeout(PATIENCE_MS);
    expect(new Set(reached).size).toBeGreaterThan(5);
    await page.close();
  });
});

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
