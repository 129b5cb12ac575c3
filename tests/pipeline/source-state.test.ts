import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { extractText, textOfLine } from "../../pipeline/extract-lines.ts";
import { findFiles } from "../../pipeline/import-files.ts";
import { recode } from "../../pipeline/recode.ts";
import { planRecode } from "../../pipeline/recode-plan.ts";
import { openCoder } from "../../pipeline/stages.ts";
import { runImport, runUpdate } from "../../pipeline/update.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { article, home, list, makeConfig, openAt, startSite, temporaryFolder } from "./mission-site.ts";
import { ensureBuilt, jingwu, ROOT } from "./program.ts";
import { editFile } from "./rule-edits.ts";

const [KE, SB] = ["ke.china-embassy.gov.cn", "sb.china-embassy.gov.cn"];
const page = (host: string, number: number) => `https://${host}/sgxw/202406/t20240614_${number}.htm`;
const MEETING = "6月11日，大使会见警察总监，双方就执法安全合作交换意见。";
const GIFT = "6月12日，中方向国家警察移交20辆巡逻车，大使出席移交仪式。";
const SAID = "6月13日，大使会见乌干达警察总监，双方就禁毒交换意见。";
const GIVEN = {
  meeting: { url: page(KE, 1), title: "大使会见警察总监", published: "2024-06-14", text: MEETING },
  said: { url: page(KE, 2), title: "大使会见乌干达警察总监", published: "2024-06-14", text: SAID },
  gift: { url: page(SB, 3), title: "中方移交车辆", published: "2024-06-14", text: GIFT },
};
const { signal } = new AbortController();

let config: string;
let data: string;

/** Two missions of this test, in Kenya and Solomon Islands. */
function writeConfig(origin: string): void {
  config = makeConfig({ ke: KE, sb: SB }, origin);
  setState("ke", "KE");
  setState("sb", "SB");
}

function setState(id: string, country: string | null): void {
  editFile(config, `sources/${id}.yaml`, (source) => {
    source.covers = { country };
  });
}

async function withSpace<T>(work: (space: Workspace) => Promise<T>): Promise<T> {
  const space = await openAt(config, data, "2026-03-01T08:00:00Z");
  try {
    return await work(space);
  } finally {
    await space.close();
  }
}

async function bringIn(lines: readonly object[], source: string | null = null): Promise<void> {
  const file = join(temporaryFolder(), "given.jsonl");
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  await withSpace((space) => runImport(space, findFiles([file]), { source, signal }));
}

/** Type and countries of the mentions that documents have now. */
const found = () =>
  withSpace(async ({ db }) => {
    const rows = await db.selectFrom("mention").select(["coding"]).where("current", "=", 1).execute();
    const codings = rows.map(({ coding }) => JSON.parse(coding) as { type: string; countries: string[] });
    return codings.map(({ type, countries }) => [type, ...countries].join(" ")).sort();
  });

beforeAll(ensureBuilt);
beforeEach(() => {
  writeConfig("http://127.0.0.1:9");
  data = temporaryFolder();
});

it("an update reads a page of a mission with the state that the mission writes about", async () => {
  const site = await startSite();
  writeConfig(site.origin);
  site.pages.set("/", { body: home() });
  site.pages.set("/sgxw/", { body: list([["./202406/t20240614_1.htm", GIVEN.meeting.title]]) });
  site.pages.set("/sgxw/202406/t20240614_1.htm", {
    body: article(GIVEN.meeting.title, "2024-06-14", [MEETING]),
  });
  try {
    await withSpace((space) => runUpdate(space, { sources: ["ke"], signal }));
    expect(await found()).toEqual(["meeting KE"]);
  } finally {
    await site.close();
  }
});

it("an import has the state of the source that an address belongs to, or of the one that it is asked to be of", async () => {
  const { url: _, ...without } = GIVEN.gift;
  await bringIn([GIVEN.meeting, GIVEN.said, without]);
  expect(await found()).toEqual(["meeting KE", "meeting UG"]);
  await bringIn([{ ...without, id: "asked" }], "sb");
  expect(await found()).toEqual(["assistance SB", "meeting KE", "meeting UG"]);
});

