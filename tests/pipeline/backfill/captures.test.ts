import { gzipSync } from "node:zlib";
import { encode } from "iconv-lite";
import { expect, it } from "vitest";
import { readLedger } from "../../../pipeline/backfill/ledger.ts";
import { runBackfill } from "../../../pipeline/backfill/run.ts";
import { listIssues } from "../../../store/issues.ts";
import { article, list } from "../mission-site.ts";
import type { Kept } from "./archive-site.ts";
import { MISSIONS } from "./past.ts";
import { searchedPast } from "./searched-past.ts";

const [LAOS] = MISSIONS;
const AT = "http://la.china-embassy.org/chn/sgxw/t720000.htm";
const TITLE = "中国向老挝警方捐赠警用车辆";
const HTML = article(TITLE, "2010-06-10", [
  "6月10日，中国公安部向老挝警方捐赠警用车辆仪式举行，中国驻老挝大使出席仪式并致辞。",
  "活动在友好的气氛中结束，双方表示愿继续加强合作。",
]);
const CHALLENGE = `<html><script>document.cookie="__jsl_clearance_s=1"; go({"bts":["1","2"]})</script></html>`;
const HOME = list(
  [1, 2, 3].map((at): [string, string] => [`/chn/${"abc"[at - 1]}${at}/t72000${at}.htm`, "消息"]),
  1,
).replace("<title>使馆新闻</title>", "<title>中国驻老挝大使馆</title>");

const { archive, inSpace } = await searchedPast([LAOS!]);

const search = (route: "wayback" | "commoncrawl" = "wayback", [from, to] = ["2010-01-01", "2010-12-31"]) =>
  inSpace((space) =>
    runBackfill(space, {
      period: { from, to },
      routes: [route],
      sources: ["la"],
      signal: new AbortController().signal,
    }),
  );

const stored = () =>
  inSpace(async ({ db }) => ({
    documents: await db
      .selectFrom("document")
      .innerJoin("snapshot", "snapshot.id", "document.snapshotId")
      .select(["document.title", "document.published", "snapshot.captured"])
      .execute(),
    events: (await db.selectFrom("event").select("id").execute()).length,
    ledger: await readLedger(db),
    issues: (await listIssues(db)).map(({ stage, code, message }) => ({ stage, code, message })),
  }));

const kept = (timestamp: string, body: string | Buffer, more: Partial<Kept> = {}): Kept => ({
  original: AT,
  timestamp,
  body: Buffer.from(body),
  ...more,
});
const [FIRST, SECOND, THIRD] = ["20100701000000", "20100801000000", "20130101000000"];
const good = (timestamp = THIRD, more: Partial<Kept> = {}) => kept(timestamp, HTML, more);
const led = (timestamp: string, status: number, location: string) =>
  kept(timestamp, "", { status, headers: { location } });

