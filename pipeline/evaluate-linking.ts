import { join } from "node:path";
import { Coding } from "../extractors/event.ts";
import { loadRulebook } from "../extractors/extract.ts";
import { linkMentions } from "../extractors/link.ts";
import { linkContext } from "../extractors/link-compare.ts";
import { loadLinkingConfig } from "../extractors/link-config.ts";
import type { LinkableMention } from "../extractors/link-mention.ts";
import { namesOfLexicon } from "../extractors/link-names.ts";
import { scoreLinking } from "../extractors/link-score.ts";
import { canonicalUrl } from "../sources/canonical-url.ts";
import { contentSha256 } from "../sources/identity.ts";
import { classifyMissionUrl } from "../sources/mission-address.ts";
import type { GoldDocument } from "./gold.ts";

/** How well linking joins gold mentions to the gold's engagements; the coding is taken from the gold. */
export async function evaluateLinking(documents: readonly GoldDocument[], configDir: string) {
  const { lexicon } = await loadRulebook(configDir);
  const config = loadLinkingConfig(join(configDir, "linking.yaml"));
  const context = linkContext({ config, names: namesOfLexicon(lexicon) });
  const gold = new Map<string, string>();
  const mentions: LinkableMention[] = [];
  for (const document of documents) {
    for (const [index, event] of document.events.entries()) {
      if (event.cluster === undefined) continue;
      const mention = mentionOf(document, index);
      gold.set(mention.id, event.cluster);
      mentions.push(mention);
    }
  }
  const { assignments } = linkMentions(mentions, [], context);
  const predicted = new Map(assignments.map(({ mentionId, cluster }) => [mentionId, cluster]));
  return {
    ...scoreLinking(gold, predicted),
    mentions: mentions.length,
    clusters: new Set(gold.values()).size,
  };
}

function mentionOf(document: GoldDocument, index: number): LinkableMention {
  const event = document.events[index]!;
  const fields = Object.fromEntries(Object.entries(event).filter(([key]) => key in Coding.shape));
  const coding = Coding.parse({
    countries: [],
    prc_actors: [],
    prc_people: [],
    foreign_people: [],
    topics: [],
    ...fields,
  });
  const { title, text, url } = document;
  const published = document.published ?? null;
  return {
    id: `${document.id}#${index}`,
    documentId: document.id,
    canonicalUrl: url === undefined ? document.id : canonicalUrl(url),
    documentNumber: url === undefined ? null : classifyMissionUrl(url).documentNumber,
    contentSha256: contentSha256({ title, text, published }),
    language: document.lang === "zh" || document.lang === "en" ? document.lang : "other",
    published,
    title,
    type: coding.type,
    coding,
    people: [],
    quote: event.evidence ?? "",
  };
}
