import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { type RunningServer, startServer } from "../../web/server.ts";
import { type Fixture, openFixture, type Page } from "../web/fixture.ts";
import { openBrowser } from "./chromium.ts";

export interface ServedFixture {
  readonly browser: Browser;
  readonly fixture: Fixture;
  readonly server: RunningServer;
  close(): Promise<void>;
}

/** Pages with their events, served by the application in this process, and a browser; `prepare` is given both before that. */
export async function serveFixture(
  pages: readonly Page[],
  prepare: (fixture: Fixture, dataDir: string) => Promise<void>,
): Promise<ServedFixture> {
  const dataDir = mkdtempSync(join(tmpdir(), "jingwu-browser-"));
  const fixture = await openFixture(pages);
  await prepare(fixture, dataDir);
  const [browser, server] = await Promise.all([
    openBrowser(),
    startServer({ db: fixture.db, version: "0.1.0", dataDir, host: "127.0.0.1", port: 0 }),
  ]);
  const close = async () => {
    await browser.close();
    await server.close();
    await fixture.close();
    rmSync(dataDir, { recursive: true });
  };
  return { browser, fixture, server, close };
}
