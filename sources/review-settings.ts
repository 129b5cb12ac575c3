import { z } from "zod";
import { section } from "./settings-section.ts";

/** Why an event waits for a person, in the order in which they come in the queue when the settings do not say otherwise. */
export const QUEUE_REASONS = [
  "disagreement",
  "second-look",
  "conflict",
  "changed-page",
  "recoded",
  "undone",
  "split",
  "new",
  "sampled-check",
  "second-opinion",
  "muted-rule",
] as const;
export type QueueReason = (typeof QUEUE_REASONS)[number];

const Share = z.number().min(0).max(1);

/** `review` in `settings.yaml`: what comes first in the queue, and who looks at what. */
export const ReviewSettings = section({
  order: section({
    /** Reasons left out come after those named, in their usual order. */
    reasons: z
      .array(z.enum(QUEUE_REASONS))
      .refine((reasons) => new Set(reasons).size === reasons.length, "each reason once")
      .default([...QUEUE_REASONS]),
    /** Among events of one reason. */
    within: z.enum(["newest", "oldest", "waiting", "unsure", "sure"]).default("newest"),
  }),
  /** Share of accepted and corrected events that a second reviewer codes without seeing the first decision. */
  second_opinions: Share.default(0),
  auto_accept: section({
    /** Confidence from which on an event may be accepted without a person; null accepts none. */
    above: Share.nullable().default(null),
    /** Least share of a rule's decided events that were events. */
    precision: Share.default(0.95),
    /** Decided events of a rule before it may speak for itself. */
    after: z.int().min(1).max(1_000_000).default(50),
    /** Share of the accepted that a person checks all the same. */
    check: Share.default(0.1),
  }),
});
export type ReviewSettings = z.infer<typeof ReviewSettings>;
