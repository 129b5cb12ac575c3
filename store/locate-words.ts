import type { Span } from "../extractors/event.ts";
import { findWords } from "../extractors/find-words.ts";
import type { Row } from "./database.ts";
import { ReviewError } from "./review-error.ts";

/** Characters of the passage that proves an event, and of the words of one field. */
const LONGEST_PASSAGE = 2000;

/** What is looked at of a document. */
type Text = Pick<Row<"document">, "title" | "text">;

/**
 * Where words that a person copied stand in a document: in its text, or else in its title; of several places the one that was
 * marked. Throws {@link ReviewError} where they stand nowhere, or where it is not clear which place is meant.
 */
export function locateWords({ title, text }: Text, words: string, marked?: Span): Span {
  if (words.trim() === "") throw wrong("expected the words that report the event");
  if (words.length > LONGEST_PASSAGE) throw tooLong(words.length);
  for (const [where, whole] of [
    ["text", text],
    ["title", title],
  ] as const) {
    const places = findWords(whole, words);
    const meant = places.find(({ start }) => marked?.in === where && marked.start === start);
    if (places.length > 1 && !meant) {
      throw wrong(
        `these words stand ${places.length} times in the ${where}: copy more of the sentence, so that they stand once`,
      );
    }
    const place = meant ?? places[0];
    if (place) return { in: where, ...place };
  }
  throw wrong("these words do not stand in the document: copy them from its text as they are");
}

/** The span, if it lies within the document. Throws {@link ReviewError}. */
export function checkSpan({ title, text }: Text, { in: where, start, end }: Span): Span {
  const { length } = where === "title" ? title : text;
  if (start >= end || end > length) {
    throw wrong(
      `expected 0 ≤ start < end ≤ ${length}, the length of the ${where}, found ${start} and ${end}`,
    );
  }
  if (end - start > LONGEST_PASSAGE) throw tooLong(end - start);
  return { in: where, start, end };
}

function tooLong(found: number): ReviewError {
  return wrong(`expected ${LONGEST_PASSAGE} characters at most, found ${found}`);
}

function wrong(message: string): ReviewError {
  return new ReviewError(`quote: ${message}`, { errors: [{ field: "quote", message }] });
}
