import { z } from "zod";
import { isSkippedSection } from "./mission-address.ts";
import type { PagePlace } from "./paging.ts";
import { type ListConfig, ListForm, type Source } from "./source.ts";
import { currentHost } from "./source-hosts.ts";

/** A list to read: its address, and in which form it comes. */
export interface ListAddress {
  readonly url: string;
  /** `page` is read by the source's adapter, the others are forms that any site may use. */
  readonly as: ListConfig["as"];
  /** Of a JSON list: where in it things stand. */
  readonly json?: ListConfig["json"];
  /** Of a list whose pages are numbered in its address: the numbers, and the address with {N}. */
  readonly pages?: ListConfig["pages"];
  readonly pattern?: string | undefined;
  /** Only articles whose path begins so. */
  readonly below?: ListConfig["below"];
  /** Named by another list and not by the register. */
  readonly part?: true | undefined;
  /** Of a part, when it last changed, as the list that names it says. */
  readonly changed?: string | undefined;
}

/** The form of a list address that was kept. */
export const ListAddressForm = z.object({
  url: z.string(),
  as: ListForm.shape.as,
  json: ListForm.shape.json,
  pages: ListForm.shape.pages,
  pattern: z.string().optional(),
  below: ListForm.shape.below,
  part: z.literal(true).optional(),
  changed: z.string().optional(),
});

/** More days than a daily list is asked for after downtime; older ones are the work of a backfill. */
const MAX_DAYS = 14;
const DAY_MS = 86_400_000;
/** Publishers date by China's clock, eight hours ahead of UTC all year. */
const CHINA_MS = 8 * 3_600_000;

/**
 * The lists known without a home page: those the source file names and its current sections. A list whose address holds
 * the day ({YYYY}, {MM}, {DD}) stands for one list a day, of the days given, newest first.
 */
export function knownLists(source: Source, days: readonly string[]): ListAddress[] {
  const host = currentHost(source);
  const sections = host
    ? source.sections
        .filter(({ path, role }) => role === "current" && !isSkippedSection(path))
        .map(({ path }) => ({ url: `https://${host}${path}`, as: "page" as const }))
    : [];
  const named = source.lists.flatMap((list) =>
    (isDaily(list.url) ? days : [""]).map((day) => listAddress(list, onDay(list.url, day))),
  );
  const lists = new Map<string, ListAddress>();
  for (const list of [...named, ...sections]) if (!lists.has(list.url)) lists.set(list.url, list);
  return [...lists.values()];
}

function listAddress({ as, json, pages, below }: ListConfig, address: string): ListAddress {
  if (!pages) return { url: address, as, json, below };
  return { url: onPage(address, pages.first), as, json, below, pages, pattern: address };
}

/** Where a page stands in a list whose address holds its number; null for any other list. */
export function placeOf({ url, pages, pattern }: ListAddress): PagePlace | null {
  if (!pages || pattern === undefined) return null;
  const { first, step, last } = pages;
  const pageCount = Math.floor((last - first) / step) + 1;
  for (let pageNumber = 0; pageNumber < pageCount; pageNumber++) {
    if (onPage(pattern, first + pageNumber * step) !== url) continue;
    const next = first + (pageNumber + 1) * step;
    return { pageNumber, pageCount, nextUrls: next <= last ? [onPage(pattern, next)] : [] };
  }
  return null;
}

function onPage(address: string, number: number): string {
  return address.replaceAll("{N}", String(number));
}

/**
 * China's days (YYYY-MM-DD) since a source was last read, today first. The day of the last visit is among them, because
 * its list may have grown since; without a last visit today and yesterday.
 */
export function daysSince(lastSuccess: string | null, now: Date): string[] {
  const today = Math.floor((now.getTime() + CHINA_MS) / DAY_MS);
  const last = lastSuccess === null ? today - 1 : Math.floor((Date.parse(lastSuccess) + CHINA_MS) / DAY_MS);
  const count = Math.min(Math.max(today - last, 0) + 1, MAX_DAYS);
  return Array.from({ length: count }, (_, back) =>
    new Date((today - back) * DAY_MS).toISOString().slice(0, 10),
  );
}

/** Whether an address stands for one list a day. */
export function isDaily(url: string): boolean {
  return /\{(?:YYYY|MM|DD)\}/.test(url);
}

function onDay(url: string, day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return url.replaceAll("{YYYY}", year).replaceAll("{MM}", month).replaceAll("{DD}", date);
}
