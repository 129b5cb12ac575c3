import type { Slice } from "../../store/backfill.ts";

/** How fast a search goes and what it has still to ask for. */
export interface Pace {
  /** Made so far. */
  readonly requests: number;
  /** Null before anything was measured. */
  readonly perHour: number | null;
  /** Requests that are still expected. */
  readonly left: number;
  /** At the measured rate, or at the pause between two requests before there is one. */
  readonly secondsLeft: number;
}

/** Too short to say anything about hours. */
const LEAST_SECONDS = 10;

/** The pace of searches together, by what the ledger says they took; `pauseMs` is the pause between two requests. */
export function paceOf(
  slices: readonly Pick<Slice, "requests" | "seconds">[],
  left: number,
  pauseMs: number,
): Pace {
  const requests = slices.reduce((sum, slice) => sum + slice.requests, 0);
  const seconds = slices.reduce((sum, slice) => sum + slice.seconds, 0);
  const measured = seconds >= LEAST_SECONDS && requests > 0;
  const each = measured ? seconds / requests : pauseMs / 1000;
  return {
    requests,
    perHour: measured ? Math.round((requests / seconds) * 3600) : null,
    left,
    secondsLeft: Math.round(left * each),
  };
}

/** "3 d 4 h", "2 h 5 min", "40 s": the two largest units. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const [days, hours, minutes] = [86_400, 3600, 60].map((unit) => Math.floor(whole / unit));
  if (days! > 0) return `${days} d ${hours! % 24} h`;
  if (hours! > 0) return `${hours} h ${minutes! % 60} min`;
  return minutes! > 0 ? `${minutes} min` : `${whole} s`;
}
