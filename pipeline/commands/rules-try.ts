import { existsSync } from "node:fs";
import { loadRulebook, type TextToCode } from "../../extractors/extract.ts";
import { type PatternHit, tryPattern } from "../../extractors/try-pattern.ts";
import { ConfigError, SourceError } from "../../sources/errors.ts";
import type { Source } from "../../sources/source.ts";
import { closeDatabase, openDatabase } from "../../store/database.ts";
import { listDocumentsReadWithOther } from "../../store/documents.ts";
import type { Run } from "../cli.ts";
import { textOfLine } from "../extract-lines.ts";
import { readLines } from "../file-lines.ts";
import { readKind } from "../import-files.ts";
import type { GlobalOptions } from "../options.ts";
import { forTerminal, printJson, printLine } from "../output.ts";
import { databaseAddress } from "../workspace.ts";

const BATCH = 200;
const MAX_LINE = 64 << 20;

/** `rules try PATTERN`: what a pattern would match, in stored documents or in a file of documents as JSON lines. */
export const run: Run = async ({ args, options, globals }) => {
  const { corpus, limit } = options as { corpus?: string; limit: number };
  const pattern = args[0]!;
  const rulebook = await loadRulebook(globals.config);
  // A pattern that cannot be used is refused before the first document is opened.
  tryPattern(rulebook, pattern, []).next();
  let documents = 0;
  let hits = 0;
  for await (const batch of corpus === undefined ? storedTexts(globals) : textsOf(corpus, rulebook.sources)) {
    documents += batch.length;
    for (const hit of tryPattern(rulebook, pattern, batch)) {
      hits++;
      if (hits <= limit) await show(hit, globals);
    }
  }
  if (!globals.json && hits > limit) await printLine(`… and ${hits - limit} more (--limit shows them)`);
  if (!globals.json) await printLine(`${hits} matches in ${documents} documents`);
  return 0;
};

async function show(hit: PatternHit, globals: GlobalOptions): Promise<void> {
  if (globals.json) return printJson(hit);
  await printLine(`${forTerminal(hit.documentId)} (${hit.in}): “${forTerminal(hit.match, 400)}”`);
  for (const [name, text] of Object.entries(hit.slots)) await printLine(`    ${name}: ${forTerminal(text)}`);
}

async function* storedTexts(globals: GlobalOptions): AsyncGenerator<TextToCode[]> {
  const db = await openDatabase(databaseAddress(globals), { create: false });
  try {
    // No rules have an empty hash: every document that was read is listed.
    for (let after = ""; ; ) {
      const batch = await listDocumentsReadWithOther(db, "", BATCH, after);
      if (batch.length === 0) return;
      yield batch;
      after = batch.at(-1)!.id;
    }
  } finally {
    await closeDatabase(db);
  }
}

async function* textsOf(file: string, sources: readonly Source[]): AsyncGenerator<TextToCode[]> {
  if (!existsSync(file)) throw new ConfigError(`rules try --corpus ${file}: no such file`);
  try {
    const { kind, gzip } = await readKind(file);
    if (kind !== "lines") {
      throw new ConfigError(`rules try --corpus ${file}: expected documents as JSON lines, found ${kind}`);
    }
    for await (const { number, bytes } of readLines(file, { gzip, maxBytes: MAX_LINE })) {
      if (bytes === null)
        throw new ConfigError(`${file}:${number}: the line is longer than ${MAX_LINE} bytes`);
      if (bytes.toString().trim() !== "") yield [await textOfLine(bytes, `${file}:${number}`, sources)];
    }
  } catch (error) {
    if (error instanceof SourceError) throw new ConfigError(error.message, { cause: error });
    throw error;
  }
}
