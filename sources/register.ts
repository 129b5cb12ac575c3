import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "./errors.ts";
import { Source } from "./source.ts";
import { currentHost } from "./source-hosts.ts";
import { readYamlFile } from "./yaml-file.ts";

/**
 * Reads every file of `config/sources/`, ordered by id. Throws {@link ConfigError} for a file that is not valid, for a
 * name that is not `<id>.yaml`, and for an id or host that two files claim.
 */
export function loadSources(configDir: string): Source[] {
  const folder = join(configDir, "sources");
  const sources: Source[] = [];
  const claims = new Map<string, string>();
  for (const name of yamlFiles(folder)) {
    const file = join(folder, name);
    const source = readYamlFile(file, Source);
    const hosts = source.hosts.flatMap(({ host, paths = [""] }) =>
      paths.map((path) => `host ${host}${path}`),
    );
    for (const claim of [`id ${source.id}`, ...hosts]) {
      const other = claims.get(claim);
      if (other) throw new ConfigError(`${file}: ${claim} is already in ${other}; one of the two must go`);
      claims.set(claim, file);
    }
    if (name !== `${source.id}.yaml`) {
      throw new ConfigError(
        `${file}: id: expected "${name.slice(0, -5)}" as the file is named, found "${source.id}"`,
      );
    }
    if (source.active && !currentHost(source) && source.lists.length === 0) {
      throw new ConfigError(`${file}: hosts: an active source needs a host whose role is current, or lists`);
    }
    sources.push(source);
  }
  const ids = new Set(sources.map(({ id }) => id));
  for (const { id, instead = [] } of sources) {
    const stranger = instead.find((other) => !ids.has(other));
    if (stranger)
      throw new ConfigError(
        `${join(folder, `${id}.yaml`)}: instead: expected ids of sources, found "${stranger}"`,
      );
  }
  return sources.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function yamlFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .sort();
  } catch (cause) {
    throw new ConfigError(`${folder}: expected a folder of source files, cannot read it`, { cause });
  }
}
