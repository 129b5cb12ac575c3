import { beforeEach, expect, it } from "vitest";
import type { Workspace } from "../../pipeline/workspace.ts";
import { listIssues } from "../../store/issues.ts";
import { changes, GIVEN, gift, laosMission, OPEN_DAY, publishBoth, url } from "./laos-mission.ts";
import { GIFT, home, type Page } from "./mission-site.ts";

const { site, update } = await laosMission();
beforeEach(() => publishBoth(site));

const GIVEN_PAGE = { body: gift(GIFT) };
const page = (space: Workspace) =>
  space.db.selectFrom("page").selectAll().where("canonicalUrl", "=", url(GIVEN)).executeTakeFirstOrThrow();

const toHome: Page = { body: "", status: 302, headers: { location: "/" }, validators: false };
const LOSSES: readonly (readonly [string, () => Page | null])[] = [
  ["answers 404", () => null],
  ["answers 410", () => ({ body: "此页已删除", status: 410, validators: false })],
  ["leads to the home page", () => toHome],
  ["leads to a list", () => ({ ...toHome, headers: { location: "/sgxw/" } })],
  [
    "leads to a page of the site that is no article",
    () => ({ ...toHome, headers: { location: "/404/tip" } }),
  ],
  ["shows the bytes of the home page", () => ({ body: home() })],
  [
    "shows a page like the home page",
    () => ({
      body: `<title>驻某国大使馆</title><ul><li><a href="${OPEN_DAY}">使馆开放日</a></li><li><a href="/zxxx/202005/t20200507_10000009.htm">通知</a></li></ul>`,
    }),
  ],
];

it.each(LOSSES)(
  "records a page that %s once a second look confirms it, and that it came back",
  async (_, lost) => {
    site.pages.set("/404/tip", { body: "<title>提示</title><p>您访问的页面不存在</p>" });
    await update("2020-05-07T08:00:00Z");
    await update("2020-05-08T08:00:00Z");
    const gone = lost();
    if (gone) site.pages.set(GIVEN, gone);
    else site.pages.delete(GIVEN);
    const first = await update("2020-05-10T08:00:00Z", async (space) => ({
      page: await page(space),
      changes: await changes(space),
      issues: await listIssues(space.db),
    }));
    expect(first.status).toBe(0);
    expect(first.seen.page).toMatchObject({
      state: "gone",
      lastSuccess: "2020-05-08T08:00:00Z",
      missingSince: "2020-05-10T08:00:00Z",
    });
    expect(first.seen.changes).toEqual([]);
    expect(first.seen.issues).toMatchObject([{ stage: "capture", code: "gone", item: url(GIVEN), times: 1 }]);

    const soon = await update("2020-05-10T20:00:00Z", changes);
    expect(soon.seen).toEqual([]);
    const removed = {
      canonicalUrl: url(GIVEN),
      kind: "removed",
      at: "2020-05-11T08:00:00Z",
      lastSeen: "2020-05-08T08:00:00Z",
      firstMissing: "2020-05-10T08:00:00Z",
    };
    const second = await update("2020-05-11T08:00:00Z", async (space) => ({
      changes: await changes(space),
      issues: await listIssues(space.db),
      documents: await space.db.selectFrom("document").select(["canonicalUrl", "version"]).execute(),
      proof: await space.db
        .selectFrom("snapshot")
        .select("parsed")
        .where("canonicalUrl", "=", url(GIVEN))
        .orderBy("captured")
        .execute(),
    }));
    expect(second.seen.changes).toEqual([removed]);
    expect(second.seen.issues).toMatchObject([{ code: "gone", times: 1 }]);
    expect(second.seen.documents).toHaveLength(2);
    expect(second.seen.proof.map(({ parsed }) => parsed)).toEqual(["document", "gone", "gone"]);

    await update("2020-05-13T08:00:00Z");
    site.pages.set(GIVEN, GIVEN_PAGE);
    const before = await update("2020-05-14T08:00:00Z", changes);
    expect(before.seen).toEqual([removed]);
    const back = await update("2020-05-20T08:00:00Z", async (space) => ({
      page: await page(space),
      changes: await changes(space),
      issues: await listIssues(space.db),
    }));
    expect(back.seen.page).toMatchObject({
      state: "ok",
      missingSince: null,
      lastSuccess: "2020-05-20T08:00:00Z",
    });
    const { lastSeen, firstMissing } = removed;
    const restored = {
      canonicalUrl: url(GIVEN),
      kind: "restored",
      at: "2020-05-20T08:00:00Z",
      lastSeen,
      firstMissing,
    };
    expect(back.seen.changes).toEqual([removed, restored]);
    expect(back.seen.issues).toEqual([]);
    expect(back.counts).toMatchObject({ documents: 0, mentions: 0 });
  },
);

it("takes a page that is back before the second look for no loss", async () => {
  await update("2020-05-07T08:00:00Z");
  site.pages.delete(GIVEN);
  await update("2020-05-08T08:00:00Z");
  site.pages.set(GIVEN, GIVEN_PAGE);
  const { seen } = await update("2020-05-09T08:00:00Z", async (space) => ({
    page: await page(space),
    changes: await changes(space),
    issues: await listIssues(space.db),
  }));
  expect(seen.page).toMatchObject({ state: "ok", missingSince: null });
  expect(seen.changes).toEqual([]);
  expect(seen.issues).toEqual([]);
});

