import { afterEach, beforeEach, expect, it } from "vitest";
import { saveCompared } from "../../store/copies.ts";
import { createApp } from "../../web/app.tsx";
import { type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";

const REPRINT = {
  ...MEETING,
  key: "reprint",
  title: "<b>郭声琨</b>访问缅甸",
  url: "https://news.example/1.html",
  sameAs: "meeting",
};
let fixture: Fixture;
let app: ReturnType<typeof createApp>;
beforeEach(async () => {
  fixture = await openFixture([MEETING, REPRINT, TRAINING]);
  app = createApp({ db: fixture.db, version: "0.1.0", dataDir: "." });
  const pair = { documentA: "d-meeting", documentB: "d-reprint", likeness: 0.83 };
  await saveCompared(fixture.db, ["d-meeting", "d-reprint"], [pair]);
});
afterEach(() => fixture.close());

const html = async (path: string) => (await app.request(path)).text();

it("lists on the page of a document where else its text stands, and how alike it is", async () => {
  const page = await html("/documents/d-meeting");
  expect(page).toContain("1 other address of this text");
  expect(page).toContain(
    '<a href="/documents/d-reprint" lang="zh-Hans">&lt;b&gt;郭声琨&lt;/b&gt;访问缅甸</a>',
  );
  expect(page).toContain("news.example, 28 Sep 2016");
  expect(page).toContain("83 %");
  expect(await html("/documents/d-reprint")).toContain('href="/documents/d-meeting"');
  expect(await html("/documents/d-training")).not.toContain("other address");
});

it("gives them to programs with the document", async () => {
  const document = (await (await app.request("/api/documents/d-reprint")).json()) as { copies: unknown };
  expect(document.copies).toEqual([
    {
      id: "d-meeting",
      canonical_url: "https://mm.example.org/meeting.htm",
      source: "mission-mm",
      title: MEETING.title,
      published: "2016-09-28",
      likeness: 0.83,
    },
  ]);
});
