import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { GIVEN, line, OPEN_DAY } from "./import-lines.ts";
import { documents, importing } from "./importing.ts";
import { GIVEN as GIVEN_PATH, GIVEN_TITLE, gift } from "./laos-mission.ts";
import { GIFT, list } from "./mission-site.ts";

const { data, input, write, writeWarc, bringIn } = await importing();

const GIVEN_PAGE = gift(GIFT);

/** An archive of one article, one list page, one refusal and one document line. */
const makeWarc = () =>
  writeWarc(
    { path: GIVEN_PATH, body: GIVEN_PAGE },
    { path: "/sgxw/", body: list([[`.${GIVEN_PATH.slice(5)}`, GIVEN_TITLE]]) },
    { path: "/sgxw/202005/t20200503_10000003.htm", status: 404, body: "not found" },
  );

it("reads the articles of a WARC file with their own times, once", async () => {
  const file = await makeWarc();
  const first = await bringIn([file], (space) =>
    space.db.selectFrom("snapshot").select(["captured", "kind", "sourceId"]).orderBy("kind").execute(),
  );
  expect(first.status).toBe(0);
  expect(first.counts).toMatchObject({ documents: 1, mentions: 1 });
  expect(first.seen).toEqual([
    { captured: "2020-05-10T00:00:00Z", kind: "article", sourceId: "la" },
    { captured: "2020-05-10T00:00:00Z", kind: "list", sourceId: "la" },
  ]);
  expect((await bringIn([file], documents)).counts).toMatchObject({ snapshots: 0, documents: 0 });
});

it("keeps what can be read of a WARC file that is cut short", async () => {
  const file = await makeWarc();
  const whole = readFileSync(file);
  writeFileSync(file, whole.subarray(0, whole.length - 20));
  const { status, counts, issues } = await bringIn([file], documents);
  expect(status).toBe(3);
  expect(counts.documents).toBe(1);
  expect(issues).toMatchObject([{ stage: "import", code: "unreadable-input" }]);
});

it("passes over what is no page in a WARC file without an issue, however large or damaged it is", async () => {
  const file = await writeWarc(
    { path: "/film.mp4", contentType: "video/mp4", body: Buffer.alloc(11 << 20, 7) },
    {
      path: "/photo.jpg",
      contentType: "image/jpeg",
      body: "no gzip at all",
      headers: [["content-encoding", "gzip"]],
    },
    { path: "/style.css", contentType: "text/css", body: "p { color: red }" },
    { path: GIVEN_PATH, body: GIVEN_PAGE },
  );
  const { status, counts, issues } = await bringIn([file], documents);
  expect(issues).toEqual([]);
  expect(counts).toMatchObject({ snapshots: 1, documents: 1, issues: 0 });
  expect(status).toBe(0);
});

it("gives the same events when the archive of an import is imported elsewhere", async () => {
  await bringIn([write("news.jsonl", line(GIVEN) + line(OPEN_DAY))], documents);
  const archive = join(input(), "copy");
  cpSync(join(data(), "archive"), archive, { recursive: true });
  rmSync(data(), { recursive: true });
  const { seen, status } = await bringIn([archive], documents);
  expect(status).toBe(0);
  expect(seen.map(({ canonicalUrl }) => canonicalUrl)).toEqual([
    "urn:jingwu:import:n1",
    "urn:jingwu:import:n2",
  ]);
});
