import { afterAll, beforeAll, expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { sinceTime } from "../../pipeline/since.ts";
import { runUpdate } from "../../pipeline/update.ts";
import { GIVEN, gift, HOST, OPEN_DAY, publishBoth, url } from "./laos-mission.ts";
import { GIFT, inSpaceAt, type MissionSite, makeConfig, startSite, temporaryFolder } from "./mission-site.ts";
import { runHere } from "./run-here.ts";

const data = temporaryFolder();
let site: MissionSite;

/** A mission whose one article is edited after a day and whose other is taken away. */
beforeAll(async () => {
  site = await startSite();
  const config = makeConfig({ la: HOST }, site.origin);
  const rulebook = await loadRulebook(config);
  const { signal } = new AbortController();
  const update = (time: string) =>
    inSpaceAt(config, data, time, (space) => runUpdate(space, { sources: [], signal, rulebook }));
  publishBoth(site);
  await update("2020-05-07T08:00:00Z");
  site.pages.set(GIVEN, { body: gift(GIFT.replace("4月30日", "4月12日")) });
  site.pages.delete(OPEN_DAY);
  await update("2020-05-08T08:00:00Z");
  await update("2020-05-09T08:00:00Z");
});
afterAll(() => site.close());

const changes = (...args: string[]) => runHere("changes", "--data", data, ...args);

it("lists edits and losses as JSON lines, the latest first", async () => {
  const { status, out } = await changes("--json");
  expect(status).toBe(0);
  const lines = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    {
      kind: "removed",
      at: "2020-05-09T08:00:00Z",
      source: "la",
      canonical_url: url(OPEN_DAY),
      title: "使馆开放日",
      last_seen: "2020-05-07T08:00:00Z",
      first_missing: "2020-05-08T08:00:00Z",
      difference: null,
      events: [],
    },
    {
      kind: "edited",
      at: "2020-05-08T08:00:00Z",
      canonical_url: url(GIVEN),
      title: "警用车辆捐赠仪式",
      published: "2020-05-01",
      last_seen: null,
      difference: expect.stringMatching(/^- 2020年4月30日，.*\n\+ 2020年4月12日，/),
      events: [expect.stringMatching(/^e/)],
    },
  ]);
});

it("shows a table, and below it the address of each page and what was edited", async () => {
  const { status, out } = await changes();
  expect(status).toBe(0);
  const lines = out.split("\n");
  expect(lines[0]).toMatch(/kind +noticed +source +title +published +last seen +missing +events/);
  expect(lines[1]).toMatch(/removed +2020-05-09T08:00:00Z +la +使馆开放日/);
  expect(out).toContain(`${url(OPEN_DAY)}\n`);
  expect(out).toMatch(/\n {4}- 2020年4月30日，.*\n {4}\+ 2020年4月12日，/);
  expect(out.trimEnd()).toMatch(/2 of 2 changes$/);
});

it.each([
  [["--kind", "edited"], 1],
  [["--kind", "restored"], 0],
  [["--source", "la"], 2],
  [["--source", "vu"], 0],
  [["--since", "2020-05-09"], 1],
  [["--since", "7d"], 0],
  [["--limit", "1"], 1],
] as const)("takes %j and then lists %i", async (args, number) => {
  const { status, out } = await changes("--json", ...args);
  expect(status).toBe(0);
  expect(out.split("\n").filter(Boolean)).toHaveLength(number);
});

it("says what it expects of an option it cannot read", async () => {
  const since = await changes("--since", "soon");
  expect(since.status).toBe(2);
  expect(since.err).toMatch(/--since: expected 12h, 7d, 2w or a day as 2026-11-01, found "soon"/);
  const kind = await changes("--kind", "lost");
  expect(kind.status).toBe(2);
  expect(kind.err).toMatch(/--kind: expected one of edited, removed, restored/);
});

it("reads times ago, days and times, and nothing else", () => {
  const at = (text: string) => sinceTime(text, new Date("2026-03-10T08:00:00Z"));
  expect(at("12h")).toBe("2026-03-09T20:00:00Z");
  expect(at("7d")).toBe("2026-03-03T08:00:00Z");
  expect(at("2w")).toBe("2026-02-24T08:00:00Z");
  expect(at("2026-02-01")).toBe("2026-02-01T00:00:00Z");
  expect(at("2026-02-01T06:30Z")).toBe("2026-02-01T06:30:00Z");
  for (const text of ["", "7", "7m", "-1d", "2026-13-01", "2026-02", "x 7d"]) expect(at(text)).toBeNull();
});
