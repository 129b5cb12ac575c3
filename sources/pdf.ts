import type { Article } from "./document.ts";
import { SourceError } from "./errors.ts";
import { cleanText } from "./page-text.ts";
import { joinLines, type PrintedLine, withoutFurniture } from "./pdf-lines.ts";
import { radicalsToCharacters } from "./radicals.ts";

/** Pages read of one file; a longer one is a book, and the issue says so. */
const MOST_PAGES = 500;
/** Names that word processors give a file whose author gave none. */
const NO_TITLE =
  /^(?:microsoft (?:word|powerpoint) *-|untitled|无标题|未命名|document\d*$|.*\.(?:docx?|wps|pdf|indd|html?)$)/i;

/**
 * Reads the text layer of a PDF: its title as the file names it, else its first line; the paragraphs of all pages. A PDF
 * names no day of publication, so `published` is null. Throws SourceError `unreadable-input` for what is no PDF, locked or
 * longer than 500 pages, and `not-an-article` for a scan without text.
 */
export async function readPdf(bytes: Buffer, url: string): Promise<Article> {
  // Loaded late: hardly any run meets a PDF.
  const { getDocumentProxy } = await import("unpdf");
  const refuse = (code: "unreadable-input" | "not-an-article", found: string, cause?: unknown) =>
    new SourceError(code, url, `${url}: ${found}`, { cause });
  let pdf: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    // The reader takes the memory it is given for its own, so it gets a copy.
    pdf = await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, verbosity: 0 });
  } catch (cause) {
    const locked = (cause as Error).name === "PasswordException";
    throw refuse(
      "unreadable-input",
      locked
        ? "the PDF is locked with a password; save it without and import it again"
        : `expected a PDF, found ${(cause as Error).message}`,
      cause,
    );
  }
  try {
    if (pdf.numPages > MOST_PAGES)
      throw refuse("unreadable-input", `the PDF has ${pdf.numPages} pages, more than ${MOST_PAGES}; cut it`);
    const pages: PrintedLine[][] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      pages.push(linesOf((await page.getTextContent()).items));
      page.cleanup();
    }
    const lines = withoutFurniture(pages);
    const named = await titleOf(pdf);
    const [first, ...rest] = lines;
    const paragraphs = joinLines(named === null || named === first?.text ? rest : lines);
    if (first === undefined || paragraphs.length === 0) {
      throw refuse(
        "not-an-article",
        "the PDF holds no text, as a scan does; read it with OCR and import that",
      );
    }
    return {
      title: named ?? first.text,
      text: paragraphs.join("\n"),
      published: null,
      documentNumber: null,
      canonicalUrl: null,
    };
  } catch (cause) {
    if (cause instanceof SourceError) throw cause;
    throw refuse("unreadable-input", `the PDF is damaged: ${(cause as Error).message}`, cause);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function titleOf(pdf: { getMetadata(): Promise<{ info: object }> }): Promise<string | null> {
  const { info } = await pdf.getMetadata();
  const { Title } = info as { Title?: unknown };
  const title = typeof Title === "string" ? printed(Title).slice(0, 500) : "";
  return title.length < 4 || NO_TITLE.test(title) ? null : title;
}

/** So much more than the usual distance from line to line is space between paragraphs. */
const APART = 1.3;

/** The lines of a page: pieces of text up to each end of line. */
function linesOf(items: readonly object[]): PrintedLine[] {
  const lines: { text: string; y: number }[] = [];
  let line = null as { text: string; y: number } | null;
  for (const item of items) {
    const { str, hasEOL, transform } = item as { str?: string; hasEOL?: boolean; transform?: number[] };
    if (str === undefined) continue;
    if (str !== "") line = { text: (line?.text ?? "") + str, y: line?.y ?? transform?.[5] ?? 0 };
    if (!hasEOL || line === null) continue;
    lines.push(line);
    line = null;
  }
  if (line) lines.push(line);
  const kept = lines.map(({ text, y }) => ({ text: printed(text), y })).filter(({ text }) => text !== "");
  const distances = kept.slice(1).map(({ y }, at) => kept[at]!.y - y);
  // The smaller half are distances within paragraphs.
  const usual = distances.filter((one) => one > 0).sort((a, b) => a - b);
  const within = usual[Math.floor(usual.length / 4)] ?? 0;
  return kept.map(({ text }, at) => ({ text, apart: at > 0 && distances[at - 1]! > within * APART }));
}

/** Text as a person sees it. */
function printed(text: string): string {
  return cleanText(radicalsToCharacters(text));
}
