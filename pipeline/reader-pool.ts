import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Rulebook, TextToCode } from "../extractors/extract.ts";
import type { DocumentReading } from "../store/mention-rows.ts";
import type { ReadAnswer, ReaderSetting, ReadRequest } from "./read-worker.ts";

/** Threads that read documents with the rules of one configuration. */
export interface ReaderPool {
  readonly threads: number;
  /** Reads a batch in the thread that has least to do. Rejects when a thread has ended. */
  read(documents: readonly TextToCode[]): Promise<DocumentReading[]>;
  /** Ends the threads; what they were reading is lost. */
  close(): Promise<void>;
}

/** More threads than this wait for the one that writes. */
const MOST_THREADS = 4;
/** Only compiled modules can be run by a thread. */
const MODULE = new URL("./read-worker.js", import.meta.url);

/** Whether threads can read here: the program is compiled, and the machine has more than one processor. */
export function canReadInThreads(): boolean {
  return availableParallelism() > 1 && existsSync(fileURLToPath(MODULE));
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<
    number,
    { resolve: (readings: DocumentReading[]) => void; reject: (why: Error) => void }
  >;
}

/**
 * Starts a thread for each processor. Each reads rules and dictionaries for itself and is given the register; throws when one of
 * them finds other rules than those of the rulebook, because the files have changed since.
 */
export async function openReaderPool(
  configDir: string,
  rulebook: Pick<Rulebook, "sha256" | "sources">,
): Promise<ReaderPool> {
  const count = Math.min(availableParallelism(), MOST_THREADS);
  const threads = await Promise.all(Array.from({ length: count }, () => startThread(configDir, rulebook)));
  let number = 0;
  return {
    threads: count,
    read(documents) {
      const { worker, waiting } = threads.reduce((a, b) => (b.waiting.size < a.waiting.size ? b : a));
      const request: ReadRequest = { number: ++number, documents: documents.map(textOf) };
      const answer = new Promise<DocumentReading[]>((resolve, reject) => {
        waiting.set(request.number, { resolve, reject });
      });
      worker.postMessage(request);
      return answer;
    },
    async close() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

/** Of a stored document only what is read. */
function textOf({ id, language, languageCode, title, text, published, sourceId }: TextToCode): TextToCode {
  const known = {
    ...(languageCode === undefined ? {} : { languageCode }),
    ...(sourceId === undefined ? {} : { sourceId }),
  };
  return { id, language, title, text, published, ...known };
}

function startThread(
  configDir: string,
  { sha256, sources }: Pick<Rulebook, "sha256" | "sources">,
): Promise<Thread> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(MODULE, { workerData: { configDir, sources } satisfies ReaderSetting });
    const thread: Thread = { worker, waiting: new Map() };
    const fail = (why: Error) => {
      reject(why);
      for (const { reject: refuse } of thread.waiting.values()) refuse(why);
      thread.waiting.clear();
    };
    worker.on("error", fail);
    worker.on("exit", (code) => fail(new Error(`a reading thread has ended (${code})`)));
    worker.on("message", (answer: ReadAnswer) => {
      if ("readings" in answer) {
        thread.waiting.get(answer.number)?.resolve(answer.readings);
        thread.waiting.delete(answer.number);
      } else if (answer.sha256 === sha256) resolve(thread);
      else {
        void worker.terminate();
        reject(
          new Error(`${configDir}: rules or dictionaries were changed while they were read; start again`),
        );
      }
    });
  });
}
