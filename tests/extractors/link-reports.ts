import { linkMentions } from "../../extractors/link.ts";
import type { ExistingEvent, LinkableMention } from "../../extractors/link-mention.ts";
import { context, mention } from "./link-fixture.ts";

/** The groups as sorted lists of mention ids. */
export function groups(
  mentions: readonly LinkableMention[],
  existing: readonly ExistingEvent[] = [],
): string[][] {
  return linkMentions(mentions, existing, context)
    .clusters.map(({ mentionIds }) => [...mentionIds].sort())
    .sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
}

export const zhMeeting = mention(
  "zh",
  { prc_people: ["林海峰"], foreign_people: ["瓦塔"], topics: ["cybersecurity"] },
  { language: "zh", title: "林海峰大使会见斐济警察总监", quote: "林海峰大使会见斐济警察总监瓦塔" },
);
export const enMeeting = mention(
  "en",
  { prc_people: ["Lin Haifeng"], foreign_people: ["Josaia Vata"], topics: ["law_enforcement_capacity"] },
  { quote: "Police Commissioner Josaia Vata received Ambassador Lin Haifeng on Tuesday" },
);
export const patrol = (id: string, round: number, date: string): LinkableMention =>
  mention(id, { type: "patrol", countries: ["LA", "MM", "TH"], prc_actors: ["MPS"], round, date });
