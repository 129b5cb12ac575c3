import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSettings, type Settings } from "../../sources/settings.ts";

/** Settings as a file with these fetch keys would give; JSON is YAML. */
export function fetchSettings(fetch: Record<string, unknown>): Settings {
  const folder = mkdtempSync(join(tmpdir(), "jingwu-fetch-"));
  writeFileSync(join(folder, "settings.yaml"), JSON.stringify({ fetch }));
  return loadSettings(folder);
}

export interface Clock {
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  /** The waits asked for, in milliseconds. */
  readonly waits: number[];
}

/** A clock that only moves when someone waits. */
export function stoppedClock(start = "2026-03-04T05:06:07Z"): Clock {
  let time = Date.parse(start);
  const waits: number[] = [];
  return {
    now: () => new Date(time),
    sleep: async (ms) => {
      waits.push(ms);
      time += ms;
    },
    waits,
  };
}
