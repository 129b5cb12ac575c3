import { countryName, dateText } from "../pipeline/event-text.ts";
import type { PeopleDetails } from "../store/people-details.ts";
import { ACTOR_TEXTS, AGREEMENT_TEXTS, RELATION_TEXTS, TEXTS, TOPIC_TEXTS, TYPE_TEXTS } from "./texts.ts";

export { count, countryName, dateText, headline, safeLink, timeText } from "../pipeline/event-text.ts";

const CODE_TEXTS: Record<string, Record<string, string>> = {
  type: TYPE_TEXTS,
  prc_actors: ACTOR_TEXTS,
  topics: TOPIC_TEXTS,
  agreement_type: AGREEMENT_TEXTS,
  kind: Object.fromEntries(Object.entries(RELATION_TEXTS).map(([kind, { out }]) => [kind, out])),
};

/** The values of one coded field as a reader sees them, one string a value. */
export function valueTexts(field: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const values = Array.isArray(value) ? value : [value];
  return values.map((one) => {
    if (field === "countries") return countryName(String(one));
    if (field === "date") return dateText(String(one));
    if (field === "people") return personText(one as PeopleDetails[number]);
    return CODE_TEXTS[field]?.[String(one)] ?? String(one);
  });
}

/** What a reviewer said of a person: "郭声琨 (国务委员, MPS)". */
function personText({ name, office, agency }: PeopleDetails[number]): string {
  const post = [office, agency].filter(Boolean).join(", ");
  return post ? `${name} (${post})` : name;
}

/** A share of one as a whole percentage. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The BCP 47 tag for text of a document, which picks the right Chinese glyphs and the right voice. */
export function languageTag(document: { language: string; script?: string | null }): string | undefined {
  if (document.language === "zh") return document.script === "hant" ? "zh-Hant" : "zh-Hans";
  return document.language === "en" ? "en" : undefined;
}

/** The host an address belongs to, for short mention of where a report was found. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : TEXTS.unknown;
}
