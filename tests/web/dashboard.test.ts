import type { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addReview } from "../../store/reviews.ts";
import { createApp } from "../../web/app.tsx";
import { openFigureCache } from "../../web/figure-cache.ts";
import type { Figure } from "../../web/figures.ts";
import { FIGURE_TEXTS } from "../../web/texts/dashboard.ts";
import { throughputFigure } from "../../web/throughput-figure.ts";
import { AT, DONATION, type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";

let fixture: Fixture;
let app: Hono;
const appOf = ({ db }: Fixture) =>
  createApp({ db, version: "0.1.0", dataDir: ".", now: () => new Date("2026-03-11T08:00:00Z") });
const get = async (path: string, headers: Record<string, string> = {}) =>
  app.request(path, { headers: { Host: "localhost", ...headers } });
const page = async (headers: Record<string, string> = {}) => (await get("/dashboard", headers)).text();

beforeAll(async () => {
  fixture = await openFixture([MEETING, TRAINING, DONATION]);
  app = appOf(fixture);
});
afterAll(() => fixture.close());

it("shows each figure as a picture that says its finding, with the numbers as a table that leads to the events", async () => {
  const html = await page();
  expect(
    [
      ...html.matchAll(
        /<img src="\/dashboard\/([a-z-]+)\.svg\?theme=light&amp;size=wide&amp;of=[0-9a-f]{20}"/g,
      ),
    ].map(([, name]) => name),
  ).toEqual(["years", "map", "topics", "queue-age"]);
  expect(html).toContain('alt="3 events from 2016 to 2018. Most in 2016: 1. Most often: Assistance, 1."');
  expect(html).toContain(
    'alt="World map. Events with 3 countries, most with Fiji (1), Myanmar (1), Tonga (1)."',
  );
  expect(html).toContain(
    "3 events wait, 0 of them for more than 30 days; the first since 1 Mar 2026, 08:00 UTC.",
  );
  expect(html).toContain('href="/?status=all&amp;type=training&amp;from=2017&amp;to=2017"');
  expect(html).toContain('href="/?status=all&amp;country=TO"');
  expect(html).toContain("Nobody decided in the last 30 days.");
  expect(html).toContain('<a href="/coverage">');
  expect(html).not.toMatch(/style=|<style/);
});

it.each(Object.keys(FIGURE_TEXTS))(
  "answers the picture %s in both themes, and under no other name",
  async (name) => {
    for (const theme of ["light", "dark"]) {
      const answer = await get(`/dashboard/${name}.svg?theme=${theme}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("image/svg+xml; charset=utf-8");
      expect(await answer.text()).toMatch(/^<svg /);
    }
    expect((await get(`/dashboard/${name}x.svg`)).status).toBe(404);
    expect((await get(`/dashboard/${name}.svg?theme=pink`)).status).toBe(400);
  },
);

it("follows the system, or the choice of the reader", async () => {
  const system = await page();
  expect(system).toContain(
    '<source media="(prefers-color-scheme: dark)" srcset="/dashboard/years.svg?theme=dark',
  );
  const dark = await page({ Cookie: "theme=dark" });
  expect(dark).not.toContain("prefers-color-scheme");
  expect(dark).toContain('<img src="/dashboard/years.svg?theme=dark');
});

describe("after a decision", () => {
  let before: string;
  let own: Fixture;
  beforeAll(async () => {
    own = await openFixture([MEETING, TRAINING, DONATION]);
    app = appOf(own);
    before = await page();
    await get("/dashboard/years.svg");
    const by = { reviewer: "ana", at: "2026-03-10T08:00:00Z" };
    await addReview(own.db, { eventId: own.events.meeting!, decision: "reject", ...by });
    await addReview(own.db, { eventId: own.events.training!, decision: "accept", ...by });
    await sql`update event set status = 'accepted', queue_reason = null, auto_accepted = ${AT} where id = ${own.events.donation!}`.execute(
      own.db,
    );
  });
  afterAll(async () => {
    app = appOf(fixture);
    await own.close();
  });

  it("no picture is old", async () => {
    const after = await page();
    const address = (html: string, name: string) =>
      new RegExp(`<img src="(/dashboard/${name}\\.svg[^"]*)"`).exec(html)?.[1]?.replaceAll("&amp;", "&");
    expect(address(after, "years")).not.toBe(address(before, "years"));
    const now = await (await get(address(after, "years")!)).text();
    expect(await (await get("/dashboard/years.svg")).text()).toBe(now);
    expect(await (await get(address(before, "years")!)).text()).not.toBe(now);
    expect(address(after, "queue-age")).toBeUndefined();
  });

  it("rejected events are left out, and what nobody has seen is told from what a person accepted", async () => {
    const html = await page();
    expect(html).toContain('alt="2 events from 2017 to 2018.');
    expect(html).toMatch(/Accepted by a person<\/a><\/th><td class="number">1</);
    expect(html).toMatch(/Accepted by the settings, unseen<\/a><\/th><td class="number">1</);
    expect(html).toContain(
      'alt="2 decisions by 1 reviewer in 30 days. Most by ana (2). 0 % were corrections."',
    );
  });

  it("the figures for programs have the same numbers", async () => {
    const stats = await (await get("/api/stats")).json();
    expect(stats).toMatchObject({
      events: 2,
      autoAccepted: 1,
      byYearAndType: { 2017: { training: 1 }, 2018: { assistance: 1 } },
      queueAge: [],
      throughput: [
        { reviewer: "ana", decisions: 2, corrections: 0, days: [{ day: "2026-03-10", decisions: 2 }] },
      ],
    });
  });
});

