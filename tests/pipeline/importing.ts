import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { findFiles } from "../../pipeline/import-files.ts";
import { sha256 } from "../../pipeline/keep.ts";
import { runImport } from "../../pipeline/update.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { openArchive } from "../../sources/archive.ts";
import { listIssues } from "../../store/issues.ts";
import { HOST } from "./laos-mission.ts";
import { inSpaceAt, makeConfig, temporaryFolder } from "./mission-site.ts";

/** A page in an archive to import. */
interface Answer {
  readonly path: string;
  readonly body: string | Buffer;
  readonly status?: number;
  readonly contentType?: string;
  readonly headers?: readonly [string, string][];
}

/** The documents of a store, by address. */
export const documents = (space: Workspace) =>
  space.db
    .selectFrom("document")
    .select(["canonicalUrl", "sourceId", "title", "version"])
    .orderBy("canonicalUrl")
    .execute();

/** For each test a folder of files to import and an empty store, which knows one mission. */
export async function importing() {
  const config = makeConfig({ la: HOST }, "http://127.0.0.1:9");
  const rulebook = await loadRulebook(config);
  let data = "";
  let input = "";
  const emptyStore = () => {
    data = temporaryFolder();
  };
  beforeEach(() => {
    emptyStore();
    input = temporaryFolder();
  });
  return {
    ...{ emptyStore, data: () => data, input: () => input },

    /** Writes a file into the folder, and gives its path. */
    write(name: string, content: string | Buffer): string {
      const path = join(input, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },

    /** Writes an archive of the mission's answers of 10 May 2020, and gives its path. */
    async writeWarc(...answers: readonly Answer[]): Promise<string> {
      const folder = temporaryFolder();
      const date = "2020-05-10T00:00:00Z";
      const archive = openArchive(folder, { now: () => new Date(date), software: "a test" });
      let file = "";
      for (const {
        path,
        body,
        status = 200,
        contentType = "text/html; charset=utf-8",
        headers = [],
      } of answers) {
        const record = {
          ...({ type: "response", targetUri: `https://${HOST}${path}`, date, contentType } as const),
          http: { status, headers: [["content-type", contentType], ...headers] as [string, string][] },
          payload: Buffer.from(body),
          payloadSha256: sha256(body),
        };
        file = (await archive.append(record)).file;
      }
      await archive.close();
      return join(folder, file);
    },

    /** Imports files; gives what the run told, what `look` sees in the store then, and the open issues. */
    bringIn<T>(
      paths: readonly string[],
      look: (space: Workspace) => Promise<T>,
      source: string | null = null,
    ) {
      return inSpaceAt(config, data, "2020-06-01T00:00:00Z", async (space) => {
        const { signal } = new AbortController();
        const run = await runImport(space, findFiles([...paths]), { source, signal, rulebook });
        return { ...run, seen: await look(space), issues: await listIssues(space.db) };
      });
    },
  };
}
