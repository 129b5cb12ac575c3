import type { Coding } from "../../extractors/event.ts";
import { loadLinkingConfig } from "../../extractors/link-config.ts";
import type { LinkableMention } from "../../extractors/link-mention.ts";
import { buildNameLookup } from "../../extractors/link-names.ts";
import { linkContext } from "../../extractors/link-ready.ts";

export const config = loadLinkingConfig("config/linking.yaml");

export const context = linkContext({
  config,
  names: buildNameLookup([{ id: "thein-maung", forms: ["登貌", "Thein Maung"] }]),
});

/** An invented mention: a meeting in Fiji unless said otherwise. Each has a document of its own unless one is named. */
export function mention(
  id: string,
  coding: Partial<Coding> = {},
  rest: Partial<Omit<LinkableMention, "id" | "coding">> = {},
): LinkableMention {
  const full: Coding = {
    type: "meeting",
    date: "2024-03-12",
    countries: ["FJ"],
    prc_actors: ["EMBASSY"],
    prc_people: [],
    foreign_people: [],
    topics: [],
    ...coding,
  };
  const documentId = rest.documentId ?? `document ${id}`;
  return {
    id,
    documentId,
    canonicalUrl: `news.example/${documentId}`,
    documentNumber: null,
    contentSha256: `digest of ${documentId}`,
    language: "en",
    published: "2024-03-14",
    title: "",
    people: [],
    quote: id,
    ...rest,
    type: full.type,
    coding: full,
  };
}

/** A list in another order, the same for the same seed. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const copy = [...list];
  let state = seed;
  for (let at = copy.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (at + 1);
    [copy[at], copy[other]] = [copy[other]!, copy[at]!];
  }
  return copy;
}
