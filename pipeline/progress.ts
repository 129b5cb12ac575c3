/** A line on the terminal that shows how far a long command is. */
export interface Progress {
  /** Sets how much is done, in the unit of `total`, and what to say beside it. */
  update(done: number, note?: string): void;
  /** Takes the line away. */
  finish(): void;
}

const SILENT: Progress = { update: () => {}, finish: () => {} };
const EVERY_MS = 100;
const WIDTH = 30;

/** Shows a bar on standard error when that is a terminal and `quiet` is not set; otherwise does nothing. */
export function openProgress(label: string, total: number, quiet = false): Progress {
  if (quiet || !process.stderr.isTTY) return SILENT;
  let last = 0;
  return {
    update(done, note = "") {
      const now = Date.now();
      if (now - last < EVERY_MS && done < total) return;
      last = now;
      process.stderr.write(`\r\u001b[K${label} ${progressBar(done, total)} ${note}`);
    },
    finish: () => void process.stderr.write("\r\u001b[K"),
  };
}

/** `[#####.....]  50 %`; without a total, nothing but an empty string. */
export function progressBar(done: number, total: number): string {
  if (total <= 0) return "";
  const share = Math.min(1, Math.max(0, done / total));
  const filled = Math.round(share * WIDTH);
  return `[${"#".repeat(filled)}${".".repeat(WIDTH - filled)}] ${String(Math.floor(share * 100)).padStart(3)} %`;
}
