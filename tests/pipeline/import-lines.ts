import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rulebook } from "../../extractors/extract.ts";
import { findFiles } from "../../pipeline/import-files.ts";
import { runImport } from "../../pipeline/update.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { temporaryFolder } from "./mission-site.ts";

/** One object as a line of a file of JSON lines. */
export const line = (fields: object) => `${JSON.stringify(fields)}\n`;

/** Writes the objects as JSON lines into a folder of their own; gives the file. */
export function lineFile(objects: readonly object[]): string {
  const file = join(temporaryFolder(), "lines.jsonl");
  writeFileSync(file, objects.map(line).join(""));
  return file;
}

/** Imports documents as `import` takes them, and works everything off. Without rules those of the workspace are read. */
export function importLines(space: Workspace, documents: readonly object[], rulebook?: Rulebook) {
  const { signal } = new AbortController();
  return runImport(space, findFiles([lineFile(documents)]), {
    ...{ source: null, signal },
    ...(rulebook ? { rulebook } : {}),
  });
}
