import { afterEach, expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { readGlossWords } from "../../extractors/glosses.ts";
import { reviewWords } from "../../extractors/review-words.ts";
import { createApp } from "../../web/app.tsx";
import { CODING_TEXTS } from "../../web/texts/event.ts";
import { type Fixture, MEETING, openFixture } from "./fixture.ts";

let fixture: Fixture;
afterEach(() => fixture.close());

const rulebook = await loadRulebook("config");

/** The page of an event whose reports say the country in these words, or in none; its source writes about this state. */
async function pageOf(countries: string | undefined, state: string): Promise<string> {
  const { countries: _, ...words } = MEETING.words!;
  fixture = await openFixture([{ ...MEETING, words: { ...words, ...(countries ? { countries } : {}) } }]);
  const sourceStates = new Map([["mission-mm", { state, mission: true }]]);
  const app = createApp({
    db: fixture.db,
    version: "0.1.0",
    dataDir: ".",
    reviewer: "mara",
    now: () => new Date("2026-03-02T10:00:00Z"),
    words: reviewWords({ ...rulebook, sourceStates }, readGlossWords("config")),
  });
  return (await app.request(`/events/${fixture.events.meeting}`)).text();
}

it("says of a country that no words say that it is the state its source writes about", async () => {
  expect(await pageOf(undefined, "MM")).toContain(CODING_TEXTS.inferredOfSource);
});

it.each([
  ["缅甸", "MM"],
  [undefined, "TH"],
])("does not say so where the words are %s and the source writes about %s", async (countries, state) => {
  expect(await pageOf(countries, state)).not.toContain(CODING_TEXTS.inferredOfSource);
});
