import { beforeEach, expect, it } from "vitest";
import type { CodedMention } from "../../extractors/event.ts";
import { extract, loadRulebook } from "../../extractors/extract.ts";
import { emptyCounts } from "../../pipeline/counts.ts";
import { decide as decideNow } from "../../pipeline/decide.ts";
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
const PAGES = {
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
type Name = keyof typeof PAGES;

let space: Workspace;
let coder: Coder;
async function begin(): Promise<void> {
  space = await openAt(config, temporaryFolder(), "2024-07-01T08:00:00Z");
  coder = await openCoder(space, rulebook);
  await bringIn(PAGES.one, PAGES.twin, PAGES.other);
}
beforeEach(async () => {
  await begin();
  return () => space.close();
});

async function bringIn(...lines: readonly (typeof PAGES)[Name][]): Promise<void> {
  await importLines(space, lines, rulebook);
}

const link = () => runStages(space, coder, emptyCounts(), signal);

/** Reads every document again by rules that read it otherwise. */
async function readAgain(alter: (mention: CodedMention) => CodedMention | null): Promise<void> {
  const documents = await space.db.selectFrom("document").selectAll().where("current", "=", 1).execute();
  const readings = documents.map((document) => {
    const { mentions, claims } = extract(rulebook, document);
    return { documentId: document.id, mentions: mentions.flatMap((one) => alter(one) ?? []), claims };
  });
  await replaceMentions(space.db, readings, rulebook.sha256);
}

/** The event of each page by what is read in it now. */
async function eventsOf(): Promise<Record<Name, string>> {
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
async function standing() {
  const rows = await space.db.selectFrom("eventState").selectAll().orderBy("id").execute();
  const last = new Map(rows.map((row) => [row.eventId, row]));
  return [...last.values()].map(
    ({ id: _, at: _at, cause: _cause, reviewId: _review, codedBy: _by, ...state }) => state,
  );
}

const decide = (eventId: string, decision: ReviewInput["decision"], more: Partial<ReviewInput> = {}) =>
  addReview(space.db, { eventId, reviewer: "Mele", at: space.now(), decision, ...more });

const mentionOf = async (name: Name) => {
  const event = await getEvent(space.db, (await eventsOf())[name]);
  return event.mentions.find(({ canonical_url }) => canonical_url === PAGES[name].url)!.id;
};

/** Each decision, on which event it is taken, and whether it holds. */
const DECISIONS = {
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

const renamed = (mention: CodedMention): CodedMention => ({ ...mention, ruleId: `${mention.ruleId}.mended` });
const shortened = (mention: CodedMention): CodedMention => ({
  ...renamed(mention),
  evidence: { ...mention.evidence, end: mention.evidence.end - 2 },
  quote: mention.quote.slice(0, -2),
});
/** As though rules came to read all three pages as one and the same engagement. */
const confounded = (mention: CodedMention): CodedMention => ({
  ...renamed(mention),
  coding: { ...mention.coding, date: "2024-06-11", countries: ["FJ"], foreign_people: ["图迪亚"] },
});
const READINGS = { renamed, shortened, confounded };

const cases = Object.keys(DECISIONS).flatMap((decision) =>
  Object.keys(READINGS).map(
    (reading) => [decision as keyof typeof DECISIONS, reading as keyof typeof READINGS] as const,
  ),
);

/** What the machine makes of each reading where nobody decides anything. */
const controls = new Map<
  string,
  { events: Record<Name, string>; states: Awaited<ReturnType<typeof standing>> }
>();
async function withoutDecision(reading: keyof typeof READINGS) {
  const known = controls.get(reading);
  if (known) return known;
  await space.close();
  await begin();
  await readAgain(READINGS[reading]);
  await link();
  const control = { events: await eventsOf(), states: await standing() };
  controls.set(reading, control);
  return control;
}

it("has pages that linking would join where it reads them as one engagement, and does not where it reads them as two", async () => {
  const joined = (await withoutDecision("confounded")).events;
  expect(new Set(Object.values(joined)).size).toBe(1);
  const apart = (await withoutDecision("renamed")).events;
  expect([apart.one === apart.twin, apart.one === apart.other]).toEqual([true, false]);
});

it.each(cases)(
  "keeps the decision %s when the pages are read again (%s), whenever it was taken",
  async (decision, reading) => {
    const { take, holds } = DECISIONS[decision];
    const before = await eventsOf();
    const on = await take(before);
    await readAgain(READINGS[reading]);
    await link();
    await holds(await eventsOf(), on);
    // And by the rules of before, and by others once more.
    await readAgain((mention) => mention);
    await link();
    await holds(await eventsOf(), on);
    await readAgain(READINGS[reading]);
    await link();
    await holds(await eventsOf(), on);
  },
);

it.each(cases)(
  "keeps the decision %s that was taken between reading (%s) and linking",
  async (decision, reading) => {
    const { take, holds } = DECISIONS[decision];
    const before = await eventsOf();
    const mentions = await space.db.selectFrom("mention").select("id").where("current", "=", 1).execute();
    await readAgain(READINGS[reading]);
    expect(await space.db.selectFrom("mention").select("id").where("current", "=", 1).execute()).not.toEqual(
      mentions,
    );
    // What the reviewer sees are the mentions of before.
    const on =
      decision === "split"
        ? await decide(before.one, "split", {
            mentionIds: (await getEvent(space.db, before.one)).mentions
              .filter(({ canonical_url }) => canonical_url === PAGES.twin.url)
              .map(({ id }) => id),
          }).then(() => before.one)
        : await take(before);
    await link();
    await holds(await eventsOf(), on);
  },
);

it.each(
  cases.flatMap(([decision, reading]) =>
    (["read, link, undo", "read, undo, link"] as const).map((order) => [decision, reading, order] as const),
  ),
)(
  "undoes the decision %s after the pages were read again (%s; %s) to what the machine makes of them",
  async (decision, reading, order) => {
    const { take } = DECISIONS[decision];
    const on = await take(await eventsOf());
    for (const step of order.split(", ")) {
      if (step === "read") await readAgain(READINGS[reading]);
      else if (step === "link") await link();
      else await decide(on, "undo");
    }
    await link();
    const undone = { events: await eventsOf(), states: await standing() };
    const control = await withoutDecision(reading);
    expect(undone.events).toEqual(control.events);
    const ofPages = ({ events, states }: typeof control) =>
      states.filter(({ eventId }) => Object.values(events).includes(eventId));
    expect(ofPages(undone)).toEqual(ofPages(control));
  },
);

const EDITED = {
  one: { ...PAGES.one, text: PAGES.one.text.replace("双方就禁毒和", "双方就禁毒、反恐和") },
  twin: { ...PAGES.twin, text: PAGES.twin.text.replace("深入", "友好并深入") },
  // Now it reads as the engagement of the other two.
  other: {
    ...PAGES.other,
    text: PAGES.other.text
      .replace("6月12日", "6月11日")
      .replace("努库阿洛法", "苏瓦")
      .replace("汤加", "斐济")
      .replace("图皮", "图迪亚"),
  },
};

it.each(Object.keys(DECISIONS) as (keyof typeof DECISIONS)[])(
  "keeps the decision %s when the pages are edited, and undoes it then",
  async (decision) => {
    const { take, holds } = DECISIONS[decision];
    const on = await take(await eventsOf());
    await bringIn(EDITED.other, EDITED.one, EDITED.twin);
    await holds(await eventsOf(), on);
    await bringIn({ ...PAGES.other, text: `${PAGES.other.text}会见后双方合影。` });
    await holds(await eventsOf(), on);
    await decide(on, "undo");
    await link();
    const now = await eventsOf();
    expect([now.one === now.twin, now.one === now.other]).toEqual([true, false]);
  },
);

it.each(["merge", "split"] as const)(
  "codes both events of a %s at once, and an undo brings back what they were without a run",
  async (decision) => {
    const { one, other } = await eventsOf();
    const on = decision === "merge" ? other : one;
    const before = await standing();
    const values = (await getEvent(space.db, one)).coding;
    const more = decision === "merge" ? { into: one } : { mentionIds: [await mentionOf("twin")] };
    const by = { eventId: on, reviewer: "Mele", at: space.now() };
    await decideNow(space.db, { ...by, decision, ...more }, coder.linker);
    expect((await getEvent(space.db, one)).coding).not.toEqual(values);
    await decideNow(space.db, { ...by, decision: "undo" }, coder.linker);
    expect((await getEvent(space.db, one)).coding).toEqual(values);
    const after = (await standing()).filter(({ eventId }) =>
      before.some((state) => state.eventId === eventId),
    );
    expect(after).toEqual(before);
  },
);

it("keeps what a person decided with a passage that is read as another type now, and asks the person with both readings", async () => {
  const { one, other } = await eventsOf();
  await decide(other, "correct", { changes: { topics: ["cybersecurity"] } });
  await readAgain((mention) => ({ ...mention, coding: { ...mention.coding, type: "training" } }));
  await link();
  const now = await eventsOf();
  expect(now.other).toBe(other);
  expect(await getEvent(space.db, other)).toMatchObject({
    status: "corrected",
    queueReason: "recoded",
    coding: { type: "meeting" },
    machine: { type: "training" },
  });
  // What nobody decided is another event when it is of another type.
  expect(now.one).not.toBe(one);
});

it("brings a decision back with the passage that was not read for a while", async () => {
  const { one, other } = await eventsOf();
  await decide(one, "accept");
  await decide(other, "distinct", { into: one });
  const before = await eventsOf();
  await readAgain(() => null);
  await link();
  expect(await getEvent(space.db, one)).toMatchObject({
    status: "accepted",
    mentionCount: 0,
    queueReason: "recoded",
  });
  await readAgain(confounded);
  await link();
  expect(await eventsOf()).toEqual(before);
});

it("keeps no state again when the same is read and linked again", async () => {
  const { other, one } = await eventsOf();
  await decide(other, "distinct", { into: one });
  await readAgain(renamed);
  await link();
  const everything = async () => [
    await space.db.selectFrom("eventState").selectAll().execute(),
    await space.db.selectFrom("heldApart").selectAll().execute(),
    await space.db.selectFrom("succession").selectAll().execute(),
    await space.db.selectFrom("link").selectAll().execute(),
  ];
  const before = await everything();
  await readAgain(renamed);
  await link();
  await space.db.updateTable("document").set({ linked: 0 }).execute();
  await link();
  expect(await everything()).toEqual(before);
});
