import { expect, it } from "vitest";
import { getEvent } from "../../store/event-record.ts";
import {
  bringIn,
  cases,
  confounded,
  DECISIONS,
  decide,
  eventsOf,
  link,
  PAGES,
  READINGS,
  readAgain,
  renamed,
  space,
} from "./decided-pages.ts";

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
