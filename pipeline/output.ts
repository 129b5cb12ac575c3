import type { Writable } from "node:stream";

/** Stops a command whose reader has gone (`| head`); not an error. */
export class ReaderGone extends Error {
  constructor() {
    super("the reader of the output has gone");
    this.name = "ReaderGone";
  }
}

let gone = false;

/** Makes a closed output pipe quiet instead of a crash; call once at the start of the program. */
export function watchOutput(stream: Writable = process.stdout): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    gone = true;
  });
}

/** Writes to standard output and waits when the reader is slower. Throws {@link ReaderGone} when it has left. */
export async function print(text: string): Promise<void> {
  if (gone) throw new ReaderGone();
  if (process.stdout.write(text)) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      process.stdout.off("drain", done).off("error", done).off("close", done);
      resolve();
    };
    process.stdout.on("drain", done).on("error", done).on("close", done);
  });
  if (gone) throw new ReaderGone();
}

/** Writes one line. */
export function printLine(line = ""): Promise<void> {
  return print(`${line}\n`);
}

/** Writes one JSON value on a line of its own. */
export function printJson(value: unknown): Promise<void> {
  return print(`${JSON.stringify(value)}\n`);
}

/** Takes control characters out of scraped text before it reaches a terminal, and cuts it. */
export function forTerminal(text: string, length = 200): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ");
  return plain.length > length ? `${plain.slice(0, length - 1)}…` : plain;
}

/** Rows under a heading as an aligned table; Chinese characters count as two columns. */
export async function table(head: readonly string[], rows: readonly (readonly unknown[])[]): Promise<string> {
  const { default: Table } = await import("cli-table3");
  const made = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": 0 },
    chars: {
      top: "",
      "top-mid": "",
      "top-left": "",
      "top-right": "",
      bottom: "",
      "bottom-mid": "",
      "bottom-left": "",
      "bottom-right": "",
      left: "",
      "left-mid": "",
      mid: "",
      "mid-mid": "",
      right: "",
      "right-mid": "",
      middle: "  ",
    },
  });
  for (const row of rows)
    made.push(row.map((cell) => (cell === null || cell === undefined ? "" : forTerminal(String(cell)))));
  return `${made.toString().replace(/[ ]+$/gm, "")}\n`;
}
