import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { ConfigError } from "./errors.ts";
import { isoTime } from "./iso-time.ts";
import type { ArchivePlace } from "./warc-read.ts";
import { type ArchiveRecord, formatRecord, formatWarcinfo } from "./warc-record.ts";

const compress = promisify(gzip);

/** New records for the WARC archive. A record may be named in the database once `flush` has returned. */
export interface Archive {
  /**
   * Adds a record, compressed as a gzip member of its own, in the order of the calls. The place is certain; the bytes
   * are not on disk yet. Many appends may be under way at once.
   */
  append(record: ArchiveRecord): Promise<ArchivePlace>;
  /** Returns when every record appended before is on disk and survives a loss of power. */
  flush(): Promise<void>;
  /** Flushes and closes the file. Nothing can be appended afterwards. */
  close(): Promise<void>;
}

export interface ArchiveOptions {
  readonly now: () => Date;
  /** Name and version of this program, for the head of each file. */
  readonly software: string;
  /** A file is not continued once it has grown so large; 1 GB unless given. */
  readonly maxFileBytes?: number;
}

interface OpenFile {
  readonly name: string;
  readonly handle: FileHandle;
  size: number;
  pending: Buffer[];
  pendingBytes: number;
}

const WRITE_AT_BYTES = 1 << 20;

/** What a person can do about a folder that cannot be written. */
const REMEDIES: readonly { readonly codes: RegExp; readonly remedy: string }[] = [
  { codes: /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST)$/, remedy: "name a writable folder" },
  {
    codes: /^(ENOSPC|EDQUOT|EFBIG)$/,
    remedy: "the disk is full; free some space and run again, what was saved is kept",
  },
];

/**
 * Opens the archive folder for appending. A file is made when the first record comes and belongs to this process alone:
 * what a killed process left at the end of its file is never written after and never referred to.
 * Throws `ConfigError` from `append` when the folder cannot be written.
 */
export function openArchive(folder: string, options: ArchiveOptions): Archive {
  const maxFileBytes = options.maxFileBytes ?? 1_000_000_000;
  let file: OpenFile | null = null;
  let sequence = 0;
  let closed = false;
  /** After a failed write the end of the file is unknown, so no later record has a place. */
  let failed: Error | null = null;
  /** Everything that touches the file happens in this order, one after the other. */
  let tail: Promise<unknown> = Promise.resolve();

  function inOrder<T>(step: () => Promise<T>): Promise<T> {
    const result = tail.then(async () => {
      if (failed) throw failed;
      return step();
    });
    tail = result.catch(() => {});
    return result;
  }

  async function disk<T>(name: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? "error";
      const message = `${join(folder, name)}: the archive cannot be written (${code})`;
      const remedy = REMEDIES.find(({ codes }) => codes.test(code))?.remedy;
      failed = remedy ? new ConfigError(`${message}; ${remedy}`, { cause }) : new Error(message, { cause });
      throw failed;
    }
  }

  async function create(): Promise<OpenFile> {
    const date = isoTime(options.now());
    sequence += 1;
    // The random part keeps apart processes of equal number, as in containers that share a folder.
    const part = `${process.pid}-${String(sequence).padStart(5, "0")}-${randomBytes(3).toString("hex")}`;
    const name = `jingwu-${date.replace(/[-:]/g, "")}-${part}.warc.gz`;
    const handle = await disk(name, async () => {
      await mkdir(folder, { recursive: true });
      const made = await open(join(folder, name), "wx");
      await syncFolder(folder);
      return made;
    });
    const head = await compress(formatWarcinfo(name, date, options.software));
    return { name, handle, size: head.length, pending: [head], pendingBytes: head.length };
  }

  async function writeOut(to: OpenFile): Promise<void> {
    if (to.pendingBytes === 0) return;
    const bytes = Buffer.concat(to.pending, to.pendingBytes);
    to.pending = [];
    to.pendingBytes = 0;
    await disk(to.name, () => to.handle.appendFile(bytes));
  }

  async function sync(to: OpenFile): Promise<void> {
    await writeOut(to);
    await disk(to.name, () => to.handle.datasync());
  }

  async function finish(): Promise<void> {
    if (!file) return;
    const done = file;
    file = null;
    try {
      await sync(done);
    } finally {
      await done.handle.close();
    }
  }

  async function put(member: Buffer): Promise<ArchivePlace> {
    if (file && file.size + member.length > maxFileBytes) await finish();
    file ??= await create();
    const place = { file: file.name, offset: file.size, length: member.length };
    file.size += member.length;
    file.pending.push(member);
    file.pendingBytes += member.length;
    if (file.pendingBytes >= WRITE_AT_BYTES) await writeOut(file);
    return place;
  }

  return {
    async append(record) {
      if (closed) throw new Error("the archive is closed");
      // Compression runs beside the main thread and may overlap; only placing is in order.
      const member = compress(formatRecord(record));
      member.catch(() => {});
      return inOrder(async () => put(await member));
    },
    flush() {
      return inOrder(async () => {
        if (file) await sync(file);
      });
    },
    async close() {
      if (closed) return;
      closed = true;
      try {
        await inOrder(finish);
      } finally {
        await file?.handle.close();
      }
    },
  };
}

/** Makes a new file's name durable, which syncing the file alone does not promise. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
