import { SourceError } from "./errors.ts";

const SIGNATURES = ["%PDF-", "PK\u0003\u0004", "\u0089PNG", "\uFFFDPNG", "GIF87a", "GIF89a", "Rar!"].concat([
  "\u001f\u008b",
  "\u001f\uFFFD",
]);
/** Share of the sample that may be characters which no text has. */
const MAX_STRANGE = 0.1;

/** Throws {@link SourceError} `unreadable-input` when what was decoded as text is an image, an archive or the like. */
export function refuseBinary(text: string, item: string): void {
  const sample = text.slice(0, 4096);
  if (sample.includes("\0")) throw unreadable(item, "expected text, found binary content (NUL bytes)");
  if (SIGNATURES.some((signature) => sample.startsWith(signature))) {
    throw unreadable(item, "expected text, found a PDF, an image or a compressed file");
  }
  let strange = 0;
  for (const character of sample) if (isStrange(character.charCodeAt(0))) strange++;
  if (strange > 20 && strange > sample.length * MAX_STRANGE) {
    throw unreadable(
      item,
      `expected text, found ${strange} unreadable characters in the first ${sample.length}`,
    );
  }
}

/** The error of a file that no reader takes; `finding` says what was expected and what was found. */
export function unreadable(item: string, finding: string): SourceError {
  return new SourceError("unreadable-input", item, `${item}: ${finding}`);
}

/** Control characters other than white space, and the replacement character of failed decoding. */
function isStrange(code: number): boolean {
  return code === 0xfffd || (code < 0x20 && !(code >= 0x09 && code <= 0x0d) && code !== 0x1b);
}
