import type { Db } from "../../store/database.ts";
import { closeIssuesOf, PROGRAM } from "../../store/issues.ts";

/** Of an article that no capture of a route holds. */
export const NO_CAPTURE = { stage: "backfill", code: "no-capture" } as const;

/** Closes what was said of articles that no capture held, now that one was found. */
export function settleFound(db: Db, canonicalUrls: readonly string[], at: string): Promise<void> {
  return closeIssuesOf(db, NO_CAPTURE, canonicalUrls, PROGRAM, at);
}
