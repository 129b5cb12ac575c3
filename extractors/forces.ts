import type { TaggedSentence } from "./chunk.ts";
import type { PrcActor } from "./event.ts";
import type { Reading } from "./reading.ts";

/**
 * The PRC force that sentences speak of without naming its organ: 海警 is the coast guard, 武警 the armed police, police of
 * a province or city the local police, any other police the MPS. Null where they speak of none.
 */
export function forceNamed(sentences: readonly TaggedSentence[], reading: Reading): PrcActor | null {
  const text = sentences.map((s) => s.text).join(" ");
  if (/海警|coast ?guard/i.test(text)) return "CCG";
  if (/武警|armed police/i.test(text)) return "PAP";
  if (sentences.some((s) => isOfPlace(s, reading))) return "LOCAL_PSB";
  return reading.words.police_force_named.test(text) ? "MPS" : null;
}

/** "police from Bokeo and Yunnan", "Beijing SWAT", 广东、河南等多地警方: those who act are of a place in China. */
export function isOfPlace(sentence: TaggedSentence, { language, words }: Reading): boolean {
  if (language === "zh") return words.local_police_beside.test(sentence.text);
  return sentence.chunks.some((c) => {
    if (c.kind !== "cn_place") return false;
    const [from, to] = [c.start - sentence.start, c.end - sentence.start];
    return (
      words.force_from_before.test(sentence.text.slice(Math.max(0, from - 80), from)) ||
      words.force_of_place_after.test(sentence.text.slice(to))
    );
  });
}
