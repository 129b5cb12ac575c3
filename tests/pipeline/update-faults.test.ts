import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { runUpdate } from "../../pipeline/update.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { listIssues } from "../../store/issues.ts";
import { findSourceState } from "../../store/source-state.ts";
import { documents, GIVEN, HOST, laosMission, publishBoth, url } from "./laos-mission.ts";
import { article, home, list, makeConfig, ORDINARY, openAt } from "./mission-site.ts";

const { site, config, data, rulebook, update } = await laosMission();
const { signal } = new AbortController();
beforeEach(() => publishBoth(site));
const page = (space: Workspace, path: string) =>
  space.db.selectFrom("page").selectAll().where("canonicalUrl", "=", url(path)).executeTakeFirst();

it("records a page that is gone, keeps what it said, and takes it back when it returns", async () => {
  await update("2020-05-07T08:00:00Z");
  const { body } = site.pages.get(GIVEN)!;
  site.pages.delete(GIVEN);
  const gone = await update("2020-05-08T09:00:00Z", async (space) => ({
    page: await page(space, GIVEN),
    documents: await documents(space),
    issues: await listIssues(space.db),
  }));
  expect(gone.status).toBe(0);
  expect(gone.seen.page).toMatchObject({
    state: "gone",
    missingSince: "2020-05-08T09:00:00Z",
    lastSuccess: "2020-05-07T08:00:00Z",
  });
  expect(gone.seen.documents).toHaveLength(2);
  expect(gone.seen.issues).toMatchObject([{ code: "gone", item: url(GIVEN) }]);
  site.pages.set(GIVEN, { body });
  const back = await update("2020-05-09T10:00:00Z", async (space) => ({
    page: await page(space, GIVEN),
    issues: await listIssues(space.db),
  }));
  expect(back.seen.page).toMatchObject({ state: "ok", missingSince: null });
  expect(back.seen.issues).toEqual([]);
});

it("records a bot challenge as blocked, names the source, and closes the issue once the site answers", async () => {
  const challenge = {
    body: "<script>document.cookie='__jsl_clearance=1'</script>",
    status: 521,
    headers: { "set-cookie": "__jsluid=1" },
  };
  site.pages.set("/", challenge);
  const blocked = await update("2020-05-07T08:00:00Z", async (space) => ({
    issues: await listIssues(space.db),
    state: await findSourceState(space.db, "la"),
    refusal: await space.db
      .selectFrom("snapshot")
      .selectAll()
      .where("httpStatus", "=", 521)
      .executeTakeFirst(),
  }));
  expect(blocked.status).toBe(3);
  expect(blocked.seen.issues).toMatchObject([
    { stage: "capture", code: "blocked", sourceId: "la", times: 1 },
  ]);
  expect(blocked.seen.state).toMatchObject({ state: "blocked", lastSuccess: null });
  expect(blocked.seen.refusal).toMatchObject({ parsed: "blocked" });
  site.pages.set("/", { body: home() });
  const well = await update("2020-05-08T08:00:00Z", (space) => listIssues(space.db));
  expect(well.status).toBe(0);
  expect(well.seen).toEqual([]);
});

it("closes the issue about a page that failed for a while and then did not change", async () => {
  await update("2020-05-07T08:00:00Z");
  const whole = site.pages.get(GIVEN)!;
  site.pages.set(GIVEN, { body: "busy", status: 500 });
  const down = await update("2020-05-08T09:00:00Z", async (space) => ({
    issues: await listIssues(space.db),
    page: await page(space, GIVEN),
  }));
  expect(down.seen.issues).toMatchObject([{ code: "fetch-failed", item: url(GIVEN), times: 1 }]);
  expect(down.seen.page).toMatchObject({ state: "failed" });
  site.pages.set(GIVEN, whole);
  const up = await update("2020-05-09T10:00:00Z", async (space) => ({
    issues: await listIssues(space.db),
    page: await page(space, GIVEN),
  }));
  expect(up.seen.issues).toEqual([]);
  expect(up.seen.page).toMatchObject({ state: "ok" });
});

