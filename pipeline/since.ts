import { ConfigError } from "../sources/errors.ts";
import { isoTime } from "./workspace.ts";

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * The time that an option such as `--since` names: so many hours, days or weeks back (`12h`, `1d`, `2w`), a day (its
 * beginning in UTC) or a time with `Z`. Throws ConfigError for anything else and for what is still to come.
 */
export function readSince(option: string, text: string, now: Date): string {
  const time = timeOf(text.trim(), now);
  if (time === null) {
    throw new ConfigError(
      `${option} ${text}: expected 12h, 1d, 2w, a day as 2026-01-31 or a time as 2026-01-31T06:00:00Z`,
    );
  }
  if (time > now.getTime())
    throw new ConfigError(`${option} ${text}: lies in the future; name a time that has been`);
  return isoTime(new Date(time));
}

function timeOf(text: string, now: Date): number | null {
  const back = /^(\d{1,5})([hdw])$/.exec(text);
  if (back) return now.getTime() - Number(back[1]) * UNITS[back[2]!]!;
  const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.exec(text);
  if (!form) return null;
  const time = Date.parse(text);
  // The language takes the 31st of June for the 1st of July.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text.slice(0, 10) ? null : time;
}
