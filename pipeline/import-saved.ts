import { readFile } from "node:fs/promises";
import { sep } from "node:path";
import { pathToFileURL } from "node:url";
import { canonicalUrl } from "../sources/canonical-url.ts";
import { SourceError } from "../sources/errors.ts";
import { readMhtml } from "../sources/mhtml.ts";
import type { Source } from "../sources/source.ts";
import { findSourceByUrl } from "../sources/source-hosts.ts";
import { type Entry, sourceOf } from "./import-entry.ts";
import type { FileKind, InputFile } from "./import-files.ts";
import { sha256 } from "./keep.ts";
import type { Workspace } from "./workspace.ts";

type SavedKind = Extract<FileKind, "html" | "mhtml" | "pdf" | "text">;

/** A page saved as one file brings its pictures along. */
const MOST_MHTML = 64 << 20;

const CONTENT_TYPES = { html: "text/html", pdf: "application/pdf", text: "text/plain" } as const;

/**
 * One page saved as a file. Its address is the one that the browser noted in it, or that the folders of a mirrored site
 * give; without either the file is known by its bytes. Throws SourceError when it is too large or cannot be read.
 */
export async function readSavedFile(
  space: Workspace,
  file: InputFile,
  kind: SavedKind,
  asked: string | null,
): Promise<Entry> {
  const most = kind === "mhtml" ? MOST_MHTML : space.settings.fetch.max_bytes;
  if (file.bytes > most) {
    const limit = kind === "mhtml" ? `${most}` : `fetch.max_bytes (${most})`;
    const found = `${file.path}: ${file.bytes} bytes, more than ${limit}`;
    throw new SourceError("too-large", file.path, found);
  }
  const payload = await readFile(file.path);
  if (kind === "mhtml") {
    const { url, saved, contentType, body } = await readMhtml(
      payload,
      file.path,
      space.settings.fetch.max_bytes,
    );
    return entryOf(space, file, asked, { url, captured: saved ?? space.now(), contentType, payload: body });
  }
  const url = kind === "html" ? (notedAddress(payload) ?? mirroredAddress(file.path, space.sources)) : null;
  return entryOf(space, file, asked, {
    url,
    captured: space.now(),
    contentType: CONTENT_TYPES[kind],
    payload,
  });
}

function entryOf(
  space: Workspace,
  file: InputFile,
  asked: string | null,
  page: Pick<Entry, "captured" | "contentType" | "payload"> & { readonly url: string | null },
): Entry {
  const digest = sha256(page.payload);
  const urn = `urn:jingwu:import:${digest}`;
  const { id, source } = sourceOf(space.sources, page.url, asked);
  return {
    sourceId: id,
    url: page.url ?? urn,
    canonicalUrl: page.url === null ? urn : canonicalUrl(page.url, source),
    finalUrl: page.url ?? pathToFileURL(file.path).href,
    contentType: page.contentType,
    payload: page.payload,
    sha256: digest,
    kind: "article",
    captured: page.captured,
    http: null,
  };
}

/** Browsers write at the head of a page they save where it is from: `<!-- saved from url=(0042)https://… -->`. */
const SAVED_FROM = /<!--\s*saved from url=\(\d{4}\)(https?:\/\/[^\s<>]{1,4000}?)\s*-->/i;
const HEAD_BYTES = 4096;

function notedAddress(payload: Buffer): string | null {
  const url = SAVED_FROM.exec(payload.toString("latin1", 0, HEAD_BYTES))?.[1];
  return url !== undefined && URL.canParse(url) ? url : null;
}

/** Programs that mirror a site make a folder for each host and lay its pages as the paths of their addresses. */
function mirroredAddress(path: string, sources: readonly Source[]): string | null {
  const folders = path.split(sep);
  for (let at = folders.length - 2; at >= 0; at--) {
    if (!/^[\w-]+(?:\.[\w-]+)+$/.test(folders[at]!)) continue;
    const url = `https://${folders.slice(at).map(encodeURIComponent).join("/")}`;
    if (URL.canParse(url) && findSourceByUrl(sources, url)) return url;
  }
  return null;
}
