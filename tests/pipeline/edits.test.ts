import { beforeEach, expect, it } from "vitest";
import { editsAmong } from "../../pipeline/edits.ts";
import { runUpdate } from "../../pipeline/update.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { SourceError } from "../../sources/errors.ts";
import { contentSha256 } from "../../sources/identity.ts";
import type { Row } from "../../store/database.ts";
import { getEvent } from "../../store/event-record.ts";
import { listIssues } from "../../store/issues.ts";
import { addReview } from "../../store/reviews.ts";
import { GIVEN, GIVEN_TITLE, gift, laosMission, url } from "./laos-mission.ts";
import { article, GIFT, home, list, ORDINARY, openAt } from "./mission-site.ts";

const { site, config, data, rulebook, update: updateAt } = await laosMission();
beforeEach(() => {
  site.pages.set("/", { body: home() });
  site.pages.set("/sgxw/", { body: list([[`.${GIVEN.slice(5)}`, GIVEN_TITLE]]) });
  site.pages.set(GIVEN, { body: gift(GIFT, ORDINARY) });
});

/** What is stored after an update at a time, and after what is done then. */
async function update(time: string, act?: (space: Workspace) => Promise<unknown>) {
  const { counts, seen } = await updateAt(time, async (space) => {
    await act?.(space);
    const ids = await space.db.selectFrom("event").select("id").orderBy("createdAt").execute();
    return {
      events: await Promise.all(ids.map(({ id }) => getEvent(space.db, id))),
      documents: await space.db.selectFrom("document").selectAll().orderBy("version").execute(),
      changes: await space.db.selectFrom("pageChange").selectAll().orderBy("id").execute(),
      issues: await listIssues(space.db),
    };
  });
  return { counts, ...seen };
}

/** The first day: the article is read and a person accepts its event. */
const accepted = () =>
  update("2020-05-07T08:00:00Z", async (space) => {
    const { id } = await space.db.selectFrom("event").select("id").executeTakeFirstOrThrow();
    await addReview(space.db, { eventId: id, reviewer: "Mele", at: space.now(), decision: "accept" });
  });

it.each([
  ["day", GIFT.replace("4月30日", "4月12日"), { date: "2020-04-12" }],
  ["year", GIFT.replace("2020年4月30日", "2019年4月30日"), { date: "2019-04-30" }],
  ["country", GIFT.replaceAll("老挝", "越南").replace("万象", "河内"), { countries: ["VN"] }],
])(
  "asks again about an accepted event whose %s was edited, and shows both readings",
  async (_, edited, reads) => {
    const first = await accepted();
    const signed = first.events[0]!.coding;
    expect(signed).toMatchObject({ date: "2020-04-30", countries: ["LA"] });
    site.pages.set(GIVEN, { body: gift(edited, ORDINARY) });
    const { events, documents, changes, counts } = await update("2020-05-08T08:00:00Z");
    expect(counts.events).toMatchObject({ added: 0, changed: 1 });
    expect(events).toMatchObject([
      { id: first.events[0]!.id, status: "accepted", queueReason: "changed-page", mentionCount: 1 },
    ]);
    expect(events[0]!.coding).toEqual(signed);
    expect(events[0]!.machine).toMatchObject(reads);
    expect(events[0]!.reviews).toMatchObject([{ decision: "accept", effective: true }]);
    expect(documents.map(({ version, current }) => [version, current])).toEqual([
      [1, 0],
      [2, 1],
    ]);
    expect(changes).toMatchObject([
      {
        canonicalUrl: url(GIVEN),
        sourceId: "la",
        kind: "edited",
        at: "2020-05-08T08:00:00Z",
        beforeDocumentId: documents[0]!.id,
        afterDocumentId: documents[1]!.id,
      },
    ]);
  },
);

it("asks again about an accepted event whose sentence was reworded, though its values are the same", async () => {
  await accepted();
  site.pages.set(GIVEN, { body: gift(GIFT.replace("警用车辆仪式", "一批警用车辆的仪式"), ORDINARY) });
  const { events } = await update("2020-05-08T08:00:00Z");
  expect(events).toMatchObject([{ status: "accepted", queueReason: "changed-page" }]);
  expect(events[0]!.machine).toMatchObject({ date: "2020-04-30", countries: ["LA"] });
});

it("keeps an accepted event whose sentence was taken out, asks a person, and knows it when the sentence is back", async () => {
  const [event] = (await accepted()).events;
  // The title would still tell of it.
  site.pages.set(GIVEN, { body: article("使馆消息", "2020-05-01", [ORDINARY]) });
  const out = await update("2020-05-08T08:00:00Z");
  expect(out.events).toMatchObject([
    { id: event!.id, status: "accepted", queueReason: "changed-page", mentionCount: 0 },
  ]);
  expect(out.changes).toMatchObject([{ kind: "edited" }]);
  expect(out.issues).toMatchObject([{ code: "no-mention-left", item: event!.id }]);
  site.pages.set(GIVEN, { body: gift(GIFT, ORDINARY) });
  const back = await update("2020-05-10T08:00:00Z");
  expect(back.events).toMatchObject([{ id: event!.id, status: "accepted", mentionCount: 1 }]);
  expect(back.issues).toEqual([]);
  expect(back.changes.map(({ kind }) => kind)).toEqual(["edited", "edited"]);
  expect(back.documents.map(({ current }) => current)).toEqual([0, 0, 1]);
});

