import { exportedChange, listChanges } from "../../store/changes.ts";
import type { Run } from "../cli.ts";
import { forTerminal, print, printJson, printLine, table } from "../output.ts";
import { readSince } from "../since.ts";
import { openStore } from "../workspace.ts";
import { oneOf } from "./queue.ts";

const KINDS = ["edited", "removed", "restored"] as const;

/** `changes`: edits, losses and returns of official pages, the latest first; JSON lines with `--json`. */
export const run: Run = async ({ options, globals }) => {
  const { since, source, kind, limit } = options as {
    since?: string;
    source?: string;
    kind?: string;
    limit: number;
  };
  const filter = {
    ...(since === undefined ? {} : { since: readSince("--since", since, new Date()) }),
    ...(source === undefined ? {} : { sourceId: source }),
    ...(kind === undefined ? {} : { kind: oneOf("--kind", kind, KINDS) }),
  };
  const store = await openStore(globals);
  try {
    const { changes, total } = await listChanges(store.db, filter, { limit });
    const shown = changes.map(exportedChange);
    if (globals.json) {
      for (const change of shown) await printJson(change);
      return 0;
    }
    const rows = shown.map((one) => [
      one.id,
      one.kind,
      one.at,
      one.source,
      one.title,
      one.published,
      one.last_seen,
      one.first_missing,
      one.events.join(" "),
    ]);
    const head = ["id", "kind", "noticed", "source", "title", "published", "last seen", "missing", "events"];
    if (rows.length > 0) await print(await table(head, rows));
    for (const { id, canonical_url, difference } of shown) {
      await printLine();
      await printLine(`${id}  ${forTerminal(canonical_url)}`);
      for (const line of difference?.split("\n") ?? []) await printLine(`    ${forTerminal(line, 400)}`);
    }
    if (rows.length > 0) await printLine();
    await printLine(`${shown.length} of ${total} changes`);
    return 0;
  } finally {
    await store.close();
  }
};
