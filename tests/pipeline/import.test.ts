import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { findFiles } from "../../pipeline/import-files.ts";
import { sha256 } from "../../pipeline/keep.ts";
import { ConfigError } from "../../sources/errors.ts";
import { GIVEN, line, OPEN_DAY } from "./import-lines.ts";
import { documents, importing } from "./importing.ts";
import { GIVEN as GIVEN_PATH, gift, HOST } from "./laos-mission.ts";
import { article, GIFT, ORDINARY } from "./mission-site.ts";

const { input, emptyStore, write, bringIn } = await importing();

const GIVEN_PAGE = gift(GIFT);

it("reads JSON lines once however often they are imported", async () => {
  const file = write("news.jsonl", line(GIVEN) + line(OPEN_DAY));
  const first = await bringIn([file], documents);
  expect(first.status).toBe(0);
  expect(first.counts).toMatchObject({ snapshots: 2, documents: 2, mentions: 1, issues: 0 });
  expect(first.counts.events.added).toBe(1);
  expect(first.seen).toEqual([
    { canonicalUrl: "urn:jingwu:import:n1", sourceId: "import", title: GIVEN.title, version: 1 },
    { canonicalUrl: "urn:jingwu:import:n2", sourceId: "import", title: OPEN_DAY.title, version: 1 },
  ]);
  const second = await bringIn([file], documents);
  expect(second.counts).toMatchObject({ snapshots: 0, documents: 0, mentions: 0, issues: 0 });
  expect(second.counts.events).toEqual({ added: 0, changed: 0, known: 0 });
  expect(second.seen).toEqual(first.seen);
});

it("takes the same id with another text for a new version", async () => {
  await bringIn([write("a.jsonl", line(GIVEN))], documents);
  const { seen, counts } = await bringIn(
    [write("b.jsonl", line({ ...GIVEN, text: GIFT.replace("30日", "29日") }))],
    documents,
  );
  expect(counts).toMatchObject({ snapshots: 1, documents: 1 });
  expect(seen.map(({ version }) => version)).toEqual([1, 2]);
});

it("numbers the versions of one address in the order of the file", async () => {
  const texts = Array.from({ length: 20 }, (_, index) => `${ORDINARY}第${index}稿。`);
  const file = write("drafts.jsonl", texts.map((text) => line({ ...OPEN_DAY, text })).join(""));
  const { seen } = await bringIn([file], (space) =>
    space.db.selectFrom("document").select(["version", "text"]).orderBy("version").execute(),
  );
  expect(seen.map(({ version }) => version)).toEqual(texts.map((_, index) => index + 1));
  expect(seen.map(({ text }) => text)).toEqual(texts);
});

it("gives a document to the registered source of its address unless a source is named", async () => {
  const given = { ...GIVEN, url: `http://${HOST}${GIVEN_PATH}` };
  const file = write("one.jsonl", line(given));
  expect((await bringIn([file], documents)).seen).toMatchObject([{ sourceId: "la" }]);
  emptyStore();
  expect((await bringIn([file], documents, "wire")).seen).toMatchObject([{ sourceId: "wire" }]);
});

it("opens an issue for a line that is not a document and reads the others", async () => {
  const file = write(
    "bad.jsonl",
    `${line(GIVEN)}{"id": 3,\n${line({ id: 4, title: "no text" })}[1]\n${line(OPEN_DAY)}`,
  );
  const { status, counts, issues } = await bringIn([file], documents);
  expect(status).toBe(3);
  expect(counts).toMatchObject({ documents: 2, issues: 3 });
  expect(issues.map(({ item, code }) => [item, code]).sort()).toEqual([
    [`${file}:2`, "unreadable-input"],
    [`${file}:3`, "unreadable-input"],
    [`${file}:4`, "unreadable-input"],
  ]);
  writeFileSync(file, line(GIVEN) + line(OPEN_DAY));
  expect((await bringIn([file], documents)).issues).toEqual([]);
});

