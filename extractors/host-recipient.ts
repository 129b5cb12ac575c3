import type { Draft } from "./draft.ts";
import type { Reading } from "./reading.ts";

/**
 * The state of those who receive goods or a course where the document names none and calls them only "the police": that of the
 * source, when its mission or "the Chinese side" gives and nothing of the sentence lies in China. Empty without such a source.
 */
export function hostAsRecipient({ match, actors }: Draft, { context }: Reading): string[] {
  if (context.host === null) return [];
  const { chunks, text } = match.sentence;
  const atHome = chunks.some((c) => c.kind === "cn_place") || /公安|民警|武警|国内警/.test(text);
  const given = actors.every((actor) => actor === "EMBASSY" || actor === "VENDOR");
  const ofMany = chunks.some((c) => c.kind === "body" || c.kind === "forum_name");
  return atHome || ofMany || !given ? [] : [context.host];
}
