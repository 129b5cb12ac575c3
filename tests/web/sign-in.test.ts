import { createHash, scryptSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeAccounts } from "../../store/reviewers.ts";
import { listReviews } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { type Fixture, MEETING, openFixture } from "./fixture.ts";

const PASSWORD = "old harbour wall";
const SHARED = "one for all of us";
const DAY = 86_400_000;

let fixture: Fixture;
let dataDir: string;
let app: Hono;
let now: number;
/** A hash with less parallel work than the program gives new ones, which keeps this file quick: what is stored counts. */
const hashOf = (password: string) => {
  const key = scryptSync(password, "sixteen bytes of", 32, { cost: 2 ** 15, maxmem: 2 ** 26 });
  const text = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  return `$scrypt$ln=15,r=8,p=1$${text(Buffer.from("sixteen bytes of"))}$${text(key)}`;
};
const hash = hashOf(PASSWORD);
const options = (more: object = {}) => ({
  db: fixture.db,
  version: "0.1.0",
  dataDir,
  now: () => new Date(now),
  ...more,
});
const account = (name: string) => ({ name, added: "2026-03-01T08:00:00Z", password: hash });

beforeAll(async () => {
  fixture = await openFixture([MEETING]);
});
afterAll(() => fixture.close());
beforeEach(async () => {
  now = Date.parse("2026-03-01T08:00:00Z");
  dataDir = mkdtempSync(join(tmpdir(), "jingwu-sign-in-"));
  await changeAccounts(dataDir, () => [account("Mara"), account("jon")]);
  app = createApp(options());
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const ORIGIN = { Origin: "http://localhost" };
const post = (
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
const signIn = (name = "Mara", password = PASSWORD, more: Record<string, string> = {}, to = app) =>
  post("/sign-in", { name, password, ...more }, ORIGIN, "192.0.2.1", to);
const cookieOf = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";
const get = (path: string, cookie = "", to = app) =>
  to.request(path, { headers: cookie ? { Cookie: cookie } : {} });
const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
const program = (path: string, authorization: string, to = app) =>
  to.request(path, { headers: { Authorization: authorization } });

describe("signing in", () => {
  it("leads people to the form and back to the page they asked for, filters and all", async () => {
    const asked = await get("/?status=all&country=MM");
    expect(asked.status).toBe(303);
    const to = asked.headers.get("location")!;
    expect(to).toBe(`/sign-in?to=${encodeURIComponent("/?status=all&country=MM")}`);
    const form = await (await get(to)).text();
    expect(form).toContain('name="to" value="/?status=all&amp;country=MM"');
    expect(form).not.toMatch(/Myanmar|feeds|You decide as/);
    const done = await signIn("Mara", PASSWORD, { to: "/?status=all&country=MM" });
    expect(done.status).toBe(303);
    expect(done.headers.get("location")).toBe("/?status=all&country=MM");
    const page = await (await get("/?status=all&country=MM", cookieOf(done))).text();
    expect(page).toContain("<strong>Mara</strong>");
    expect(page).toContain("Sign out");
  });

  it("takes decisions under the name that signed in, whatever name is sent", async () => {
    const cookie = cookieOf(await signIn("jon"));
    const path = `/api/events/${fixture.events.meeting}/reviews`;
    const sent = await app.request(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Cookie: cookie },
      body: JSON.stringify({ decision: "accept", reviewer: "Mara" }),
    });
    expect(sent.status).toBe(201);
    expect((await listReviews(fixture.db, fixture.events.meeting!)).at(-1)).toMatchObject({
      reviewer: "jon",
    });
  });

  it("writes the name as its account has it, however it was typed", async () => {
    const page = await get("/", cookieOf(await signIn(" MARA ")));
    expect(await page.text()).toContain("<strong>Mara</strong>");
  });

  it("gives a cookie that scripts and other sites cannot use, and keeps only its digest", async () => {
    const answer = await signIn();
    const cookie = answer.headers.get("set-cookie")!;
    expect(cookie).toMatch(/^jingwu=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    const token = cookieOf(answer).split("=")[1]!;
    const [row] = await fixture.db
      .selectFrom("session")
      .selectAll()
      .where("created", "=", "2026-03-01T08:00:00Z")
      .where("tokenSha256", "=", createHash("sha256").update(token).digest("hex"))
      .execute();
    expect(row).toMatchObject({ reviewer: "Mara" });
    expect(JSON.stringify(await fixture.db.selectFrom("session").selectAll().execute())).not.toContain(token);
  });

  it.each([
    ["a wrong password", "Mara", "old harbour wal"],
    ["no password", "Mara", ""],
    ["an unknown name", "nobody", PASSWORD],
    ["no name", "", PASSWORD],
  ])("refuses %s with the same words, and keeps nobody's session", async (_, name, password) => {
    const answer = await signIn(name, password);
    expect(answer.status).toBe(403);
    expect(answer.headers.get("set-cookie")).toBeNull();
    const page = await answer.text();
    expect(page).toContain("do not belong together");
    expect(page).toContain('role="alert"');
  });

  it.each(["//evil.example/", "/\\evil.example", "https://evil.example/"])(
    "leads to no other place than this server: %j",
    async (to) => {
      expect((await signIn("Mara", PASSWORD, { to })).headers.get("location")).toBe("/");
      const asked = await get(`/sign-in?to=${encodeURIComponent(to)}`);
      expect(await asked.text()).toContain('name="to" value="/"');
    },
  );

  it("gives a new token at each sign-in and ends the one before", async () => {
    const first = cookieOf(await signIn());
    const again = await post("/sign-in", { name: "Mara", password: PASSWORD }, { ...ORIGIN, Cookie: first });
    const second = cookieOf(again);
    expect(second).not.toBe(first);
    expect((await get("/", first)).status).toBe(303);
    expect((await get("/", second)).status).toBe(200);
  });

  it("takes no token that it did not give", async () => {
    const planted = `jingwu=${"A".repeat(43)}`;
    expect((await get("/", planted)).status).toBe(303);
    const answer = await post(
      "/sign-in",
      { name: "Mara", password: PASSWORD },
      { ...ORIGIN, Cookie: planted },
    );
    expect(cookieOf(answer)).not.toBe(planted);
    expect((await get("/", planted)).status).toBe(303);
  });
});

describe("a session", () => {
  it("ends when one signs out", async () => {
    const cookie = cookieOf(await signIn());
    const out = await post("/sign-out", {}, { ...ORIGIN, Cookie: cookie });
    expect(out.status).toBe(303);
    expect(out.headers.get("set-cookie")).toMatch(/^jingwu=; Max-Age=0/);
    expect((await get("/", cookie)).status).toBe(303);
    expect(await (await get(out.headers.get("location")!)).text()).toContain("You have signed out");
  });

  it("ends at once when its reviewer is removed, or gets another password", async () => {
    const [mara, jon] = [cookieOf(await signIn("Mara")), cookieOf(await signIn("jon"))];
    await changeAccounts(dataDir, (all) => all.filter(({ name }) => name !== "Mara"));
    expect((await get("/", mara)).status).toBe(303);
    expect((await get("/", jon)).status).toBe(200);
    const other = hashOf("another one entirely");
    await changeAccounts(dataDir, () => [account("Mara"), { ...account("jon"), password: other }]);
    expect((await get("/", jon)).status).toBe(303);
    expect((await get("/", mara)).status).toBe(303);
  });

  it("lasts while it is used, ends a fortnight after the last use and after ninety days in any case, and is then taken away", async () => {
    const cookie = cookieOf(await signIn());
    now += 13 * DAY;
    expect((await get("/", cookie)).status).toBe(200);
    now += 13 * DAY;
    expect((await get("/", cookie)).status).toBe(200);
    for (let day = 26; day < 89; day += 7) {
      now += 7 * DAY;
      expect((await get("/", cookie)).status).toBe(200);
    }
    now = Date.parse("2026-03-01T08:00:00Z") + 90 * DAY;
    expect((await get("/", cookie)).status).toBe(303);
    await signIn("jon");
    const rows = await fixture.db.selectFrom("session").select("expires").execute();
    expect(rows.filter(({ expires }) => Date.parse(expires) <= now)).toEqual([]);
  });

  it("that is not used ends after a fortnight", async () => {
    const cookie = cookieOf(await signIn());
    now += 14 * DAY;
    expect((await get("/", cookie)).status).toBe(303);
  });
});

describe("attempts that fail", () => {
  it("bring pauses for the name that grow, known or not, with the time left", async () => {
    for (const name of ["Mara", "nobody"]) {
      for (let i = 0; i < 5; i += 1) expect((await signIn(name, "wrong")).status).toBe(403);
      const paused = await post(
        "/sign-in",
        { name: name.toUpperCase(), password: PASSWORD },
        ORIGIN,
        "198.51.100.9",
      );
      expect(paused.status).toBe(429);
      expect(paused.headers.get("retry-after")).toBe("2");
      expect(await paused.text()).toContain("Try again in 2 seconds");
    }
    now += 2000;
    expect((await signIn("Mara", "wrong")).status).toBe(403);
    expect((await signIn("Mara", PASSWORD)).headers.get("retry-after")).toBe("4");
    expect((await signIn("jon")).status).toBe(303);
    now += 4000;
    expect((await signIn("Mara")).status).toBe(303);
    expect((await signIn("Mara", "wrong")).status).toBe(403);
  });

  it("are counted by programs and forms together", async () => {
    for (let i = 0; i < 5; i += 1)
      expect((await program("/api/stats", basic("Mara", "wrong"))).status).toBe(401);
    const answer = await program("/api/stats", basic("Mara", "wrong"));
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe("2");
    expect(await answer.json()).toMatchObject({ error: { message: expect.stringContaining("2 seconds") } });
    expect((await signIn("Mara")).status).toBe(429);
  });

  it("do not close the door to a program whose name and password were right before", async () => {
    expect((await program("/api/stats", basic("Mara", PASSWORD))).status).toBe(200);
    for (let i = 0; i < 6; i += 1) await program("/api/stats", basic("Mara", "wrong"));
    expect((await program("/api/stats", basic("Mara", "wrong"))).status).toBe(429);
    expect((await program("/api/stats", basic("Mara", PASSWORD))).status).toBe(200);
  });
});

describe("programs", () => {
  it.each(["/api/events", "/feeds/new.atom", "/metrics", "/openapi.json"])(
    "read %s with name and password",
    async (path) => {
      const refused = await app.request(path);
      expect(refused.status).toBe(401);
      expect(refused.headers.get("www-authenticate")).toContain("Basic");
      expect((await program(path, basic("Mara", PASSWORD))).status).toBe(200);
      expect((await program(path, basic("Mara", "wrong"))).status).toBe(401);
      expect((await get(path, cookieOf(await signIn()))).status).toBe(200);
    },
  );

  it("are told in JSON, and a browser is not made to ask in a window of its own", async () => {
    const refused = await app.request("/api/events", { headers: { "Sec-Fetch-Mode": "cors" } });
    expect(await refused.json()).toMatchObject({ error: { message: expect.stringContaining("/sign-in") } });
    expect(refused.headers.get("www-authenticate")).not.toContain("Basic");
  });

  it("reach no page with it: a browser would send it along from any site", async () => {
    expect((await program("/", basic("Mara", PASSWORD))).status).toBe(303);
  });

  it("whose name was removed are refused at the next request", async () => {
    expect((await program("/api/stats", basic("jon", PASSWORD))).status).toBe(200);
    await changeAccounts(dataDir, () => [account("Mara")]);
    expect((await program("/api/stats", basic("jon", PASSWORD))).status).toBe(401);
  });
});

it("is described for programs: how they sign in, and what they are told otherwise", async () => {
  const { paths, security, components } = (await (
    await program("/openapi.json", basic("Mara", PASSWORD))
  ).json()) as {
    paths: Record<string, Record<string, { responses: object; security?: object[] }>>;
    security: object[];
    components: { securitySchemes: Record<string, object> };
  };
  expect(Object.keys(components.securitySchemes)).toEqual(["basic", "session"]);
  expect(security).toEqual([{ basic: [] }, { session: [] }, {}]);
  expect(paths["/healthz"]!.get!.security).toEqual([]);
  expect(Object.keys(paths["/api/stats"]!.get!.responses)).toEqual(["200", "401", "429"]);
  expect(Object.keys(paths["/api/events/{id}/reviews"]!.post!.responses)).toContain("403");
});

describe("the password of the server", () => {
  it("lets any name in, but none that has an account", async () => {
    const both = createApp(options({ password: SHARED }));
    expect((await signIn("Ada", SHARED, {}, both)).status).toBe(303);
    expect((await signIn("mara", SHARED, {}, both)).status).toBe(403);
    expect((await signIn("mara", PASSWORD, {}, both)).status).toBe(303);
    expect((await signIn("", SHARED, {}, both)).status).toBe(403);
    expect((await signIn("machine", SHARED, {}, both)).status).toBe(403);
    expect((await program("/api/stats", basic("Ada", SHARED), both)).status).toBe(200);
  });

  it("ends the sessions begun with it when it is changed or taken away", async () => {
    const cookie = cookieOf(await signIn("Ada", SHARED, {}, createApp(options({ password: SHARED }))));
    expect((await get("/", cookie, createApp(options({ password: SHARED })))).status).toBe(200);
    expect((await get("/", cookie, createApp(options({ password: "another" })))).status).toBe(303);
    expect((await get("/", cookie)).status).toBe(303);
  });
});

it("looks at few passwords at once and sends the rest away for a moment, which does not count as a failure", async () => {
  const names = Array.from({ length: 40 }, (_, i) => `reviewer ${i}`);
  await changeAccounts(dataDir, () => names.map(account));
  const answers = await Promise.all(
    names.map((name, i) => post("/sign-in", { name, password: PASSWORD }, ORIGIN, `192.0.2.${i}`)),
  );
  const busy = answers.filter(({ status }) => status === 503);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 503]));
  expect(busy[0]!.headers.get("retry-after")).toBe("5");
  expect(await busy[0]!.text()).toContain("Try again in a few seconds");
  const late = names[answers.indexOf(busy[0]!)]!;
  expect((await signIn(late)).status).toBe(303);
}, 20_000);

