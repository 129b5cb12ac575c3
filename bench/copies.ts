/**
 * What comparing a document with all stored texts costs, as more are stored: `npm run bench:copies`. Fills a new database with
 * made-up reports (each twentieth a reprint, all with lines that every page has) up to 10,000 and 100,000 documents, by the
 * stage itself, and compares 1,000 further ones at each. Times are processor time; what counts is the ratio.
 */

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadLinkingConfig } from "../extractors/link-config.ts";
import { compareBatch } from "../pipeline/compare.ts";
import type { Document } from "../sources/document.ts";
import { openDatabase } from "../store/database.ts";
import { addDocuments } from "../store/documents.ts";
import { addSnapshots } from "../store/snapshots.ts";
import { measureGrowth, snapshotOf } from "./growth.ts";

const LETTERS =
  "警察大使会见签署合作执法培训禁毒巡逻安全交流代表团访问两国双方表示支持深化务实发展机制信息共享打击跨犯罪保护公民企业";
const EVERYWHERE = [
  "双方还就共同关心的其他问题交换了意见",
  "大使馆有关外交官陪同参加上述活动",
  "中国驻该国大使馆新闻处供稿",
];

let state = 1;
function chance(below: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}
const clause = (): string =>
  Array.from({ length: 8 + chance(16) }, () => LETTERS[chance(LETTERS.length)]).join("");
const report = (): string[] => [...Array.from({ length: 25 }, clause), ...EVERYWHERE];

const recent: string[][] = [];
function textOf(): string {
  const copied = recent.length > 0 && chance(20) === 0;
  const lines = copied ? recent[chance(recent.length)]!.slice(chance(10)) : report();
  if (!copied) recent[recent.length < 500 ? recent.length : chance(500)] = lines;
  return `${lines.join("，")}。`;
}

const folder = mkdtempSync(join(tmpdir(), "jingwu-bench-"));
const db = await openDatabase(join(folder, "bench.db"));
const config = loadLinkingConfig("config/linking.yaml");
const linker = { context: { config } } as Parameters<typeof compareBatch>[1];
const space = { db } as Parameters<typeof compareBatch>[0];
let stored = 0;

async function add(count: number): Promise<void> {
  for (const end = stored + count; stored < end; ) {
    const names = Array.from(
      { length: Math.min(500, end - stored) },
      () => `${(stored++ * 7919) % 1_000_003}`,
    );
    const documents = names.map(documentOf);
    await addSnapshots(db, documents.map(snapshotOf));
    await addDocuments(db, documents);
  }
}

await measureGrowth(db, folder, {
  add,
  batch: () => compareBatch(space, linker),
  async said() {
    const { count } = await db
      .selectFrom("documentCopy")
      .select((e) => e.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    return `${count} pairs of copies`;
  },
});

function documentOf(name: string): Document {
  return {
    id: `d${name}`,
    snapshotId: `s${name}`,
    sourceId: "bench",
    canonicalUrl: `https://site.example/${name}.htm`,
    version: 1,
    language: "zh",
    languageCode: "cmn",
    script: "hans",
    title: name,
    text: textOf(),
    published: null,
    documentNumber: null,
    contentSha256: name.padStart(64, "0"),
  };
}
