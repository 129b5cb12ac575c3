import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { ConfigError } from "../sources/errors.ts";

const LEAST = 10;
const MOST = 1000;

/**
 * The password for a name: the first line of a file where one is named, else of standard input, else asked for twice on the
 * terminal without showing it. Throws {@link ConfigError} when it is too short or cannot be read.
 */
export async function readPassword(name: string, file: string | undefined): Promise<string> {
  if (file !== undefined) return checked(firstLine(readFile(file)), `--password-file ${file}`);
  if (!process.stdin.isTTY) return checked(firstLine(await text(process.stdin)), "standard input");
  const password = checked(await ask(`Password for ${name}: `), "password");
  if ((await ask("Once more: ")) !== password)
    throw new ConfigError("password: typed differently the second time; nothing was changed");
  return password;
}

function readFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ConfigError(`--password-file ${file}: cannot be read (${code})`, { cause });
  }
}

function firstLine(content: string): string {
  return content.split(/\r?\n/, 1)[0]!;
}

function checked(password: string, where: string): string {
  const length = [...password].length;
  if (length >= LEAST && length <= MOST) return password;
  throw new ConfigError(`${where}: expected a password of ${LEAST} to ${MOST} characters, found ${length}`);
}

/** One line typed on the terminal, which shows the question and nothing of the answer. */
function ask(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 });
  process.stderr.write(question);
  return new Promise((resolve, reject) => {
    let typed: string | null = null;
    lines.on("line", (line) => {
      typed = line;
      lines.close();
    });
    lines.on("SIGINT", () => lines.close());
    lines.on("close", () => {
      process.stderr.write("\n");
      if (typed === null) reject(new ConfigError("password: none was typed; nothing was changed"));
      else resolve(typed);
    });
  });
}
