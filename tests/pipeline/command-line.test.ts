import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, openDatabase } from "../../store/database.ts";
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
import { ensureBuilt, jingwu, ROOT, start } from "./program.ts";

const config = makeConfig({ la: "la.china-embassy.gov.cn" }, "http://127.0.0.1:9");

beforeAll(ensureBuilt, 120_000);

const line = (fields: object) => `${JSON.stringify(fields)}\n`;
const GIVEN = { id: "n1", title: "警用车辆捐赠仪式", published: "2020-05-01", text: GIFT };

describe("exit status 2 and a message that says what to mend", () => {
  it.each([
    ["an unknown command", ["frobnicate"], /unknown command/],
    ["an unknown option", ["queue", "--colour"], /unknown option/],
    ["no command", [], /Usage/],
    ["a path that is not there", ["import", "missing.jsonl"], /missing\.jsonl: no such file/],
    ["a database that is not there", ["queue"], /jingwu\.db: does not exist/],
    ["a status that is none", ["queue", "--status", "done"], /--status: expected one of waiting, new/],
    [
      "a second type that is none",
      ["queue", "--type", "patrol", "lunch"],
      /--type: .*meeting.*, found "lunch"/,
    ],
    [
      "a confidence above one",
      ["queue", "--confidence-from", "7"],
      /--confidence-from: expected a .*found "7"/,
    ],
    [
      "an order of what does not wait",
      ["queue", "--status", "all", "--order", "sure"],
      /--order: expected newest/,
    ],
    ["a command of a later version", ["release", "1.0"], /not available in this version/],
    ["a format of a later version", ["export", "--format", "parquet"], /not available in this version/],
    ["PostgreSQL", ["stats", "--database", "postgres://host/db"], /PostgreSQL is not available/],
    ["an unknown source", ["update", "--source", "atlantis"], /atlantis: no such source/],
    ["a limit that is no number", ["update", "--limit", "many"], /whole number/],
  ])("for %s", async (_, args, message) => {
    const { status, out, err } = await jingwu(["--config", config, ...args]);
    expect(err).toMatch(message);
    expect(status).toBe(2);
    expect(out).toBe("");
  });

  it("for YAML that cannot be read, before anything is fetched or stored", async () => {
    const broken = makeConfig({}, "http://127.0.0.1:9");
    writeFileSync(join(broken, "settings.yaml"), "fetch:\n  delay_ms: [5\n");
    const data = temporaryFolder();
    const { status, err } = await jingwu(["update", "--config", broken, "--data", data]);
    expect(err).toMatch(/settings\.yaml:\d+:\d+: not valid YAML/);
    expect(status).toBe(2);
    expect(readdirSync(data)).toEqual([]);
  });

  it("for a data folder that is a file", async () => {
    const file = join(temporaryFolder(), "taken");
    writeFileSync(file, "");
    const { status, err } = await jingwu(["update", "--config", config, "--data", file]);
    expect(err).toBe(`jingwu: --data ${file}: expected a folder, found a file\n`);
    expect(status).toBe(2);
  });

  it("for a key that nobody knows", async () => {
    const broken = makeConfig({}, "http://127.0.0.1:9");
    writeFileSync(join(broken, "settings.yaml"), "fetch:\n  delay: 5\n");
    const { status, err } = await jingwu(["update", "--config", broken]);
    expect(err).toMatch(/settings\.yaml.*fetch.*"delay"/);
    expect(status).toBe(2);
  });

  it("for a file that is no database", async () => {
    const data = temporaryFolder();
    writeFileSync(join(data, "jingwu.db"), "this is no database, whatever its name says\n".repeat(50));
    const { status, err } = await jingwu(["stats", "--data", data]);
    expect(err).toMatch(/jingwu\.db/);
    expect(status).toBe(2);
    expect(readFileSync(join(data, "jingwu.db"), "utf8")).toContain("this is no database");
  });

  it("for a port that is taken", async () => {
    const data = temporaryFolder();
    const file = join(data, "one.jsonl");
    writeFileSync(file, line(GIVEN));
    await jingwu(["import", file, "--data", data, "--config", config]);
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port } = holder.address() as { port: number };
    const { status, err } = await jingwu([
      "serve",
      "--port",
      String(port),
      "--data",
      data,
      "--config",
      config,
    ]);
    holder.close();
    expect(err).toContain(String(port));
    expect(status).toBe(2);
  });
});

