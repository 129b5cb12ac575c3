import type { Participant } from "./event.ts";
import type { TextToCode } from "./extract.ts";
import type { KnownPerson } from "./lexicon.ts";
import { normalise } from "./normalise.ts";
import { officeInEnglish } from "./office-english.ts";
import type { Place } from "./parties.ts";
import { nameText } from "./party-names.ts";
import type { Reading } from "./reading.ts";
import { isChinese, romanise } from "./romanise.ts";

/** The people of an event with office and agency as written, and in English where the dictionaries know it. */
export function toParticipants(
  prc: readonly Place[],
  foreign: readonly Place[],
  reading: Reading,
  document: TextToCode,
): Participant[] {
  return [
    ...prc.map((place) => participant(place, "prc", reading, document)),
    ...foreign.map((place) => participant(place, "foreign", reading, document)),
  ];
}

function participant(
  place: Place,
  side: "prc" | "foreign",
  reading: Reading,
  document: TextToCode,
): Participant {
  const { chunk, sentence } = place;
  const field = sentence.in === "title" ? document.title : document.text;
  const name = field.slice(chunk.name!.start, chunk.name!.end);
  const before = field.slice(chunk.start, chunk.name!.start).trim();
  const after = field.slice(chunk.name!.end, chunk.end).trim();
  const known = chunk.known ? reading.context.lexicon.people.get(chunk.known) : undefined;
  const day = reading.context.anchor.day;
  const { surnames } = reading.context.lexicon;
  const written = before || after || null;
  const chinese = /[\u4e00-\u9fff]/.test(name);
  return {
    name,
    side,
    country: side === "prc" ? "CN" : (chunk.countries[0] ?? null),
    office: written,
    agency: chunk.actors[0] ?? chunk.organ ?? null,
    name_en:
      known?.en[0] ??
      (chinese && side === "prc" ? romanise(nameText(reading, place), surnames) : chinese ? null : name),
    office_en: englishOffice(written, known, day, reading),
    agency_en: null,
  };
}

/**
 * The office in English: of a known person the one that is written, if it was held then; else what is written, word by
 * word; else the office that the person held on the day.
 */
function englishOffice(
  written: string | null,
  known: KnownPerson | undefined,
  day: string | null,
  reading: Reading,
): string | null {
  if (written !== null && !isChinese(written)) return written;
  const plain = written === null ? "" : normalise(written, "zh");
  const held = (known?.offices ?? []).filter(
    (o) => !day || ((o.from ?? "0") <= day && day.slice(0, o.to?.length) <= (o.to ?? "9")),
  );
  const named = held.find((o) => o.zh && plain.includes(o.zh));
  const gloss = officeInEnglish(plain, reading.context.lexicon.officeGlosses);
  return named?.en ?? gloss ?? held.at(-1)?.en ?? null;
}