describe("without accounts and password", () => {
  it("this machine decides under one name, and nobody is asked", async () => {
    await changeAccounts(dataDir, () => []);
    expect(await (await get("/")).text()).toContain("<strong>local</strong>");
    const named = await (await get("/", "", createApp(options({ reviewer: "ada" })))).text();
    expect(named).toContain("<strong>ada</strong>");
    expect(named).not.toContain("Sign out");
    expect((await get("/sign-in?to=/runs")).headers.get("location")).toBe("/runs");
  });

  it.each([{ loopback: false }, { behindProxy: true }])("nobody else is let in: %o", async (more) => {
    await changeAccounts(dataDir, () => []);
    const open = createApp(options(more));
    expect((await get("/", "", open)).status).toBe(303);
    expect((await signIn("local", "", {}, open)).status).toBe(403);
  });
});

describe("behind a web server of one's own", () => {
  const TLS = { Origin: "https://jingwu.example", Host: "jingwu.example", "X-Forwarded-Proto": "https" };
  const via = (address: string) => ({ ...TLS, "X-Forwarded-For": `203.0.113.200, ${address}` });
  const form = { name: "Mara", password: PASSWORD };

  it("gives the cookie to TLS alone, and takes forms of its own origin", async () => {
    const proxied = createApp(options({ behindProxy: true }));
    const answer = await post("/sign-in", form, via("203.0.113.1"), "127.0.0.1", proxied);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-jingwu=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const feed = await proxied.request("/feeds/new.atom", { headers: { ...TLS, Cookie: cookieOf(answer) } });
    expect(await feed.text()).toContain('href="https://jingwu.example/feeds/new.atom"');
  });

  it("believes nothing of it where the settings name no web server", async () => {
    const answer = await post("/sign-in", form, { ...ORIGIN, "X-Forwarded-Proto": "https" });
    expect(answer.headers.get("set-cookie")).not.toContain("Secure");
    expect((await post("/sign-in", form, { ...TLS, Host: "localhost" })).status).toBe(403);
  });
});

