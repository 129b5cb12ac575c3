import type { Readable } from "node:stream";
import { openPromise } from "yauzl";
import { SourceError } from "../sources/errors.ts";
import type { Entry } from "./import-entry.ts";
import type { InputFile } from "./import-files.ts";
import { readWarcStream } from "./import-warc.ts";
import type { Workspace } from "./workspace.ts";

/** Where a WACZ keeps its WARC files (specs.webrecorder.net/wacz, 1.1.1). */
const WARC_MEMBER = /^archive\/[^/]+\.warc(?:\.gz)?$/i;

/**
 * The pages of the WARC files that a WACZ packs, streamed one after the other, so that memory does not grow with the
 * file. Throws SourceError `unreadable-input` for what is no ZIP, is damaged, or holds no WARC file.
 */
export async function* readWaczEntries(
  space: Workspace,
  file: InputFile,
  asked: string | null,
  tell: (bytes: number) => void,
): AsyncGenerator<Entry | SourceError> {
  const bad = (found: string, cause?: unknown) =>
    new SourceError("unreadable-input", file.path, `${file.path}: ${found}`, { cause });
  try {
    const zip = await openPromise(file.path, { lazyEntries: true, autoClose: false });
    try {
      let warcs = 0;
      let done = 0;
      for await (const member of zip.eachEntry()) {
        done += member.compressedSize;
        if (WARC_MEMBER.test(member.fileName)) {
          warcs++;
          const chunks = (await zip.openReadStreamPromise(member)) as Readable & AsyncIterable<Buffer>;
          yield* readMember(space, chunks, `${file.path}:${member.fileName}`, asked);
        }
        tell(done);
      }
      if (warcs === 0) throw bad("expected WARC files in the folder archive/ of the WACZ, found none");
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof SourceError || typeof (error as NodeJS.ErrnoException).code === "string")
      throw error;
    throw bad(`expected a WACZ (a ZIP file), found ${(error as Error).message}`, error);
  }
}

/** The pages of one WARC file; that it is damaged ends it alone, not the files after it. */
async function* readMember(
  space: Workspace,
  chunks: AsyncIterable<Buffer>,
  name: string,
  asked: string | null,
): AsyncGenerator<Entry | SourceError> {
  try {
    yield* readWarcStream(space, chunks, name, asked);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    yield error;
  }
}
