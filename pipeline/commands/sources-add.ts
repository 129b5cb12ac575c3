import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../../sources/errors.ts";
import { createFetcher } from "../../sources/fetcher.ts";
import { loadFilters } from "../../sources/list-filter.ts";
import { loadSources } from "../../sources/register.ts";
import { loadSettings } from "../../sources/settings.ts";
import { sourceFileText } from "../../sources/source-file.ts";
import { checkSource } from "../check-source.ts";
import type { Run } from "../cli.ts";
import { openLog } from "../log.ts";
import { print, printJson, printLine } from "../output.ts";
import { proposeSource, type Wishes } from "../propose-source.ts";
import { catchStop } from "../stop.ts";
import { findingsTable } from "./sources-check.ts";

/** `sources add URL`: recognises a site, reads a list and an article of it, and writes its file for the register. */
export const run: Run = async ({ args, options, globals }) => {
  const { dryRun = false, ...wishes } = options as Wishes & { dryRun?: boolean };
  const sources = loadSources(globals.config);
  const log = openLog(globals);
  const stop = catchStop();
  const fetcher = createFetcher(loadSettings(globals.config), {
    signal: stop.signal,
    log: (message) => log.info(message),
  });
  try {
    const source = await proposeSource(args[0]!, wishes, sources, fetcher);
    const file = join(globals.config, "sources", `${source.id}.yaml`);
    if (existsSync(file)) {
      throw new ConfigError(`sources add: ${file} is there already; choose another name with --id`);
    }
    const filter = loadFilters(globals.config, [source]).get(source.filter ?? "");
    const findings = await checkSource(fetcher, source, filter);
    const text = sourceFileText(source, `Recognised from ${args[0]}: template ${source.adapter}.`);
    const well = isReadable(findings);
    const written = well && !dryRun;
    if (written) writeFileSync(file, text, { flag: "wx" });
    if (globals.json) await printJson({ file: written ? file : null, source, findings });
    else {
      await print(text);
      await print(await findingsTable(findings));
      await printLine(said(file, well, dryRun));
    }
    return stop.status() ?? (well ? 0 : 1);
  } finally {
    stop.release();
    await fetcher.close();
  }
};

/** A source is worth its file when a list and an article of it can be read. */
function isReadable(findings: readonly { ok: boolean; found: string }[]): boolean {
  return findings.some(({ ok, found }) => ok && /articles/.test(found)) && findings.at(-1)!.ok;
}

function said(file: string, well: boolean, dryRun: boolean): string {
  if (!well) return "Nothing was written: no list, or no article of it, could be read.";
  return dryRun
    ? `Not written: --dry-run. It would be ${file}`
    : `Written to ${file}; read it once before the next update.`;
}
