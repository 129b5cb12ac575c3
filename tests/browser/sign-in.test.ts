import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../store/passwords.ts";
import { changeAccounts } from "../../store/reviewers.ts";
import { listReviews } from "../../store/reviews.ts";
import type { RunningServer } from "../../web/server.ts";
import { type Fixture, MEETING, TRAINING } from "../web/fixture.ts";
import { CHROMIUM, newPage } from "./chromium.ts";
import { type ServedFixture, serveFixture } from "./served-fixture.ts";

const PASSWORD = "old harbour wall";

describe.skipIf(!CHROMIUM)("signing in with a browser", () => {
  let served: ServedFixture;
  let browser: Browser;
  let fixture: Fixture;
  let server: RunningServer;
  beforeAll(async () => {
    const password = await hashPassword(PASSWORD);
    served = await serveFixture([MEETING, TRAINING], (_, dataDir) =>
      changeAccounts(dataDir, () => [{ name: "Mara", added: "2026-03-01T08:00:00Z", password }]),
    );
    ({ browser, fixture, server } = served);
  });
  afterAll(() => served?.close());

  async function send(page: Page, name: string, password: string): Promise<void> {
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  }

  it.each([
    [true, "meeting"],
    [false, "training"],
  ])(
    "leads to the page asked for, decides under the name and lets one out, script: %s",
    async (script, key) => {
      const page = await newPage(browser, { javaScriptEnabled: script });
      const context = page.context();
      const asked = `${server.url}/events/${fixture.events[key]}`;
      await page.goto(asked);
      await send(page, "Mara", "not this one");
      await page.getByRole("alert").getByText("do not belong together").waitFor();
      expect(await page.getByLabel("Name").inputValue()).toBe("Mara");
      await send(page, "Mara", PASSWORD);
      await page.waitForURL(asked);
      const before = (await listReviews(fixture.db, fixture.events[key]!)).length;
      await page.locator('[data-key="a"]').click();
      await page.getByText("Accepted:").waitFor();
      const reviews = await listReviews(fixture.db, fixture.events[key]!);
      expect(reviews).toHaveLength(before + 1);
      expect(reviews.at(-1)).toMatchObject({ reviewer: "Mara", decision: "accept" });
      const [cookie] = await context.cookies();
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByText("You have signed out").waitFor();
      await page.goto(asked);
      expect(new URL(page.url()).pathname).toBe("/sign-in");
      await context.close();
    },
  );

  it("takes no decision from a page of another origin, though the browser sends its cookie along", async () => {
    const target = `${server.url}/events/${fixture.events.meeting}/reviews`;
    const other = createServer((_, response) => {
      response.setHeader("Content-Type", "text/html");
      response.end(
        `<form method="post" action="${target}"><input name="decision" value="undo"><button>Prize</button></form>`,
      );
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const page = await newPage(browser);
    const context = page.context();
    await page.goto(`${server.url}/sign-in`);
    await send(page, "Mara", PASSWORD);
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    const before = await listReviews(fixture.db, fixture.events.meeting!);
    // Another port is another origin, but the same site: the cookie goes along.
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
    const [answer] = await Promise.all([
      page.waitForResponse(target),
      page.getByRole("button", { name: "Prize" }).click(),
    ]);
    expect(answer.status()).toBe(403);
    expect((await answer.request().allHeaders()).cookie).toContain("jingwu=");
    expect(await listReviews(fixture.db, fixture.events.meeting!)).toEqual(before);
    await context.close();
    other.closeAllConnections();
    other.close();
  });
});
