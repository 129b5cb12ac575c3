/** A line of a page as it was set. */
export interface PrintedLine {
  readonly text: string;
  /** Whether more space stands above it than between the lines of a paragraph. */
  readonly apart: boolean;
}

/** A sentence may end here, and with it a paragraph. */
const SENTENCE_END = /[。！？；.!?;:：”"』」）)]$/;
const CJK = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;
/** A page number, alone or between dashes. */
const PAGE_NUMBER = /^[-–—\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*\/\s*\d{1,4})?[-–—\s]*$/;
/** A line shorter than this share of the usual one ends a paragraph where it ends a sentence. */
const SHORT = 0.8;
/** A line that so many pages and half of all repeat is a running head, no part of the text. */
const REPEATED = 3;

/** The lines of all pages in order, without running heads and page numbers. */
export function withoutFurniture(pages: readonly (readonly PrintedLine[])[]): PrintedLine[] {
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const text of new Set(page.map((line) => line.text))) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const least = Math.max(REPEATED, pages.length / 2);
  return pages.flatMap((page) =>
    page.filter(({ text }) => counts.get(text)! < least && !PAGE_NUMBER.test(text)),
  );
}

/**
 * Joins lines to paragraphs: a paragraph begins with a line set apart, or ends with one that ends a sentence and is
 * shorter than usual. Chinese lines join without a space, and a word divided at the end of a line is made whole.
 */
export function joinLines(lines: readonly PrintedLine[]): string[] {
  const full = fullLength(lines);
  const paragraphs: string[] = [];
  let open = "";
  for (const { text, apart } of lines) {
    if (apart && open !== "") {
      paragraphs.push(open);
      open = "";
    }
    open = open === "" ? text : joined(open, text);
    if (SENTENCE_END.test(text) && text.length < full * SHORT) {
      paragraphs.push(open);
      open = "";
    }
  }
  if (open !== "") paragraphs.push(open);
  return paragraphs;
}

/** The length that nine lines of ten do not exceed: full lines, whatever stands short among them. */
function fullLength(lines: readonly PrintedLine[]): number {
  const lengths = lines.map(({ text }) => text.length).sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length * 0.9)] ?? 0;
}

function joined(before: string, line: string): string {
  if (/\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(line)) return before.slice(0, -1) + line;
  return CJK.test(before.at(-1)!) && CJK.test(line[0]!) ? before + line : `${before} ${line}`;
}
