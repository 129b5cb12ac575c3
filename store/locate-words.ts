import type { Span } from "../extractors/event.ts";
import { findWords } from "../extractors/find-words.ts";
import type { Row } from "./database.ts";
import { ReviewError } from "./review-error.ts";

/** Characters of the passage that proves an event, and of the words of one field. */
const LONGEST_PASSAGE = 2000;

/** What is looked at of a document. */
type Text = Pick<Row<"document">, "title" | "text">;

/**
 * Where words that a person copied stand in a document: in its text, or else in its title. Throws {@link ReviewError} where they
 * stand nowhere, or in several places, which more words would tell apart.
 */
export function locateWords({ title, text }: Text, words: string): Span {
  if (words.trim() === "") throw new ReviewError("expected the words that report the event");
  if (words.length > LONGEST_PASSAGE) throw tooLong(words.length);
  for (const [where, whole] of [
    ["text", text],
    ["title", title],
  ] as const) {
    const places = findWords(whole, words);
    if (places.length > 1) {
      throw new ReviewError(
        `these words stand ${places.length} times in the ${where}: copy more of the sentence, so that they stand once`,
      );
    }
    if (places[0]) return { in: where, ...places[0] };
  }
  throw new ReviewError("these words do not stand in the document: copy them from its text as they are");
}

/** The span, if it lies within the document. Throws {@link ReviewError}. */
export function checkSpan({ title, text }: Text, { in: where, start, end }: Span): Span {
  const { length } = where === "title" ? title : text;
  if (start >= end || end > length) {
    throw new ReviewError(
      `expected 0 ≤ start < end ≤ ${length}, the length of the ${where}, found ${start} and ${end}`,
    );
  }
  if (end - start > LONGEST_PASSAGE) throw tooLong(end - start);
  return { in: where, start, end };
}

function tooLong(found: number): ReviewError {
  return new ReviewError(`expected ${LONGEST_PASSAGE} characters at most, found ${found}`);
}
