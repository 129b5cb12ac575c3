import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { createApp } from "../../web/app.tsx";
import { sentForm } from "./form.ts";
import { EVIL } from "./hostile-fixture.ts";
import { answers, app, ask, dataDir, expectHarmless, fixture, HERE, routes } from "./hostile-walk.ts";

it("reaches every address that the application answers", () => {
  const reached = new Set([...answers.values()].map(({ route }) => route));
  // A page with a part to fill in that is no event or document must be linked from another.
  expect(routes().filter((route) => !reached.has(route))).toEqual([]);
});

it("leads nowhere in vain", () => {
  const broken = [...answers].filter(([, { status }]) => status !== 200 && (status < 300 || status > 399));
  // Of two of the captures there is no file here.
  expect(
    broken
      .filter(([address]) => !/^\/documents\/d-(one|two)\/archived\/(page|text)$/.test(address))
      // What programs ask for needs more than an address, or a decision.
      .filter(([, { route }]) => !route.startsWith("/api/"))
      .map(([address, { status }]) => `${status} ${address}`),
  ).toEqual([]);
});

it("shows hostile text as text wherever it is shown", () => {
  expect(answers.size).toBeGreaterThan(60);
  for (const [address, answer] of answers) {
    try {
      expectHarmless(answer);
    } catch (cause) {
      throw new Error(`${address}: ${(cause as Error).message}`, { cause });
    }
  }
});

it.each([
  "/",
  "/events/:id",
  "/documents/:id",
  "/documents/:id/archived",
  "/documents/:id/archived/text",
  "/search",
  "/rules",
  "/runs",
  "/sources",
  "/sources/:id",
  "/changes",
  "/coverage",
  "/feeds/new.atom",
  "/feeds/accepted.atom",
  "/feeds/changes.atom",
  "/api/events/:id",
  "/api/documents/:id",
  "/api/search",
  "/api/changes",
  "/api/coverage",
  "/metrics",
])("has hostile text to show at %s, so that this test can fail", (route) => {
  const shown = [...answers.values()].filter((answer) => answer.route === route);
  expect(shown.some(({ text }) => /x-evil|evil\.example/.test(text))).toBe(true);
});

it("shows the hostile text itself, not less of it", () => {
  const $ = load(answers.get("/documents/d-one")!.text);
  expect($("main").text()).toContain(EVIL);
});

it("keeps hostile names of sources from starting a line of their own in the metrics", () => {
  const lines = answers
    .get("/metrics")!
    .text.split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(
    lines.filter((line) => !/^[a-z0-9_]+(\{(\w+="(\\.|[^"\\])*",?)*\})? [-+0-9.eInfNa]+$/.test(line)),
  ).toEqual([]);
});

describe("hostile input", () => {
  const hostile = encodeURIComponent(EVIL);
  const NAMES = [
    "q",
    "done",
    "at",
    "to",
    "source",
    "rule",
    "type",
    "status",
    "country",
    "since",
    "after",
    "cursor",
    "sort",
    EVIL,
  ];

  it("of an address is shown as text, on every page", async () => {
    const firsts = new Map([...answers].toReversed().map(([address, { route }]) => [route, address]));
    for (const [route, address] of firsts) {
      if (route.startsWith("/assets/")) continue;
      const [path] = address.split("?");
      for (const name of NAMES) {
        const answer = await ask(`${path}?${encodeURIComponent(name)}=${hostile}`);
        expect([route, answer.status]).toEqual([route, expect.toBeOneOf([200, 302, 303, 400, 404, 409])]);
        if (answer.status < 300 || answer.status > 399) expectHarmless(answer);
        else expect(new URL(answer.headers.get("location")!, HERE).origin).toBe(HERE);
      }
    }
  });

  it("of a path is shown as text", async () => {
    for (const path of [
      "",
      "events/",
      "documents/",
      "sources/",
      "api/events/",
      "api/documents/",
      "dashboard/",
    ]) {
      const answer = await ask(`/${path}${hostile}`);
      expect([path, answer.status]).toEqual([path, 404]);
      expectHarmless(answer);
    }
  });

  it("of a form is shown as text", async () => {
    const fields = [
      "date",
      "location",
      "note",
      "countries",
      "topics",
      "reason",
      "into",
      "kind",
      "items",
      "prc_people",
    ];
    for (const decision of ["correct", "reject", "merge", "relate", "second-look", EVIL]) {
      const sent = { ...Object.fromEntries(fields.map((name) => [name, EVIL])), decision };
      const answer = await app.request(`/events/${fixture.events.two}/reviews`, sentForm(sent));
      if (answer.status === 303) continue;
      expect([decision, answer.status]).toEqual([decision, 400]);
      const type = answer.headers.get("content-type")!.split(";")[0]!;
      expectHarmless({
        route: "/events/:id",
        status: 400,
        type,
        text: await answer.text(),
        headers: answer.headers,
      });
    }
  });

  it("of the form for signing in is shown as text", async () => {
    const closed = createApp({ db: fixture.db, version: "0.1.0", dataDir, password: "old harbour wall" });
    const answer = await closed.request("/sign-in", sentForm({ name: EVIL, password: EVIL, to: EVIL }));
    const text = await answer.text();
    expect(text).toContain("x-evil");
    expectHarmless({
      route: "/sign-in",
      status: answer.status,
      type: "text/html",
      text,
      headers: answer.headers,
    });
  });
});
