import pino from "pino";
import type { GlobalOptions } from "./options.ts";
import { forTerminal } from "./output.ts";

export type Log = pino.Logger;

const LEVELS: Record<number, string> = { 30: "", 40: "warning: ", 50: "error: ", 60: "error: " };

/** Logs to standard error: short lines for a person at a terminal, JSON lines for anything else. */
export function openLog(options: Pick<GlobalOptions, "quiet" | "verbose">): Log {
  const level = options.quiet ? "error" : options.verbose ? "debug" : "info";
  if (!process.stderr.isTTY) return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
  return pino({ level, base: null }, { write: (line: string) => void process.stderr.write(readable(line)) });
}

/** One JSON log line as a person reads it: the message, then what it is about. */
export function readable(line: string): string {
  const {
    level,
    time: _time,
    msg,
    ...rest
  } = JSON.parse(line) as { level: number; time: number; msg?: string };
  const details = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  // \r and the erase code clear a progress bar that may stand on the line.
  return `\r\u001b[K${LEVELS[level] ?? "debug: "}${forTerminal([msg ?? "", ...details].join("  "), 600)}\n`;
}
