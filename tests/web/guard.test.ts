import type { Hono } from "hono";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listReviews } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { isLoopback } from "../../web/guard.ts";
import { type Fixture, MEETING, openFixture } from "./fixture.ts";

let fixture: Fixture;
let app: Hono;
beforeAll(async () => {
  fixture = await openFixture([MEETING]);
  app = createApp({ db: fixture.db, version: "0.1.0", dataDir: "." });
});
afterAll(() => fixture.close());

const form = (headers: Record<string, string>) => ({
  method: "POST",
  headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
  body: "decision=accept",
});

it.each([
  ["another site's address", { Origin: "https://evil.example" }],
  ["no address at all", {}],
  ["a hidden address", { Origin: "null", "Sec-Fetch-Site": "cross-site" }],
])("takes no decision from a form that comes with %s", async (_, headers) => {
  const answer = await app.request(`/events/${fixture.events.meeting}/reviews`, form(headers as never));
  expect(answer.status).toBe(403);
  expect(await listReviews(fixture.db, fixture.events.meeting!)).toEqual([]);
});

it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
  "takes no decision from a JSON body sent as %s, which another site could send unasked",
  async (type) => {
    const answer = await app.request(`/api/events/${fixture.events.meeting}/reviews`, {
      method: "POST",
      headers: { "Content-Type": type, Origin: "https://evil.example" },
      body: JSON.stringify({ decision: "accept", reviewer: "evil" }),
    });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toEqual({ error: { message: "Send the body as application/json." } });
    expect(await listReviews(fixture.db, fixture.events.meeting!)).toEqual([]);
  },
);

it("lets no other site read the JSON routes", async () => {
  const answer = await app.request("/api/events", { headers: { Origin: "https://evil.example" } });
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
});

it.each(["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example"])(
  "answers nothing under the name %s that another site may have given this machine",
  async (host) => {
    for (const path of ["/", "/api/events", "/healthz"]) {
      const answer = await app.request(path, { headers: { Host: host } });
      expect(answer.status).toBe(421);
      expect(await answer.text()).not.toContain("Myanmar");
    }
  },
);

it.each(["localhost:8080", "127.0.0.1:80", "[::1]:8080", "LOCALHOST"])(
  "answers under the name %s",
  async (host) => {
    expect((await app.request("/", { headers: { Host: host } })).status).toBe(200);
  },
);

it("knows which addresses only this machine reaches", () => {
  for (const host of ["localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"])
    expect(isLoopback(host)).toBe(true);
  for (const host of ["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example", "localhost.example", ""]) {
    expect(isLoopback(host)).toBe(false);
  }
});

it("allows pages no script, style or frame but its own, and none inline", async () => {
  const answer = await app.request("/");
  const policy = answer.headers.get("Content-Security-Policy")!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(answer.headers.get("Strict-Transport-Security")).toBeNull();
  const page = await answer.text();
  expect(page).toMatch(/^<!DOCTYPE html><html lang="en">/);
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
  expect(page).not.toMatch(/\sstyle=|<style|\son[a-z]+=/);
});

it("serves its style sheet and script with their types, and nothing else from the disk", async () => {
  expect((await app.request("/assets/style.css")).headers.get("Content-Type")).toContain("text/css");
  expect((await app.request("/assets/app.js")).headers.get("Content-Type")).toContain("text/javascript");
  for (const path of [
    "/assets/../package.json",
    "/assets/%2e%2e/package.json",
    "/assets/texts.ts",
    "/package.json",
  ]) {
    expect((await app.request(path)).status).toBe(404);
  }
});

it("shows nothing but the form, its style and the health check to those who have not signed in", async () => {
  const closed = createApp({
    db: fixture.db,
    version: "0.1.0",
    dataDir: ".",
    password: "a:b c",
    loopback: false,
  });
  const paths = closed.routes.filter(({ method }) => method === "GET").map(({ path }) => path);
  // The files of the program itself, which tell nothing of what is stored.
  const open = ["/healthz", "/sign-in", ...paths.filter((path) => path.startsWith("/assets/"))];
  expect(paths).toEqual(expect.arrayContaining(open));
  for (const path of ["/", "/no/such/page", ...paths]) {
    const { status } = await closed.request(path.replaceAll(":id", "x"));
    if (open.includes(path)) expect([path, status]).toEqual([path, 200]);
    else expect([path, [303, 401].includes(status)]).toEqual([path, true]);
  }
  const ask = (credentials: string) =>
    closed.request("/api/stats", {
      headers: { Authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
    });
  expect((await ask("mara:wrong")).status).toBe(401);
  expect((await ask("mara")).status).toBe(401);
  expect((await ask("mara:a:b c")).status).toBe(200);
});

it("refuses a body that is larger than any decision", async () => {
  const answer = await app.request(`/api/events/${fixture.events.meeting}/reviews`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Content-Length": "400000" },
    body: JSON.stringify({ decision: "accept", note: "x".repeat(400_000) }),
  });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toHaveProperty("error.message");
});
