import type { Participant } from "./event.ts";
import type { TextToCode } from "./extract.ts";
import { nameText, type Place } from "./parties.ts";
import type { Reading } from "./reading.ts";
import { romanise } from "./romanise.ts";

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
  const office = known?.offices.findLast((o) => !day || (o.from ?? "0") <= day) ?? known?.offices[0];
  const chinese = /[\u4e00-\u9fff]/.test(name);
  return {
    name,
    side,
    country: side === "prc" ? "CN" : (chunk.countries[0] ?? null),
    office: before || after || null,
    agency: chunk.actors[0] ?? chunk.organ ?? null,
    name_en:
      known?.en[0] ??
      (chinese && side === "prc" ? romanise(nameText(reading, place)) : chinese ? null : name),
    office_en: office?.en ?? null,
    agency_en: null,
  };
}
