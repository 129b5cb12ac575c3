import type { Span } from "../extractors/event.ts";

/** A span of a document and what it shows: "evidence" or the name of a coded field. */
export interface Mark {
  readonly span: Span;
  readonly label: string;
}

/** A run of characters with the labels that cover all of it, in the order in which the marks were given. */
export interface Segment {
  readonly text: string;
  /** Where it begins in the text that was cut. */
  readonly start: number;
  readonly labels: readonly string[];
  /** Labels whose mark begins here: the places that links from the coding lead to. */
  readonly starts: readonly string[];
}

/**
 * Cuts a text at the edges of its marks. Segments joined give the text again. Marks may overlap; marks outside the text
 * are cut to it, and empty ones are left out, because a span can come from another version of the document.
 */
export function segments(text: string, part: "title" | "text", marks: readonly Mark[]): Segment[] {
  const here = marks
    .filter((mark) => mark.span.in === part)
    .map((mark) => ({
      label: mark.label,
      start: inside(text, mark.span.start),
      end: inside(text, mark.span.end),
    }))
    .filter((mark) => mark.start < mark.end);
  const edges = new Set([0, text.length]);
  for (const mark of here) edges.add(mark.start).add(mark.end);
  const cuts = [...edges].sort((a, b) => a - b);
  const found: Segment[] = [];
  for (const [index, start] of cuts.slice(0, -1).entries()) {
    const end = cuts[index + 1]!;
    const over = here.filter((mark) => mark.start <= start && mark.end >= end);
    found.push({
      text: text.slice(start, end),
      start,
      labels: unique(over.map((mark) => mark.label)),
      starts: unique(over.filter((mark) => mark.start === start).map((mark) => mark.label)),
    });
  }
  return found;
}

/** Segments by paragraph: the line breaks of the text go, every other character stays. */
export function paragraphs(found: readonly Segment[]): Segment[][] {
  const all: Segment[][] = [[]];
  for (const segment of found) {
    let { start } = segment;
    for (const [index, line] of segment.text.split("\n").entries()) {
      if (index > 0) all.push([]);
      if (line)
        all.at(-1)!.push({ ...segment, text: line, start, starts: index === 0 ? segment.starts : [] });
      start += line.length + 1;
    }
  }
  return all.filter((paragraph) => paragraph.length > 0);
}

/** Segments beside one another that one term covers, or one segment alone. */
export interface Run {
  readonly segments: readonly Segment[];
  /** The label of the term; null for segments that none covers. */
  readonly term: string | null;
}

/** Groups segments by the labels that `isTerm` tells, of which at most one covers a place. */
export function runs(found: readonly Segment[], isTerm: (label: string) => boolean): Run[] {
  const all: { segments: Segment[]; term: string | null }[] = [];
  for (const segment of found) {
    const term = segment.labels.find(isTerm) ?? null;
    const last = all.at(-1);
    if (last && term !== null && last.term === term) last.segments.push(segment);
    else all.push({ segments: [segment], term });
  }
  return all;
}

/** A part of a long text around a place, moved to paragraph edges, with the number of characters left out before it. */
export function excerpt(text: string, around: number, size: number): { text: string; offset: number } {
  if (text.length <= size) return { text, offset: 0 };
  const from = Math.max(0, Math.min(around - size / 2, text.length - size));
  const start = from === 0 ? 0 : text.lastIndexOf("\n", from) + 1;
  const edge = text.indexOf("\n", start + size);
  // A text without line breaks would otherwise come whole.
  const end = edge === -1 || edge > start + size * 1.5 ? start + size : edge;
  const begin = start < from - size / 2 ? Math.floor(from) : start;
  return { text: text.slice(begin, Math.max(end, begin + size)), offset: begin };
}

/** Marks moved to an excerpt that begins `offset` characters into the text. */
export function shift(marks: readonly Mark[], offset: number): Mark[] {
  return marks.map((mark) =>
    mark.span.in === "title"
      ? mark
      : {
          label: mark.label,
          span: { in: "text", start: mark.span.start - offset, end: mark.span.end - offset },
        },
  );
}

function inside(text: string, place: number): number {
  return Math.max(0, Math.min(text.length, place));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
