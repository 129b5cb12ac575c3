import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { ConfigError } from "../sources/errors.ts";

/** Writes the file that `--out` names; it appears, or takes the place of an older one, only when it is whole. */
export async function writeWhole(path: string, write: (out: Writable) => Promise<unknown>): Promise<void> {
  const part = `${path}.part`;
  const out = createWriteStream(part);
  try {
    await write(out);
    out.end();
    await finished(out);
    await rename(part, path);
  } catch (cause) {
    out.destroy();
    await rm(part, { force: true });
    const { code } = cause as NodeJS.ErrnoException;
    if (code && /^E[A-Z]+$/.test(code))
      throw new ConfigError(`--out ${path}: cannot be written (${code})`, { cause });
    throw cause;
  }
}