it("says in words that there is nothing yet, on the page and in every picture", async () => {
  const empty = await openFixture([]);
  app = appOf(empty);
  const html = await page();
  expect(html).not.toContain("<img");
  expect(html).toContain("Nothing to draw yet.");
  for (const name of Object.keys(FIGURE_TEXTS))
    expect(await (await get(`/dashboard/${name}.svg`)).text()).toMatch(
      /Nothing to draw yet|Nothing waits|Nobody decided/,
    );
  app = appOf(fixture);
  await empty.close();
});

describe("pictures that were drawn", () => {
  const figureOf = (numbers: unknown, drawn: unknown[]): Figure => ({
    name: "topics",
    numbers,
    alt: "",
    note: "",
    columns: [],
    rows: [],
    draw: (look) => {
      drawn.push(numbers);
      return { data: { values: [] }, mark: "point", description: String(look.theme) };
    },
  });

  it("are drawn once for the same numbers, and the oldest are forgotten", async () => {
    const cache = openFigureCache();
    const drawn: unknown[] = [];
    const look = { theme: "light", narrow: false } as const;
    for (const numbers of [1, 1, 2]) await cache.picture(figureOf(numbers, drawn), look);
    expect(drawn).toEqual([1, 2]);
    await cache.picture(figureOf(1, drawn), { ...look, theme: "dark" });
    expect(drawn).toEqual([1, 2, 1]);
    for (let numbers = 3; numbers < 60; numbers++) await cache.picture(figureOf(numbers, drawn), look);
    await cache.picture(figureOf(2, drawn), look);
    expect(drawn.filter((numbers) => numbers === 2)).toHaveLength(2);
  });
});

it("puts the work of many reviewers together and keeps long names apart", () => {
  const people = Array.from({ length: 12 }, (_, at) => ({
    reviewer: `A reviewer with a very long name ${at}`,
    decisions: 24 - at,
    corrections: 1,
    days: [{ day: "2026-03-10", decisions: 24 - at, corrections: 1 }],
  }));
  const figure = throughputFigure(people, ["2026-03-09", "2026-03-10"]);
  expect(figure.columns).toHaveLength(1 + 2 * 8);
  expect(figure.columns.at(-2)).toBe("other reviewers: decisions");
  expect(figure.rows[0]!.at(-2)!.text).toBe("75");
  const names = new Set(
    JSON.stringify(figure.draw({ theme: "light", narrow: false })).match(/A reviewer with a v…( \d)?/g),
  );
  expect(names.size).toBe(7);
});
