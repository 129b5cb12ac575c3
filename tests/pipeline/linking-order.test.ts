import { expect, it } from "vitest";
import { shuffled } from "../extractors/link-fixture.ts";
import { bringIn, config, outcome } from "./linking-outcome.ts";
import { makeWorld } from "./linking-world.ts";
import { openAt, temporaryFolder } from "./mission-site.ts";

const WORLD = makeWorld();

/** Numbers that look random, the same for the same seed. */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 1 + ((state >>> 8) % most);
  };
}

/** The same documents in another order, in batches of another size, and broken off between them. */
async function inOrder(seed: number): Promise<string> {
  const roll = dice(seed);
  const data = temporaryFolder();
  const lines = shuffled(WORLD, seed);
  for (let at = 0; at < lines.length; ) {
    const batch = lines.slice(at, at + roll(20));
    if (roll(3) === 1) await bringIn(data, batch, roll(40));
    await bringIn(data, batch);
    at += batch.length;
  }
  return data;
}

const atOnce = temporaryFolder();
await bringIn(atOnce, WORLD);
const expected = await outcome(atOnce);

it("joins the reports of each engagement, in two languages and on several hosts, and no other", () => {
  const clear = WORLD.filter(({ id }) => !id.startsWith("vague"));
  const engagement = (page: string) => page.replace(/^.*\/|-\d$/g, "");
  const groups = expected.events.map(([pages]) => pages.split(" "));
  expect(groups.flat()).toHaveLength(WORLD.length);
  for (const group of groups) {
    const named = group.map(engagement).filter((name) => !name.startsWith("vague"));
    expect([group, new Set(named).size <= 1]).toEqual([group, true]);
  }
  const right = groups.filter((group) => group.filter((page) => !page.includes("vague")).length > 1);
  expect(right).toHaveLength(new Set(clear.map(({ id }) => id.split("-")[0])).size);
});

it("asks a person about what fits two engagements", () => {
  expect(expected.possible.filter((pair) => pair.includes("vague")).length).toBeGreaterThan(2);
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "gives the same events, values and possible duplicates in order %i, in other batches, broken off between",
  async (seed) => {
    expect(await outcome(await inOrder(seed))).toEqual(expected);
  },
);

it.each([21, 22])(
  "forgets what a page no longer says as if it had never been read, in order %i",
  async (seed) => {
    const data = await inOrder(seed);
    const [left, gone] = [shuffled(WORLD, seed + 1).slice(0, 45), shuffled(WORLD, seed + 1).slice(45)];
    const emptied = gone.map((line) => ({
      ...line,
      title: "使馆开放日",
      text: "当地中学生走进使馆，观看图片展。",
    }));
    for (let at = 0; at < emptied.length; at += 7) await bringIn(data, emptied.slice(at, at + 7));
    const fresh = temporaryFolder();
    await bringIn(fresh, left);
    expect(await outcome(data, false)).toEqual(await outcome(fresh));
  },
);

it("changes nothing when it runs again over what is there", async () => {
  const before = await everything(atOnce);
  await bringIn(atOnce, WORLD);
  expect(await everything(atOnce)).toEqual(before);
});

async function everything(data: string) {
  const space = await openAt(config, data, "2026-06-03T00:00:00Z");
  const { db } = space;
  const tables = ["event", "link", "possibleDuplicate", "mentionKey", "eventCountry"] as const;
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  await space.close();
  return rows;
}
