import type { Assembled } from "./assemble.ts";
import type { EventType } from "./event.ts";
import type { Place } from "./parties.ts";
import { indexOf, isPrc, type Reading } from "./reading.ts";
import { scopeOf } from "./topic-scope.ts";

/** Events held as ceremonies: those who open, speak, hand over or receive are named in sentences of their own. */
const CEREMONIES: ReadonlySet<EventType> = new Set(["training", "assistance", "patrol", "exercise", "forum"]);

/**
 * The people of an event: those of its own sentence, and for ceremonies those introduced with name and office in the
 * sentences that speak of it. People who only comment on events elsewhere in the text are left out.
 */
export function principalsOf(
  event: Assembled,
  all: readonly Assembled[],
  reading: Reading,
): { prc: Place[]; foreign: Place[] } {
  const { draft } = event;
  const prc = [...draft.prc];
  const foreign = [...draft.foreign];
  if (draft.type === "meeting" && reading.language === "zh") addPresent(event, prc, foreign, reading);
  if (!CEREMONIES.has(draft.type)) return { prc, foreign };
  for (const sentence of scopeOf(event, all, reading)) {
    for (const chunk of sentence.chunks) {
      const introduced = chunk.name && (chunk.start < chunk.name.start || chunk.end > chunk.name.end);
      if (!introduced) continue;
      if (chunk.kind === "prc_person" && chunk.actors.length > 0) prc.push({ chunk, sentence });
      if (chunk.kind === "foreign_person") foreign.push({ chunk, sentence });
      // 校长郑万新: the head of a Chinese academy is introduced without its name.
      const head =
        chunk.kind === "some_person" &&
        /校长|院长|政委|主任/.test(
          sentence.text.slice(chunk.start - sentence.start, chunk.end - sentence.start),
        );
      if (head && draft.actors.includes("POLICE_ACADEMY")) prc.push({ chunk, sentence });
    }
  }
  return { prc, foreign };
}

/**
 * Talks told in one sentence and their people in the next: 双方分别率团出席, 副部长参加会见. A side that has a name already
 * takes only those of whom it is said that they were present.
 */
function addPresent(event: Assembled, prc: Place[], foreign: Place[], reading: Reading): void {
  const { sentence } = event.draft.match;
  if (sentence.in !== "text") return;
  const at = indexOf(reading, sentence);
  const present = reading.sentences
    .slice(at + 1, at + 5)
    .filter((s) => s.paragraph - sentence.paragraph <= 1 && reading.words.present_at_talks.test(s.text));
  for (const next of present) {
    for (const chunk of next.chunks) {
      if (isPrc(chunk) && !chunk.name && chunk.actors.length > 0) prc.push({ chunk, sentence: next });
      if (!chunk.name) continue;
      const abroad = chunk.countries.some((code) => event.draft.countries.includes(code));
      if (chunk.kind === "prc_person" && chunk.actors.length > 0) prc.push({ chunk, sentence: next });
      if (chunk.kind === "foreign_person" && abroad && !foreign.some((p) => p.chunk.name))
        foreign.push({ chunk, sentence: next });
    }
  }
}
