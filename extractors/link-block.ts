import type { LinkingConfig } from "./link-config.ts";
import { windowDays } from "./link-date.ts";
import type { LinkableMention } from "./link-mention.ts";

/**
 * Keys under which candidates of a mention are looked up: two mentions that may be one event share at least one.
 * A key is type|country|month, for each month the date may fall in ("*" stands for no country and, beside the
 * countries, for a forum, whose list of guests differs from report to report).
 */
export function blockKeys(mention: LinkableMention, config: LinkingConfig): string[] {
  const { type, countries } = mention.coding;
  const places = countries.length === 0 || type === "forum" ? ["*"] : [...new Set(countries)].slice(0, 40);
  const { first, last } = windowDays(mention, config);
  const months: string[] = [];
  const from = new Date(first * 86_400_000);
  const to = new Date(last * 86_400_000);
  const lastMonth = to.getUTCFullYear() * 12 + to.getUTCMonth();
  for (let month = from.getUTCFullYear() * 12 + from.getUTCMonth(); month <= lastMonth; month++) {
    months.push(
      `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`,
    );
  }
  return places.flatMap((place) => months.map((month) => `${type}|${place}|${month}`));
}

/**
 * Keys that twins share whatever date was read on each: one for the page's text, one for its document number, one
 * for the document, and one for each of which it is a copy. Look these up beside {@link blockKeys}.
 */
export function twinKeys(mention: LinkableMention): string[] {
  const { type, contentSha256, documentNumber, documentId, copies = [] } = mention;
  const keys: string[] = [];
  if (contentSha256 !== "") keys.push(`${type}|text|${contentSha256}`);
  if (documentNumber !== null) keys.push(`${type}|number|${documentNumber}`);
  for (const document of [documentId, ...copies]) keys.push(`${type}|document|${document}`);
  return keys;
}

/** A key with the days (since 1970, inclusive) on which the event may have been: keys meet where these overlap. */
export interface DatedKey {
  readonly key: string;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Days that are always near: twins are found whatever date was read on each. */
const ANY_DAY = { firstDay: -1_000_000, lastDay: 4_000_000 };

/** All keys of a mention with their days: what a store keeps to look candidates up. */
export function mentionKeys(mention: LinkableMention, config: LinkingConfig): DatedKey[] {
  const { first, last } = windowDays(mention, config);
  return [
    ...blockKeys(mention, config).map((key) => ({ key, firstDay: first, lastDay: last })),
    ...twinKeys(mention).map((key) => ({ key, ...ANY_DAY })),
  ];
}
