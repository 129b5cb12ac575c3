import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { type ArchiveFile, archiveFault, createArchiveFile, type OnDisk } from "./archive-file.ts";
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

/**
 * Opens the archive folder for appending. A file is made when the first record comes and belongs to this process alone:
 * what a killed process left at the end of its file is never written after and never referred to.
 * Throws `ConfigError` from `append` when the folder cannot be written.
 */
export function openArchive(folder: string, options: ArchiveOptions): Archive {
  const maxFileBytes = options.maxFileBytes ?? 1_000_000_000;
  let file: ArchiveFile | null = null;
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

  const onDisk: OnDisk = async (name, action) => {
    try {
      return await action();
    } catch (cause) {
      failed = archiveFault(join(folder, name), cause);
      throw failed;
    }
  };

  async function finish(): Promise<void> {
    if (!file) return;
    const done = file;
    file = null;
    try {
      await done.sync();
    } finally {
      await done.close();
    }
  }

  async function put(member: Buffer): Promise<ArchivePlace> {
    if (file && file.size + member.length > maxFileBytes) await finish();
    if (!file) {
      sequence += 1;
      file = await nextFile(folder, options, sequence, onDisk);
    }
    return file.add(member);
  }

  return {
    async append(record) {
      if (closed) throw new Error("the archive is closed");
      // Compression runs beside the main thread and may overlap; only placing is in order.
      const member = compress(formatRecord(record));
      member.catch(() => {});
      return inOrder(async () => put(await member));
    },
    flush: () => inOrder(async () => file?.sync()),
    async close() {
      if (closed) return;
      closed = true;
      try {
        await inOrder(finish);
      } finally {
        await file?.close();
      }
    },
  };
}

/** A new file of the archive, with the record about the program that every file begins with. */
async function nextFile(
  folder: string,
  { now, software }: ArchiveOptions,
  sequence: number,
  onDisk: OnDisk,
): Promise<ArchiveFile> {
  const date = isoTime(now());
  // The random part keeps apart processes of equal number, as in containers that share a folder.
  const part = `${process.pid}-${String(sequence).padStart(5, "0")}-${randomBytes(3).toString("hex")}`;
  const name = `jingwu-${date.replace(/[-:]/g, "")}-${part}.warc.gz`;
  const head = await compress(formatWarcinfo(name, date, software));
  return createArchiveFile(folder, name, head, onDisk);
}
