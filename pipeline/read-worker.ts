import { parentPort, workerData } from "node:worker_threads";
import { extract, loadRulebook, type TextToCode } from "../extractors/extract.ts";
import type { Source } from "../sources/source.ts";
import type { DocumentReading } from "../store/mention-rows.ts";

/** What a thread is started with. */
export interface ReaderSetting {
  readonly configDir: string;
  readonly sources: readonly Source[];
}

/** What a thread is asked, and what it answers: first the hash of its rules, then a batch for each batch. */
export interface ReadRequest {
  readonly number: number;
  readonly documents: readonly TextToCode[];
}
export type ReadAnswer =
  | { readonly sha256: string }
  | { readonly number: number; readonly readings: DocumentReading[] };

// The module of a thread that `reader-pool.ts` starts: it reads documents with the rules of a configuration folder and a register.
const port = parentPort!;
const { configDir, sources } = workerData as ReaderSetting;
const rulebook = await loadRulebook(configDir, sources);
port.on("message", ({ number, documents }: ReadRequest) => {
  const readings = documents.map((document) => ({ documentId: document.id, ...extract(rulebook, document) }));
  port.postMessage({ number, readings } satisfies ReadAnswer);
});
port.postMessage({ sha256: rulebook.sha256 } satisfies ReadAnswer);
