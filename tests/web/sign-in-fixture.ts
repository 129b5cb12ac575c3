import { scryptSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { changeAccounts } from "../../store/reviewers.ts";
import { createApp } from "../../web/app.tsx";
import { type Fixture, MEETING, openFixture } from "./fixture.ts";

export const PASSWORD = "old harbour wall";
export const SHARED = "one for all of us";

export let fixture: Fixture;
export let dataDir: string;
export let app: Hono;
/** What the application takes for the time, in milliseconds. */
export const clock = { now: 0 };
/** A hash with less parallel work than the program gives new ones, which keeps this file quick: what is stored counts. */
export const hashOf = (password: string) => {
  const key = scryptSync(password, "sixteen bytes of", 32, { cost: 2 ** 15, maxmem: 2 ** 26 });
  const text = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  return `$scrypt$ln=15,r=8,p=1$${text(Buffer.from("sixteen bytes of"))}$${text(key)}`;
};
const hash = hashOf(PASSWORD);
export const options = (more: object = {}) => ({
  db: fixture.db,
  version: "0.1.0",
  dataDir,
  now: () => new Date(clock.now),
  ...more,
});
export const account = (name: string) => ({ name, added: "2026-03-01T08:00:00Z", password: hash });

beforeAll(async () => {
  fixture = await openFixture([MEETING]);
});
afterAll(() => fixture.close());
beforeEach(async () => {
  clock.now = Date.parse("2026-03-01T08:00:00Z");
  dataDir = mkdtempSync(join(tmpdir(), "jingwu-sign-in-"));
  await changeAccounts(dataDir, () => [account("Mara"), account("jon")]);
  app = createApp(options());
});
afterEach(() => rmSync(dataDir, { recursive: true }));

export const ORIGIN = { Origin: "http://localhost" };
export const post = (
  path: string,
  fields: Record<string, string>,
  headers: object = ORIGIN,
  from = "192.0.2.1",
  to = app,
) =>
  to.request(
    path,
    {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams(fields).toString(),
    },
    { incoming: { socket: { remoteAddress: from } } },
  );
export const signIn = (name = "Mara", password = PASSWORD, more: Record<string, string> = {}, to = app) =>
  post("/sign-in", { name, password, ...more }, ORIGIN, "192.0.2.1", to);
export const cookieOf = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";
export const get = (path: string, cookie = "", to = app) =>
  to.request(path, { headers: cookie ? { Cookie: cookie } : {} });
export const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
export const program = (path: string, authorization: string, to = app) =>
  to.request(path, { headers: { Authorization: authorization } });
