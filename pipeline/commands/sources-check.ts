import { createFetcher } from "../../sources/fetcher.ts";
import { loadFilters } from "../../sources/list-filter.ts";
import { loadSources } from "../../sources/register.ts";
import { loadSettings } from "../../sources/settings.ts";
import type { Source } from "../../sources/source.ts";
import { delaysOf, selectSources } from "../capture.ts";
import { checkSource, type Finding } from "../check-source.ts";
import type { Run } from "../cli.ts";
import { openLog } from "../log.ts";
import { print, printJson, table } from "../output.ts";
import { catchStop } from "../stop.ts";

/** `sources check ID`: reads home pages, a few lists and one article, and tells what it finds. Stores nothing. */
export const run: Run = async ({ args, globals }) => {
  const sources = loadSources(globals.config);
  const [source] = selectSources(sources, [args[0]!]) as [Source];
  const filter = loadFilters(globals.config, sources).get(source.filter ?? "");
  const log = openLog(globals);
  const stop = catchStop();
  const fetcher = createFetcher(loadSettings(globals.config), {
    signal: stop.signal,
    delays: delaysOf([source]),
    log: (message) => log.info(message),
  });
  try {
    const findings = await checkSource(fetcher, source, filter);
    if (globals.json) await printJson({ source: source.id, findings });
    else await print(await findingsTable(findings));
    return stop.status() ?? (findings.some(({ ok }) => !ok) ? 3 : 0);
  } finally {
    stop.release();
    await fetcher.close();
  }
};

/** Findings for a person. */
export function findingsTable(findings: readonly Finding[]): Promise<string> {
  return table(
    ["page", "well", "found"],
    findings.map(({ url, ok, found }) => [url, ok ? "yes" : "NO", found]),
  );
}
