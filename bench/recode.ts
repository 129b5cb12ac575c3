/**
 * How long reading stored documents again takes: `npm run bench:recode -- DOCUMENTS.jsonl [COUNT]`. Fills a new database with the
 * documents, over and over under other addresses and dates, up to COUNT (100,000), reads them for the first time, and then after
 * three changes of the configuration: one that people alone see, a new keyword, and a pattern that concerns everything.
 * Tells seconds, and seconds of processor time of all threads, which other work on the machine does not change.
 */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyCounts } from "../pipeline/counts.ts";
import { recode } from "../pipeline/recode.ts";
import { openCoder, runStages } from "../pipeline/stages.ts";
import { openWorkspace } from "../pipeline/workspace.ts";
import type { Document } from "../sources/document.ts";
import { addDocuments } from "../store/documents.ts";
import { addSnapshots, markParsed } from "../store/snapshots.ts";
import { snapshotOf } from "./growth.ts";

const [file, most = "100000"] = process.argv.slice(2);
const COUNT = Number(most);
const DAY_MS = 86_400_000;
const given = readFileSync(file!, "utf8")
  .split("\n")
  .filter(Boolean)
  .map(
    (line) => JSON.parse(line) as { lang?: string; title: string; text: string; published: string | null },
  );

const folder = mkdtempSync(join(tmpdir(), "jingwu-bench-"));
const config = join(folder, "config");
cpSync("config", config, { recursive: true });
const space = await openWorkspace({ config, data: folder, quiet: true });
const { signal } = new AbortController();

async function fill(): Promise<void> {
  for (let stored = 0; stored < COUNT; ) {
    const batch = Array.from({ length: Math.min(500, COUNT - stored) }, () => made(stored++));
    await addSnapshots(space.db, batch.map(snapshotOf));
    await addDocuments(space.db, batch);
    await markParsed(
      space.db,
      batch.map(({ snapshotId }) => ({ id: snapshotId, parsed: "document" })),
    );
  }
}

/** The given document under another address, and each time around about a year later. */
function made(number: number): Document {
  const { lang = "zh", title, text, published } = given[number % given.length]!;
  const later = Math.floor(number / given.length) * 371 * DAY_MS;
  const day = published && new Date(Date.parse(published) + later).toISOString().slice(0, 10);
  const id = String((number * 7919) % 1_000_003);
  const chinese = lang === "zh";
  return {
    id: `d${id}`,
    snapshotId: `s${id}`,
    sourceId: "bench",
    canonicalUrl: `https://site.example/${id}.htm`,
    version: 1,
    language: chinese ? "zh" : "en",
    languageCode: chinese ? "cmn" : "eng",
    script: chinese ? "hans" : "latn",
    title,
    text,
    published: day,
    documentNumber: null,
    contentSha256: id.padStart(64, "0"),
  };
}

async function measure(name: string, work: () => Promise<string>): Promise<void> {
  const [from, begun] = [process.cpuUsage(), performance.now()];
  const said = await work();
  const { user, system } = process.cpuUsage(from);
  const [wall, used] = [(performance.now() - begun) / 1000, (user + system) / 1e6];
  console.log(
    `${name.padEnd(34)} ${wall.toFixed(1).padStart(7)} s, processor ${used.toFixed(1).padStart(7)} s  ${said}`,
  );
}

/** Changes one place of a file of the configuration, then recodes. */
function recodeAfter(name: string, path: string, from: string | RegExp, to: string): Promise<void> {
  const place = join(config, path);
  const text = readFileSync(place, "utf8");
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${path}: nothing to change`);
  writeFileSync(place, changed);
  return measure(name, async () => {
    const { affected, events } = await recode(space, await openCoder(space), signal);
    return `${affected} read again; events ${JSON.stringify(events)}`;
  });
}

try {
  await measure(`${COUNT} documents put in`, async () => {
    await fill();
    return "";
  });
  await measure("all stages for the first time", async () => {
    const counts = emptyCounts();
    await runStages(space, await openCoder(space), counts, signal);
    return `${counts.mentions} mentions, ${counts.events.added} events`;
  });
  const rules = "rules/meeting.zh.yaml";
  await recodeAfter("recode: a comment", rules, /^/, "# Of the bench.\n");
  await recodeAfter("recode: a keyword more", rules, "keywords: [会见, ", "keywords: [会见, 握手, ");
  await recodeAfter("recode: a pattern of plans", "rules/modality.yaml", /planned: '/, "planned: '一词也无|");
} finally {
  await space.close();
  rmSync(folder, { recursive: true });
}
