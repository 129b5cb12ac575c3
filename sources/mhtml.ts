import { type MimeBody, type MimeNode, Splitter } from "mailsplit";
import { SourceError } from "./errors.ts";
import { isoTime } from "./iso-time.ts";

/** The page that a browser saved, as it stood in the browser. */
export interface SavedPage {
  /** The address it was saved from; null where the file does not say. */
  readonly url: string | null;
  /** When it was saved: UTC, ISO 8601 with seconds; null where the file does not say. */
  readonly saved: string | null;
  readonly contentType: string;
  /** The HTML, its transfer encoding undone. Pictures, styles and frames of the page are left out. */
  readonly body: Buffer;
}

const MAX_HEAD_BYTES = 65_536;

/**
 * Reads a web page saved as one file (MHTML, RFC 2557: `.mht`, `.mhtml`). Throws SourceError `unreadable-input` where
 * there is no HTML part, `too-large` where it has more than `maxBytes`.
 */
export async function readMhtml(file: Buffer, name: string, maxBytes: number): Promise<SavedPage> {
  const splitter = new Splitter({ ignoreEmbedded: true, maxHeadSize: MAX_HEAD_BYTES });
  // At once: in pieces, the splitter (5.4.6) overlooks a boundary that lies across two of them.
  splitter.end(file);
  let whole: MimeNode | null = null;
  let page: MimeNode | null = null;
  const body: Buffer[] = [];
  try {
    for await (const piece of splitter) {
      if (piece.type === "node") {
        if (piece.root) whole = piece;
        // The first HTML part is the page; those after it are its frames.
        if (page === null && piece.contentType === "text/html") page = piece;
      } else if (isBodyOf(page, piece)) {
        body.push(piece.value);
      }
    }
  } catch (error) {
    const found = `${name}: expected a saved web page (MHTML), found ${(error as Error).message}`;
    throw new SourceError("unreadable-input", name, found, { cause: error });
  }
  if (whole === null || page === null)
    throw new SourceError("unreadable-input", name, `${name}: the saved web page (MHTML) has no HTML part`);
  const html = await decode(page, body);
  if (html.length > maxBytes)
    throw new SourceError("too-large", name, `${name}: the page is larger than ${maxBytes} bytes`);
  const charset = page.charset ? `; charset=${page.charset}` : "";
  return {
    url:
      webAddress(whole.headers.getFirst("snapshot-content-location")) ??
      webAddress(page.headers.getFirst("content-location")),
    saved: timeOf(whole.headers.getFirst("date")),
    contentType: `text/html${charset}`,
    body: html,
  };
}

function isBodyOf(page: MimeNode | null, piece: { readonly type: string }): piece is MimeBody {
  return piece.type === "body" && page !== null && (piece as MimeBody).node === page;
}

async function decode(page: MimeNode, body: readonly Buffer[]): Promise<Buffer> {
  const decoded: Buffer[] = [];
  const decoder = page.getDecoder();
  decoder.end(Buffer.concat(body));
  for await (const chunk of decoder) decoded.push(chunk as Buffer);
  return Buffer.concat(decoded);
}

function webAddress(text: string): string | null {
  const url = text.trim();
  return /^https?:\/\/[^/]/i.test(url) && URL.canParse(url) ? url : null;
}

function timeOf(text: string): string | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : isoTime(new Date(time));
}
