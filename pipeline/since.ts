import { ConfigError } from "../sources/errors.ts";

const UNIT_MS = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/**
 * The time that `7d`, `12h`, `2w` (before `now`), `2026-11-01` or `2026-11-01T08:00:00Z` means, UTC as the store writes it;
 * null when it means none.
 */
export function sinceTime(text: string, now: Date): string | null {
  const given = text.trim();
  const ago = /^(\d{1,4})([hdw])$/.exec(given);
  const time = ago
    ? now.getTime() - Number(ago[1]) * UNIT_MS[ago[2] as keyof typeof UNIT_MS]
    : /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(given)
      ? Date.parse(given)
      : Number.NaN;
  if (!Number.isFinite(time)) return null;
  const read = `${new Date(time).toISOString().slice(0, 19)}Z`;
  // The language takes the 30th of February for the 2nd of March.
  return ago || read.startsWith(given.slice(0, 10)) ? read : null;
}

/** The time of an option, as {@link sinceTime}. Throws ConfigError when it means none, or one that is still to come. */
export function readSince(option: string, text: string, now: Date): string {
  const time = sinceTime(text, now);
  if (time === null || Date.parse(time) > now.getTime()) {
    throw new ConfigError(`${option}: expected 12h, 7d, 2w or a day as 2026-11-01, found "${text}"`);
  }
  return time;
}

/** The last moment that a day or a time names (`2026-11-01` is the end of that day), UTC; null when it names none. */
export function momentOf(text: string): string | null {
  const given = text.trim();
  const time = /^\d{4}-/.test(given) ? sinceTime(given, new Date(0)) : null;
  return time !== null && given.length === 10 ? `${given}T23:59:59Z` : time;
}

/** The moment of an option, as {@link momentOf}. Throws ConfigError when it names none. */
export function readMoment(option: string, text: string): string {
  const time = momentOf(text);
  if (time !== null) return time;
  throw new ConfigError(
    `${option}: expected a day as 2026-11-01 or a time as 2026-11-01T08:00:00Z, found "${text}"`,
  );
}
