import { cpSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { readLedger } from "../../../pipeline/backfill/ledger.ts";
import type { BackfillRoute } from "../../../store/backfill.ts";
import { listIssues } from "../../../store/issues.ts";
import { openAt, temporaryFolder } from "../mission-site.ts";
import { ensureBuilt } from "../program.ts";
import { layOut, layReposts, pastOf } from "./laid-out.ts";
import { MISSIONS } from "./past.ts";
import { searchedPast } from "./searched-past.ts";

const SOME = MISSIONS.slice(3, 5);
const YEARS = [2014, 2015];
const PAST = pastOf(SOME, YEARS);
const { site, archive, config, asked, startSearch } = await searchedPast(SOME);
beforeAll(ensureBuilt, 60_000);
beforeEach(() => {
  archive.pageRows = 2;
});

/** Puts what the route finds where it finds it, and gives the data that it begins with. */
async function prepare(route: BackfillRoute): Promise<string> {
  const data = temporaryFolder();
  if (route === "repost") await layReposts(PAST, SOME, archive, () => startSearch(data, "wayback").ended);
  else layOut(route, PAST, { site, archive });
  return data;
}

async function stored(data: string) {
  const space = await openAt(config, data, "2030-01-01T00:00:00Z");
  try {
    const { db } = space;
    return {
      documents: await db
        .selectFrom("document")
        .select(["canonicalUrl", "sourceId", "title", "text", "version"])
        .orderBy("canonicalUrl")
        .execute(),
      events: await db
        .selectFrom("event")
        .select(["id", "type", "date", "coding", "mentionCount"])
        .orderBy("id")
        .execute(),
      ledger: (await readLedger(db)).map(({ updated, requests, seconds, listed, ...row }) => row),
      issues: (await listIssues(db)).map(({ code, item }) => `${code} ${item}`).sort(),
    };
  } finally {
    await space.close();
  }
}

/** Requests for articles: what a list answers is asked for again after a kill, at most once. */
const articles = () =>
  [...archive.log, ...site.log].filter((line) => /id_\/|\/crawl\/|^200 .*\/t\d{8}_/.test(line)).length;

it.each(["wayback", "commoncrawl", "site", "repost"] as const)(
  "ends with the same store after kills while %s lists, fetches and reads, and then asks nothing more",
  async (route) => {
    const begin = await prepare(route);
    const [whole, data] = [temporaryFolder(), temporaryFolder()];
    for (const folder of [whole, data]) cpSync(begin, folder, { recursive: true });
    let before = articles();
    expect((await startSearch(whole, route).ended).status).toBe(0);
    const expected = await stored(whole);
    const needed = articles() - before;
    expect(expected.documents).toHaveLength(PAST.length);
    expect(expected.events).toHaveLength(PAST.length / 2);

    before = articles();
    let kills = 0;
    for (let run = 0; run < 40; run++) {
      const until = asked() + 2 + ((run * 5) % 9);
      const { child, ended } = startSearch(data, route);
      let over = false;
      void ended.then(() => {
        over = true;
      });
      while (!over && asked() < until) await sleep(2);
      // A request is answered in no time; a little later pages are read and rules are tried.
      await sleep((run * 70) % 200);
      if (!over) {
        child.kill("SIGKILL");
        kills++;
      }
      if ((await ended).status === 0) break;
    }
    expect(kills).toBeGreaterThan(2);
    expect(await stored(data)).toEqual(expected);
    // Of a site some pages are saved together.
    expect(articles() - before).toBeLessThanOrEqual(needed + kills * (route === "site" ? 8 : 2));

    const last = asked();
    expect((await startSearch(data, route).ended).status).toBe(0);
    expect(asked()).toBe(last);
  },
  400_000,
);
