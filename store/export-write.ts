import type { Writable } from "node:stream";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Db } from "./database.ts";
import { type ExportedEvent, type ExportOptions, exportEvents } from "./export.ts";
import { toCsv } from "./export-csv.ts";

/** The forms in which events can be written. */
const EXPORT_FORMATS = ["jsonl", "json", "csv"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Writes the events as they are read, waiting while the stream is full. Gives how many were written. The stream is not
 * ended, so that standard output can be given. A stream that fails makes this fail.
 */
export async function writeExport(
  db: Db,
  options: ExportOptions & { readonly format: ExportFormat },
  out: Writable,
): Promise<number> {
  let written = 0;
  async function* counted(): AsyncGenerator<ExportedEvent> {
    for await (const event of exportEvents(db, options)) {
      written++;
      yield event;
    }
  }
  const writers = { jsonl: toJsonLines, json: toJson, csv: toCsv };
  await pipeline(Readable.from(writers[options.format](counted())), out, { end: false });
  return written;
}

async function* toJsonLines(events: AsyncIterable<ExportedEvent>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`;
}

async function* toJson(events: AsyncIterable<ExportedEvent>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const event of events) {
    yield before + JSON.stringify(event);
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}
