import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { changeAccounts } from "../../store/reviewers.ts";
import { listReviews } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import {
  account,
  app,
  basic,
  clock,
  cookieOf,
  dataDir,
  fixture,
  get,
  hashOf,
  ORIGIN,
  options,
  PASSWORD,
  post,
  program,
  SHARED,
  signIn,
} from "./sign-in-fixture.ts";

const DAY = 86_400_000;

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
    clock.now += 13 * DAY;
    expect((await get("/", cookie)).status).toBe(200);
    clock.now += 13 * DAY;
    expect((await get("/", cookie)).status).toBe(200);
    for (let day = 26; day < 89; day += 7) {
      clock.now += 7 * DAY;
      expect((await get("/", cookie)).status).toBe(200);
    }
    clock.now = Date.parse("2026-03-01T08:00:00Z") + 90 * DAY;
    expect((await get("/", cookie)).status).toBe(303);
    await signIn("jon");
    const rows = await fixture.db.selectFrom("session").select("expires").execute();
    expect(rows.filter(({ expires }) => Date.parse(expires) <= clock.now)).toEqual([]);
  });

  it("that is not used ends after a fortnight", async () => {
    const cookie = cookieOf(await signIn());
    clock.now += 14 * DAY;
    expect((await get("/", cookie)).status).toBe(303);
  });
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
