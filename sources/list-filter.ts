import { join } from "node:path";
import { z } from "zod";
import type { ArticleLink } from "./adapter.ts";
import { ConfigError } from "./errors.ts";
import type { Source } from "./source.ts";
import { readYamlFile } from "./yaml-file.ts";

const words = (least: number) =>
  z.array(z.string().trim().min(least, `a word of ${least} or more characters`)).default([]);

const FiltersFile = z.record(
  z.string().regex(/^[a-z0-9-]+$/, "lower-case letters, digits and hyphens"),
  z.strictObject({
    /** What the filter lets through, in words. */
    reads: z.string().min(1),
    /** Found anywhere in a title or lead. */
    zh: words(1),
    /** Found at the beginning of a word, in any case. */
    latin: words(2),
  }),
);

/** Decides by title and lead which articles of a list are fetched. */
export type ListFilter = (link: Pick<ArticleLink, "url" | "title" | "lead">) => Decision;

export interface Decision {
  readonly kept: boolean;
  /** The word that was found; null when none was, or when there was nothing to judge by. */
  readonly word: string | null;
}

/**
 * The filters of `filters.yaml` in the configuration folder, by name; none when no source names one. Throws ConfigError
 * when the file is missing or wrong, or lacks a filter that a source names.
 */
export function loadFilters(configDir: string, sources: readonly Source[]): Map<string, ListFilter> {
  if (sources.every(({ filter }) => filter === undefined)) return new Map();
  const path = join(configDir, "filters.yaml");
  const file = readYamlFile(path, FiltersFile);
  for (const { id, filter } of sources) {
    if (filter === undefined || Object.hasOwn(file, filter)) continue;
    const known = Object.keys(file).join(", ");
    throw new ConfigError(
      `${join(configDir, "sources", `${id}.yaml`)}: filter: expected a filter of ${path} (${known}), found "${filter}"`,
    );
  }
  return new Map(Object.entries(file).map(([name, { zh, latin }]) => [name, makeFilter(zh, latin)]));
}

/** A link without title and lead is judged by the words of its address, and is kept when that has none either. */
export function makeFilter(zh: readonly string[], latin: readonly string[]): ListFilter {
  const patterns = [
    zh.map(escaped).join("|"),
    latin.length > 0 ? `(?<![a-z])(?:${latin.map(escaped).join("|")})` : "",
  ].filter(Boolean);
  const pattern = new RegExp(patterns.join("|") || "$^", "i");
  return ({ url, title, lead }) => {
    const text = [title, lead ?? ""].join(" ").trim() || wordsOfAddress(url);
    if (text === "") return { kept: true, word: null };
    const word = pattern.exec(text)?.[0] ?? null;
    return { kept: word !== null, word };
  };
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** "/news/2024-05-01/Police-chiefs-meet-1abc/index.html" has "Police chiefs meet". */
function wordsOfAddress(url: string): string {
  const slugs = URL.canParse(url) ? new URL(url).pathname.split("/") : [];
  const words = slugs.flatMap((slug) => (slug.includes("-") ? slug.split("-") : []));
  return words.filter((word) => /^[a-z]{3,}$/i.test(word)).join(" ");
}
