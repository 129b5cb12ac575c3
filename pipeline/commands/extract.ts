import { createReadStream, existsSync, statSync } from "node:fs";
import { loadRulebook } from "../../extractors/extract.ts";
import { ConfigError, SourceError } from "../../sources/errors.ts";
import type { Run } from "../cli.ts";
import { extractText, textOfLine } from "../extract-lines.ts";
import { type FileLine, readLines, splitLines } from "../file-lines.ts";
import { readKind } from "../import-files.ts";
import { printJson } from "../output.ts";

const MAX_LINE = 64 << 20;

/** `extract [FILE | -]`: documents as JSON lines in, events as JSON lines out, in order; opens no database. */
export const run: Run = async ({ args, globals }) => {
  const file = args[0] ?? "-";
  if (file !== "-" && !existsSync(file)) throw new ConfigError(`extract ${file}: no such file`);
  const rulebook = await loadRulebook(globals.config);
  const name = file === "-" ? "standard input" : file;
  let failed = false;
  const complain = (error: unknown) => {
    if (!(error instanceof SourceError)) throw error;
    failed = true;
    process.stderr.write(`jingwu: ${error.message}\n`);
  };
  try {
    for await (const { number, bytes } of await openLines(file)) {
      const place = `${name}:${number}`;
      if (bytes !== null && bytes.toString().trim() === "") continue;
      try {
        if (bytes === null)
          throw new SourceError("too-large", place, `${place}: the line is longer than ${MAX_LINE} bytes`);
        await printJson(extractText(rulebook, await textOfLine(bytes, place, rulebook.sources)));
      } catch (error) {
        complain(error);
      }
    }
  } catch (error) {
    complain(error);
  }
  return failed ? 3 : 0;
};

/** Lines of a file, compressed or not, of a pipe by its name, or of standard input. */
async function openLines(file: string): Promise<AsyncIterable<FileLine>> {
  if (file === "-") return splitLines(process.stdin, MAX_LINE);
  const stats = statSync(file);
  if (stats.isDirectory()) throw new ConfigError(`extract ${file}: expected a file, found a folder`);
  if (!stats.isFile()) return splitLines(createReadStream(file), MAX_LINE);
  const { kind, gzip } = await readKind(file);
  if (kind === "warc" || kind === "pdf" || kind === "wacz") {
    throw new ConfigError(`extract ${file}: expected documents as JSON lines, found ${kind.toUpperCase()}`);
  }
  return readLines(file, { gzip, maxBytes: MAX_LINE });
}
