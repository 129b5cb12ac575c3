import { setImmediate } from "node:timers/promises";
import { extract, type Rulebook } from "../extractors/extract.ts";
import { listUnextracted } from "../store/documents.ts";
import { replaceMentions } from "../store/mentions.ts";
import type { RunCounts } from "./counts.ts";
import type { Workspace } from "./workspace.ts";

const BATCH = 200;
/** A batch ends early after so long: a run that is stopped must not wait for it. */
const BATCH_MS = 2000;

/**
 * Document → mentions and claims: reads one batch of documents that wait. Gives how many were read; 0 when none is left.
 */
export async function extractBatch(space: Workspace, rulebook: Rulebook, counts: RunCounts): Promise<number> {
  const documents = await listUnextracted(space.db, BATCH);
  if (documents.length === 0) return 0;
  const begun = performance.now();
  const rows = [];
  for (const document of documents) {
    rows.push({ documentId: document.id, ...extract(rulebook, document) });
    if (performance.now() - begun > BATCH_MS) break;
    // Whatever else this process serves has its turn between two documents.
    await setImmediate();
  }
  const { added } = await replaceMentions(space.db, rows, rulebook.sha256);
  counts.mentions += added.length;
  return rows.length;
}
