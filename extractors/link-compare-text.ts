import type { ReadyMention } from "./link-ready.ts";
import type { Tally } from "./link-tally.ts";
import { contained, shared } from "./link-text.ts";
import { compareEventNames, type EventName } from "./link-titles.ts";
import { otherNumber } from "./text-copy.ts";

/**
 * Twins: one page at two addresses, or reprinted whole or cut. Returns whether the two passages are the same there, so that
 * another date was read in the same words.
 */
export function comparePages(a: ReadyMention, b: ReadyMention, reprintDays: number, tally: Tally): boolean {
  const [x, y] = [a.mention, b.mention];
  const text = x.contentSha256 !== "" && x.contentSha256 === y.contentSha256;
  const number = x.documentNumber !== null && x.documentNumber === y.documentNumber;
  const page = text
    ? "same text"
    : number
      ? `same document number ${x.documentNumber}`
      : x.canonicalUrl === y.canonicalUrl
        ? "same address"
        : "a copy of the text";
  const copy = page === "a copy of the text";
  if (copy && !x.copies?.includes(y.documentId)) return false;
  const same =
    a.quote === b.quote ||
    (!text && shared(a.quotePieces, b.quotePieces) >= 0.9 && !(copy && otherNumber(a.quote, b.quote)));
  tally.add(same ? "same_passage" : "same_page", () => (same ? `${page}, same passage` : page));
  return same && !(copy && daysApart(x.published, y.published) > reprintDays);
}

/** Days between two dates of publication; 0 where one is not known. */
function daysApart(a: string | null, b: string | null): number {
  return a === null || b === null ? 0 : Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000;
}

/** Names of exercises and operations, and what papers are about. */
export function compareTitles(a: ReadyMention, b: ReadyMention, tally: Tally): void {
  const { type, language } = a.mention;
  if (type === "exercise" || type === "operation") {
    const [x, y] = [a.names, b.names];
    const value = compareEventNames(x, y);
    const both = [x, y].map((names) => names.map(spellName).join(", "));
    const text = [...new Set(both)].sort().join(" / ");
    if (value !== undefined && value > 0) tally.add("same_name", () => `same name ${text}`, value);
    if (value !== undefined && value < 0) tally.add("other_name", () => `other name ${text}`, -value);
  }
  if (type !== "agreement" || language !== b.mention.language) return;
  const [[x], [y]] = [a.papers, b.papers];
  if (x === undefined || y === undefined) return;
  const likeness = contained(x, y);
  const text = [x, y].sort().join(" / ");
  if (likeness >= 0.5) tally.add("same_paper", () => `papers on the same matter (${x === y ? x : text})`);
  else if (likeness === 0) tally.add("other_paper", () => `papers on different matters (${text})`);
}

function spellName({ name, number }: EventName): string {
  return `${name.replaceAll("_", " ")}${number === undefined ? "" : ` ${number}`}`;
}

/** Two-letter pieces of a title that can tell anything; "Embassy news" cannot. */
const SHORTEST_TITLE = 12;

/** Quotes and titles in one language that are nearly the same. */
export function compareWording(a: ReadyMention, b: ReadyMention, tally: Tally): void {
  if (a.mention.language !== b.mention.language) return;
  const quote = shared(a.quotePieces, b.quotePieces);
  if (quote >= 0.8 && Math.min(a.quote.length, b.quote.length) >= 8)
    tally.add("same_wording", () => "same wording");
  const titled = Math.min(a.titlePieces.size, b.titlePieces.size) >= SHORTEST_TITLE;
  if (titled && shared(a.titlePieces, b.titlePieces) >= 0.75) tally.add("same_title", () => "same title");
}
