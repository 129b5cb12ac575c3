import { type TaggedSentence, tagSentence } from "./chunk.ts";
import type { DocumentContext } from "./context.ts";
import type { Sentence } from "./sentences.ts";

/** Reads the chunks of every sentence of a normalised field in Latin script. */
export function chunkLatin(
  field: "title" | "text",
  text: string,
  sentences: readonly Sentence[],
  context: DocumentContext,
): TaggedSentence[] {
  void context;
  return sentences.map((s) => tagSentence({ in: field, text: text.slice(s.start, s.end), ...s }, []));
}