it("makes a new version of an edit beside the event, and asks nobody", async () => {
  await accepted();
  site.pages.set(GIVEN, { body: gift(GIFT, ORDINARY.replace("一百余人", "二百余人")) });
  const { events, changes, documents } = await update("2020-05-08T08:00:00Z");
  expect(changes).toMatchObject([{ kind: "edited" }]);
  expect(documents).toHaveLength(2);
  expect(events).toMatchObject([{ status: "accepted", queueReason: null, mentionCount: 1 }]);
  expect(events[0]!.mentions[0]!.document).toBe(documents[1]!.id);
});

const SHELL = gift(GIFT, ORDINARY);
it.each([
  [
    "the shell of the page",
    SHELL.replace("版权所有", '版权所有 京ICP备0号 <b>访问量 4711</b><script src="/new.js"></script>'),
  ],
  ["a new menu", SHELL.replace("</ul>", '<li><a href="/xwdt/">新闻动态</a></li></ul>')],
  [
    "lines that are no part of the article",
    SHELL.replace("</div></div></div>", "<p>分享到：</p><p>【打印】</p></div></div></div>"),
  ],
])("takes an edit of %s for no change", async (_, body) => {
  await accepted();
  expect(body).not.toBe(SHELL);
  site.pages.set(GIVEN, { body });
  const { events, changes, documents, counts } = await update("2020-05-08T08:00:00Z");
  expect(counts).toMatchObject({ documents: 0, mentions: 0, snapshots: 1 });
  expect(changes).toEqual([]);
  expect(documents).toHaveLength(1);
  expect(events).toMatchObject([{ status: "accepted", queueReason: null }]);
});

it("takes a counter of readers in the text for no change, whatever it shows", async () => {
  const counted = (number: string) => gift(GIFT, ORDINARY, `浏览次数：${number}`, `${number} views`);
  site.pages.set(GIVEN, { body: counted("1,208") });
  await accepted();
  site.pages.set(GIVEN, { body: counted("1,311") });
  const { changes, documents } = await update("2020-05-08T08:00:00Z");
  expect(changes).toEqual([]);
  expect(documents).toMatchObject([{ text: expect.not.stringMatching(/浏览|views/) }]);
});

it("notes of a page that comes back with another text both that it is back and what was edited", async () => {
  await accepted();
  site.pages.delete(GIVEN);
  for (const day of ["08", "09"]) await update(`2020-05-${day}T08:00:00Z`);
  site.pages.set(GIVEN, { body: gift(GIFT.replace("4月30日", "4月12日"), ORDINARY) });
  const { changes, events } = await update("2020-05-18T08:00:00Z");
  expect(changes.map(({ kind, at }) => [kind, at.slice(8, 10)])).toEqual([
    ["removed", "09"],
    ["restored", "18"],
    ["edited", "18"],
  ]);
  expect(events).toMatchObject([{ status: "accepted", queueReason: "changed-page" }]);
});

it("does the same work once, however often it is run or broken off", async () => {
  await accepted();
  site.pages.set(GIVEN, { body: gift(GIFT.replace("4月30日", "4月12日"), ORDINARY) });
  const space = await openAt(config, data(), "2020-05-08T08:00:00Z");
  const stop = new AbortController();
  const stopping = {
    ...space,
    clock: () => {
      if (site.log.at(-1)?.endsWith(GIVEN)) stop.abort();
      return space.clock();
    },
  };
  site.log.length = 0;
  await runUpdate(stopping, { sources: [], signal: stop.signal, rulebook });
  await space.close();
  const again = await update("2020-05-08T09:00:00Z");
  const third = await update("2020-05-08T10:00:00Z");
  expect(again.changes).toHaveLength(1);
  expect(third.changes).toEqual(again.changes);
  expect(third.events).toMatchObject([{ status: "accepted", queueReason: "changed-page" }]);
});

const snapshot = (more: Partial<Row<"snapshot">>) =>
  ({
    route: "site",
    contentType: "text/html",
    captured: "2020-05-01T08:00:00Z",
    canonicalUrl: url(GIVEN),
    sourceId: "la",
    ...more,
  }) as Row<"snapshot">;
const OLD = { title: "旧", text: "旧的文字", published: null };
const NEW = { title: "新", text: "新的文字", published: null };

it.each([
  ["an edit", {}, {}, OLD, 1],
  [
    "an edit, where the old bytes cannot be read any more",
    {},
    {},
    new SourceError("gone", url(GIVEN), "gone"),
    1,
  ],
  ["no edit, where the old bytes read the same today", {}, {}, NEW, 0],
  ["no edit, where an older copy came later", { captured: "2020-06-01T08:00:00Z" }, {}, OLD, 0],
  [
    "no edit, where one is a line of a dataset",
    { route: "import", contentType: "application/json" },
    {},
    OLD,
    0,
  ],
  ["an edit, where a saved page was brought in before", { route: "import" }, {}, OLD, 1],
] as const)("takes two readings for %s", async (_, before, after, read, edits) => {
  const difference = {
    before: { documentId: "d1", snapshot: snapshot(before as Partial<Row<"snapshot">>) },
    after: {
      documentId: "d2",
      contentSha256: contentSha256(NEW),
      snapshot: snapshot({ captured: "2020-05-08T08:00:00Z", ...after }),
    },
  };
  const found = await editsAmong([difference], async () => {
    if (read instanceof SourceError) throw read;
    return read;
  });
  expect(found).toHaveLength(edits);
});
