import type { FetchedResponse } from "./response.ts";
import { isReplay } from "./wayback.ts";

/** `refused`: a challenge, 401, 403 or 451. `failed`: another status. `no-answer`: none, or none that can be used. */
export type RequestEnding =
  | "ok"
  | "not-modified"
  | "redirect"
  | "gone"
  | "refused"
  | "failed"
  | "no-answer"
  | "stopped";

export const REFUSALS: ReadonlySet<number> = new Set([401, 403, 451]);
export const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A page that an archive kept, or a part of its files, with the status that the site gave it. */
export function isReplayed({ status, headers }: FetchedResponse): boolean {
  return status === 200 || status === 206 || isReplay(headers);
}

/** How a request ended that was answered with this status and no challenge. */
export function endingOf(status: number): RequestEnding {
  if (status >= 200 && status < 300) return "ok";
  if (status === 304) return "not-modified";
  if (REDIRECTS.has(status)) return "redirect";
  if (REFUSALS.has(status)) return "refused";
  return status === 404 || status === 410 ? "gone" : "failed";
}
