import { expect, it } from "vitest";
import { daysSince, isDaily, knownLists, placeOf } from "../../sources/list-address.ts";
import { Source } from "../../sources/source.ts";

const paper = (...lists: unknown[]) => ({
  id: "paper",
  title: "Paper",
  adapter: "web-page",
  kind: "newspaper",
  publisher: { name: "Paper", country: "FJ", official: false },
  covers: { country: "FJ" },
  active: true,
  status: "open",
  confidence: "seen",
  hosts: [{ host: "paper.example", role: "current", confidence: "seen", evidence: "a test" }],
  lists,
});
const list = (url: string, more: object = {}) => ({ section: "news", url, ...more });
const problemsOf = (...lists: unknown[]) =>
  Source.safeParse(paper(...lists)).error?.issues.map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  ) ?? [];

it.each([
  ["never read", null, "2026-03-04T05:00:00Z", ["2026-03-04", "2026-03-03"]],
  ["read on this day", "2026-03-04T01:00:00Z", "2026-03-04T05:00:00Z", ["2026-03-04"]],
  [
    "read before midnight in China",
    "2026-03-04T15:59:59Z",
    "2026-03-04T16:00:00Z",
    ["2026-03-05", "2026-03-04"],
  ],
  [
    "read on the last day of February",
    "2024-02-28T20:00:00Z",
    "2024-03-01T01:00:00Z",
    ["2024-03-01", "2024-02-29"],
  ],
  [
    "read in the future, by a clock that was wrong",
    "2027-01-01T00:00:00Z",
    "2026-03-04T05:00:00Z",
    ["2026-03-04"],
  ],
])("asks a source that was %s for these days", (_, last, now, days) => {
  expect(daysSince(last, new Date(now))).toEqual(days);
});

it("asks for fourteen days at most after downtime", () => {
  const days = daysSince("2025-01-01T00:00:00Z", new Date("2026-03-04T05:00:00Z"));
  expect([days.length, days[0], days.at(-1)]).toEqual([14, "2026-03-04", "2026-02-19"]);
});

it("puts the day where the address has it, however it is written", () => {
  const source = Source.parse(
    paper(
      list("https://paper.example/{YYYY}-{MM}/{DD}/node.htm"),
      list("https://paper.example/all/"),
      list("https://paper.example/{YYYY}/{MM}{DD}/news.shtml?of={YYYY}"),
    ),
  );
  expect(knownLists(source, ["2026-03-04", "2026-03-03"]).map(({ url }) => url)).toEqual([
    "https://paper.example/2026-03/04/node.htm",
    "https://paper.example/2026-03/03/node.htm",
    "https://paper.example/all/",
    "https://paper.example/2026/0304/news.shtml?of=2026",
    "https://paper.example/2026/0303/news.shtml?of=2026",
  ]);
  expect(source.lists.map(({ url }) => isDaily(url))).toEqual([true, false, true]);
});

it("counts pages from their first number by their step, for each day", () => {
  const pages = { first: 0, step: 20, last: 50 };
  const source = Source.parse(paper(list("https://paper.example/{DD}?from={N}", { pages })));
  const [first] = knownLists(source, ["2026-03-04"]);
  expect(first).toMatchObject({ url: "https://paper.example/04?from=0" });
  expect(placeOf(first!)).toEqual({
    pageNumber: 0,
    pageCount: 3,
    nextUrls: ["https://paper.example/04?from=20"],
  });
  expect(placeOf({ ...first!, url: "https://paper.example/04?from=40" })).toEqual({
    pageNumber: 2,
    pageCount: 3,
    nextUrls: [],
  });
  expect(placeOf({ ...first!, url: "https://paper.example/elsewhere" })).toBeNull();
  expect(placeOf({ url: "https://paper.example/", as: "page" })).toBeNull();
});

it.each([
  ["no address", list("paper.example/news"), /^lists\.0\.url: expected an address beginning with https/],
  [
    "a placeholder that is none",
    list("https://paper.example/{YEAR}/"),
    /^lists\.0\.url: expected an address.*\{YYYY\}/,
  ],
  ["{N} without numbers", list("https://paper.example/{N}"), /^lists\.0\.pages: expected the numbers/],
  [
    "numbers without {N}",
    list("https://paper.example/", { pages: { last: 3 } }),
    /^lists\.0\.pages: expected \{N\} in the address/,
  ],
  [
    "numbers that go down",
    list("https://paper.example/{N}", { pages: { first: 3, last: 2 } }),
    /^lists\.0\.pages: expected a last page/,
  ],
  [
    "more pages than are read",
    list("https://paper.example/{N}", { pages: { last: 201 } }),
    /at most 200 pages/,
  ],
  [
    "json without places",
    list("https://paper.example/", { as: "json" }),
    /^lists\.0\.json: expected where the items are/,
  ],
  [
    "places without json",
    list("https://paper.example/", { json: { items: "a", url: "b", title: "c" } }),
    /^lists\.0\.json: expected only with "as: json"/,
  ],
  [
    "a place that is none",
    list("https://paper.example/", { as: "json", json: { items: "a b", url: "b", title: "c" } }),
    /^lists\.0\.json\.items: .*names joined by dots/,
  ],
  [
    "an address with an empty place",
    list("https://paper.example/", {
      as: "json",
      json: { items: "a", url: "https://paper.example/{}", title: "c" },
    }),
    /^lists\.0\.json\.url: .*in braces/,
  ],
  ["no path to be below of", list("https://paper.example/", { below: "news/" }), /^lists\.0\.below/],
])("refuses a list with %s", (_, given, message) => {
  expect(problemsOf(given).join("\n")).toMatch(message);
});
