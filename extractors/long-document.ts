import type { CodedClaim, CodedMention, Extraction, Span } from "./event.ts";

/**
 * Longer texts than this are read in parts, in characters. No page is so long; yearbooks and files of several reports
 * are. What is read is weighed against everything else that is read in the same part, so that without parts the work
 * would grow faster than the length, and one file of a megabyte could hold up a whole run.
 */
const LONGEST = 100_000;

/** A part of a long text, and where it begins. */
export interface TextPart {
  readonly text: string;
  readonly start: number;
}

/** The text in parts of at most `longest` characters, cut at a line end, else at a sentence end, else anywhere. */
export function partsOfText(text: string, longest = LONGEST): TextPart[] {
  const parts: TextPart[] = [];
  for (let start = 0; start < text.length || parts.length === 0; ) {
    const end =
      text.length - start <= longest ? text.length : start + cutAt(text.slice(start, start + longest));
    parts.push({ text: text.slice(start, end), start });
    start = end;
  }
  return parts;
}

/** After the last line end of the second half, else after the last mark that ends a sentence, else after all of it. */
function cutAt(text: string): number {
  const marks = ["\n", "。", "；", ". ", "，", ", ", " "];
  const half = text.length / 2;
  const mark = marks.find((one) => text.lastIndexOf(one) > half);
  return mark === undefined ? text.length : text.lastIndexOf(mark) + mark.length;
}

/** What was read in a part, at its place in the whole text. The title is read with every part, and reported with the first. */
export function placeInText({ mentions, claims }: Extraction, { start }: TextPart): Extraction {
  const isOwn = ({ evidence }: CodedMention | CodedClaim) => start === 0 || evidence.in === "text";
  const move = (span: Span): Span =>
    span.in === "title" ? span : { ...span, start: span.start + start, end: span.end + start };
  return {
    mentions: mentions.filter(isOwn).map((m) => ({
      ...m,
      evidence: move(m.evidence),
      fieldSpans: Object.fromEntries(
        Object.entries(m.fieldSpans).map(([field, spans]) => [field, spans.map(move)]),
      ),
    })),
    claims: claims.filter(isOwn).map((c) => ({ ...c, evidence: move(c.evidence) })),
  };
}
