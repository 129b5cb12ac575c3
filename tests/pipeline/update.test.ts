import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { runUpdate } from "../../pipeline/update.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { readWarc } from "../../sources/warc-read.ts";
import { listIssues } from "../../store/issues.ts";
import { addReview } from "../../store/reviews.ts";
import { findSourceState } from "../../store/source-state.ts";
import { documents, GIVEN, HOST, laosMission, OPEN_DAY, publishBoth, url } from "./laos-mission.ts";
import { article, GIFT, list, makeConfig, ORDINARY, openAt } from "./mission-site.ts";

const { site, config, data, rulebook, update } = await laosMission();
const { signal } = new AbortController();
beforeEach(() => publishBoth(site));

const events = (space: Workspace) => space.db.selectFrom("event").selectAll().execute();

it("takes a mission from its home page to one event with its evidence", async () => {
  const { counts, status, seen } = await update("2020-05-07T08:00:00Z", async (space) => ({
    events: await events(space),
    mention: await space.db.selectFrom("mention").selectAll().executeTakeFirstOrThrow(),
    document: await space.db
      .selectFrom("document")
      .selectAll()
      .where("canonicalUrl", "=", url(GIVEN))
      .executeTakeFirstOrThrow(),
    state: await findSourceState(space.db, "la"),
  }));
  expect(status).toBe(0);
  expect(counts).toMatchObject({
    sources: 1,
    listPages: 2,
    fetched: 4,
    documents: 2,
    mentions: 1,
    issues: 0,
  });
  expect(counts.events).toEqual({ added: 1, changed: 0, known: 0 });
  expect(seen.events).toMatchObject([
    { type: "assistance", date: "2020-04-30", status: "new", queueReason: "new" },
  ]);
  const { evidenceStart, evidenceEnd, quote } = seen.mention;
  expect(seen.document.text.slice(evidenceStart, evidenceEnd)).toBe(quote);
  expect(seen.state).toMatchObject({
    state: "ok",
    lastSuccess: "2020-05-07T08:00:00Z",
    sections: [url("/sgxw/")],
  });
});

it("changes nothing the second time and asks conditionally", async () => {
  await update("2020-05-07T08:00:00Z");
  site.log.length = 0;
  const { counts, status } = await update("2020-05-08T09:00:00Z");
  expect(status).toBe(0);
  expect(counts).toMatchObject({
    fetched: 0,
    notModified: 4,
    snapshots: 0,
    documents: 0,
    mentions: 0,
    issues: 0,
  });
  expect(counts.events).toEqual({ added: 0, changed: 0, known: 0 });
  expect(site.log.filter((line) => line.startsWith("200"))).toEqual([]);
});

it("looks at an article again at most once a day", async () => {
  await update("2020-05-07T08:00:00Z");
  site.log.length = 0;
  await update("2020-05-07T12:00:00Z");
  expect(site.log.filter((line) => line.includes("/t2020"))).toEqual([]);
});

it("keeps the same bytes again as a revisit record that leads to no new document", async () => {
  for (const [path, { body }] of site.pages) site.pages.set(path, { body, validators: false });
  await update("2020-05-07T08:00:00Z");
  const { counts, seen } = await update("2020-05-08T09:00:00Z", async (space) =>
    space.db
      .selectFrom("snapshot")
      .select(["parsed", "revisitOf"])
      .where("kind", "=", "article")
      .where("revisitOf", "is not", null)
      .execute(),
  );
  expect(counts).toMatchObject({ fetched: 4, documents: 0, mentions: 0 });
  expect(seen.map(({ parsed }) => parsed)).toEqual(["same", "same"]);
  const types = [];
  for (const name of readdirSync(join(data(), "archive"))) {
    for await (const { type } of readWarc(join(data(), "archive", name))) types.push(type);
  }
  expect(types.filter((type) => type === "revisit")).toHaveLength(4);
});

