import { expect, it } from "vitest";
import {
  archivedArticle,
  archiveQueries,
  numberPattern,
  whyNotArchived,
  whyNotUnasked,
} from "../../sources/archive-queries.ts";
import { dateOfNumber, numbersOfYear } from "../../sources/mission-number.ts";
import { Source } from "../../sources/source.ts";
import {
  captureQueryUrl,
  captureTime,
  readCapturePage,
  replayedCapture,
  replayUrl,
} from "../../sources/wayback.ts";

const CDX = "https://archive.example/cdx";
const HEADER = ["timestamp", "original", "mimetype", "statuscode", "digest"];
const ROW = [
  "20100801120000",
  "http://la.china-embassy.org:80/chn/sgxw/t720000.htm",
  "text/html",
  "200",
  "ABC",
];

const mission = Source.parse({
  id: "la",
  title: "Embassy in Laos",
  adapter: "mission",
  kind: "embassy",
  publisher: { name: "Ministry of Foreign Affairs of the PRC", country: "CN", official: true },
  covers: { country: "LA" },
  active: true,
  status: "open",
  confidence: "seen",
  hosts: [
    { host: "la.china-embassy.gov.cn", role: "current", confidence: "seen", evidence: "a test" },
    { host: "la.china-embassy.org", role: "old", confidence: "seen", evidence: "a test" },
  ],
  mirror: { path: "www.fmprc.gov.cn/ce/cela/", confidence: "seen", evidence: "a test" },
  editions: [{ language: "zh", path: "/", confidence: "seen" }],
  sections: [],
});

it("asks for the first capture of each address below a prefix, with the resume key as it was meant", () => {
  const query = {
    prefix: "la.china-embassy.org/",
    match: "prefix",
    from: 2010,
    pattern: ".*/t2010.*",
    first: true,
  } as const;
  const url = new URL(captureQueryUrl(CDX, { ...query, resumeKey: "org%2Carchive%29%2F+19980109140106%21" }));
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    url: "la.china-embassy.org/",
    matchType: "prefix",
    from: "2010",
    collapse: "urlkey",
    showResumeKey: "true",
    resumeKey: "org,archive)/ 19980109140106!",
  });
  expect(url.searchParams.getAll("filter")).toEqual(["statuscode:200", "original:.*/t2010.*"]);
  // Sent once encoded, as the archive's own documentation shows it.
  expect(url.href).toContain("resumeKey=org%2Carchive%29%2F+19980109140106%21");
});

it("reads rows by their header, in whatever order, and the key of the next page", () => {
  const text = JSON.stringify([HEADER.toReversed(), ROW.toReversed(), [], ["next%21"]]);
  expect(readCapturePage(text, CDX)).toEqual({
    captures: [{ timestamp: ROW[0], original: ROW[1], mimetype: "text/html", status: 200, digest: "ABC" }],
    resumeKey: "next%21",
  });
});

it.each([
  ["", 0],
  ["[]", 0],
  [JSON.stringify([HEADER]), 0],
  [JSON.stringify([HEADER, ROW]), 1],
])("takes %s for a page without a next one", (text, count) => {
  const { captures, resumeKey } = readCapturePage(text, CDX);
  expect([captures.length, resumeKey]).toEqual([count, null]);
});

it("passes over rows that no page of ours can be, and keeps a status that the index does not know", () => {
  const rows = [
    ["2010", ROW[1], "text/html", "200", "A"],
    [ROW[0], "javascript:alert(1)", "text/html", "200", "B"],
    [ROW[0], `http://a.example/${"x".repeat(3000)}`, "text/html", "200", "C"],
    [ROW[0], ROW[1], "warc/revisit", "-", "D"],
  ];
  expect(readCapturePage(JSON.stringify([HEADER, ...rows]), CDX).captures).toMatchObject([
    { digest: "D", status: null },
  ]);
});

it("says what came in place of an index", () => {
  for (const text of [
    "<html>Too many requests</html>",
    '{"error":1}',
    JSON.stringify([
      ["a", "b"],
      ["1", "2"],
    ]),
  ]) {
    expect(() => readCapturePage(text, CDX)).toThrow(expect.objectContaining({ code: "layout-changed" }));
  }
});

