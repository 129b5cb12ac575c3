import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "../../web/server.ts";
import { type Fixture, MEETING, openFixture } from "../web/fixture.ts";
import { hostilePage, keepCapture } from "../web/hostile-page.ts";
import { CHROMIUM, openBrowser } from "./chromium.ts";

/** Longer than the refresh, the fonts and the guesses of a browser at what it may need take. */
const PATIENCE_MS = 1500;

describe.skipIf(!CHROMIUM)("a captured page made to break out", () => {
  let browser: Browser;
  let fixture: Fixture;
  let server: RunningServer;
  /** Another server, which counts whoever so much as connects. */
  let outside: Server;
  let reached: string[] = [];
  const dataDir = mkdtempSync(join(tmpdir(), "jingwu-archived-"));
  beforeAll(async () => {
    outside = createServer((request, response) => {
      reached.push(request.url!);
      response.setHeader("Content-Type", "text/html");
      response.end(request.url === "/raw" ? hostilePage(originOf(outside)) : "");
    });
    outside.on("connection", () => reached.push("connection"));
    await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
    fixture = await openFixture([MEETING]);
    await keepCapture(
      fixture.db,
      dataDir,
      "s-meeting",
      Buffer.from(hostilePage(originOf(outside))),
      "text/html",
    );
    [browser, server] = await Promise.all([
      openBrowser(),
      startServer({ db: fixture.db, version: "0.1.0", dataDir, host: "127.0.0.1", port: 0 }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    outside.closeAllConnections();
    outside.close();
    await fixture?.close();
    rmSync(dataDir, { recursive: true });
  });

  it("reaches nobody, whether framed, clicked or opened by itself, and is seen all the same", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
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
  }, 30_000);

  it("would have been noticed: as its own server gives it, it reaches out many times", async () => {
    reached = [];
    const page = await browser.newPage();
    await page.goto(`${originOf(outside)}/raw`).catch(() => {});
    await page.waitForTimeout(PATIENCE_MS);
    expect(new Set(reached).size).toBeGreaterThan(5);
    await page.close();
  }, 30_000);
});

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