const CHALLENGE = "<script>document.cookie='__jsl_clearance=1'</script>";
const REFUSALS: readonly (readonly [string, Page])[] = [
  ["a challenge page", { body: CHALLENGE, status: 521, headers: { "set-cookie": "__jsluid=1" } }],
  ["403", { body: "forbidden", status: 403 }],
  ["500", { body: "error", status: 500 }],
  ["503", { body: "busy", status: 503 }],
  ["a page with no article in it", { body: "<title>新版</title><div class='new'></div>" }],
];

it.each(REFUSALS)("never takes %s for a loss, however long it stays", async (_, refusal) => {
  await update("2020-05-07T08:00:00Z");
  site.pages.set(GIVEN, refusal);
  for (const day of ["08", "09", "10", "13", "17", "25", "30"]) {
    const { seen } = await update(`2020-05-${day}T08:00:00Z`, async (space) => ({
      page: await page(space),
      changes: await changes(space),
    }));
    expect(seen.page).toMatchObject({ missingSince: null, lastSuccess: "2020-05-07T08:00:00Z" });
    expect(seen.page.state).not.toBe("gone");
    expect(seen.changes).toEqual([]);
  }
  site.pages.set(GIVEN, GIVEN_PAGE);
  const { seen } = await update("2020-07-30T08:00:00Z", async (space) => ({
    page: await page(space),
    changes: await changes(space),
    issues: await listIssues(space.db),
  }));
  expect(seen.page.state).toBe("ok");
  expect(seen.changes).toEqual([]);
  expect(seen.issues).toEqual([]);
});

it("takes nothing for lost while the site shows one page for its list and its articles, as while it is mended", async () => {
  await update("2020-05-07T08:00:00Z");
  const whole = new Map(site.pages);
  for (const path of ["/sgxw/", GIVEN, OPEN_DAY])
    site.pages.set(path, { body: "<title>维护</title><p>系统维护中</p>" });
  for (const day of ["08", "10", "17"]) {
    const { seen } = await update(`2020-05-${day}T08:00:00Z`, async (space) => ({
      page: await page(space),
      changes: await changes(space),
    }));
    expect(seen).toMatchObject({ page: { state: "unreadable", missingSince: null }, changes: [] });
  }
  for (const [path, one] of whole) site.pages.set(path, one);
  const { seen } = await update("2020-06-07T08:00:00Z", async (space) => ({
    page: await page(space),
    changes: await changes(space),
    issues: await listIssues(space.db, { stage: "capture" }),
  }));
  expect(seen).toMatchObject({ page: { state: "ok" }, changes: [], issues: [] });
});

it("counts no failure between two looks as the second look", async () => {
  await update("2020-05-07T08:00:00Z");
  site.pages.delete(GIVEN);
  await update("2020-05-08T08:00:00Z");
  site.pages.set(GIVEN, { body: "busy", status: 503 });
  const down = await update("2020-05-09T08:00:00Z", changes);
  expect(down.seen).toEqual([]);
  site.pages.delete(GIVEN);
  const { seen } = await update("2020-05-10T08:00:00Z", changes);
  expect(seen).toMatchObject([
    { kind: "removed", lastSeen: "2020-05-07T08:00:00Z", firstMissing: "2020-05-08T08:00:00Z" },
  ]);
});

it("records no loss of an address that a list names and that never was there", async () => {
  site.pages.delete(GIVEN);
  for (const day of ["07", "08", "09"]) await update(`2020-05-${day}T08:00:00Z`);
  const { seen } = await update("2020-05-10T08:00:00Z", async (space) => ({
    changes: await changes(space),
    issues: await listIssues(space.db),
  }));
  expect(seen.changes).toEqual([]);
  expect(seen.issues).toMatchObject([{ code: "gone", item: url(GIVEN), times: 1 }]);
});

it("keeps the loss of several pages and runs apart, and records nothing twice", async () => {
  await update("2020-05-07T08:00:00Z");
  site.pages.delete(GIVEN);
  site.pages.delete(OPEN_DAY);
  for (const day of ["08", "09", "10", "11", "18"]) await update(`2020-05-${day}T08:00:00Z`);
  site.pages.set(GIVEN, GIVEN_PAGE);
  for (const day of ["07", "08", "09"]) await update(`2020-06-${day}T08:00:00Z`);
  site.pages.delete(GIVEN);
  const lastLook = "2020-08-10T08:00:00Z";
  await update(lastLook);
  const { seen } = await update("2020-08-11T08:00:00Z", changes);
  expect(seen.map(({ canonicalUrl, kind, firstMissing }) => [canonicalUrl, kind, firstMissing])).toEqual([
    [url(GIVEN), "removed", "2020-05-08T08:00:00Z"],
    [url(OPEN_DAY), "removed", "2020-05-08T08:00:00Z"],
    [url(GIVEN), "restored", "2020-05-08T08:00:00Z"],
    [url(GIVEN), "removed", lastLook],
  ]);
});
