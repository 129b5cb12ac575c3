import { beforeEach, expect } from "vitest";
import type { CodedMention } from "../../extractors/event.ts";
import { extract, loadRulebook } from "../../extractors/extract.ts";
import { emptyCounts } from "../../pipeline/counts.ts";
import { type Coder, openCoder, runStages } from "../../pipeline/stages.ts";
import type { Workspace } from "../../pipeline/workspace.ts";
import { getEvent } from "../../store/event-record.ts";
import { replaceMentions } from "../../store/mentions.ts";
import { addReview, type ReviewInput } from "../../store/reviews.ts";
import { importLines } from "./import-lines.ts";
import { makeConfig, openAt, temporaryFolder } from "./mission-site.ts";

const config = makeConfig({}, "http://127.0.0.1:9");
const rulebook = await loadRulebook(config);
const { signal } = new AbortController();

const line = (id: string, title: string, text: string) => ({
  url: `https://${id}.example/1.htm`,
  title,
  published: "2024-06-14",
  text,
});
/** Two reports of one engagement, one of another on the same day, and one that has no day of its own. */
export const PAGES = {
  one: line(
    "one",
    "公安部副部长陈卫访问斐济",
    "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒和打击跨国犯罪交换意见。",
  ),
  twin: line(
    "twin",
    "陈卫与图迪亚会谈",
    "6月11日，公安部副部长陈卫与斐济警察总监图迪亚会谈，就打击跨国犯罪、禁毒、网络安全等执法合作深入交换意见。",
  ),
  other: line(
    "other",
    "陈卫会见汤加警察总监",
    "6月12日，公安部副部长陈卫在努库阿洛法会见汤加警察总监图皮，双方就网络安全合作交换意见。",
  ),
};
export type Name = keyof typeof PAGES;

export let space: Workspace;
export let coder: Coder;
export async function begin(): Promise<void> {
  space = await openAt(config, temporaryFolder(), "2024-07-01T08:00:00Z");
  coder = await openCoder(space, rulebook);
  await bringIn(PAGES.one, PAGES.twin, PAGES.other);
}
beforeEach(async () => {
  await begin();
  return () => space.close();
});

export async function bringIn(...lines: readonly (typeof PAGES)[Name][]): Promise<void> {
  await importLines(space, lines, rulebook);
}

export const link = () => runStages(space, coder, emptyCounts(), signal);

/** Reads every document again by rules that read it otherwise. */
export async function readAgain(alter: (mention: CodedMention) => CodedMention | null): Promise<void> {
  const documents = await space.db.selectFrom("document").selectAll().where("current", "=", 1).execute();
  const readings = documents.map((document) => {
    const { mentions, claims } = extract(rulebook, document);
    return { documentId: document.id, mentions: mentions.flatMap((one) => alter(one) ?? []), claims };
  });
  await replaceMentions(space.db, readings, rulebook.sha256);
}

/** The event of each page by what is read in it now. */
export async function eventsOf(): Promise<Record<Name, string>> {
  const rows = await space.db
    .selectFrom("link")
    .innerJoin("mention", "mention.id", "link.mentionId")
    .innerJoin("document", "document.id", "mention.documentId")
    .select(["link.eventId", "document.canonicalUrl"])
    .where("link.withdrawnAt", "is", null)
    .where("mention.current", "=", 1)
    .execute();
  const nameOf = (url: string) => url.replace(/^https:\/\/|\.example.*/g, "");
  return Object.fromEntries(rows.map((row) => [nameOf(row.canonicalUrl), row.eventId])) as never;
}

/** Everything that the events are now. */
export async function standing() {
  const rows = await space.db.selectFrom("eventState").selectAll().orderBy("id").execute();
  const last = new Map(rows.map((row) => [row.eventId, row]));
  return [...last.values()].map(
    ({ id: _, at: _at, cause: _cause, reviewId: _review, codedBy: _by, ...state }) => state,
  );
}

export const decide = (eventId: string, decision: ReviewInput["decision"], more: Partial<ReviewInput> = {}) =>
  addReview(space.db, { eventId, reviewer: "Mele", at: space.now(), decision, ...more });

export const mentionOf = async (name: Name) => {
  const event = await getEvent(space.db, (await eventsOf())[name]);
  return event.mentions.find(({ canonical_url }) => canonical_url === PAGES[name].url)!.id;
};

/** Each decision, on which event it is taken, and whether it holds. */
export const DECISIONS = {
  accept: {
    take: async ({ one }: Record<Name, string>) => {
      await decide(one, "accept");
      return one;
    },
    holds: async (now: Record<Name, string>, on: string) => {
      expect(now).toMatchObject({ one: on, twin: on });
      expect(await getEvent(space.db, on)).toMatchObject({ status: "accepted", coding: { type: "meeting" } });
    },
  },
  merge: {
    take: async ({ one, other }: Record<Name, string>) => {
      await decide(other, "merge", { into: one });
      return other;
    },
    holds: async (now: Record<Name, string>, on: string) => {
      expect(new Set(Object.values(now)).size).toBe(1);
      expect((await getEvent(space.db, on)).id).toBe(now.one);
    },
  },
  split: {
    take: async ({ one }: Record<Name, string>) => {
      await decide(one, "split", { mentionIds: [await mentionOf("twin")] });
      return one;
    },
    holds: async (now: Record<Name, string>, on: string) => {
      expect(now.one).toBe(on);
      expect(now.twin).not.toBe(on);
    },
  },
  distinct: {
    take: async ({ one, other }: Record<Name, string>) => {
      await decide(other, "distinct", { into: one });
      return other;
    },
    holds: async (now: Record<Name, string>, on: string) => {
      expect(now.other).toBe(on);
      expect(now.one).not.toBe(on);
    },
  },
};

export const renamed = (mention: CodedMention): CodedMention => ({
  ...mention,
  ruleId: `${mention.ruleId}.mended`,
});
const shortened = (mention: CodedMention): CodedMention => ({
  ...renamed(mention),
  evidence: { ...mention.evidence, end: mention.evidence.end - 2 },
  quote: mention.quote.slice(0, -2),
});
/** As though rules came to read all three pages as one and the same engagement. */
export const confounded = (mention: CodedMention): CodedMention => ({
  ...renamed(mention),
  coding: { ...mention.coding, date: "2024-06-11", countries: ["FJ"], foreign_people: ["图迪亚"] },
});
export const READINGS = { renamed, shortened, confounded };

export const cases = Object.keys(DECISIONS).flatMap((decision) =>
  Object.keys(READINGS).map(
    (reading) => [decision as keyof typeof DECISIONS, reading as keyof typeof READINGS] as const,
  ),
);
