import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "./mission-site.ts";

export const ROOT = join(import.meta.dirname, "../..");
const BIN = join(ROOT, "bin/jingwu.js");
const FOLDERS = ["sources", "extractors", "store", "pipeline", "web"];

/** Whether a source was changed after it was compiled. */
function isStale(): boolean {
  return FOLDERS.some((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).some((name) => {
      if (!/\.tsx?$/.test(name) || name.endsWith(".d.ts")) return false;
      const made = join(ROOT, "dist", folder, name.replace(/\.tsx?$/, ".js"));
      const built = statSync(made, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      return statSync(join(ROOT, folder, name)).mtimeMs > built;
    }),
  );
}

/** Compiles the program where its sources are newer than what was compiled; of several test files one does it. */
export async function ensureBuilt(): Promise<void> {
  const lock = join(tmpdir(), `jingwu-build-${createHash("sha1").update(ROOT).digest("hex")}`);
  while (isStale()) {
    try {
      mkdirSync(lock);
    } catch {
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - since > 100_000) rmdirSync(lock);
      await sleep(100);
      continue;
    }
    try {
      execFileSync(join(ROOT, "node_modules/.bin/tsc"), ["-p", "tsconfig.build.json"], {
        cwd: ROOT,
        stdio: "pipe",
      });
    } finally {
      rmdirSync(lock);
    }
  }
}

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the program in a folder of its own; `more` is added to its environment. */
export function start(
  args: string[],
  cwd = temporaryFolder(),
  more: Readonly<Record<string, string>> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, USER: "mele", NO_COLOR: "1", ...more };
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Ended>((resolve) => child.on("close", (status) => resolve({ status, out, err })));
  return { child, ended };
}

/** Runs the program to its end. */
export async function jingwu(args: string[], input = ""): Promise<Ended> {
  const { child, ended } = start(args);
  child.stdin!.end(input);
  return ended;
}
