import { type RawBuilder, sql } from "kysely";
import { QUEUE_REASONS, type QueueReason, type ReviewSettings } from "../sources/review-settings.ts";
import { ReviewError } from "./review-error.ts";

/** What comes first: of which reason, and among events of one reason. As the settings of a review are. */
export type QueueOrder = ReviewSettings["order"];
export type Within = QueueOrder["within"];

/** The order where nobody said another. */
export const USUAL_ORDER: QueueOrder = { reasons: [...QUEUE_REASONS], within: "newest" };

/** What events of one reason are ordered by; those with the same value by id, in the same direction. */
export const BY: {
  readonly [W in Within]: { readonly value: "date" | "queuedAt" | "confidence"; readonly down: boolean };
} = {
  newest: { value: "date", down: true },
  oldest: { value: "date", down: false },
  waiting: { value: "queuedAt", down: false },
  unsure: { value: "confidence", down: false },
  sure: { value: "confidence", down: true },
};

/** Every reason, in the order asked for; those it leaves out come last, in their usual order. */
export function reasonsInOrder({ reasons }: QueueOrder): QueueReason[] {
  return [...reasons, ...QUEUE_REASONS.filter((reason) => !reasons.includes(reason))];
}

/** The place of an event in a list: the reason it waited for (null in lists of what does not wait), its value and its id. */
export interface Place {
  readonly within: Within;
  readonly reason: QueueReason | null;
  readonly value: string | number;
  readonly id: string;
}

/** The place as a short text for addresses. */
export function placeText({ within, reason, value, id }: Place): string {
  return Buffer.from(JSON.stringify([within, reason, value, id])).toString("base64url");
}

/** Reads a place. Throws {@link ReviewError} when the text is none. */
export function readPlace(text: string): Place {
  try {
    const given: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (Array.isArray(given) && given.length === 4) {
      const [within, reason, value, id] = given as [Within, QueueReason | null, string | number, string];
      const kind = Object.hasOwn(BY, within) && (BY[within].value === "confidence" ? "number" : "string");
      const known = reason === null || QUEUE_REASONS.includes(reason);
      if (known && typeof value === kind && typeof id === "string") return { within, reason, value, id };
    }
  } catch {
    // Falls through to the one message for every text that is no place.
  }
  throw new ReviewError(`after: expected the "next" of an earlier page, found "${text.slice(0, 80)}"`);
}

/** Compares two events of one reason as SQL does: values and ids are plain ASCII. */
export function compareWithin(
  within: Within,
  a: { readonly value: string | number; readonly id: string },
  b: { readonly value: string | number; readonly id: string },
): number {
  const up = a.value < b.value ? -1 : a.value > b.value ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  return BY[within].down ? -up : up;
}

/** The condition that an event lies behind a place (or before it), and the order of the events from there. */
export function keysetOf(
  within: Within,
  value: RawBuilder<unknown>,
  from: Pick<Place, "value" | "id"> | undefined,
  backwards: boolean,
): { beyond: RawBuilder<unknown>[]; order: RawBuilder<unknown> } {
  const down = BY[within].down !== backwards;
  const sign = sql.raw(down ? "<" : ">");
  const way = sql.raw(down ? "desc" : "asc");
  return {
    beyond: from ? [sql`(${value}, event.id) ${sign} (${from.value}, ${from.id})`] : [],
    order: sql`${value} ${way}, event.id ${way}`,
  };
}
