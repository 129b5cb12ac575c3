import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readLedger } from "../../../pipeline/backfill/ledger.ts";
import { openAt, temporaryFolder } from "../mission-site.ts";
import { ensureBuilt, start } from "../program.ts";
import { type ArchiveSite, startArchive } from "./archive-site.ts";
import { articlesOf, MISSIONS, makePastConfig } from "./past.ts";

const SOME = MISSIONS.slice(3, 5);
const YEARS = [2014, 2015, 2016];
let archive: ArchiveSite;
let config: string;

beforeAll(async () => {
  [archive] = await Promise.all([startArchive(), ensureBuilt()]);
  config = makePastConfig(SOME, "http://127.0.0.1:9", archive.origin);
  archive.pageRows = 2;
  archive.kept.push(
    ...SOME.flatMap((one) => YEARS.flatMap((year) => articlesOf(one, year))).map(({ kept }) => kept),
  );
});
afterAll(() => archive.close());

const backfill = (data: string) =>
  start([
    "--config",
    config,
    "--data",
    data,
    "--quiet",
    "backfill",
    "--from",
    "2014",
    "--to",
    "2016",
    "--via",
    "wayback",
  ]);

async function stored(data: string) {
  const space = await openAt(config, data, "2030-01-01T00:00:00Z");
  try {
    const { db } = space;
    return {
      documents: await db
        .selectFrom("document")
        .select(["canonicalUrl", "title", "text", "version"])
        .orderBy("canonicalUrl")
        .execute(),
      events: await db
        .selectFrom("event")
        .select(["id", "type", "date", "coding", "mentionCount"])
        .orderBy("id")
        .execute(),
      ledger: (await readLedger(db)).map(({ updated, ...row }) => row),
    };
  } finally {
    await space.close();
  }
}

it("ends with the same store after kills at any moment, with no capture fetched more than once for each kill", async () => {
  const whole = temporaryFolder();
  expect((await backfill(whole).ended).status).toBe(0);
  const expected = await stored(whole);
  expect(expected.documents).toHaveLength(12);
  expect(expected.events).toHaveLength(6);

  const data = temporaryFolder();
  archive.log.length = 0;
  let kills = 0;
  for (let run = 0; run < 40; run++) {
    const until = archive.log.length + 3 + ((run * 7) % 11);
    const { child, ended } = backfill(data);
    let over = false;
    void ended.then(() => {
      over = true;
    });
    while (!over && archive.log.length < until) await sleep(2);
    if (!over) {
      child.kill("SIGKILL");
      kills++;
    }
    if ((await ended).status === 0) break;
  }
  expect(kills).toBeGreaterThan(2);
  expect(await stored(data)).toEqual(expected);
  const replays = archive.log.filter((line) => line.includes("id_/"));
  expect(replays.length).toBeLessThanOrEqual(12 + kills);
});
