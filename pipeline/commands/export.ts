import { Writable } from "node:stream";
import { ConfigError } from "../../sources/errors.ts";
import { writeExport } from "../../store/export-write.ts";
import type { Run } from "../cli.ts";
import { print } from "../output.ts";
import { openStore } from "../workspace.ts";
import { writeWhole } from "../write-whole.ts";
import { oneOf } from "./queue.ts";

const FORMATS = ["jsonl", "json", "csv"] as const;
const LATER = ["geojson", "ftm", "xlsx", "parquet"];

/** `export`: events as data, to standard output or to a file that appears only when it is whole. */
export const run: Run = async ({ options, globals }) => {
  const given = options as { format: string; status: string; out?: string };
  if (LATER.includes(given.format))
    throw new ConfigError(`--format ${given.format}: is not available in this version`);
  const format = oneOf("--format", given.format, FORMATS);
  const status = oneOf("--status", given.status, ["accepted", "all"] as const);
  const store = await openStore(globals);
  try {
    if (given.out === undefined) await writeExport(store.db, { format, status }, standardOutput());
    else await writeWhole(given.out, (out) => writeExport(store.db, { format, status }, out));
    return 0;
  } finally {
    await store.close();
  }
};

/** Standard output as a stream that can be ended without closing it. */
function standardOutput(): Writable {
  return new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      print(chunk.toString()).then(() => done(), done);
    },
  });
}
