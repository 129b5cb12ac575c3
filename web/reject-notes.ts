import { REJECT_REASONS } from "./texts.ts";

export { REJECT_REASONS } from "./texts.ts";

/** A rejection is stored as its reason and the words after it, "misread: …": the reason in words. */
export function noteText(note: string): string {
  const reason = REJECT_REASONS.find(([code]) => note === code || note.startsWith(`${code}: `));
  return reason ? note.replace(reason[0], reason[1]) : note;
}
