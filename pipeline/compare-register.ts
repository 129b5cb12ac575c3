import { ConfigError } from "../sources/errors.ts";
import { recogniseAddress } from "../sources/recognise.ts";
import type { Source } from "../sources/source.ts";
import { sourceFileText } from "../sources/source-file.ts";
import { currentHost } from "../sources/source-hosts.ts";
import { missionEntry } from "./propose-source.ts";

/** A mission as the ministry lists it today, with the site it names. */
export interface MissionToday {
  readonly name: string;
  readonly page: string;
  readonly site: string | null;
}

/** How the register and the ministry's list differ, with what a person may write into the register. */
export type Difference =
  | { readonly kind: "new"; readonly name: string; readonly file: string | null; readonly yaml: string }
  | {
      readonly kind: "moved" | "not-listed";
      readonly source: string;
      readonly name: string;
      readonly yaml: string;
    };

/** Compares the register with the ministry's list; nothing is written. */
export function compareRegister(sources: readonly Source[], today: readonly MissionToday[]): Difference[] {
  const missions = sources.filter(({ adapter }) => adapter === "mission");
  const met = new Set<string>();
  const differences: Difference[] = [];
  for (const mission of today) {
    const host = mission.site === null ? null : new URL(mission.site).hostname.toLowerCase();
    const byHost = missions.find(({ hosts }) => hosts.some((one) => sameHost(one.host, host)));
    const source = byHost ?? findByName(missions, mission.name);
    if (!source) {
      differences.push(newMission(mission));
      continue;
    }
    met.add(source.id);
    const current = currentHost(source);
    if (host !== null && !sameHost(current, host)) differences.push(movedMission(source, mission, host));
  }
  for (const source of missions) {
    if (met.has(source.id) || source.status !== "open") continue;
    const yaml = `status: uncertain\nnote: "not in the ministry's list of missions"`;
    differences.push({ kind: "not-listed", source: source.id, name: source.title_zh ?? source.title, yaml });
  }
  return differences;
}

function sameHost(a: string | null, b: string | null): boolean {
  const bare = (host: string | null) => host?.replace(/^www\./, "") ?? null;
  return a !== null && bare(a) === bare(b);
}

/** By what the list calls it: the country of an embassy, the city of a consulate; the longest name that fits. */
function findByName(missions: readonly Source[], name: string): Source | undefined {
  const kind = /领事馆/.test(name) ? "consulate" : /使馆/.test(name) ? "embassy" : "mission";
  const placed = missions
    .filter((source) => source.kind === kind)
    .map((source) => ({ source, place: placeOf(source) }))
    .filter(({ place }) => place !== undefined && name.includes(place));
  return placed.toSorted((a, b) => b.place!.length - a.place!.length)[0]?.source;
}

function placeOf({ kind, covers, title_zh }: Source): string | undefined {
  if (kind === "embassy") return covers.country_zh;
  if (kind === "consulate") return covers.city_zh;
  return title_zh?.replace(/^(?:中华人民共和国|中国)/, "");
}

function newMission({ name, page, site }: MissionToday): Difference {
  const yaml = site === null ? `# ${name}: the ministry names no site (${page})` : newFile(name, site);
  return { kind: "new", name, file: site === null ? null : fileOf(site), yaml };
}

function newFile(name: string, site: string): string {
  const { mission } = recogniseAddress(site);
  if (!mission) return `# ${name}: ${site}: a site of its own; try: jingwu sources add ${site} --country CC`;
  try {
    return sourceFileText(missionEntry(site, mission, {}), `${name}, as the ministry lists it.`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return `# ${name}: ${site}: try: jingwu sources add ${site} --country CC`;
  }
}

/** The file of a new mission whose host says everything; null when a person must say the country. */
function fileOf(site: string): string | null {
  const { mission } = recogniseAddress(site);
  return mission?.kind === "embassy" && mission.name.length === 2 ? `${mission.name}.yaml` : null;
}

function movedMission(source: Source, { name, page }: MissionToday, host: string): Difference {
  const before = currentHost(source);
  const entry = `  - { host: ${host}, role: current, confidence: seen, evidence: "MFA list of missions: ${page}" }`;
  const old =
    before === null
      ? ""
      : `\n  # and of the host it leaves, so that its history goes on:\n  - { host: ${before}, role: old, identity: true, … }`;
  return { kind: "moved", source: source.id, name, yaml: `hosts:\n${entry}${old}` };
}
