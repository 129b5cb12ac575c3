import { statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { temporaryFolder } from "./mission-site.ts";
import { ensureBuilt, jingwu, start } from "./program.ts";

beforeAll(ensureBuilt);

it("runs the demo from home page to queue and finds every sample mission", async () => {
  const data = temporaryFolder();
  const { status, out, err } = await jingwu(["demo", "--no-serve", "--json", "--data", data]);
  expect(err).not.toMatch(/failed/);
  const told = JSON.parse(out);
  expect(told).toMatchObject({ sources: 15 });
  expect(told.documents).toBeGreaterThanOrEqual(60);
  expect(told.events.length).toBeGreaterThan(20);
  const issues = told.openIssues.map((issue: { sourceId: string; code: string }) => [
    issue.sourceId,
    issue.code,
  ]);
  expect(issues.sort()).toEqual([
    ["ae", "layout-changed"],
    ["ar", "list-lost"],
  ]);
  expect(status).toBe(0);
  expect(statSync(join(data, "demo/jingwu.db")).isFile()).toBe(true);
});

it("opens the queue of the demo on another port when the usual one is taken, with sources and rules", async () => {
  const holder = createServer();
  // Where another program holds the port already, that one does as well.
  await new Promise<void>((resolve) =>
    holder
      .once("error", () => resolve())
      .once("listening", () => resolve())
      .listen(8010, "127.0.0.1"),
  );
  const { child, ended } = start(["demo", "--data", temporaryFolder()]);
  let told = "";
  child.stderr!.on("data", (chunk) => {
    told += chunk;
  });
  try {
    while (child.exitCode === null && !/queue is at http\S+/.test(told)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(told).toContain("Port 8010 is taken");
    const origin = /queue is at (http\S+)/.exec(told)![1]!;
    expect(origin).not.toMatch(/:8010$/);
    const page = async (path: string) => (await fetch(origin + path)).text();
    expect(await page("/")).toContain('href="/events/');
    expect(await page("/sources")).toContain("in Fiji");
    expect(await page("/rules")).toContain("meeting.zh.");
  } finally {
    child.kill("SIGINT");
    holder.close();
  }
  expect((await ended).status).toBe(0);
});
