import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { newPage } from "./chromium.ts";
import type { ReviewServer } from "./review-server.ts";

/** A browser of its own for one person, who opens a page of the server. */
export async function openPage(
  browser: Browser,
  server: ReviewServer,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await newPage(browser, options);
  await page.goto(`${server.url}${path}`);
  // Keys reach the page once its script listens.
  if (options.javaScriptEnabled !== false) await page.locator("html.scripted").waitFor();
  return page;
}

/** Presses a key that leads to another event, and waits until it is shown. */
export async function pressOn(page: Page, key: string): Promise<void> {
  const before = await page.locator("h1").innerText();
  await page.keyboard.press(key);
  const shown = () => page.locator("h1").innerText();
  await expect.poll(shown, { interval: 10, timeout: 200_000 }).not.toBe(before);
}

/** The ids that the queue lists with these options. */
export async function listed(server: ReviewServer, ...options: string[]): Promise<string[]> {
  const { events } = await server.json<{ events: { id: string }[] }>("queue", ...options);
  return events.map(({ id }) => id);
}

/** How many events have a status. */
export async function countOf(server: ReviewServer, status: string): Promise<number> {
  return (await server.json<{ total: number }>("queue", "--status", status)).total;
}
