import { describe, expect, it } from "vitest";
import { changeAccounts } from "../../store/reviewers.ts";
import { listReviews } from "../../store/reviews.ts";
import {
  account,
  app,
  basic,
  clock,
  cookieOf,
  dataDir,
  fixture,
  get,
  ORIGIN,
  PASSWORD,
  post,
  program,
  signIn,
} from "./sign-in-fixture.ts";

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
    clock.now += 2000;
    expect((await signIn("Mara", "wrong")).status).toBe(403);
    expect((await signIn("Mara", PASSWORD)).headers.get("retry-after")).toBe("4");
    expect((await signIn("jon")).status).toBe(303);
    clock.now += 4000;
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