it("takes a list without links for a changed layout, not for no news, and keeps what it knows", async () => {
  await update("2020-05-07T08:00:00Z");
  site.pages.set("/sgxw/", { body: list([]) });
  const { status, seen } = await update("2020-05-08T09:00:00Z", async (space) => ({
    issues: await listIssues(space.db),
    state: await findSourceState(space.db, "la"),
    documents: await documents(space),
  }));
  expect(status).toBe(3);
  expect(seen.issues).toMatchObject([{ code: "layout-changed", item: url("/sgxw/"), sourceId: "la" }]);
  expect(seen.state).toMatchObject({ state: "layout-changed" });
  expect(seen.documents).toHaveLength(2);
});

it("takes a known list that now answers with another page for lost, until it is there again", async () => {
  await update("2020-05-07T08:00:00Z");
  const whole = site.pages.get("/sgxw/")!;
  site.pages.set("/sgxw/", { body: article("使馆新闻", "2020-05-08", [ORDINARY, ORDINARY]) });
  for (const [day, times] of [
    ["08", 1],
    ["09", 2],
  ] as const) {
    const lost = await update(`2020-05-${day}T09:00:00Z`, (space) => listIssues(space.db));
    expect(lost.status).toBe(0);
    expect(lost.seen).toMatchObject([{ code: "list-lost", item: url("/sgxw/"), sourceId: "la", times }]);
  }
  site.pages.set("/sgxw/", whole);
  const back = await update("2020-05-10T10:00:00Z", (space) => listIssues(space.db));
  expect(back.seen).toEqual([]);
});

it("asks about a section that the register has seen and the site has not, and of no other address", async () => {
  const file = join(config, "sources/la.yaml");
  const before = readFileSync(file, "utf8");
  const section = (path: string, confidence: string) =>
    `  - { path: ${path}, role: current, confidence: ${confidence} }\n`;
  writeFileSync(file, `${before}sections:\n${section("/zlgx/", "seen")}${section("/jwhz/", "derived")}`);
  try {
    const { status, seen } = await update("2020-05-07T08:00:00Z", (space) => listIssues(space.db));
    expect(status).toBe(0);
    expect(seen).toMatchObject([{ code: "list-lost", item: url("/zlgx/") }]);
  } finally {
    writeFileSync(file, before);
  }
});

it("files an article that cannot be read as an issue, once, and does not try it again and again", async () => {
  site.pages.set(GIVEN, { body: "<html><body><p>短</p></body></html>" });
  const first = await update("2020-05-07T08:00:00Z", (space) => listIssues(space.db));
  expect(first.status).toBe(0);
  expect(first.seen).toMatchObject([{ stage: "parse", item: url(GIVEN), times: 1 }]);
  const second = await update("2020-05-08T09:00:00Z", (space) => listIssues(space.db));
  expect(second.counts.issues).toBe(0);
  expect(second.seen).toMatchObject([{ times: 1 }]);
});

it("says which source of several failed and still reads the others", async () => {
  const two = makeConfig({ la: HOST, vu: "vu.china-embassy.gov.cn" }, site.origin);
  const space = await openAt(two, data(), "2020-05-07T08:00:00Z");
  const broken = {
    ...space,
    settings: {
      ...space.settings,
      fetch: {
        ...space.settings.fetch,
        connect_to: {
          [`https://${HOST}`]: site.origin,
          "https://vu.china-embassy.gov.cn": "http://127.0.0.1:9",
        },
      },
    },
  };
  const { counts, status } = await runUpdate(broken, { sources: [], signal, rulebook });
  const issues = await listIssues(space.db);
  await space.close();
  expect(status).toBe(3);
  expect(counts).toMatchObject({ sources: 2, documents: 2 });
  expect(issues).toMatchObject([{ sourceId: "vu", code: "fetch-failed", times: 1 }]);
});
