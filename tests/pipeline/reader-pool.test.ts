import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { extract, loadRulebook } from "../../extractors/extract.ts";
import { goldDocuments } from "./gold-documents.ts";
import { ensureBuilt, ROOT } from "./program.ts";

const config = join(ROOT, "config");

beforeAll(ensureBuilt);

/** Threads run compiled modules only. */
async function compiledPool(): Promise<typeof import("../../pipeline/reader-pool.ts")> {
  return import(pathToFileURL(join(ROOT, "dist/pipeline/reader-pool.js")).href);
}

it("reads in threads what one thread reads", async () => {
  const { openReaderPool } = await compiledPool();
  const rulebook = await loadRulebook(config);
  const documents = goldDocuments().slice(0, 60);
  const pool = await openReaderPool(config, rulebook);
  try {
    const batches = [documents.slice(0, 20), documents.slice(20, 40), documents.slice(40)];
    const read = (await Promise.all(batches.map((batch) => pool.read(batch)))).flat();
    expect(read).toEqual(documents.map((one) => ({ documentId: one.id, ...extract(rulebook, one) })));
    expect(read.flatMap(({ mentions }) => mentions).length).toBeGreaterThan(20);
  } finally {
    await pool.close();
  }
});

it("refuses to read with other rules than it was told, and fails what is under way when it is closed", async () => {
  const { openReaderPool } = await compiledPool();
  await expect(openReaderPool(config, { sha256: "0".repeat(64), sources: [] })).rejects.toThrow(
    /changed while they were read/,
  );
  const pool = await openReaderPool(config, await loadRulebook(config));
  const reading = pool.read(goldDocuments());
  const failed = expect(reading).rejects.toThrow(/has ended/);
  await pool.close();
  await failed;
});