describe("a request from another origin", () => {
  const ELSEWHERE = [
    { Origin: "https://evil.example" },
    { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
    { Origin: "null" },
    { Origin: "http://localhost:9999", "Sec-Fetch-Site": "same-site" },
    { "Sec-Fetch-Site": "cross-site" },
    {},
  ];

  it.each(ELSEWHERE)("signs nobody in or out and decides nothing: %o", async (headers) => {
    const cookie = cookieOf(await signIn());
    const before = (await listReviews(fixture.db, fixture.events.meeting!)).length;
    for (const path of ["/sign-in", "/sign-out", `/events/${fixture.events.meeting}/reviews`]) {
      const answer = await post(
        path,
        { name: "jon", password: PASSWORD, decision: "undo" },
        { ...headers, Cookie: cookie },
      );
      expect(answer.status).toBe(403);
      expect(answer.headers.get("set-cookie")).toBeNull();
      expect(await answer.text()).not.toContain("Myanmar");
    }
    expect((await get("/", cookie)).status).toBe(200);
    expect(await listReviews(fixture.db, fixture.events.meeting!)).toHaveLength(before);
  });

  it.each(ELSEWHERE.slice(0, -1))("decides nothing by JSON either: %o", async (headers) => {
    const answer = await app.request(`/api/events/${fixture.events.meeting}/reviews`, {
      method: "POST",
      headers: {
        ...(headers as object),
        "Content-Type": "application/json",
        Cookie: cookieOf(await signIn()),
      },
      body: JSON.stringify({ decision: "undo" }),
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toHaveProperty("error.message");
  });
});

it("leads a form back to its page when the session has run out meanwhile", async () => {
  const answer = await post(
    `/events/${fixture.events.meeting}/reviews`,
    { decision: "accept" },
    {
      ...ORIGIN,
      Referer: `http://localhost/events/${fixture.events.meeting}?type=meeting`,
    },
  );
  expect(answer.status).toBe(303);
  const to = encodeURIComponent(`/events/${fixture.events.meeting}?type=meeting`);
  expect(answer.headers.get("location")).toBe(`/sign-in?to=${to}`);
});