describe("a state that has changed in the register", () => {
  beforeEach(() => bringIn(Object.values(GIVEN)));
  const apply = () => withSpace(async (space) => recode(space, await openCoder(space), signal));

  it("has the documents of its source read again, and no others", async () => {
    expect(await found()).toEqual(["assistance SB", "meeting KE", "meeting UG"]);
    setState("ke", "TZ");
    const { groups } = await withSpace(async (space) =>
      planRecode(space.db, await loadRulebook(config), space.version),
    );
    expect(groups).toHaveLength(1);
    expect([groups[0]!.affected.length, groups[0]!.unaffected.length]).toEqual([2, 1]);
    const told = await apply();
    expect(told).toMatchObject({ documents: 3, affected: 2 });
    expect(told.since[0]!.changes).toEqual([
      { change: "changed", name: "sources/ke.yaml: the state it writes about" },
    ]);
    expect(new Set(told.causes.map(({ cause }) => cause))).toEqual(
      new Set(["sources/ke.yaml: the state it writes about"]),
    );
    expect(await found()).toEqual(["assistance SB", "meeting TZ", "meeting UG"]);
    expect(await apply()).toMatchObject({ affected: 0, since: [] });
  });

  it("takes back what nothing but the source said", async () => {
    setState("sb", null);
    const told = await apply();
    expect(told).toMatchObject({ affected: 1, events: { gained: 0, lost: 1 } });
    expect(await found()).toEqual(["meeting KE", "meeting UG"]);
  });

  it("is the only thing of the register that has documents read again", async () => {
    editFile(config, "sources/ke.yaml", (source) => {
      source.note = "its pages were slow in March";
      source.active = false;
    });
    const plan = await withSpace(async (space) =>
      planRecode(space.db, await loadRulebook(config), space.version),
    );
    expect(plan.groups).toEqual([]);
  });
});

it("threads read it too", async () => {
  const { openReaderPool } = (await import(
    pathToFileURL(join(ROOT, "dist/pipeline/reader-pool.js")).href
  )) as typeof import("../../pipeline/reader-pool.ts");
  const rulebook = await loadRulebook(config);
  const documents = [await textOfLine(JSON.stringify(GIVEN.meeting), "a line", rulebook.sources)];
  expect(documents[0]!.sourceId).toBe("ke");
  const pool = await openReaderPool(config, rulebook);
  try {
    const [reading] = await pool.read(documents);
    expect(reading!.mentions.map(({ coding }) => coding.countries)).toEqual([["KE"]]);
  } finally {
    await pool.close();
  }
});

describe("files of documents", () => {
  const inFile = (line: object): string => {
    const file = join(temporaryFolder(), "lines.jsonl");
    writeFileSync(file, `${JSON.stringify(line)}\n`);
    return file;
  };

  it("are read with the source of their address, and without one as they stand", async () => {
    const rulebook = await loadRulebook(config);
    const events = async (line: object) =>
      extractText(rulebook, await textOfLine(JSON.stringify(line), "a line", rulebook.sources)).events;
    const [event] = await events(GIVEN.meeting);
    expect(event).toMatchObject({ countries: ["KE"], inferred: ["countries"] });
    expect(event!.spans.countries).toBeUndefined();
    expect(await events({ ...GIVEN.meeting, url: "https://news.example.org/1.htm" })).toEqual([]);
    // What gold files call a source is where their text is from.
    expect(await events({ ...GIVEN.meeting, url: undefined, source: { repo: "a/b" } })).toEqual([]);
  });

  it("are extracted, scored and explained so by the command line", async () => {
    const events = [{ type: "meeting", date: "2024-06-11", countries: ["KE"] }];
    const file = inFile({ id: "m", lang: "zh", ...GIVEN.meeting, events });
    const at = ["--config", config];
    expect(JSON.parse((await jingwu(["extract", file, ...at])).out).events).toMatchObject([
      { countries: ["KE"] },
    ]);
    expect(JSON.parse((await jingwu(["evaluate", file, "--json", ...at])).out).events).toMatchObject({
      tp: 1,
      fp: 0,
    });
    const { out } = await jingwu(["explain", file, ...at]);
    expect(out).toMatch(/meeting 2024-06-11 KE/);
    expect(out).toMatch(/KE: the state that its source writes about; the document names none/);
    const said = await jingwu(["explain", inFile({ ...GIVEN.said, lang: "zh" }), ...at]);
    expect(said.out).toMatch(/meeting 2024-06-13 UG/);
    expect(said.out).not.toMatch(/its source writes about/);
  });
});
