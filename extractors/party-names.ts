import type { Place } from "./parties.ts";
import type { Reading } from "./reading.ts";

/** People among the parties, one entry a person, in order of appearance, at most three as the codebook asks. */
export function peopleOf(parties: readonly Place[], reading: Reading, most = 3): Place[] {
  const seen = new Map<string, Place>();
  for (const named of parties) {
    if (!named.chunk.name) continue;
    const place = inFull(named, reading);
    const name = nameText(reading, place);
    const same = [...seen.keys()].find(
      (known) =>
        known === name ||
        known.endsWith(`·${name}`) ||
        name.endsWith(`·${known}`) ||
        known.endsWith(` ${name}`) ||
        known.startsWith(`${name} `) ||
        name.startsWith(`${known} `) ||
        name.endsWith(` ${known}`),
    );
    if (same === undefined) seen.set(name, place);
    else if (name.length > same.length) {
      seen.delete(same);
      seen.set(name, place);
    }
  }
  return [...seen.values()].slice(0, most);
}

/** Where the page names somebody in full whom it calls "Wang", "Kheng" or 李大使 here. */
function inFull(place: Place, reading: Reading): Place {
  const name = nameText(reading, place);
  const chinese = reading.language === "zh";
  if (name.includes(" ") || (chinese && name.length > 2)) return place;
  for (const sentence of reading.sentences) {
    for (const chunk of sentence.chunks) {
      if (!chunk.name || chunk.kind !== place.chunk.kind) continue;
      const full = nameText(reading, { chunk, sentence });
      const whole = chinese
        ? full.length > name.length && full.startsWith(name) && full.length <= name.length + 2
        : full.startsWith(`${name} `) || full.endsWith(` ${name}`);
      if (whole) return { chunk, sentence };
    }
  }
  return place;
}

/** The name of somebody as the page gives it in full. */
export function fullName(reading: Reading, place: Place): string {
  return place.chunk.name ? nameText(reading, inFull(place, reading)) : "";
}

export function nameText(reading: Reading, { chunk, sentence }: Place): string {
  const field = sentence.in === "title" ? reading.title : reading.text;
  return chunk.name ? field.slice(chunk.name.start, chunk.name.end) : "";
}
