import { readdirSync, type Stats, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join, resolve } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import { ConfigError, SourceError } from "../sources/errors.ts";

/** What a file holds, told by its first bytes before its name. */
export type FileKind = "lines" | "warc" | "wacz" | "html" | "mhtml" | "pdf" | "text" | "binary";

export interface InputFile {
  readonly path: string;
  readonly bytes: number;
}

/** The files that paths name, folders searched through, in order of their names. Throws ConfigError for a path that is not there. */
export function findFiles(paths: readonly string[]): InputFile[] {
  return paths.flatMap((path) => {
    const full = resolve(path);
    const stats = statSync(full, { throwIfNoEntry: false });
    if (!stats) throw new ConfigError(`import ${path}: no such file or folder`);
    if (!stats.isFile() && !stats.isDirectory()) {
      throw new ConfigError(
        `import ${path}: expected a file or a folder, found a pipe or a device; save it to a file first`,
      );
    }
    return stats.isDirectory() ? walk(full) : [inputFile(full, stats)];
  });
}

function inputFile(path: string, stats: Stats): InputFile {
  return { path, bytes: stats.size };
}

function walk(folder: string): InputFile[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      return entry.isFile() ? [inputFile(path, statSync(path))] : [];
    });
}

const SNIFF = 8192;

/** Whether the file is gzip, and what it holds inside. Throws SourceError when it cannot be opened. */
export async function readKind(path: string): Promise<{ kind: FileKind; gzip: boolean }> {
  const handle = await open(path).catch((cause: NodeJS.ErrnoException) => {
    throw new SourceError("unreadable-input", path, `${path}: cannot be opened (${cause.code})`, { cause });
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFF), 0, SNIFF, 0);
    const head = buffer.subarray(0, bytesRead);
    const gzip = head[0] === 0x1f && head[1] === 0x8b;
    return { kind: kindOf(gzip ? unpacked(head) : head, path), gzip };
  } finally {
    await handle.close();
  }
}

function unpacked(head: Buffer): Buffer {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 24 });
  } catch {
    return Buffer.alloc(0);
  }
}

/** What browsers write at the head of a page saved as one file. */
const MHTML = /^(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*content-type:\s*multipart\/related/i;

function kindOf(head: Buffer, path: string): FileKind {
  const name = path.toLowerCase().replace(/\.gz$/, "");
  const start = head.toString("latin1", 0, 1024).replace(/^\u00ef\u00bb\u00bf/, "");
  if (start.startsWith("WARC/")) return "warc";
  if (start.startsWith("%PDF-")) return "pdf";
  if (start.startsWith("PK\u0003\u0004") && name.endsWith(".wacz")) return "wacz";
  const utf16 = start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff");
  if (start.includes("\0") && !utf16) return "binary";
  if (/\.(jsonl|ndjson|json)$/.test(name)) return "lines";
  if (/\.warc$/.test(name)) return "warc";
  if (/\.mht(ml)?$/.test(name) || MHTML.test(start)) return "mhtml";
  if (/\.x?html?$|\.shtml$/.test(name)) return "html";
  if (/^\s*\{/.test(start)) return "lines";
  if (/^\s*<(!doctype|html|\?xml|head|body)/i.test(start)) return "html";
  return name.endsWith(".txt") ? "text" : "binary";
}
