import type { RunCounts } from "./counts.ts";
import type { GlobalOptions } from "./options.ts";
import { printJson, printLine } from "./output.ts";

/** What a run did, on standard output. */
export async function printRun(counts: RunCounts, globals: GlobalOptions): Promise<void> {
  if (globals.json) return printJson(counts);
  if (globals.quiet) return;
  const { events } = counts;
  if (counts.sources > 0) {
    await printLine(
      `${counts.sources} sources, ${counts.listPages} list pages; ${counts.fetched} pages fetched, ${counts.notModified} not modified`,
    );
  }
  await printLine(
    `${counts.snapshots} new snapshots, ${counts.documents} new documents, ${counts.mentions} new mentions`,
  );
  await printLine(
    `events: ${events.added} added, ${events.changed} changed, ${events.known} known; ${counts.issues} issues; ${counts.seconds} s`,
  );
}