it("asks for the bytes as captured and knows a capture by its address", () => {
  expect(replayUrl("https://archive.example/web/", { timestamp: ROW[0]!, original: ROW[1]! })).toBe(
    "https://archive.example/web/20100801120000id_/http://la.china-embassy.org:80/chn/sgxw/t720000.htm",
  );
  expect(replayedCapture("https://archive.example/web/20110101000000id_/http:/a.example/x?y=1")).toEqual({
    timestamp: "20110101000000",
    original: "http://a.example/x?y=1",
  });
  expect(replayedCapture("https://archive.example/about")).toBeNull();
  expect(captureTime("20100230120000")).toBeNull();
  expect(captureTime("20100801120000")).toBe("2010-08-01T12:00:00Z");
});

it("asks all hosts and both names of the mirror for the dated pages of a year and for its numbers", () => {
  const queries = archiveQueries(mission, 2010);
  expect([...new Set(queries.map(({ prefix }) => prefix))]).toEqual([
    "la.china-embassy.gov.cn/",
    "la.china-embassy.org/",
    "www.fmprc.gov.cn/ce/cela/",
    "www.mfa.gov.cn/ce/cela/",
  ]);
  const matches = (url: string) => queries.some(({ pattern }) => new RegExp(`^(?:${pattern})$`).test(url));
  expect(matches("http://la.china-embassy.gov.cn/sgxw/201006/t20100611_9720001.htm")).toBe(true);
  expect(matches("http://la.china-embassy.org/chn/sgxw/t720000.htm")).toBe(true);
  expect(matches("http://la.china-embassy.org/chn/sgxw/t1120000.htm")).toBe(false);
  // No number was given out after the sites moved.
  expect(archiveQueries(mission, 2023)).toHaveLength(4);
});

it("covers every number of a range, and few beside them", () => {
  for (const [least, most] of [
    [0, 84_246],
    [84_246, 209_043],
    [690_000, 790_000],
    [1_372_000, 1_480_000],
  ] as const) {
    const pattern = new RegExp(`^(?:${numberPattern(least, most)})$`);
    for (let number = Math.max(1000, least); number <= most; number += 997)
      expect(String(number)).toMatch(pattern);
    expect(String(most)).toMatch(pattern);
    expect(String(Math.ceil(most * 1.2))).not.toMatch(pattern);
  }
});

it("puts a number into the year that asks for it", () => {
  for (let year = 2003; year <= 2021; year++) {
    const { least, most } = numbersOfYear(year)!;
    expect(most).toBeGreaterThan(least);
    for (let number = 10_000; number < 1_900_000; number += 1_003) {
      if (dateOfNumber(number)?.startsWith(String(year)))
        expect(number >= least && number <= most).toBe(true);
    }
  }
  expect(numbersOfYear(2000)).toBeNull();
  expect(numbersOfYear(2023)).toBeNull();
  expect(dateOfNumber(9_000_000)).toBeNull();
});

it.each([
  ["http://la.china-embassy.org:80/chn//sgxw/t720000.htm", { date: null, year: 2010 }],
  ["http://www.fmprc.gov.cn/ce/cela/chn/sgxw/t720000.htm", { date: null, year: 2010 }],
  ["https://la.china-embassy.gov.cn/sgxw/201006/t20100611_9720001.htm", { date: "2010-06-11", year: 2010 }],
  ["https://la.china-embassy.gov.cn/sgxw/", null],
  ["https://la.china-embassy.gov.cn/images/t20100611_1.jpg", null],
  ["http://www.fmprc.gov.cn/ce/cekh/chn/sgxw/t720000.htm", null],
  ["http://elsewhere.example/chn/sgxw/t720000.htm", null],
])("knows what article %s is of", (url, expected) => {
  const article = archivedArticle(url, mission);
  if (expected === null) expect(article).toBeNull();
  else expect(article).toMatchObject(expected);
});

it("does not search where no address tells an article from another page", () => {
  expect(whyNotArchived(mission)).toBeNull();
  expect(whyNotUnasked({ ...mission, filter: "security" })).toMatch(/name it with --source/);
  expect(whyNotUnasked(mission)).toBeNull();
  expect(whyNotArchived({ ...mission, adapter: "web-page" })).toMatch(/shape/);
  expect(whyNotArchived({ ...mission, hosts: [], mirror: undefined })).toMatch(/no host/);
});
