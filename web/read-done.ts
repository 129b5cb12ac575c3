import type { Context } from "hono";
import { readEventRecords } from "../store/event-record.ts";
import { type AppOptions, viewOf } from "./context.ts";
import { newestReview } from "./event-view.ts";
import { headline } from "./labels.ts";
import type { Done } from "./pages/done-notice.tsx";

/** The decision that a page was told of by `done=ID`; undefined when there is no such event or decision. */
export async function readDone(
  c: Context,
  options: AppOptions,
  id: string | undefined,
): Promise<Done | undefined> {
  // Of a merged event the merge is what was decided, so merges are not followed.
  const looking = viewOf(c, options);
  const [record] = id === undefined ? [] : await readEventRecords(options.db, [id], looking);
  const last = record?.reviews.find((review) => review.id === newestReview(record));
  if (!record || !last) return undefined;
  const opinion = record.opinions.findLast(({ first }) => first.reviewId === last.id);
  return {
    id: record.id,
    headline: headline(record.coding),
    decision: opinion?.reviewer === looking.reviewer ? "opinion" : last.decision,
    newest: newestReview(record),
  };
}
