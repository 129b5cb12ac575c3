import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { GIVEN, line } from "./import-lines.ts";
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

beforeAll(ensureBuilt);

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
