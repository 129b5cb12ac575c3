/** Why a reviewer says that a candidate is no event, after the codebook: the first word of the note of a rejection. */
const REJECT_CODES = [
  "not-held",
  "domestic",
  "out-of-scope",
  "no-prc-actor",
  "summary",
  "misread",
  "duplicate",
] as const;
export type RejectCode = (typeof REJECT_CODES)[number];

/** The reason that the note of a rejection begins with; "other" for words of the reviewer's own, "none" for no note. */
export function rejectReason(note: string | null): RejectCode | "other" | "none" {
  if (note === null || note.trim() === "") return "none";
  return REJECT_CODES.find((code) => note === code || note.startsWith(`${code}:`)) ?? "other";
}
