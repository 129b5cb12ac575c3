import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Workspace } from "../../pipeline/workspace.ts";
import { importing } from "./importing.ts";
import { HOST } from "./laos-mission.ts";
import { article, GIFT } from "./mission-site.ts";
import { zipOf } from "./zip.ts";

const PATH = "/sgxw/202005/t20200501_10000002.htm";
const ADDRESS = `https://${HOST}${PATH}`;
const PAGE = article("警用车辆捐赠仪式", "2020-05-01", [GIFT]);
const { input, write, writeWarc, bringIn: bringInAll } = await importing();

async function bringIn(...paths: string[]) {
  const pagesOf = ({ db }: Workspace) =>
    db
      .selectFrom("document")
      .innerJoin("snapshot", "snapshot.id", "document.snapshotId")
      .select(["document.canonicalUrl", "document.sourceId", "document.title", "snapshot.captured"])
      .orderBy("document.canonicalUrl")
      .execute();
  const { seen: pages, ...told } = await bringInAll(paths, pagesOf);
  return { ...told, pages };
}

const mhtml = (html: string) =>
  `From: <Saved by Blink>
Snapshot-Content-Location: ${ADDRESS}
Date: Sat, 2 May 2020 10:00:00 +0800
MIME-Version: 1.0
Content-Type: multipart/related; boundary="part"

--part
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

${Buffer.from(html).toString("base64")}
--part--
`.replaceAll("\n", "\r\n");

const ARTICLE = { canonicalUrl: ADDRESS, sourceId: "la", title: "警用车辆捐赠仪式" };

it("reads a page saved by a browser under its own address, with the time it was saved", async () => {
  const { pages, counts, status } = await bringIn(write("page.mhtml", mhtml(PAGE)));
  expect(status).toBe(0);
  expect(pages).toEqual([{ ...ARTICLE, captured: "2020-05-02T02:00:00Z" }]);
  expect(counts).toMatchObject({ documents: 1, mentions: 1 });
});

it("knows a saved page by its head when its name says nothing", async () => {
  expect((await bringIn(write("page", mhtml(PAGE)))).pages).toMatchObject([ARTICLE]);
});

it("takes the address that a browser noted in an HTML file", async () => {
  const noted = PAGE.replace(/(<html[^>]*>)/, `<!-- saved from url=(0061)${ADDRESS} -->\n$1`);
  expect(noted).toContain("saved from");
  expect((await bringIn(write("page.html", noted))).pages).toMatchObject([ARTICLE]);
});

it("takes the address that the folders of a mirrored site give, but of no unknown host", async () => {
  write(`mirror/${HOST}${PATH}`, PAGE);
  write("mirror/www.example.org/a.htm", PAGE.replace("捐赠仪式", "捐赠仪式（转）"));
  const { pages } = await bringIn(join(input(), "mirror"));
  expect(pages).toMatchObject([
    ARTICLE,
    { canonicalUrl: expect.stringMatching(/^urn:/), sourceId: "import" },
  ]);
});

it("reads the text of a PDF like that of a page", async () => {
  const file = join(import.meta.dirname, "../pages/pdf/patrol-cars.pdf");
  const { pages, counts, status } = await bringIn(write("paper.pdf", readFileSync(file)));
  expect(status).toBe(0);
  expect(pages).toMatchObject([{ title: "老挝警方接收巡逻车", sourceId: "import" }]);
  expect(counts.mentions).toBe(1);
});

async function warcOf(...bodies: string[]): Promise<Buffer> {
  const answers = bodies.map((body, at) => ({ path: PATH.replace("0002", `000${at + 2}`), body }));
  return readFileSync(await writeWarc(...answers));
}

it("streams every WARC file of a WACZ, once", async () => {
  const wacz = zipOf({
    "datapackage.json": Buffer.from("{}"),
    "archive/one.warc.gz": await warcOf(PAGE),
    "archive/two.warc.gz": await warcOf("<p>nothing</p>", PAGE.replace("20辆", "21辆")),
    "pages/pages.jsonl": Buffer.from("{}\n"),
  });
  const file = write("crawl.wacz", wacz);
  const first = await bringIn(file);
  expect(first.pages).toHaveLength(2);
  expect(first.pages[0]).toMatchObject({ ...ARTICLE, captured: "2020-05-10T00:00:00Z" });
  expect((await bringIn(file)).counts).toMatchObject({ snapshots: 0, documents: 0 });
});

it("reads the other files of a WACZ when one is damaged, and closes the issue once it is mended", async () => {
  const good = await warcOf(PAGE);
  const broken = { "archive/a.warc.gz": good.subarray(0, 90), "archive/b.warc.gz": good };
  const file = write("crawl.wacz", zipOf(broken));
  const { pages, status, issues } = await bringIn(file);
  expect(status).toBe(3);
  expect(pages).toMatchObject([ARTICLE]);
  expect(issues).toMatchObject([{ stage: "import", item: `${file}:archive/a.warc.gz` }]);
  writeFileSync(file, zipOf({ "archive/a.warc.gz": good }));
  expect((await bringIn(file)).issues).toEqual([]);
});

it.each([
  ["a ZIP without WARC files", zipOf({ "readme.txt": Buffer.from("hello") }), /found none/],
  [
    "a ZIP that is cut short",
    zipOf({ "archive/a.warc": Buffer.alloc(500) }).subarray(0, 300),
    /expected a WACZ/,
  ],
  ["a name that climbs out", zipOf({ "../../archive/a.warc": Buffer.alloc(10) }), /expected a WACZ/],
])("files %s as an issue", async (_, bytes, message) => {
  const file = write("bad.wacz", bytes);
  const { status, issues } = await bringIn(file);
  expect(status).toBe(3);
  expect(issues).toMatchObject([
    { code: "unreadable-input", item: file, message: expect.stringMatching(message) },
  ]);
});
