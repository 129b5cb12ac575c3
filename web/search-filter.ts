import { z } from "zod";
import { readParameters } from "./parameters.ts";
import { readQuery } from "./queue-filter.ts";

/** What is searched for, and where; each is a parameter of the address. */
const SearchQuery = z.strictObject({
  q: z.string().optional(),
  kind: z.enum(["event", "document"]).optional(),
  language: z.enum(["zh", "en", "other"]).optional(),
});
/** `q` is trimmed, and empty where nothing is searched for. */
export type SearchQuery = z.infer<typeof SearchQuery> & { readonly q: string };

/** The parameters as OpenAPI describes them. */
export const SearchFilter = SearchQuery.omit({ q: true });

/** Reads a search from an address. Throws ParameterError. */
export function readSearch(query: Readonly<Record<string, string>>): SearchQuery {
  const read = readParameters(SearchQuery, query);
  return { ...read, q: readQuery(read.q) };
}

/** The address of a search. */
export function searchPath({ q, kind, language }: SearchQuery): string {
  const pairs = new URLSearchParams({
    ...(q && { q }),
    ...(kind && { kind }),
    ...(language && { language }),
  });
  return pairs.size === 0 ? "/search" : `/search?${pairs}`;
}
