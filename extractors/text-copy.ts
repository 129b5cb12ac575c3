import { NUMBER_ZH } from "./numbers-zh.ts";
import { isLong, MOST_HASHES, type Passages } from "./passages.ts";
import { isChinese } from "./romanise.ts";

/** How much of a text must stand in another, and how much of it may be other words in the same place: shares, 0–1. */
export interface CopyLimits {
  readonly leastContained: number;
  readonly mostReplaced: number;
}

/** Letters that a text must share with another; a caption or a line shared is no copy. */
const LEAST_SHARED = { chinese: 30, other: 120 };
/** Of the hashes of the smaller text, the share that both have; cuts within clauses leave fewer than stand in both texts. */
const LEAST_HASHES = 0.4;
/** Hashes shared by a text that is known by a sample only. */
const LEAST_OF_SAMPLE = 3;

/** Whether two texts that share so many hashes can be copies; a and b are how many each has. Cheap, and never too strict. */
export function mayBeCopies(shared: number, a: number, b: number): boolean {
  if (Math.max(a, b) >= MOST_HASHES) return shared >= Math.min(LEAST_OF_SAMPLE, a, b);
  return shared >= 1 && shared >= LEAST_HASHES * Math.min(a, b);
}

/**
 * The share of the shorter text that stands in the other, or null where they are no copies. A copy may be cut, may have
 * lines of its own, and hardly any other words in the place of the original's; another number in the same wording (a date,
 * a round, a count) makes it a report of something else, as pages made from one template are. Symmetric.
 */
export function likenessOf(a: Passages, b: Passages, limits: CopyLimits): number | null {
  if (a.chinese !== b.chinese) return null;
  const [x, y] = [wordingOf(a), wordingOf(b)];
  if (x.length > y.length || (x.length === y.length && x > y)) return likenessOf(b, a, limits);
  const total = a.pieces.reduce((sum, piece) => sum + piece.length, 0);
  const { contained, runs } = align(a, y);
  let [kept, replaced] = [contained, 0];
  // Nothing that stands there nearly brings a text up to this that is far below it.
  if (contained < (limits.leastContained - 0.3) * total) return null;
  for (const run of runs) {
    const found = judgeRun(run, y, a.chinese);
    if (found === "other number") return null;
    if (found === "same") kept += run.text.length;
    else if (found === "replaced") replaced += run.text.length;
  }
  if (kept < (a.chinese ? LEAST_SHARED.chinese : LEAST_SHARED.other)) return null;
  if (kept < limits.leastContained * total || replaced > limits.mostReplaced * total) return null;
  return Math.round((kept / total) * 1000) / 1000;
}

function wordingOf({ pieces, chinese }: Passages): string {
  return pieces.join(chinese ? "" : " ");
}

/** Clauses in a row that do not stand in the other text, and where there they would be. */
interface Run {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function align({ pieces, chinese }: Passages, y: string): { contained: number; runs: Run[] } {
  const runs: Run[] = [];
  let [contained, at, open] = [0, 0, [] as string[]];
  const close = (to: number): void => {
    if (open.length > 0) runs.push({ text: open.join(chinese ? "" : " "), from: at, to: Math.max(at, to) });
    open = [];
  };
  for (const piece of pieces) {
    const ahead = place(piece, y, at);
    const found = ahead >= 0 ? ahead : place(piece, y, 0);
    if (found < 0) open.push(piece);
    else contained += piece.length;
    // A short clause stands anywhere by chance, so that it does not say where one is.
    if (found < 0 || !isLong(piece, chinese)) continue;
    close(found);
    at = found + piece.length;
  }
  close(y.length);
  return { contained, runs };
}

/** Where the piece stands in the text as a whole: 3日 is not in 13日, "nation" not in "nations". */
function place(piece: string, text: string, from: number): number {
  const whole = (a: string | undefined, b: string | undefined): boolean =>
    !(a && b && /\w/.test(a) && /\w/.test(b));
  for (let at = text.indexOf(piece, from); at >= 0; at = text.indexOf(piece, at + 1)) {
    if (whole(text[at - 1], piece[0]) && whole(piece.at(-1), text[at + piece.length])) return at;
  }
  return -1;
}

/** No clause of a person is longer; work on one grows by the square. */
const LONGEST_RUN = 300;
/** Words (Chinese: pairs of letters) of a run that must stand in a place that says the same otherwise. */
const SIMILAR = 0.4;

/** What stands in the place of a run: the same but for a cut or a letter, other words, or nothing like it. */
function judgeRun(run: Run, y: string, chinese: boolean): "same" | "replaced" | "other number" | "added" {
  const text = run.text.slice(0, LONGEST_RUN);
  const gap = run.to - run.from;
  const room = Math.ceil(1.5 * text.length) + 10;
  const windows =
    gap <= 2 * room
      ? [y.slice(run.from, run.to)]
      : [y.slice(run.from, run.from + room), y.slice(run.to - room, run.to)];
  const own = tokens(text, chinese);
  const near = windows
    .map((window) => ({ window, share: shareOf(own, new Set(tokens(window, chinese))) }))
    .reduce((best, one) => (one.share > best.share ? one : best));
  const similar = near.share >= SIMILAR;
  // A line of a reprint's own; but another lead, however long it was there, begins another report.
  const most = run.from === 0 ? Number.POSITIVE_INFINITY : 2 * text.length;
  if (!similar && (gap < text.length / 2 || gap > most)) return "added";
  if (otherNumber(text, near.window, chinese)) return "other number";
  if (!similar) return "replaced";
  const [p, q] = chinese ? [[...text], [...near.window]] : [own, tokens(near.window, false)];
  const missing = p.length - inCommon(p, q);
  return missing <= (chinese ? 1 : 0) ? "same" : "replaced";
}

function tokens(text: string, chinese: boolean): string[] {
  if (!chinese) return text.split(" ").filter(Boolean);
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
}

function shareOf(own: readonly string[], others: ReadonlySet<string>): number {
  return own.length === 0 ? 0 : own.filter((token) => others.has(token)).length / own.length;
}

/** Digits, and Chinese numerals that count something: 第九十七次, 两名. */
const COUNTED = new RegExp(`\\d+|${NUMBER_ZH}(?=[年月日次届轮期号名人位辆台艘架批项万亿])`, "g");
const LATIN_NUMBER =
  /\d+|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b/g;

/** Whether each of two texts has a number that the other has not, or not so often. */
export function otherNumber(a: string, b: string, chinese = isChinese(a)): boolean {
  const numbers = (text: string): string[] => text.match(chinese ? COUNTED : LATIN_NUMBER) ?? [];
  return without(numbers(a), numbers(b)).length > 0 && without(numbers(b), numbers(a)).length > 0;
}

function without(list: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return list.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The length of the longest list that is in both in order. */
function inCommon(x: readonly string[], y: readonly string[]): number {
  let before = new Uint16Array(y.length + 1);
  for (const one of x) {
    const row = new Uint16Array(y.length + 1);
    for (let at = 0; at < y.length; at++) {
      row[at + 1] = one === y[at] ? before[at]! + 1 : Math.max(row[at]!, before[at + 1]!);
    }
    before = row;
  }
  return before[y.length]!;
}