it("survives hostile lines: each is stored or is an issue, and none stops the import", async () => {
  const hostile = [
    { ...GIVEN, id: "a\ud800b" },
    { ...GIVEN, id: "nul", text: `\u0000${GIFT}` },
    { ...GIVEN, id: "title", title: {} },
    { ...GIVEN, id: "date", published: "2020-02-30" },
    { ...GIVEN, id: "long", url: `http://a.example/${"x".repeat(100_000)}` },
    { ...GIVEN, id: "open", url: "http://[::1" },
    { ...GIVEN, id: "script", url: "javascript:alert(1)" },
    { ...GIVEN, id: "head", url: "http://a.example/\r\nX-Forged: 1" },
    { ...GIVEN, id: "deep", text: undefined, html: "<div>".repeat(20_000) + GIFT },
    { ...GIVEN, id: "big", text: "会见".repeat(100_000) },
  ];
  const file = write("hostile.jsonl", `${hostile.map(line).join("")}null\n${"[".repeat(10_000)}\n`);
  const { seen, status, counts } = await bringIn([file], documents);
  expect(status).toBe(3);
  expect(seen.map(({ canonicalUrl }) => canonicalUrl)).toEqual([
    "https://a.example/X-Forged:%201",
    "urn:jingwu:import:a%EF%BF%BDb",
    "urn:jingwu:import:big",
  ]);
  expect(counts.issues).toBe(hostile.length + 2 - seen.length);
});

it("keeps what can be read of a gzip file that is cut short, and says so", async () => {
  const lines = Array.from({ length: 400 }, (_, index) =>
    line({ ...OPEN_DAY, id: `x${index}`, text: `${ORDINARY}第${index}次。${sha256(`${index}`)}` }),
  );
  const whole = gzipSync(lines.join(""));
  const file = write("cut.jsonl.gz", whole.subarray(0, whole.length >> 1));
  const { status, counts, issues } = await bringIn([file], documents);
  expect(status).toBe(3);
  expect(counts.documents).toBeGreaterThan(100);
  expect(counts.documents).toBeLessThan(400);
  expect(issues).toMatchObject([{ code: "unreadable-input", item: file }]);
  writeFileSync(file, whole);
  const again = await bringIn([file], documents);
  expect(again.status).toBe(0);
  expect(again.seen).toHaveLength(400);
  expect(again.issues).toEqual([]);
});

it("reads a folder of saved pages and texts, and files what is no article as issues", async () => {
  write("page.html", GIVEN_PAGE);
  write("note.txt", `使馆开放日\n\n${ORDINARY}\n`);
  write("empty.html", "<html><body><p>404</p></body></html>");
  write("picture.html", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]));
  write("paper.pdf", "%PDF-1.7\n");
  const { status, seen, issues } = await bringIn([input()], documents);
  expect(status).toBe(3);
  expect(seen.map(({ title }) => title).sort()).toEqual(["使馆开放日", "警用车辆捐赠仪式"]);
  expect(
    issues
      .map(({ stage, message }) => [stage, /picture\.html|paper\.pdf/.exec(message)?.[0] ?? "page"])
      .sort(),
  ).toEqual([
    ["import", "picture.html"],
    ["parse", "page"],
    ["parse", "paper.pdf"],
  ]);
});

it("asks a person about a page whose date and number do not fit, once, and reads it all the same", async () => {
  const url = `http://${HOST}/chn/sgxw/t1484073.htm`;
  const html = (date: string) => article("使馆开放日", date, [ORDINARY]);
  const odd = line({ id: "t", url, title: "", published: null, html: html("2012-05-01") });
  const first = await bringIn([write("odd.jsonl", odd)], documents);
  expect(first.issues).toMatchObject([{ stage: "parse", code: "date-doubt", sourceId: "la", times: 1 }]);
  expect(first.issues[0]!.message).toMatch(/2012-05-01.*t1484073.*2017-08-11/);
  expect(first).toMatchObject({ status: 0, counts: { documents: 1, issues: 1, unreadable: 0 } });
  const right = line({ id: "t", url, title: "", published: null, html: html("2017-08-10") });
  const second = await bringIn([write("right.jsonl", right)], documents);
  expect(second.issues).toEqual([]);
  expect(second.counts).toMatchObject({ documents: 1, issues: 0 });
  expect(second.issues).toEqual([]);
});

it("joins two reports of one event from different imports", async () => {
  await bringIn([write("a.jsonl", line(GIVEN))], documents);
  const other = { ...GIVEN, id: "other", title: "公安部捐赠警车", text: `据报道，${GIFT}` };
  const { counts, seen } = await bringIn([write("b.jsonl", line(other))], async (space) => ({
    events: await space.db.selectFrom("event").selectAll().execute(),
    links: await space.db.selectFrom("link").selectAll().execute(),
  }));
  expect(counts.events.added).toBe(0);
  expect(seen.events).toHaveLength(1);
  expect(seen.links.map(({ eventId }) => eventId)).toEqual([seen.events[0]!.id, seen.events[0]!.id]);
});

it("refuses a path that is not there before anything is opened", () => {
  expect(() => findFiles([join(input(), "missing.jsonl")])).toThrow(ConfigError);
});
