import type { Row } from "../store/database.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A visit that comes a little earlier in the day than the first one still counts for the day. */
const GRACE_MS = HOUR_MS;
/** A page that is missing counts as lost once it is still missing so much later. */
const CONFIRM_MS = 20 * HOUR_MS;
/** The longest pause after failures. */
const LONGEST_PAUSE_MS = 30 * DAY_MS;

/** What decides when an article is asked for again: what is known of it before the answer. */
export type Known = Pick<Row<"page">, "state" | "firstSeen" | "lastChecked" | "missingSince">;

/**
 * When an article that answered at `checked` is asked for again, UTC. One that was read: on the next of `days` (rising)
 * after it was first seen, then whenever the last of them has passed again; looks that were missed are not made up for.
 * One that is missing: after 20 hours to confirm it, then on the same days after it was first missing. One that could
 * not be fetched: at the next visit, then each time after twice the pause, at most 30 days.
 */
export function nextCheck(
  page: Known,
  answer: { readonly state: Row<"page">["state"]; readonly checked: string },
  days: readonly number[],
): string {
  const checked = Date.parse(answer.checked);
  switch (answer.state) {
    case "gone":
      return page.missingSince !== null && isConfirmed(page.missingSince, answer.checked)
        ? iso(falling(Date.parse(page.missingSince), checked, days))
        : iso(checked + CONFIRM_MS);
    case "failed":
    case "blocked": {
      const again = page.state === "failed" || page.state === "blocked";
      const pause = again && page.lastChecked ? 2 * (checked - Date.parse(page.lastChecked)) : 0;
      return iso(checked + Math.max(0, Math.min(pause, LONGEST_PAUSE_MS) - GRACE_MS));
    }
    default:
      return iso(falling(Date.parse(page.firstSeen), checked, days));
  }
}

/** Whether a page missing since a time and still missing at another is lost. */
export function isConfirmed(missingSince: string, checked: string): boolean {
  return Date.parse(checked) - Date.parse(missingSince) >= CONFIRM_MS;
}

function falling(start: number, checked: number, days: readonly number[]): number {
  for (const day of days) {
    const due = start + day * DAY_MS - GRACE_MS;
    if (due > checked) return due;
  }
  const last = days.at(-1)! * DAY_MS;
  return start + (Math.floor((checked + GRACE_MS - start) / last) + 1) * last - GRACE_MS;
}

function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
