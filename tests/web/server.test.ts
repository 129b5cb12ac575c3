import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ConfigError } from "../../sources/errors.ts";
import { startServer } from "../../web/server.ts";
import { type Fixture, MEETING, openFixture } from "./fixture.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture([MEETING]);
});
afterAll(() => fixture.close());

const options = (more: object) => ({
  db: fixture.db,
  version: "0.1.0",
  dataDir: ".",
  host: "127.0.0.1",
  port: 0,
  ...more,
});

it("serves the queue over HTTP and stops when closed", async () => {
  const server = await startServer(options({}));
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const answer = await fetch(server.url);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("Meeting · Myanmar · 27 Sep 2016");
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow();
});

it("says which port is taken when another program has it", async () => {
  const server = await startServer(options({}));
  const port = Number(new URL(server.url).port);
  const second = startServer(options({ port }));
  await expect(second).rejects.toBeInstanceOf(ConfigError);
  await expect(second).rejects.toThrow(`--port ${port}: the port is in use`);
  await server.close();
});

it.each([
  [{ host: "0.0.0.0" }, "--host 0.0.0.0"],
  [{ behindProxy: true }, "serve.behind_proxy"],
])("does not open the queue to others where nobody can sign in: %o", async (more, said) => {
  const open = startServer(options(more));
  await expect(open).rejects.toBeInstanceOf(ConfigError);
  await expect(open).rejects.toThrow(said);
  await expect(open).rejects.toThrow("jingwu reviewers add");
  await expect(open).rejects.toThrow("JINGWU_PASSWORD");
});

it("takes no name for all where reviewers sign in with their own", async () => {
  const start = startServer(options({ password: "old harbour", reviewer: "ada" }));
  await expect(start).rejects.toThrow("--reviewer ada: reviewers sign in here");
});

it("does not start with a password file that cannot be read", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "jingwu-server-"));
  writeFileSync(join(dataDir, "reviewers.json"), '{"reviewers": [{"name": "mara"}]}');
  await expect(startServer(options({ dataDir }))).rejects.toThrow("reviewers.json:1: reviewers.0.added");
  rmSync(dataDir, { recursive: true });
});

it("opens to other machines with a password, and asks for it", async () => {
  const server = await startServer(options({ host: "0.0.0.0", password: "old harbour" }));
  const port = new URL(server.url).port;
  const origin = `http://127.0.0.1:${port}`;
  expect((await fetch(`${origin}/`, { redirect: "manual" })).headers.get("location")).toBe("/sign-in");
  const signedIn = await fetch(`${origin}/sign-in`, {
    method: "POST",
    headers: { Origin: origin },
    body: new URLSearchParams({ name: "mara", password: "old harbour" }),
    redirect: "manual",
  });
  const cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
  const answer = await fetch(`${origin}/`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("<strong>mara</strong>");
  await server.close();
});

it("refuses a host that this machine does not have", async () => {
  const start = startServer(options({ host: "203.0.113.7", password: "x" }));
  await expect(start).rejects.toBeInstanceOf(ConfigError);
  await expect(start).rejects.toThrow("--host 203.0.113.7");
});

it("shows the sources and rules of the configuration folder", async () => {
  const server = await startServer(options({ configDir: "config" }));
  expect(await (await fetch(`${server.url}/rules`)).text()).toContain("meeting.zh.");
  expect(await (await fetch(`${server.url}/sources`)).text()).toContain("Embassy");
  await server.close();
});

it("does not start on a configuration folder that cannot be read", async () => {
  await expect(startServer(options({ configDir: "no-such-folder" }))).rejects.toBeInstanceOf(ConfigError);
});