/** What the archive holds, and of when the capture is that is taken; null: an issue says that none holds the article. */
const CASES: readonly [what: string, captures: readonly Kept[], taken: string | null][] = [
  ["a bot check captured as a page", [kept(FIRST, CHALLENGE), good()], THIRD],
  ["bot checks alone", [kept(FIRST, CHALLENGE), kept(SECOND, `${CHALLENGE} `)], null],
  ["the home page captured at the address", [kept(FIRST, HOME), good()], THIRD],
  ["the home page alone", [kept(FIRST, HOME)], null],
  ["an error page captured as a page", [kept(FIRST, "<html><h1>404</h1></html>"), good()], THIRD],
  ["a time that leads to another", [good(FIRST, { lost: true }), good(SECOND)], SECOND],
  [
    "a time that leads to a refusal of the site",
    [good(FIRST, { lost: true }), kept(SECOND, "no", { status: 403 }), good()],
    THIRD,
  ],
  [
    "a time that leads to an overloaded site",
    [good(FIRST, { lost: true }), kept(SECOND, "no", { status: 503 }), good()],
    THIRD,
  ],
  [
    "a time that leads to a page that was gone",
    [good(FIRST, { lost: true }), kept(SECOND, "no", { status: 404 }), good()],
    THIRD,
  ],
  [
    "a captured redirect to the home page",
    [
      good(FIRST, { lost: true }),
      led(SECOND, 302, `/web/${SECOND}id_/http://la.china-embassy.org/`),
      kept(SECOND, HOME, { original: "http://la.china-embassy.org/" }),
      good(),
    ],
    THIRD,
  ],
  [
    "a captured redirect in circles",
    [good(FIRST, { lost: true }), led(SECOND, 302, `/web/${SECOND}id_/${AT}`), good()],
    THIRD,
  ],
  [
    "a captured redirect that leads out of the archive",
    [good(FIRST, { lost: true }), led(SECOND, 302, "http://la.china-embassy.org:9/index.htm"), good()],
    THIRD,
  ],
  ["a revisit, which the index leaves out", [good(FIRST), good(SECOND, { revisit: true })], FIRST],
  [
    "an address in another case and with its port",
    [
      good(FIRST, { original: AT.replace("la.china", "LA.China").replace(".org/", ".org:80/") }),
      good(SECOND),
    ],
    FIRST,
  ],
  ["bytes in gb2312 that say so", [kept(FIRST, encode(HTML.replace("utf-8", "gb2312"), "gb2312"))], FIRST],
  [
    "bytes in gb2312 that say nothing",
    [kept(FIRST, encode(HTML.replace('<meta charset="utf-8">', ""), "gb2312"))],
    FIRST,
  ],
  [
    "bytes in gb2312 of which the header says utf-8",
    [
      kept(FIRST, encode(HTML.replace("utf-8", "gb2312"), "gb2312"), {
        mimetype: "text/html; charset=utf-8",
      }),
    ],
    FIRST,
  ],
  [
    "bytes that are said to be packed and are not",
    [good(FIRST, { headers: { "content-encoding": "gzip" } })],
    FIRST,
  ],
  ["bytes that are packed and not said to be", [kept(FIRST, gzipSync(HTML))], FIRST],
];

it.each(CASES)("deals with %s", async (_, captures, taken) => {
  archive.kept.push(...captures);
  expect((await search()).status).toBe(0);
  const { documents, events, ledger, issues } = await stored();
  const row = ledger.find(({ route }) => route === "wayback");
  if (taken === null) {
    expect(documents).toEqual([]);
    expect(row).toMatchObject({ state: "done", found: 1, fetched: 0, missing: 1 });
    expect(issues).toMatchObject([{ stage: "backfill", code: "no-capture" }]);
    return;
  }
  const captured = taken.replace(/(....)(..)(..)(..)(..)(..)/, "$1-$2-$3T$4:$5:$6Z");
  expect(documents).toEqual([{ title: TITLE, published: "2010-06-10", captured }]);
  expect(events).toBe(1);
  expect(row).toMatchObject({ state: "done", found: 1, fetched: 1, missing: 0 });
  expect(issues).toEqual([]);
});

it("says what stood in the place of the article", async () => {
  archive.kept.push(kept(FIRST, CHALLENGE));
  await search();
  expect((await stored()).issues[0]!.message).toContain("Knownsec challenge");
});

it("takes revisits for captures where an index lists them, and asks for the bytes once", async () => {
  archive.unfiltered = true;
  archive.kept.push(good(FIRST, { revisit: true }), good(SECOND, { revisit: true }), good(THIRD));
  await search();
  const { documents } = await stored();
  expect(documents).toMatchObject([{ captured: "2010-07-01T00:00:00Z" }]);
  expect(archive.log.filter((line) => line.includes("id_/"))).toHaveLength(1);
});