it("tells its version and its help with status 0", async () => {
  const version = await jingwu(["--version"]);
  expect(version).toMatchObject({
    status: 0,
    out: `${JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version}\n`,
  });
  const help = await jingwu(["update", "--help"]);
  expect(help.status).toBe(0);
  expect(help.out).toContain("--limit");
});

it("extracts in order from standard input, with the faulty line named and the others done", async () => {
  const input = `${line(GIVEN)}{"id": 2\n${line({ id: "n3", title: "使馆开放日", lang: "zh", text: ORDINARY })}`;
  const { status, out, err } = await jingwu(["extract", "-", "--jsonl", "--config", config], input);
  expect(status).toBe(3);
  expect(err).toMatch(/standard input:2: expected a JSON object/);
  const lines = out
    .trim()
    .split("\n")
    .map((one) => JSON.parse(one));
  expect(lines.map(({ id }) => id)).toEqual(["n1", "n3"]);
  const [event] = lines[0].events;
  expect(event).toMatchObject({
    type: "assistance",
    date: "2020-04-30",
    countries: ["LA"],
    date_precision: "day",
  });
  const { start: from, end, in: where } = event.spans.evidence;
  expect((where === "text" ? GIVEN.text : GIVEN.title).slice(from, end)).toBe(event.evidence);
  expect(lines[1].events).toEqual([]);
});

it("scores and fails below a floor with status 1", async () => {
  const folder = temporaryFolder();
  const gold = join(folder, "gold.jsonl");
  const event = { type: "assistance", date: "2020-04-30", countries: ["LA"] };
  writeFileSync(gold, line({ ...GIVEN, lang: "zh", events: [event, { ...event, type: "patrol" }] }));
  const floors = join(folder, "floors.json");
  writeFileSync(floors, '{"events": {"recall": 0.6}}');
  const { status, out, err } = await jingwu([
    "evaluate",
    gold,
    "--floors",
    floors,
    "--json",
    "--config",
    config,
  ]);
  expect(JSON.parse(out).events).toMatchObject({ tp: 1, fp: 0, fn: 1, recall: 0.5 });
  expect(err).toMatch(/events\.recall: 0\.500, floor 0\.6/);
  expect(status).toBe(1);
  expect((await jingwu(["evaluate", gold, "--config", config])).status).toBe(0);
});

it("imports, queues, reviews, searches, exports and backs up", async () => {
  const data = temporaryFolder();
  const file = join(data, "news.jsonl");
  writeFileSync(file, line(GIVEN));
  const at = ["--data", data, "--config", config];
  expect((await jingwu(["import", file, ...at])).status).toBe(0);
  const queue = JSON.parse(
    (await jingwu(["queue", "--type", "assistance", "forum", "--country", "la", "--json", ...at])).out,
  );
  expect(queue.total).toBe(1);
  const [{ id }] = queue.events;
  const wrong = await jingwu(["review", id, "correct", "--set", "colour=blue", ...at]);
  expect(wrong).toMatchObject({ status: 2 });
  expect(wrong.err).toMatch(/no such field/);
  const corrected = await jingwu([
    "review",
    id,
    "correct",
    "--set",
    "date=2020-04-29",
    "--set",
    "countries=LA,TH",
    ...at,
    "--json",
  ]);
  expect(JSON.parse(corrected.out)).toMatchObject({
    status: "corrected",
    coding: { date: "2020-04-29", countries: ["LA", "TH"] },
    reviews: [{ reviewer: "mele" }],
  });
  expect(JSON.parse((await jingwu(["queue", "--json", ...at])).out).total).toBe(0);
  const found = JSON.parse((await jingwu(["search", "警用", "--json", ...at])).out);
  expect(found.length).toBeGreaterThan(0);
  const out = join(data, "events.jsonl");
  expect((await jingwu(["export", "--out", out, ...at])).status).toBe(0);
  expect(JSON.parse(readFileSync(out, "utf8"))).toMatchObject({
    id,
    status: "corrected",
    date: "2020-04-29",
    mentions: [{ source: "import" }],
  });
  const copy = join(data, "copy.db");
  expect((await jingwu(["backup", copy, ...at])).status).toBe(0);
  const again = await jingwu(["queue", "--status", "corrected", "--json", "--database", copy, ...at]);
  expect(JSON.parse(again.out).total).toBe(1);
  expect((await jingwu(["review", "e0", "accept", ...at])).status).toBe(2);
});

