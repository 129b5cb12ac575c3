import { createHash } from "node:crypto";

/** What a share of events is drawn for; each draws by itself. */
export type Draw = "second-opinion" | "check";

/**
 * Whether an event is among the share (0–1) that is drawn. Decided by a hash of its id alone, so nobody chooses, the answer is
 * always the same, and those drawn for a smaller share are among those drawn for a larger one.
 */
export function isDrawn(eventId: string, share: number, draw: Draw): boolean {
  const hash = createHash("sha256").update(`${draw} ${eventId}`).digest();
  return hash.readUIntBE(0, 6) / 2 ** 48 < share;
}
