import type { Source } from "../../sources/source.ts";
import type { Template } from "../templates.ts";
import type { Family } from "./media.ts";

/** Days are counted from the first day of the simulated year. */
export type Day = number;

export const START = Date.UTC(2025, 0, 1, 2, 0, 0);
export const DAY_MS = 86_400_000;

export function dateOf(day: Day): string {
  return new Date(START + day * DAY_MS).toISOString().slice(0, 10);
}

/** One article of the world, with all that will happen to it. */
export interface WorldArticle {
  readonly number: number;
  readonly section: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Negative for what was there before the year began. */
  readonly published: Day;
  /** From this day the text has another last paragraph. */
  readonly edited: Day | null;
  readonly removed: Day | null;
  readonly restored: Day | null;
  /** Stands on top of its list although it is old. */
  readonly pinned: boolean;
}

/** What is wrong with a host in a part of the year, days inclusive. */
export interface Fault {
  readonly from: Day;
  readonly to: Day;
  readonly kind:
    | "challenge"
    | "retry-later"
    | "slow"
    | "cut-short"
    | "server-error"
    | "robots-loop"
    | "lists-by-script"
    | "unreachable";
}

export interface WorldHost {
  readonly id: string;
  readonly host: string;
  /** From this day the pages are at this host and the first one is gone. */
  readonly moves: { readonly to: string; readonly day: Day } | null;
  /** Of an invented source; null for one whose file is the register's own. */
  readonly source: Omit<Source, "hosts"> | null;
  /** The layout of a publisher of the register; null for missions and invented sites. */
  readonly family: Family | null;
  readonly template: Template | "feed" | "sitemap" | "json" | "page" | "family";
  /** Its lists are filtered by the words for security. */
  readonly filtered: boolean;
  readonly sections: readonly string[];
  readonly articles: readonly WorldArticle[];
  readonly faults: readonly Fault[];
  /** Unknown paths answer with the home page. */
  readonly soft404: boolean;
  readonly validators: boolean;
  /** What the answer says of its characters; the bytes are `bytes`. */
  readonly says: string | null;
  readonly bytes: "utf-8" | "gb18030";
}

export function faultOf(host: WorldHost, day: Day): Fault["kind"] | null {
  return host.faults.find(({ from, to }) => day >= from && day <= to)?.kind ?? null;
}

/** Whether a reader can see the article on a day. */
export function isThere({ published, removed, restored }: WorldArticle, day: Day): boolean {
  if (day < published) return false;
  return removed === null || day < removed || (restored !== null && day >= restored);
}

export function paragraphsOn(article: WorldArticle, day: Day): readonly string[] {
  if (article.edited === null || day < article.edited) return article.paragraphs;
  return [...article.paragraphs.slice(0, -1), `${article.paragraphs.at(-1)}双方还就下一步工作交换了意见。`];
}

/** A sequence of numbers in [0, 1) that is the same for the same name (mulberry32). */
export function randomOf(name: string): () => number {
  let state = [...name].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
