/**
 * What linking a further document costs, as more are stored: `npm run bench:link-store -- [SIZE…]`. Fills a new database with
 * made-up documents of one mention each, in no order, up to 10,000 and 100,000, and links 1,000 further ones at each by the
 * stage itself. Times are processor time; what counts is the ratio.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadLinkingConfig } from "../extractors/link-config.ts";
import { linkContext } from "../extractors/link-ready.ts";
import { emptyCounts } from "../pipeline/counts.ts";
import { linkBatch } from "../pipeline/link.ts";
import type { Linker } from "../pipeline/linker.ts";
import type { Workspace } from "../pipeline/workspace.ts";
import { closeDatabase, openDatabase } from "../store/database.ts";
import { addDocuments } from "../store/documents.ts";
import { replaceMentions } from "../store/mentions.ts";
import { addSnapshots } from "../store/snapshots.ts";
import { makeMentions } from "./made-up-mentions.ts";

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000];
const MEASURED = 1000;
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
const most = SIZES.at(-1)! + MEASURED * SIZES.length;
const world = makeMentions(most);
// A step that shares no factor with the number of mentions visits each once, reports of one engagement far apart.
const order = Array.from({ length: most }, (_, at) => world[(at * 7919) % most]!);
let stored = 0;

async function add(count: number): Promise<void> {
  for (const end = stored + count; stored < end; ) {
    const batch = order.slice(stored, Math.min(stored + 500, end));
    stored += batch.length;
    await addSnapshots(
      db,
      batch.map(({ id, canonicalUrl }) => ({
        id: `s${id}`,
        sourceId: "bench",
        url: canonicalUrl,
        canonicalUrl,
        finalUrl: canonicalUrl,
        captured: AT,
        route: "import" as const,
        kind: "article" as const,
        httpStatus: 200,
        contentType: null,
        sha256: id.padStart(64, "0"),
        bytes: 0,
        etag: null,
        lastModified: null,
        warcFile: "none",
        warcOffset: 0,
        warcLength: 0,
        revisitOf: null,
      })),
    );
    await addDocuments(
      db,
      batch.map(({ id, canonicalUrl, language, title, quote, published, documentId }) => ({
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
      })),
    );
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

/** Links what waits; gives milliseconds of processor time a document. */
async function link(): Promise<number> {
  const from = process.cpuUsage();
  let done = 0;
  for (let count = 1; count > 0; done += count) count = await linkBatch(space, linker, emptyCounts());
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000 / done;
}

const costs: number[] = [];
for (const size of SIZES) {
  await add(size - stored);
  const filling = await link();
  await add(MEASURED);
  const cost = await link();
  costs.push(cost);
  const { count } = await db
    .selectFrom("event")
    .select((e) => e.fn.countAll<number>().as("count"))
    .where("absorbedInto", "is", null)
    .executeTakeFirstOrThrow();
  console.log(
    `${String(stored).padStart(8)} stored: ${cost.toFixed(2)} ms a document (while filling ${filling.toFixed(2)}), ${count} events`,
  );
}
console.log(
  `a document costs ${(costs.at(-1)! / costs[0]!).toFixed(2)} × as much at the last size as at the first`,
);
await closeDatabase(db);
rmSync(folder, { recursive: true });
