import type { KnownPerson } from "../extractors/lexicon.ts";
import { isChinese } from "../extractors/romanise.ts";
import type { EventRecord } from "../store/event-record.ts";
import type { PeopleSuggestions, SuggestedPerson } from "./pages/correction-people.tsx";

/** Years before and after the event in which somebody may have held an office, because the bounds of tenures are not all certain. */
const NEAR_YEARS = 2;
const MOST = 80;

/** People that a reviewer may mean: those of the event, and those in office about its date on the Chinese side or in its countries. */
export function suggestPeople(
  { coding, people, machine }: EventRecord,
  known: ReadonlyMap<string, KnownPerson>,
): PeopleSuggestions {
  const year = Number(coding.date.slice(0, 4));
  const from = (side: "prc" | "foreign"): SuggestedPerson[] => {
    const own = people
      .filter((person) => person.side === side)
      .map(({ name, name_en, office, agency }) => ({ name, english: name_en, office, agency }));
    const named = new Set([...own.map(({ name }) => name), ...machine[`${side}_people`]]);
    const others = [...known.values()].flatMap((person) => {
      const here = side === "prc" || (person.country !== null && coding.countries.includes(person.country));
      const held = person.offices.find((office) => wasHeld(office, year));
      if (person.side !== side || !here || !held) return [];
      const [name, english] = [person.zh[0] ?? person.en[0], person.en[0] ?? null];
      if (name === undefined || named.has(name)) return [];
      return [
        { name, english: isChinese(name) ? english : null, office: held.zh ?? held.en, agency: held.actor },
      ];
    });
    return [...own, ...others].slice(0, MOST);
  };
  return { prc_people: from("prc"), foreign_people: from("foreign") };
}

function wasHeld({ from, to }: KnownPerson["offices"][number], year: number): boolean {
  const yearOf = (text: string | null, otherwise: number) =>
    text === null ? otherwise : Number(text.slice(0, 4));
  return yearOf(from, 0) - NEAR_YEARS <= year && year <= yearOf(to, 9999) + NEAR_YEARS;
}
