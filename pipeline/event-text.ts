import { countryName } from "../extractors/country-names.ts";
import type { EventType } from "../extractors/event.ts";

export { countryName } from "../extractors/country-names.ts";

/** What the event types are called. */
export const TYPE_TEXTS: Record<EventType, string> = {
  meeting: "Meeting",
  agreement: "Agreement",
  training: "Training",
  assistance: "Assistance",
  patrol: "Joint patrol",
  exercise: "Joint exercise",
  operation: "Joint operation",
  forum: "Forum",
};

/** Why an event waits for a reviewer. */
export const REASON_TEXTS: Record<string, string> = {
  new: "Not yet reviewed",
  "changed-page": "A page that reports it was changed",
  recoded: "New rules read it differently",
  conflict: "Reports disagree",
  "muted-rule": "Only a muted rule reads it",
  undone: "The decision was taken back",
  split: "Reports were moved to another event",
  "second-look": "Somebody asked for a second look",
  "second-opinion": "Asks for a second opinion",
  disagreement: "Two reviewers coded it differently",
  "sampled-check": "Accepted by the machine, drawn for a check",
};

/** What can happen to an official page after it was read. */
export const CHANGE_TEXTS = { edited: "Edited", removed: "Removed", restored: "Back again" } as const;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "27 Sep 2016", "Sep 2016" or "2016": as precise as the value and no more. */
export function dateText(date: string): string {
  const [year, month, day] = date.split("-");
  const name = MONTHS[Number(month) - 1];
  if (!year || !name) return date;
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

/** "22 Nov 2026, 14:05 UTC" of an ISO 8601 time in UTC. */
export function timeText(time: string): string {
  const [day, clock] = time.split("T");
  return clock ? `${dateText(day!)}, ${clock.slice(0, 5)} UTC` : dateText(time);
}

/** What an event is called wherever it is listed: "Meeting · Myanmar · 27 Sep 2016". */
export function headline(event: { type: string; countries: readonly string[]; date: string }): string {
  const type = TYPE_TEXTS[event.type as EventType] ?? event.type;
  const names = event.countries.slice(0, 3).map(countryName);
  const rest = event.countries.length - names.length;
  const countries =
    names.length === 0 ? "no country named" : names.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  return `${type} · ${countries} · ${dateText(event.date)}`;
}

/** "1 report", "3 reports"; numbers with thin groups of three. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** The address when a browser may follow it, else undefined: scraped addresses can be `javascript:`. */
export function safeLink(url: string): string | undefined {
  try {
    const { protocol } = new URL(url);
    return protocol === "http:" || protocol === "https:" ? url : undefined;
  } catch {
    return undefined;
  }
}
