import { extract, type Rulebook } from "../extractors/extract.ts";
import { listUnextracted } from "../store/documents.ts";
import { replaceMentions } from "../store/mentions.ts";
import type { RunCounts } from "./counts.ts";
import type { Workspace } from "./workspace.ts";

const BATCH = 200;

/**
 * Document → mentions and claims: reads one batch of documents that wait. Gives how many there were; 0 when none is left.
 */
export async function extractBatch(space: Workspace, rulebook: Rulebook, counts: RunCounts): Promise<number> {
  const documents = await listUnextracted(space.db, BATCH);
  if (documents.length === 0) return 0;
  const rows = documents.map((document) => ({ documentId: document.id, ...extract(rulebook, document) }));
  const { added } = await replaceMentions(space.db, rows, rulebook.sha256);
  counts.mentions += added.length;
  return documents.length;
}
