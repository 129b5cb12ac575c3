import { z } from "zod";
import type { Participant } from "../extractors/event.ts";
import { isChinese } from "../extractors/romanise.ts";

/**
 * Office and agency of people, as a reviewer gives them beside the names of `prc_people` and `foreign_people`. The agency is a code of
 * the codebook (MPS) or words.
 */
export const PeopleDetails = z
  .array(
    z.strictObject({
      name: z.string().min(1).max(500),
      side: z.enum(["prc", "foreign"]),
      office: z.string().min(1).max(500).nullable(),
      agency: z.string().min(1).max(500).nullable(),
    }),
  )
  .max(100);
export type PeopleDetails = z.infer<typeof PeopleDetails>;

/** People with what reviewers said of them, the newest last; English that stood for other words goes. */
export function withDetails(
  people: readonly Participant[],
  details: readonly PeopleDetails[number][],
): Participant[] {
  return people.map((person) => {
    const said = details.findLast(({ name, side }) => name === person.name && side === person.side);
    if (!said) return person;
    const english = (now: string | null, before: string | null, known: string | null) => {
      if (now === before) return known;
      return now === null || isChinese(now) ? null : now;
    };
    return {
      ...person,
      office: said.office,
      agency: said.agency,
      office_en: english(said.office, person.office, person.office_en),
      agency_en: english(said.agency, person.agency, person.agency_en),
    };
  });
}
