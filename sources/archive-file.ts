import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "./errors.ts";
import type { ArchivePlace } from "./warc-read.ts";

/** One file of the archive. It belongs to this process alone and is only ever added to. */
export interface ArchiveFile {
  /** With what is not on disk yet. */
  readonly size: number;
  /** Gives a record its place; its bytes are on disk after the next `sync`. */
  add(member: Buffer): Promise<ArchivePlace>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Does something with a file of the archive; whatever goes wrong comes out as {@link archiveFault}. */
export type OnDisk = <T>(name: string, action: () => Promise<T>) => Promise<T>;

const WRITE_AT_BYTES = 1 << 20;

/** Makes a file that begins with `head`, and the folder where there is none. */
export async function createArchiveFile(
  folder: string,
  name: string,
  head: Buffer,
  onDisk: OnDisk,
): Promise<ArchiveFile> {
  const handle = await onDisk(name, async () => {
    await mkdir(folder, { recursive: true });
    const made = await open(join(folder, name), "wx");
    await syncFolder(folder);
    return made;
  });
  let size = head.length;
  let pending = [head];
  let pendingBytes = head.length;

  async function write(): Promise<void> {
    if (pendingBytes === 0) return;
    const bytes = Buffer.concat(pending, pendingBytes);
    pending = [];
    pendingBytes = 0;
    await onDisk(name, () => handle.appendFile(bytes));
  }

  return {
    get size() {
      return size;
    },
    async add(member) {
      const place = { file: name, offset: size, length: member.length };
      size += member.length;
      pending.push(member);
      pendingBytes += member.length;
      if (pendingBytes >= WRITE_AT_BYTES) await write();
      return place;
    },
    async sync() {
      await write();
      await onDisk(name, () => handle.datasync());
    },
    close: () => handle.close(),
  };
}

/** What a person can do about a folder that cannot be written. */
const REMEDIES: readonly { readonly codes: RegExp; readonly remedy: string }[] = [
  { codes: /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST)$/, remedy: "name a writable folder" },
  {
    codes: /^(ENOSPC|EDQUOT|EFBIG)$/,
    remedy: "the disk is full; free some space and run again, what was saved is kept",
  },
];

/** Why a file of the archive cannot be written: a `ConfigError` where a person can do something about it. */
export function archiveFault(path: string, cause: unknown): Error {
  const code = (cause as NodeJS.ErrnoException).code ?? "error";
  const message = `${path}: the archive cannot be written (${code})`;
  const remedy = REMEDIES.find(({ codes }) => codes.test(code))?.remedy;
  return remedy ? new ConfigError(`${message}; ${remedy}`, { cause }) : new Error(message, { cause });
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
