import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rulebook } from "../../extractors/extract.ts";
import { findFiles } from "../../pipeline/import-files.ts";
import { runImport } from "../../pipeline/update.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { GIVEN_TITLE } from "./laos-mission.ts";
import { GIFT, ORDINARY, temporaryFolder } from "./mission-site.ts";

/** Documents as they are imported: a gift of police vehicles, which is one event, and an open day, which is none. */
export const GIVEN = { id: "n1", title: GIVEN_TITLE, published: "2020-05-01", text: GIFT };
export const OPEN_DAY = { id: "n2", title: "使馆开放日", published: "2020-05-06", text: ORDINARY };

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