it.each<[string, Kept[], string | null]>([
  ["a revisit record", [good(FIRST, { revisit: true }), good(SECOND)], "2010-08-01T00:00:00Z"],
  ["a challenge", [kept(FIRST, CHALLENGE), good(SECOND)], "2010-08-01T00:00:00Z"],
  ["a home page", [kept(FIRST, HOME), good(SECOND)], "2010-08-01T00:00:00Z"],
  ["packed bytes", [kept(FIRST, gzipSync(HTML))], "2010-07-01T00:00:00Z"],
  ["gb2312", [kept(FIRST, encode(HTML.replace("utf-8", "gb2312"), "gb2312"))], "2010-07-01T00:00:00Z"],
  ["an empty record", [kept(FIRST, "")], null],
])("deals with %s in the files of a crawl", async (_, captures, captured) => {
  archive.kept.push(...captures);
  expect((await search("commoncrawl")).status).toBe(0);
  const { documents, issues } = await stored();
  expect(documents).toEqual(captured === null ? [] : [{ title: TITLE, published: "2010-06-10", captured }]);
  expect(issues.map(({ code }) => code)).toEqual(captured === null ? ["no-capture"] : []);
});

it("keeps one article of two twins in one listing, whatever section they stand in", async () => {
  archive.kept.push(good(FIRST), good(SECOND, { original: AT.replace("/sgxw/", "/zgyw/") }));
  await search();
  const { documents, ledger } = await stored();
  expect(documents).toHaveLength(1);
  expect(ledger.find(({ route }) => route === "wayback")).toMatchObject({ found: 2, fetched: 1, held: 1 });
});

it("tries the captures of both twins where the first of each is unfit", async () => {
  const twin = AT.replace("la.china-embassy.org", "www.fmprc.gov.cn/ce/cela");
  archive.kept.push(
    kept(FIRST, CHALLENGE),
    kept(SECOND, HOME, { original: twin }),
    good(THIRD, { original: twin }),
  );
  await search();
  expect((await stored()).documents).toMatchObject([{ captured: "2013-01-01T00:00:00Z" }]);
});

it("lets the date of the page stand where its number contradicts it, and asks a person", async () => {
  archive.kept.push(kept(FIRST, HTML.replace("2010-06-10", "2013-06-10")));
  await search();
  const { documents, issues } = await stored();
  expect(documents).toMatchObject([{ published: "2013-06-10" }]);
  expect(issues).toMatchObject([
    { stage: "parse", code: "date-doubt", message: expect.stringContaining("t720000") },
  ]);
});

it("does not ask about a date that the count of numbers allows", async () => {
  archive.kept.push(kept(FIRST, HTML.replace("2010-06-10", "2010-09-10")));
  await search();
  const { documents, issues } = await stored();
  expect(documents).toMatchObject([{ published: "2010-09-10" }]);
  expect(issues).toEqual([]);
});

it("fetches an article whose number seems to be of a year that was searched before it was listed", async () => {
  // The number is of about January 2011; it was captured, and so published, in December.
  const number = AT.replace("t720000", "t790000");
  archive.kept.push(kept("20101220000000", HTML.replace("2010-06-10", "2010-12-18"), { original: number }));
  await search("wayback", ["2010-01-01", "2011-12-31"]);
  const { documents, ledger } = await stored();
  expect(documents).toMatchObject([{ published: "2010-12-18" }]);
  expect(
    ledger
      .filter(({ route }) => route === "wayback")
      .map(({ year, state, fetched }) => [year, state, fetched]),
  ).toEqual([
    [2010, "done", 1],
    [2011, "empty", 0],
  ]);
});

it("shows a year that was not tried as pending beside one that is empty", async () => {
  archive.kept.push(good(FIRST));
  await search();
  await search("wayback", ["2013-01-01", "2013-12-31"]);
  const { ledger } = await stored();
  expect(ledger.filter(({ route }) => route === "wayback").map(({ year, state }) => [year, state])).toEqual([
    [2010, "done"],
    [2011, "pending"],
    [2012, "pending"],
    [2013, "empty"],
  ]);
});

it("passes over a capture that the archive stumbles over, reads the others, and asks for it again", async () => {
  const other = AT.replace("t720000", "t720007");
  archive.kept.push(good(FIRST), kept(FIRST, HTML.replace(TITLE, "使馆举办开放日活动"), { original: other }));
  archive.stumble = "t720000.htm";
  const { status } = await search();
  expect(status).toBe(3);
  expect((await stored()).documents).toHaveLength(1);
  archive.stumble = null;
  expect((await search()).status).toBe(0);
  const { documents, issues } = await stored();
  expect(documents).toHaveLength(2);
  expect(issues).toEqual([]);
});