it("makes a new version of a page that changed and sends its event back to the queue", async () => {
  await update("2020-05-07T08:00:00Z", async (space) => {
    const [event] = await events(space);
    await addReview(space.db, { eventId: event!.id, reviewer: "Mele", at: space.now(), decision: "accept" });
  });
  site.pages.set(GIVEN, {
    body: article("警用车辆捐赠仪式", "2020-05-01", [GIFT.replace("4月30日", "4月29日")]),
  });
  const { counts, seen } = await update("2020-05-08T09:00:00Z", async (space) => ({
    documents: await documents(space),
    events: await events(space),
  }));
  expect(counts).toMatchObject({ documents: 1, mentions: 1 });
  expect(seen.documents).toEqual([
    { canonicalUrl: url(GIVEN), version: 1, current: 0 },
    { canonicalUrl: url(GIVEN), version: 2, current: 1 },
    { canonicalUrl: url(OPEN_DAY), version: 1, current: 1 },
  ]);
  expect(seen.events).toMatchObject([{ status: "accepted", queueReason: "changed-page" }]);
  expect(JSON.parse(seen.events[0]!.coding)).toMatchObject({ date: "2020-04-29" });
});

it("keeps an event whose page no longer reports it, and asks a person to look", async () => {
  await update("2020-05-07T08:00:00Z");
  site.pages.set(GIVEN, { body: article("更正", "2020-05-01", [ORDINARY]) });
  const { seen } = await update("2020-05-08T09:00:00Z", async (space) => ({
    events: await events(space),
    issues: await listIssues(space.db, { stage: "link" }),
  }));
  expect(seen.events).toHaveLength(1);
  expect(seen.issues).toMatchObject([{ code: "no-mention-left", item: seen.events[0]!.id }]);
});

it("reads a long list to its end over several limited runs", async () => {
  const paths = [1, 2, 3, 4, 5, 6].map((day) => `./202005/t2020050${day}_1000010${day}.htm`);
  for (const [index, path] of paths.entries()) {
    site.pages.set(`/sgxw/${path.slice(2)}`, {
      body: article(`开放日之${index}`, "2020-05-06", [`${ORDINARY}第${index}场。`]),
    });
  }
  const links = paths.map((path, index) => [path, `开放日之${index}`] as const);
  site.pages.set("/sgxw/", { body: list(links.slice(0, 3), 2) });
  site.pages.set("/sgxw/index_1.htm", { body: list(links.slice(3), 2) });
  const numbers = [];
  for (const day of ["07", "08", "09", "10"]) {
    const { counts } = await update(`2020-05-${day}T08:00:00Z`, undefined, { limit: 2 });
    numbers.push(counts.documents);
  }
  expect(numbers).toEqual([2, 2, 2, 0]);
});

it("keeps both addresses of one article and joins what they report to one event", async () => {
  const twins = makeConfig(
    { la: HOST, "cg-luangprabang": "luangprabang.china-consulate.gov.cn" },
    site.origin,
  );
  const space = await openAt(twins, data(), "2020-05-07T08:00:00Z");
  const { counts } = await runUpdate(space, { sources: [], signal, rulebook });
  const stored = await documents(space);
  const links = await space.db.selectFrom("link").select(["eventId"]).execute();
  await space.close();
  expect(stored).toHaveLength(4);
  expect(counts).toMatchObject({ documents: 4, mentions: 2, events: { added: 1 } });
  expect(new Set(links.map(({ eventId }) => eventId)).size).toBe(1);
});

it("stops between pages when asked to, with everything fetched so far kept", async () => {
  const stop = new AbortController();
  const space = await openAt(config, data(), "2020-05-07T08:00:00Z");
  const clock = space.clock;

  const stopping = {
    ...space,
    clock: () => {
      if (site.log.includes(`200 ${OPEN_DAY}`)) stop.abort();
      return clock();
    },
  };
  await runUpdate(stopping, { sources: [], signal: stop.signal, rulebook });
  const held = await space.db.selectFrom("lease").selectAll().execute();
  await space.close();
  expect(held).toEqual([]);
  const { counts } = await update("2020-05-07T08:30:00Z");
  expect(counts.events.added).toBe(1);
  expect(site.log.filter((line) => line === `200 ${OPEN_DAY}`)).toHaveLength(1);
});
