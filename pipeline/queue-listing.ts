import { z } from "zod";
import { EventType } from "../extractors/event.ts";
import { QUEUE_REASONS } from "../sources/review-settings.ts";
import type { QueueFilter } from "../store/queue-filter.ts";
import { type QueueOrder, USUAL_ORDER } from "../store/queue-order.ts";

const Day = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, { error: "expected a date as YYYY, YYYY-MM or YYYY-MM-DD" });
const Share = z
  .string()
  .regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?|\.\d{1,6})$/, { error: "expected a number from 0 to 1" });
const Name = z.string().max(200);

/** Several values of one filter: an event may have any of them. */
function any<T extends z.ZodType>(one: T) {
  return z.array(one).max(50).optional();
}

function word<const T extends readonly string[]>(words: T) {
  return z.enum(words, { error: `expected one of ${words.join(", ")}` });
}

const STATUSES = ["waiting", "new", "accepted", "corrected", "rejected", "merged", "all"] as const;
const ORDERS = ["newest", "oldest", "waiting", "unsure", "sure"] as const;

/** Filters and order of a list of events, in the words of addresses and of options (there with hyphens). */
export const QueueListing = z.strictObject({
  status: word(STATUSES).optional().describe("Those that wait when not said; all but merged ones with all."),
  type: any(word(EventType.options)).describe("Given several times, any of them; so with all lists here."),
  country: any(z.string().regex(/^[A-Z]{2}$/, { error: "expected two letters as FJ, ISO 3166-1" })),
  language: any(word(["zh", "en", "other"])).describe("Language of a report."),
  source: any(Name).describe("Id of a source that reports it."),
  reason: any(word(QUEUE_REASONS)).describe("What they wait for; given several times, any of them."),
  duplicate: z.literal("1", { error: "expected 1, for events that may be the same as another" }).optional(),
  words: z
    .string()
    .trim()
    .max(200, { error: "expected at most 200 characters" })
    .optional()
    .describe("As in a search: all of them must stand in its title, its passages, its names or its values."),
  conflict: z.literal("1", { error: "expected 1, for events whose reports disagree" }).optional(),
  from: Day.optional().describe("Date of the engagement, inclusive; so `to`."),
  to: Day.optional(),
  confidence_from: Share.optional(),
  confidence_to: Share.optional(),
  decided_by: any(Name).describe("Who took the decision that stands."),
  order: word(ORDERS).optional().describe("Within a reason; newest and oldest of what does not wait too."),
});
export type QueueListing = z.infer<typeof QueueListing>;

/** A value that cannot be used, of which filter, and what is expected of it. */
export interface WrongValue {
  readonly field: string;
  readonly message: string;
}

/** What is wrong with the order of a list; undefined where nothing is. */
export function wrongOrder({ status = "waiting", order }: QueueListing): WrongValue | undefined {
  if (status === "waiting" || order === undefined || order === "newest" || order === "oldest")
    return undefined;
  return { field: "order", message: "expected newest or oldest, for events that do not wait" };
}

/** The list as the store takes it. Of what waits, the settings say the order where the list does not. */
export function storedListing(
  listing: QueueListing,
  settings: QueueOrder | undefined,
): { filter: QueueFilter; order: QueueOrder } {
  const { confidence_from, confidence_to, decided_by, conflict, duplicate, order, ...same } = listing;
  const waits = (listing.status ?? "waiting") === "waiting";
  const usual = (waits && settings) || USUAL_ORDER;
  return {
    filter: {
      ...same,
      confidenceFrom: confidence_from === undefined ? undefined : Number(confidence_from),
      confidenceTo: confidence_to === undefined ? undefined : Number(confidence_to),
      decidedBy: decided_by,
      conflict: conflict && true,
      duplicate: duplicate && true,
    },
    order: { ...usual, within: order ?? usual.within },
  };
}
