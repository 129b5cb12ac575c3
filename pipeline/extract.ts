import { setImmediate } from "node:timers/promises";
import { extract, type Rulebook, type TextToCode } from "../extractors/extract.ts";
import { unitsOf } from "../extractors/rule-units.ts";
import { inTransaction } from "../store/database.ts";
import { countUnextracted, listUnextracted } from "../store/documents.ts";
import type { DocumentReading } from "../store/mention-rows.ts";
import { replaceMentions } from "../store/mentions.ts";
import { isRuleConfigKept, keepRuleConfig } from "../store/rule-config.ts";
import type { RunCounts } from "./counts.ts";
import { canReadInThreads, openReaderPool, type ReaderPool } from "./reader-pool.ts";
import type { Workspace } from "./workspace.ts";

const BATCH = 200;
/** With fewer documents than this, starting threads takes longer than they save. */
const WORTH_THREADS = 5000;

/** The extract stage of a run. */
export interface Extraction {
  /**
   * Document → mentions and claims: saves the readings of one batch of documents that wait, in one transaction. Gives how
   * many there were; 0 when none is left.
   */
  next(): Promise<number>;
  /** Ends threads; documents that were not saved wait as before. */
  close(): Promise<void>;
}

/**
 * Makes ready what reads the documents that wait: this thread, or threads of their own where many wait. Reading touches
 * nothing and saving goes batch by batch, so how they are read makes no difference to what is stored.
 */
export function openExtraction(
  space: Workspace,
  rulebook: Rulebook,
  counts: RunCounts,
  signal: AbortSignal,
): Extraction {
  const underWay: Promise<DocumentReading[]>[] = [];
  let pool: ReaderPool | null | undefined;
  let after = "";
  let kept = false;

  async function readAhead(): Promise<void> {
    if (pool === undefined) {
      const many = await isWorthThreads(space);
      pool = many ? await openReaderPool(space.configDir, rulebook) : null;
    }
    const most = pool ? 2 * pool.threads : 1;
    while (underWay.length < most) {
      const documents = await listUnextracted(space.db, BATCH, after);
      if (documents.length === 0) return;
      after = documents.at(-1)!.id;
      const reading = pool ? pool.read(documents) : readHere(rulebook, documents, signal);
      // A failure is told where the batch is waited for.
      reading.catch(() => {});
      underWay.push(reading);
    }
  }

  async function save(readings: readonly DocumentReading[]): Promise<void> {
    const by = { sha256: rulebook.sha256, version: space.version };
    await inTransaction(space.db, async (trx) => {
      if (!kept && !(await isRuleConfigKept(trx, by))) {
        await keepRuleConfig(trx, by, unitsOf(rulebook), space.now());
      }
      const { added } = await replaceMentions(trx, readings, by.sha256, by.version);
      counts.mentions += added.length;
    });
    kept = true;
  }

  return {
    async next() {
      await readAhead();
      const readings = await underWay.shift();
      if (!readings || readings.length === 0) return 0;
      await save(readings);
      return readings.length;
    },
    async close() {
      await pool?.close();
    },
  };
}

async function isWorthThreads({ db }: Workspace): Promise<boolean> {
  return canReadInThreads() && (await countUnextracted(db)) >= WORTH_THREADS;
}

/** Reads in this thread; a stop ends the batch after the document under way. */
async function readHere(
  rulebook: Rulebook,
  documents: readonly TextToCode[],
  signal: AbortSignal,
): Promise<DocumentReading[]> {
  const readings: DocumentReading[] = [];
  for (const document of documents) {
    readings.push({ documentId: document.id, ...extract(rulebook, document) });
    if (signal.aborted) break;
    // Whatever else this process serves has its turn between two documents.
    await setImmediate();
  }
  return readings;
}
