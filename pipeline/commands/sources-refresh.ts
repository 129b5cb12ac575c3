import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeHtml } from "../../sources/charset.ts";
import { SourceError } from "../../sources/errors.ts";
import { createFetcher, type Fetcher } from "../../sources/fetcher.ts";
import { type ListedMission, readMissionSite, readRegisterPage } from "../../sources/mission-register.ts";
import { recogniseAddress } from "../../sources/recognise.ts";
import { loadSources } from "../../sources/register.ts";
import { loadSettings } from "../../sources/settings.ts";
import type { Run } from "../cli.ts";
import { compareRegister, type Difference, type MissionToday } from "../compare-register.ts";
import { type Log, openLog } from "../log.ts";
import { print, printJson, printLine } from "../output.ts";
import { openProgress } from "../progress.ts";
import { catchStop } from "../stop.ts";

/**
 * `sources refresh`: reads the ministry's own list of missions and prints how the register differs from it, as YAML for a
 * person to put in. Without `--dry-run` the files of new missions are written too; files that are there are not touched.
 */
export const run: Run = async ({ options, globals }) => {
  const settings = loadSettings(globals.config);
  const sources = loadSources(globals.config);
  const log = openLog(globals);
  const stop = catchStop();
  const fetcher = createFetcher(settings, { signal: stop.signal, log: (message) => log.info(message) });
  try {
    const { missions, failed } = await readMissions(
      fetcher,
      settings.register.lists,
      log,
      globals.quiet === true,
    );
    const differences =
      failed > 0 ? withoutLosses(compareRegister(sources, missions)) : compareRegister(sources, missions);
    const written = options.dryRun === true ? [] : writeNew(globals.config, differences);
    if (globals.json) await printJson({ missions: missions.length, failed, differences, written });
    else await tell(differences, missions.length, failed, written);
    return stop.status() ?? (failed > 0 ? 3 : 0);
  } finally {
    stop.release();
    await fetcher.close();
  }
};

/** Where a list could not be read, a mission that is not in the others may be in it. */
function withoutLosses(differences: readonly Difference[]): Difference[] {
  return differences.filter(({ kind }) => kind !== "not-listed");
}

async function readMissions(
  fetcher: Fetcher,
  lists: readonly string[],
  log: Log,
  quiet: boolean,
): Promise<{ missions: MissionToday[]; failed: number }> {
  const listed = new Map<string, ListedMission>();
  let failed = 0;
  const attempt = async (url: string, read: (text: string, url: string) => readonly string[]) => {
    try {
      const answer = await fetcher.fetch({ url });
      if (answer.outcome === "gone") throw new SourceError("gone", url, `${url}: status ${answer.status}`);
      return read(decodeHtml(answer.body, answer.contentType).text, answer.finalUrl);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      failed++;
      log.error(error.message);
      return [];
    }
  };
  for (const list of lists) {
    for (let waiting: readonly string[] = [list]; waiting[0] !== undefined; ) {
      waiting = await attempt(waiting[0], (text, url) => {
        const { missions, nextUrls } = readRegisterPage(text, url);
        for (const mission of missions) listed.set(mission.name, mission);
        return nextUrls;
      });
    }
  }
  const progress = openProgress("missions", listed.size, quiet);
  const missions: MissionToday[] = [];
  for (const { name, url } of listed.values()) {
    let site: string | null = null;
    if (recogniseAddress(url).mission) site = url;
    else
      await attempt(url, (text, finalUrl) => {
        site = readMissionSite(text, finalUrl);
        return [];
      });
    missions.push({ name, page: url, site });
    progress.update(missions.length, name);
  }
  progress.finish();
  return { missions, failed };
}

function writeNew(configDir: string, differences: readonly Difference[]): string[] {
  return differences.flatMap((difference) => {
    if (difference.kind !== "new" || difference.file === null) return [];
    const file = join(configDir, "sources", difference.file);
    if (existsSync(file)) return [];
    writeFileSync(file, difference.yaml, { flag: "wx" });
    return [file];
  });
}

async function tell(
  differences: readonly Difference[],
  count: number,
  failed: number,
  written: readonly string[],
): Promise<void> {
  for (const difference of differences) {
    const where =
      difference.kind === "new"
        ? (difference.file ?? "a new file")
        : `config/sources/${difference.source}.yaml`;
    await printLine(`# ${difference.kind}: ${difference.name}; ${where}`);
    await print(`${difference.yaml.trimEnd()}\n\n`);
  }
  for (const file of written) await printLine(`Written: ${file}`);
  const open = failed > 0 ? `; ${failed} pages could not be read, so what is not listed is not told` : "";
  await printLine(`${count} missions listed by the ministry, ${differences.length} differences${open}`);
}
