import { z } from "zod";

/** What is usual of one count, and how far it may go. Shares are parts of one, gaps are days. */
export const UsualRange = z.strictObject({
  /** Learned; null when there was too little to learn from. */
  usual: z.number().nullable(),
  /** The least that is well; of days, the most. */
  limit: z.number(),
  /** What it was learned from, in number. */
  samples: z.int().min(0),
  /** Whether the limit was set in the file of the source. */
  set: z.boolean(),
});
export type UsualRange = z.infer<typeof UsualRange>;

/** What is usual of a source; null where nothing is set and too little is known. */
export const UsualRanges = z.strictObject({
  /** Links on the first page, by list. */
  links: z.record(z.string(), UsualRange),
  /** Shares of articles with a title, a date and a text. */
  title: UsualRange.nullable(),
  date: UsualRange.nullable(),
  text: UsualRange.nullable(),
  /** Days between days with a new article. */
  days: UsualRange.nullable(),
});
export type UsualRanges = z.infer<typeof UsualRanges>;
