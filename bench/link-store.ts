/**
 * What linking a further document costs, as more are stored: `npm run bench:link-store -- [SIZE…]`. Fills a new database with
 * made-up documents of one mention each, in no order, up to 10,000 and 100,000, and links 1,000 further ones at each by the
 * stage itself. Times are processor time; what counts is the ratio.
 */

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadLinkingConfig } from "../extractors/link-config.ts";
import { linkContext } from "../extractors/link-ready.ts";
import { emptyCounts } from "../pipeline/counts.ts";
import { linkBatch } from "../pipeline/link.ts";
import type { Linker } from "../pipeline/linker.ts";
import type { Workspace } from "../pipeline/workspace.ts";
import { openDatabase } from "../store/database.ts";
import { addDocuments } from "../store/documents.ts";
import { replaceMentions } from "../store/mentions.ts";
import { addSnapshots } from "../store/snapshots.ts";
import { MEASURED, measureGrowth, sizesAsked, snapshotOf } from "./growth.ts";
import { makeMentions } from "./made-up-mentions.ts";

const AT = "2026-01-01T00:00:00Z";
const DIGEST = "0".repeat(64);

const folder = mkdtempSync(join(tmpdir(), "jingwu-bench-"));
const db = await openDatabase(join(folder, "bench.db"));
const linker: Linker = {
  context: linkContext({ config: loadLinkingConfig("config/linking.yaml") }),
  official: new Map(),
  codedBy: { version: "0", config_sha256: DIGEST },
  now: () => AT,
};
const space = { db } as Workspace;
const sizes = sizesAsked();
const most = sizes.at(-1)! + MEASURED * sizes.length;
const world = makeMentions(most);
// A step that shares no factor with the number of mentions visits each once, reports of one engagement far apart.
const order = Array.from({ length: most }, (_, at) => world[(at * 7919) % most]!);
let stored = 0;

async function add(count: number): Promise<void> {
  for (const end = stored + count; stored < end; ) {
    const batch = order.slice(stored, Math.min(stored + 500, end));
    stored += batch.length;
    const documents = batch.map(({ id, canonicalUrl, language, title, quote, published, documentId }) => ({
      id: documentId,
      snapshotId: `s${id}`,
      sourceId: "bench",
      canonicalUrl,
      version: 1,
      language,
      languageCode: language === "zh" ? "cmn" : "eng",
      script: language === "zh" ? ("hans" as const) : ("latn" as const),
      title,
      text: quote.repeat(40),
      published,
      documentNumber: null,
      contentSha256: id.padStart(64, "0"),
    }));
    await addSnapshots(db, documents.map(snapshotOf));
    await addDocuments(db, documents);
    const readings = batch.map(({ documentId, coding, quote }) => ({
      documentId,
      claims: [],
      mentions: [
        {
          coding,
          quote,
          evidence: { in: "text" as const, start: 0, end: quote.length },
          fieldSpans: {},
          people: [],
          ruleId: "bench",
          confidence: 0.9,
        },
      ],
    }));
    await replaceMentions(db, readings, DIGEST);
  }
}

await measureGrowth(db, folder, {
  add,
  batch: () => linkBatch(space, linker, emptyCounts()),
  async said() {
    const { count } = await db
      .selectFrom("event")
      .select((e) => e.fn.countAll<number>().as("count"))
      .where("absorbedInto", "is", null)
      .executeTakeFirstOrThrow();
    return `${count} events`;
  },
});
