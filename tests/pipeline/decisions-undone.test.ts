import { expect, it } from "vitest";
import { decide as decideNow } from "../../pipeline/decide.ts";
import { getEvent } from "../../store/event-record.ts";
import {
  begin,
  cases,
  coder,
  DECISIONS,
  decide,
  eventsOf,
  link,
  mentionOf,
  type Name,
  READINGS,
  readAgain,
  space,
  standing,
} from "./decided-pages.ts";

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