it("checks what it needs to work, and fails when something is wrong", async () => {
  const data = temporaryFolder();
  const well = await jingwu(["doctor", "--offline", "--json", "--data", data, "--config", config]);
  expect(JSON.parse(well.out).map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(["settings", "sources", "rules", "disk", "database"]),
  );
  expect(readdirSync(data)).toEqual([]);
  writeFileSync(join(data, "jingwu.db"), "no database".repeat(400));
  const ill = await jingwu(["doctor", "--offline", "--data", data, "--config", config]);
  expect(ill.out).toMatch(/WRONG database/);
  expect(ill.status).toBe(1);
});

it("explains what was read and what was nearly read", async () => {
  const file = join(temporaryFolder(), "one.jsonl");
  writeFileSync(file, line(GIVEN));
  const { status, out } = await jingwu(["explain", file, "--config", config]);
  expect(status).toBe(0);
  expect(out).toMatch(/assistance 2020-04-30 LA {2}\(assistance\.zh\.[\w-]+, 0\.\d\d\)/);
});

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

it("is quiet when the reader of its output leaves", async () => {
  const file = join(temporaryFolder(), "many.jsonl");
  writeFileSync(
    file,
    Array.from({ length: 1000 }, (_, index) => line({ id: index, title: "", text: ORDINARY })).join(""),
  );
  const { child, ended } = start(["extract", file, "--config", config]);
  child.stdout!.once("data", () => child.stdout!.destroy());
  const { status, err } = await ended;
  expect(err).toBe("");
  expect(status).toBe(0);
});

it("runs the demo from home page to queue and finds every sample mission", async () => {
  const data = temporaryFolder();
  const { status, out, err } = await jingwu(["demo", "--no-serve", "--json", "--data", data]);
  expect(err).not.toMatch(/failed/);
  const told = JSON.parse(out);
  expect(told).toMatchObject({ sources: 15 });
  expect(told.documents).toBeGreaterThanOrEqual(60);
  expect(told.events.length).toBeGreaterThan(20);
  const issues = told.openIssues.map((issue: { sourceId: string; code: string }) => [
    issue.sourceId,
    issue.code,
  ]);
  expect(issues.sort()).toEqual([
    ["ae", "layout-changed"],
    ["ar", "list-lost"],
  ]);
  expect(status).toBe(0);
  expect(statSync(join(data, "demo/jingwu.db")).isFile()).toBe(true);
});

