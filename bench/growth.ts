import { rmSync } from "node:fs";
import type { Document } from "../sources/document.ts";
import type { Snapshot } from "../sources/snapshot.ts";
import { closeDatabase, type Db } from "../store/database.ts";

/** So many documents are measured once a size is reached. */
export const MEASURED = 1000;
const AT = "2026-01-01T00:00:00Z";

/** How many documents are stored before each measuring: what the command was given, else 10,000 and 100,000. */
export function sizesAsked(): number[] {
  return process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000];
}

/** The snapshot that a made-up document needs in the store; there are no bytes of it. */
export function snapshotOf({
  snapshotId,
  canonicalUrl,
  contentSha256,
}: Pick<Document, "snapshotId" | "canonicalUrl" | "contentSha256">): Snapshot {
  return {
    ...{ id: snapshotId, sourceId: "bench", url: canonicalUrl, canonicalUrl, finalUrl: canonicalUrl },
    ...{ captured: AT, route: "import", kind: "article", httpStatus: 200, contentType: null },
    ...{ sha256: contentSha256, bytes: 0, etag: null, lastModified: null },
    ...{ warcFile: "none", warcOffset: 0, warcLength: 0, revisitOf: null },
  };
}

/** A stage of which the growth is measured. */
export interface GrowingStage {
  /** Stores so many further documents. */
  add(count: number): Promise<void>;
  /** Works off one batch of what waits; gives how many documents that were, 0 at the end. */
  batch(): Promise<number>;
  /** What the stage has come to, for people. */
  said(): Promise<string>;
}

/**
 * Prints what a document costs a stage at each size, in milliseconds of processor time, and how much more at the last size
 * than at the first. Then closes the database and removes its folder.
 */
export async function measureGrowth(db: Db, folder: string, stage: GrowingStage): Promise<void> {
  const workOff = async (): Promise<number> => {
    const from = process.cpuUsage();
    let done = 0;
    for (let count = 1; count > 0; done += count) count = await stage.batch();
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000 / done;
  };
  const costs: number[] = [];
  let stored = 0;
  for (const size of sizesAsked()) {
    await stage.add(size - stored);
    const filling = await workOff();
    await stage.add(MEASURED);
    const cost = await workOff();
    stored = size + MEASURED;
    costs.push(cost);
    console.log(
      `${String(stored).padStart(8)} stored: ${cost.toFixed(2)} ms a document (while filling ${filling.toFixed(2)}), ${await stage.said()}`,
    );
  }
  console.log(
    `a document costs ${(costs.at(-1)! / costs[0]!).toFixed(2)} × as much at the last size as at the first`,
  );
  await closeDatabase(db);
  rmSync(folder, { recursive: true, force: true });
}
