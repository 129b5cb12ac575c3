import { createHash } from "node:crypto";
import type { Schedule } from "../sources/schedule.ts";

const HOUR = 3_600_000;
/** A visit is worth it about so often between two new articles. */
const VISITS_PER_GAP = 4;
/** A silence counts as the usual gap once it is so many times as long: holidays are no change of habit. */
const SILENCE = 3;
/** Gaps that the usual one is taken from. */
const GAPS = 8;
/** Hours until a source that failed so many times in a row is tried again; the last holds for all further failures. */
const BACK_OFF = {
  unreachable: [1, 2, 4, 8, 16, 24],
  blocked: [6, 12, 24, 48],
} as const;
/** The share of an interval by which sources differ, so that those visited together do not stay together. */
const SPREAD = 0.1;

/** A visit that came to its end, and what is known of the source then. Times are UTC, ISO 8601. */
export interface VisitEnd {
  readonly sourceId: string;
  /** When home page and lists were begun to be read. */
  readonly at: string;
  readonly state: "ok" | "layout-changed" | "blocked" | "unreachable";
  /** Visits in a row that failed, this one included. */
  readonly failures: number;
  /** When visits began that found new articles, newest first, this one included. */
  readonly news: readonly string[];
  /** Articles are known that were left for the next round. */
  readonly more: boolean;
  /** When the first of the articles that were read is to be read again; null when none is. */
  readonly nextCheck: string | null;
}

/**
 * When a source is to be visited next: after about a quarter of the usual time between its new articles, within the
 * limits of its schedule; later the more often it failed. Never sooner than the least hours, except to try again after
 * a failure and to fetch what a round left.
 */
export function nextDue(end: VisitEnd, schedule: Schedule): string {
  const at = Date.parse(end.at);
  const chance = chanceOf(`${end.sourceId} ${end.at}`);
  if (end.state === "blocked" || end.state === "unreachable") {
    return timeOf(at + backOff(end.state, end.failures) * (1 + SPREAD * chance) * HOUR);
  }
  return end.more ? end.at : timeOf(at + regularHours(end, schedule, chance) * HOUR);
}

/** The usual time between new articles in hours; 0 while nothing is known. A long silence counts too. */
function usualGapHours(news: readonly string[], at: string): number {
  const times = news.map((time) => Date.parse(time));
  const [last] = times;
  if (last === undefined) return 0;
  const silence = Math.max(0, Date.parse(at) - last);
  const gaps = times.slice(1, GAPS + 1).map((time, index) => times[index]! - time);
  if (gaps.length === 0) return silence / HOUR;
  return Math.max(median(gaps), silence / SILENCE) / HOUR;
}

/** What the store knows of when a source was and is to be visited. */
export interface Times {
  readonly lastAttempt: string | null;
  readonly nextDue: string | null;
}

/** Whether a source may be visited at a time; one that never was, always. */
export function isDue(times: Times | undefined, at: string): boolean {
  return !times?.nextDue || times.nextDue <= at;
}

/** Whether the last visit left articles for the next round: {@link nextDue} has then given the time it began. */
export function leftMore(times: Times | undefined): boolean {
  return times?.nextDue != null && times.lastAttempt !== null && times.nextDue <= times.lastAttempt;
}

/**
 * The sources that are due: those never visited first, then the longest overdue, and last those whose visit left
 * articles, so that a big site holds up nobody.
 */
export function listDue<Source extends { readonly id: string }>(
  sources: readonly Source[],
  states: ReadonlyMap<string, Times>,
  at: string,
): Source[] {
  const rank = ({ id }: Source) =>
    `${leftMore(states.get(id)) ? 1 : 0} ${states.get(id)?.nextDue ?? ""} ${id}`;
  const due = sources.filter(({ id }) => isDue(states.get(id), at));
  return due
    .map((source) => ({ source, rank: rank(source) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ source }) => source);
}

function regularHours(end: VisitEnd, { leastHours, mostHours }: Schedule, chance: number): number {
  const wanted = (usualGapHours(end.news, end.at) / VISITS_PER_GAP) * (1 - SPREAD + 2 * SPREAD * chance);
  const least = Math.min(mostHours, leastHours * (1 + SPREAD * chance));
  const most = Math.max(least, mostHours * (1 - SPREAD * chance));
  const hours = Math.min(most, Math.max(least, wanted));
  if (end.nextCheck === null) return hours;
  const check = (Date.parse(end.nextCheck) - Date.parse(end.at)) / HOUR;
  return Math.min(hours, Math.max(least, check));
}

function backOff(state: keyof typeof BACK_OFF, failures: number): number {
  const hours = BACK_OFF[state];
  return hours[Math.min(hours.length, Math.max(1, failures)) - 1]!;
}

/** In [0, 1), the same for the same key. */
function chanceOf(key: string): number {
  return createHash("sha256").update(key).digest().readUInt32BE() / 2 ** 32;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** UTC with seconds, never earlier than the time given. */
function timeOf(ms: number): string {
  return `${new Date(Math.ceil(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}
