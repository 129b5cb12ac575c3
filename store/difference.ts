import { compareLines, comparePieces, type Line, type Piece } from "./difference-lines.ts";

export type { Line, Piece } from "./difference-lines.ts";

/** What is compared of a version of a document. */
export interface Version {
  readonly title: string;
  readonly published: string | null;
  readonly text: string;
}

/** A line of a difference as it is shown; `left-out` stands for so many paragraphs that did not change. */
export type ShownLine = Line | { readonly kind: "left-out"; readonly lines: number };

/** How two versions of a document differ. */
export interface Difference {
  /** Null where the titles are the same. */
  readonly title: readonly Piece[] | null;
  /** The dates of publication shown on the page; null where they are the same. */
  readonly published: { readonly before: string | null; readonly after: string | null } | null;
  readonly lines: readonly ShownLine[];
  /** Whether more has changed than `lines` shows. */
  readonly cut: boolean;
}

/** Characters and lines that are shown of one difference; what is beyond is left out and said to be. */
const MOST = { lines: 400, characters: 60_000 };

/** Compares two versions. Unchanged paragraphs are left out but for one on each side of a change. */
export function differenceOf(before: Version, after: Version): Difference {
  const { lines, cut } = bounded(withoutMost(compareLines(split(before.text), split(after.text))));
  const { published } = before;
  return {
    title: before.title === after.title ? null : piecesOf(before.title, after.title),
    published: published === after.published ? null : { before: published, after: after.published },
    lines,
    cut,
  };
}

function split(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}

function piecesOf(before: string, after: string): readonly Piece[] {
  const whole: Piece[] = [
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ];
  return comparePieces(before, after) ?? whole.filter(({ text }) => text !== "");
}

function withoutMost(lines: readonly Line[]): ShownLine[] {
  const near = (at: number) => [lines[at - 1], lines[at + 1]].some((line) => line && line.kind !== "same");
  const shown: ShownLine[] = [];
  let left = 0;
  for (const [at, line] of lines.entries()) {
    if (line.kind === "same" && !near(at)) {
      left++;
      continue;
    }
    if (left > 0) shown.push({ kind: "left-out", lines: left });
    left = 0;
    shown.push(line);
  }
  if (left > 0) shown.push({ kind: "left-out", lines: left });
  return shown;
}

function bounded(lines: readonly ShownLine[]): { lines: ShownLine[]; cut: boolean } {
  const shown: ShownLine[] = [];
  let room = MOST.characters;
  for (const line of lines) {
    const length = sizeOf(line);
    if (shown.length >= MOST.lines || length > room) {
      // A single paragraph longer than all there is room for is still shown in part.
      if (shown.length === 0 && line.kind !== "changed" && line.kind !== "left-out") {
        shown.push({ ...line, text: line.text.slice(0, room) });
      }
      return { lines: shown, cut: true };
    }
    shown.push(line);
    room -= length;
  }
  return { lines: shown, cut: false };
}

function sizeOf(line: ShownLine): number {
  if (line.kind === "left-out") return 0;
  return line.kind === "changed"
    ? line.pieces.reduce((sum, { text }) => sum + text.length, 0)
    : line.text.length;
}

/** Lines and characters around a change that a short difference holds. */
const SHORT = { lines: 24, around: 30, piece: 200, spare: 10 };

/**
 * The difference in the unified form, in few lines: `-` before what was, `+` before what is, two spaces before what both
 * have; "…" stands for what is left out.
 */
export function unifiedDifference({ title, published, lines, cut }: Difference): string {
  const found: string[] = [];
  if (title) found.push(...changedLines(title));
  if (published) found.push(`- ${published.before ?? "(no date)"}`, `+ ${published.after ?? "(no date)"}`);
  for (const line of lines) {
    if (line.kind === "left-out") found.push("…");
    else if (line.kind === "changed") found.push(...changedLines(line.pieces));
    else if (line.kind === "same") found.push(`  ${shorten(line.text, 2 * SHORT.around)}`);
    else found.push(`${line.kind === "added" ? "+" : "-"} ${shorten(line.text, SHORT.piece)}`);
  }
  const more = cut || found.length > SHORT.lines;
  return [...found.slice(0, SHORT.lines), ...(more ? ["…"] : [])].join("\n");
}

function changedLines(pieces: readonly Piece[]): string[] {
  const side = (kind: "added" | "removed") =>
    pieces
      .map((piece, at) => {
        if (piece.kind !== "same") return piece.kind === kind ? shorten(piece.text, SHORT.piece) : "";
        return around(piece.text, at > 0, at < pieces.length - 1);
      })
      .join("");
  return [`- ${side("removed")}`, `+ ${side("added")}`];
}

/** What stands beside changes: the beginning after one, the end before the next. */
function around(text: string, follows: boolean, precedes: boolean): string {
  const start = follows ? text.slice(0, SHORT.around) : "";
  const end = precedes ? text.slice(-SHORT.around) : "";
  return start.length + end.length + SHORT.spare >= text.length ? text : `${start}…${end}`;
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
