import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { closeDatabase, openDatabase } from "../../store/database.ts";
import { line } from "./import-lines.ts";
import {
  article,
  GIFT,
  home,
  list,
  makeConfig,
  ORDINARY,
  startSite,
  temporaryFolder,
} from "./mission-site.ts";
import { ensureBuilt, jingwu, start } from "./program.ts";

const config = makeConfig({ la: "la.china-embassy.gov.cn" }, "http://127.0.0.1:9");

beforeAll(ensureBuilt);

/** Everything an import leaves in the store, but times and places in the archive, which differ from run to run. */
async function contents(data: string) {
  const db = await openDatabase(join(data, "jingwu.db"), { create: false });
  try {
    const rows = async (table: "document" | "mention" | "event" | "link" | "snapshot", columns: string[]) =>
      db
        .selectFrom(table)
        .select(columns as never)
        .orderBy(columns[0] as never)
        .execute();
    return {
      snapshots: await rows("snapshot", ["canonicalUrl", "sha256", "parsed"]),
      documents: await rows("document", ["id", "version", "contentSha256", "extractedWith", "linked"]),
      mentions: await rows("mention", ["id", "documentId", "coding"]),
      events: await rows("event", ["id", "coding", "confidence", "status"]),
      links: await rows("link", ["mentionId", "eventId"]),
      leases: await db.selectFrom("lease").selectAll().execute(),
    };
  } finally {
    await closeDatabase(db);
  }
}

async function countRows(data: string, table: "snapshot" | "document"): Promise<number> {
  try {
    const db = await openDatabase(join(data, "jingwu.db"), { create: false });
    try {
      const row = await db
        .selectFrom(table)
        .select((e) => e.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return row.count;
    } finally {
      await closeDatabase(db);
    }
  } catch {
    return 0;
  }
}

it("comes to the same store when it is killed twice on the way", async () => {
  const file = join(temporaryFolder(), "many.jsonl");
  const days = Array.from({ length: 1200 }, (_, index) => {
    const day = String((index % 28) + 1).padStart(2, "0");
    const month = String((index % 12) + 1).padStart(2, "0");
    const text =
      index % 5 === 0
        ? GIFT.replace("4月30日", `${Number(month)}月${Number(day)}日`)
        : `${ORDINARY}第${index}次。`;
    return line({ id: `n${index}`, title: `第${index}条`, published: `2020-${month}-28`, text });
  });
  writeFileSync(file, days.join(""));
  const [clean, killed] = [temporaryFolder(), temporaryFolder()];
  expect((await jingwu(["import", file, "--data", clean, "--config", config])).status).toBe(0);
  for (const [table, least] of [
    ["snapshot", 500],
    ["document", 200],
  ] as const) {
    const { child, ended } = start(["import", file, "--data", killed, "--config", config]);
    while (child.exitCode === null && (await countRows(killed, table)) < least) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    child.kill("SIGKILL");
    expect((await ended).status).toBeNull();
  }
  expect((await jingwu(["import", file, "--data", killed, "--config", config])).status).toBe(0);
  const [expected, found] = [await contents(clean), await contents(killed)];
  expect(expected.events.length).toBeGreaterThan(10);
  expect(found).toEqual(expected);
});

it("comes to the same documents and events when an update is killed while it fetches", async () => {
  const site = await startSite();
  try {
    site.pages.set("/", { body: home() });
    const links = Array.from({ length: 40 }, (_, index) => {
      const [day, number] = [String((index % 28) + 1).padStart(2, "0"), 10000001 + index];
      const path = `202005/t202005${day}_${number}.htm`;
      const text = index % 8 === 0 ? GIFT.replace("30日", `${index + 1}日`) : `${ORDINARY}第${index}次。`;
      site.pages.set(`/sgxw/${path}`, { body: article(`第${index}条`, `2020-05-${day}`, [text]) });
      return [`./${path}`, `第${index}条`] as const;
    });
    site.pages.set("/sgxw/", { body: list(links) });
    const own = makeConfig({ la: "la.china-embassy.gov.cn" }, site.origin);
    // So slow that the run is still under way when it is killed, however busy the machine.
    const settings = join(own, "settings.yaml");
    writeFileSync(settings, readFileSync(settings, "utf8").replace("delay_ms: 0", "delay_ms: 40"));
    const [clean, killed] = [temporaryFolder(), temporaryFolder()];
    const update = (data: string) => ["update", "--quiet", "--data", data, "--config", own];
    expect((await jingwu(update(clean))).status).toBe(0);
    for (const least of [4, 20]) {
      const { child, ended } = start(update(killed));
      while (child.exitCode === null && (await countRows(killed, "snapshot")) < least) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      child.kill("SIGKILL");
      expect((await ended).status).toBeNull();
    }
    expect((await jingwu(update(killed))).status).toBe(0);
    // A list that was being read is read again, so only the snapshots of lists may be more.
    const { snapshots: expectedPages, ...expected } = await contents(clean);
    const { snapshots: pages, ...found } = await contents(killed);
    expect(expected.documents).toHaveLength(40);
    expect(expected.events.length).toBeGreaterThan(2);
    expect(found).toEqual(expected);
    expect(new Set(pages.map((one) => JSON.stringify(one)))).toEqual(
      new Set(expectedPages.map((one) => JSON.stringify(one))),
    );
  } finally {
    await site.close();
  }
});

it("finishes the batch and gives the lease back when it is interrupted", async () => {
  const file = join(temporaryFolder(), "many.jsonl");
  writeFileSync(
    file,
    Array.from({ length: 1500 }, (_, index) =>
      line({ id: index, title: `第${index}条`, text: `${ORDINARY}第${index}次。` }),
    ).join(""),
  );
  const data = temporaryFolder();
  const { child, ended } = start(["import", file, "--data", data, "--config", config]);
  while (child.exitCode === null && (await countRows(data, "snapshot")) < 500) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill("SIGTERM");
  expect((await ended).status).toBe(143);
  expect((await contents(data)).leases).toEqual([]);
  expect((await jingwu(["import", file, "--data", data, "--config", config, "--json"])).status).toBe(0);
  expect((await contents(data)).documents).toHaveLength(1500);
});