it("opens the queue of the demo on another port when the usual one is taken, with sources and rules", async () => {
  const holder = createServer();
  // Where another program holds the port already, that one does as well.
  await new Promise<void>((resolve) =>
    holder
      .once("error", () => resolve())
      .once("listening", () => resolve())
      .listen(8010, "127.0.0.1"),
  );
  const { child, ended } = start(["demo", "--data", temporaryFolder()]);
  let told = "";
  child.stderr!.on("data", (chunk) => {
    told += chunk;
  });
  try {
    while (child.exitCode === null && !/queue is at http\S+/.test(told)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(told).toContain("Port 8010 is taken");
    const origin = /queue is at (http\S+)/.exec(told)![1]!;
    expect(origin).not.toMatch(/:8010$/);
    const page = async (path: string) => (await fetch(origin + path)).text();
    expect(await page("/")).toContain('href="/events/');
    expect(await page("/sources")).toContain("in Fiji");
    expect(await page("/rules")).toContain("meeting.zh.");
  } finally {
    child.kill("SIGINT");
    holder.close();
  }
  expect((await ended).status).toBe(0);
});

it("checks a source now without storing anything, and says which pages are not well", async () => {
  const site = await startSite();
  try {
    const link = "./202005/t20200501_10000002.htm";
    site.pages.set("/", { body: home() });
    site.pages.set("/sgxw/", { body: list([[link, "警用车辆捐赠仪式"]]) });
    site.pages.set("/sgxw/202005/t20200501_10000002.htm", {
      body: article("警用车辆捐赠仪式", "2020-05-01", [GIFT]),
    });
    const own = makeConfig({ la: "la.china-embassy.gov.cn" }, site.origin);
    const data = temporaryFolder();
    const check = () => jingwu(["sources", "check", "la", "--json", "--config", own, "--data", data]);
    const well = await check();
    expect(well.status).toBe(0);
    expect(JSON.parse(well.out)).toMatchObject({
      source: "la",
      findings: [
        { ok: true, found: "1 sections, 0 articles; utf-8" },
        { ok: true, found: "1 articles, 1 pages; utf-8" },
        { ok: true, found: expect.stringContaining("2020-05-01 警用车辆捐赠仪式") },
      ],
    });
    site.pages.set("/sgxw/", { body: list([]) });
    const ill = await check();
    expect(ill.status).toBe(3);
    expect(JSON.parse(ill.out).findings[1]).toMatchObject({
      ok: false,
      found: expect.stringContaining("layout-changed"),
    });
    expect(readdirSync(data)).toEqual([]);
  } finally {
    await site.close();
  }
});

it("closes an issue by hand once, and lists it no more", async () => {
  const data = temporaryFolder();
  const file = join(data, "bad.jsonl");
  writeFileSync(file, `${line(GIVEN)}{\n`);
  const on = (...args: string[]) => jingwu([...args, "--data", data, "--config", config]);
  expect((await on("import", file)).status).toBe(3);
  const listed = JSON.parse((await on("issues", "--json")).out);
  expect(listed).toMatchObject([{ stage: "import", code: "unreadable-input", item: `${file}:2` }]);
  const id = String(listed[0].id);
  expect(await on("issues", "close", id)).toMatchObject({ status: 0, out: `issue ${id} closed\n` });
  expect(JSON.parse((await on("issues", "--json")).out)).toEqual([]);
  const again = await on("issues", "close", id);
  expect(again.status).toBe(2);
  expect(again.err).toMatch(/no open issue of this number/);
  expect((await on("issues", "close", "first")).status).toBe(2);
});

it("tells in a digest what came in, as text, as data and into a file", async () => {
  const data = temporaryFolder();
  const file = join(data, "one.jsonl");
  writeFileSync(file, line(GIVEN));
  const on = (...args: string[]) => jingwu([...args, "--data", data, "--config", config]);
  expect((await on("digest")).status).toBe(2);
  expect((await on("import", file)).status).toBe(0);
  const { status, out } = await on("digest", "--since", "2020-01-01");
  expect(status).toBe(0);
  expect(out).toContain("Assistance · Laos · 30 Apr 2020");
  expect(JSON.parse((await on("digest", "--json")).out)).toMatchObject({
    new: { events: { total: 1 } },
    broken: { byState: { unknown: expect.any(Number) } },
  });
  const feed = join(data, "digest.atom");
  expect(await on("digest", "--format", "atom", "--out", feed)).toMatchObject({ status: 0, out: "" });
  expect(readFileSync(feed, "utf8")).toContain("urn:jingwu:event:");
  expect((await on("digest", "--since", "yesterday")).err).toMatch(
    /--since: expected 12h, 7d, 2w or a day as 2026-11-01, found "yesterday"/,
  );
  expect((await on("digest", "--format", "pdf")).status).toBe(2);
});

it("lists sources by state, family and country", async () => {
  const on = (...args: string[]) => jingwu(["sources", "list", ...args, "--data", temporaryFolder()]);
  const fiji = JSON.parse((await on("--country", "fj", "--json")).out);
  expect(fiji).toMatchObject([
    { id: "fj", family: "mission", country: "FJ", languages: ["zh", "en"], state: "unknown", nextDue: null },
  ]);
  expect((await on("--country", "fj")).out).toMatch(
    /^fj +mission +FJ +zh,en +15 \* \* \* \*, 6 to 72 h +unknown/m,
  );
  expect((await on("--state", "ok")).out).toMatch(/^0 of \d+ sources/m);
  const refused = await on("--state", "fine");
  expect(refused.status).toBe(2);
  expect(refused.err).toContain("--state: expected one of ok, quiet, layout-changed");
  expect((await on("--family", "nothing")).err).toContain("--family: expected one of");
});

it("explains a stored page also by another of its addresses", async () => {
  const data = temporaryFolder();
  const file = join(data, "one.jsonl");
  writeFileSync(file, line({ ...GIVEN, url: "http://la.china-embassy.gov.cn/chn/sgxw/t1774073.htm" }));
  const on = (...args: string[]) => jingwu([...args, "--data", data, "--config", config]);
  expect((await on("import", file)).status).toBe(0);
  const twin = "http://www.fmprc.gov.cn/ce/cela/chn/zlgx/t1774073.htm";
  const { status, out } = await on("explain", twin);
  expect(status).toBe(0);
  expect(out).toContain("assistance 2020-04-30 LA");
  expect((await on("explain", "http://www.fmprc.gov.cn/ce/cela/chn/zlgx/t1774074.htm")).status).toBe(2);
});
