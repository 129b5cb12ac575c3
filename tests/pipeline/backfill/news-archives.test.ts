import { expect, it } from "vitest";
import { readLedger } from "../../../pipeline/backfill/ledger.ts";
import { planBackfill } from "../../../pipeline/backfill/plan.ts";
import { runBackfill } from "../../../pipeline/backfill/run.ts";
import { addListings } from "../../../store/listings.ts";
import { MISSIONS } from "./past.ts";
import { searchedPast } from "./searched-past.ts";

const NEWS = `id: cgtn-en
title: China Global Television Network
adapter: cgtn
kind: broadcaster
publisher: { name: China Media Group, country: CN, official: true }
covers: { country: null }
language: en
active: true
status: open
confidence: seen
hosts:
  - { host: news.cgtn.com, role: current, confidence: seen, evidence: "a test" }
filter: security
`;
const PERIOD = { from: "2020-01-01", to: "2020-12-31" };
const { archive, inSpace } = await searchedPast(MISSIONS.slice(0, 1), { "cgtn-en": NEWS });

const search = (sources: readonly string[]) =>
  inSpace((space) =>
    runBackfill(space, {
      period: PERIOD,
      routes: ["wayback"],
      sources,
      signal: new AbortController().signal,
    }),
  );

function publish(slug: string, title: string, text: string): string {
  const original = `https://news.cgtn.com/news/2020-05-06/${slug}/index.html`;
  const body = `<html><head><title>${title}</title></head><body><div class="news-title">${title}</div>
<div class="news-section-date">06-May-2020</div><div id="cmsMainContent"><div class="text en"><p>${text}</p><p>${"The day ended with tea and music for all who had come to the park. ".repeat(3)}</p></div></div></body></html>`;
  archive.kept.push({ original, timestamp: "20200601000000", body: Buffer.from(body) });
  return original;
}

function publishAll() {
  publish(
    "Police-chiefs-of-Laos-and-China-meet-Qa1b2",
    "Police chiefs meet",
    "Police chiefs of China and Laos met in Vientiane on Tuesday.",
  );
  publish(
    "Panda-cubs-enjoy-spring-Qa1b3",
    "Panda cubs enjoy spring",
    "Panda cubs enjoyed the spring sun on Tuesday.",
  );
  publish("Qa1b4", "A song for the spring", "Singers met in the park on Tuesday.");
  publish(
    "Qa1b5",
    "Police donate cars",
    "The police of China donated cars to the police of Laos on Tuesday.",
  );
  return publish("Qa1b6", "Named before", "Nothing is known of it.");
}

it("searches a news site in archives only when it is named, and says in the plan what that would take", async () => {
  publishAll();
  await search([]);
  expect(archive.log.some((line) => line.includes("cgtn"))).toBe(false);
  const plan = await inSpace((space) => planBackfill(space, space.sources, PERIOD, ["wayback"], false));
  const [news] = plan.notSearched;
  expect(news).toMatchObject({ sources: ["cgtn-en"], reason: expect.stringContaining("--source") });
  expect(news!.requests).toBeGreaterThan(10_000);
  const asked = await inSpace((space) =>
    planBackfill(
      space,
      space.sources.filter(({ id }) => id === "cgtn-en"),
      PERIOD,
      ["wayback"],
      true,
    ),
  );
  expect(asked.notSearched).toEqual([]);
  expect(asked.routes[0]).toMatchObject({ sources: 1, requests: news!.requests });
});

it("chooses by title of a list, words of the address, then title and first lines, and counts what was left out", async () => {
  const named = publishAll();
  await inSpace(({ db }) =>
    addListings(db, [
      {
        canonicalUrl: named,
        url: named,
        sourceId: "cgtn-en",
        title: "Panda cubs",
        lead: null,
        listDate: null,
        foundOn: named,
        firstSeen: "2020-05-06T00:00:00Z",
        kept: false,
        word: null,
      },
    ]),
  );
  expect((await search(["cgtn-en"])).status).toBe(0);
  const titles = await inSpace(({ db }) =>
    db.selectFrom("document").select("title").orderBy("title").execute(),
  );
  expect(titles.map(({ title }) => title)).toEqual(["Police chiefs meet", "Police donate cars"]);
  // The pandas and what a list had named were not asked for.
  expect(archive.log.filter((line) => line.includes("id_/"))).toHaveLength(3);
  const [row] = (await inSpace(({ db }) => readLedger(db))).filter(({ route }) => route === "wayback");
  expect(row).toMatchObject({ state: "done", found: 5, fetched: 2, leftOut: 3, missing: 0 });

  archive.log.length = 0;
  await search(["cgtn-en"]);
  expect(archive.log).toEqual([]);
});
