import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt, start } from "../pipeline/program.ts";
import type { ImportedDocument } from "./documents.ts";

export interface ReviewServer {
  readonly url: string;
  readonly dataDir: string;
  /** Runs another command on the same data, and gives what it printed as JSON. */
  json<T>(...args: string[]): Promise<T>;
  /** Ends the program; until {@link start} nothing answers at its address. */
  stop(): Promise<void>;
  /** Starts it again, at the same address. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** The program as a user starts it: documents imported into an empty data folder, then `jingwu serve` in a process of its own. */
export async function openReview(documents: readonly ImportedDocument[]): Promise<ReviewServer> {
  await ensureBuilt();
  const dataDir = mkdtempSync(join(tmpdir(), "jingwu-browser-"));
  const file = join(dataDir, "documents.jsonl");
  writeFileSync(file, documents.map((document) => `${JSON.stringify(document)}\n`).join(""));
  const root = join(import.meta.dirname, "../..");
  const run = async (...args: string[]) => {
    const ended = await start([...args, "--data", dataDir], root).ended;
    if (ended.status !== 0) throw new Error(`${args.join(" ")}: status ${ended.status}\n${ended.err}`);
    return ended.out;
  };
  await run("import", file);
  const serve = async (port: string) => {
    const { child, ended } = start(["serve", "--port", port, "--data", dataDir], root);
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout!.on("data", (chunk) => {
        const found = /http:\/\/[^\s]+/.exec(String(chunk));
        if (found) resolve(found[0]);
      });
      void ended.then(({ err }) => reject(new Error(err)));
    });
    return { url, child, ended };
  };
  let serving = await serve("0");
  const { url } = serving;
  const stop = async () => {
    serving.child.kill("SIGTERM");
    await serving.ended;
  };
  return {
    url,
    dataDir,
    json: async (...args) => JSON.parse(await run(...args, "--json")),
    stop,
    start: async () => {
      serving = await serve(new URL(url).port);
    },
    close: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
