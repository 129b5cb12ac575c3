import { z } from "zod";

/** Who signs what was not decided by a person. */
const NOT_PERSONS = new Set(["machine", "jingwu"]);
const LONGEST = 100;
/** Signs that show nothing or turn the line round could make one name look like another. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** The name of a reviewer as decisions carry it. Spaces around it are taken away, composed signs are one way. */
export const ReviewerName = z
  .string()
  .transform((name) => name.normalize("NFC").trim())
  .superRefine((name, context) => {
    const fault = faultOf(name);
    if (fault) context.addIssue(fault);
  });

function faultOf(name: string): string | null {
  if (name === "" || name.length > LONGEST) return `expected a name of 1 to ${LONGEST} characters`;
  if (UNSEEN.test(name)) return "expected a name without control or invisible characters";
  // HTTP Basic ends the name at the first colon.
  if (name.includes(":")) return "expected a name without a colon";
  if (NOT_PERSONS.has(nameKey(name))) return `"${name}" stands for the program; choose another name`;
  return null;
}

/** What two names have in common that a person would take for the same. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
