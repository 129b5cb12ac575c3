import { sql } from "kysely";
import { saveSlices } from "../../store/backfill.ts";
import { saveCompared } from "../../store/copies.ts";
import { openIssue } from "../../store/issues.ts";
import { addListings } from "../../store/listings.ts";
import { recordEdits, recordRemoval } from "../../store/page-changes.ts";
import { replacePossibleDuplicates } from "../../store/possible-duplicates.ts";
import { addRelations } from "../../store/relation-rows.ts";
import { addReview } from "../../store/reviews.ts";
import { finishRun, startRun } from "../../store/runs.ts";
import { recordSourceState } from "../../store/source-state.ts";
import { addVisit } from "../../store/visits.ts";
import type { AppOptions } from "../../web/app.tsx";
import { AT, type Fixture, MEETING, openFixture, type Page } from "./fixture.ts";
import { hostilePage, keepCapture } from "./hostile-page.ts";

/** Ends whatever it may stand in and opens an element, an attribute and an address of its own. */
export const EVIL =
  `"' data-evil=1 onerror=x() \`"><x-evil data-evil="1"></x-evil><script>evil()</script>]]></title></textarea></style></script>` +
  `--><img src=https://evil.example/ onerror=x()>&lt;x-evil&gt;\\u003cx-evil>{{7*7}}`;
/** The same for what is part of addresses, short enough for an id. */
const EVIL_ID = `id"' data-evil=1><x-evil data-evil=1>&lt;/?#%2f`;
const EVIL_URL = "javascript:evil()//https://evil.example/";

const CODING = {
  ...MEETING.coding,
  prc_people: [`郭声琨${EVIL}`],
  foreign_people: [`觉瑞${EVIL}`],
  location: EVIL,
  items: [EVIL],
  value: EVIL,
};

function page(key: string, url: string, more: Partial<Page> = {}): Page {
  return {
    key,
    url,
    title: `标题 ${EVIL}`,
    text: `开头 ${EVIL}\n郭声琨会见觉瑞 ${EVIL} 结尾`,
    quote: `郭声琨会见觉瑞 ${EVIL}`,
    coding: CODING,
    people: (["prc", "foreign"] as const).map((side) => ({
      name: (side === "prc" ? CODING.prc_people : CODING.foreign_people)[0]!,
      side,
      country: null,
      office: EVIL,
      agency: EVIL,
      name_en: EVIL,
      office_en: EVIL,
      agency_en: EVIL,
    })),
    words: { type: "会见", prc_people: "郭声琨", foreign_people: "觉瑞" },
    ...more,
  };
}

/** Two events, a copy and an edited page, with hostile text in every place of the store that holds text. */
export async function openHostile(dataDir: string): Promise<{ fixture: Fixture; options: AppOptions }> {
  const fixture = await openFixture([
    page("one", EVIL_URL),
    page("two", `https://mm.example.org/"'><x-evil data-evil=1>?a=${EVIL_ID}#x`, {
      coding: { ...CODING, date: "2016-09-28" },
    }),
    page("three", "https://mm.example.org/three.htm", { sameAs: "two" }),
  ]);
  const { db, events, documents } = fixture;
  const [one, two] = [events.one!, events.two!];
  const by = { reviewer: `mara ${EVIL_ID}`, at: AT };
  for (const table of ["snapshot", "document", "event_source"]) {
    await sql`update ${sql.ref(table)} set source_id = ${EVIL_ID}`.execute(db);
  }
  await sql`update mention set rule_id = ${EVIL_ID}`.execute(db);
  await sql`update snapshot set warc_file = ${`${EVIL_ID}.warc.gz`} where id <> 's-three'`.execute(db);
  await keepCapture(
    db,
    dataDir,
    "s-three",
    Buffer.from(hostilePage("https://evil.example")),
    `text/html; ${EVIL_ID}`,
  );
  await sql`insert into claim (id, document_id, kind, type, countries, evidence_in, evidence_start, evidence_end, quote,
    rule_id, current) values ('c1', ${documents.one!}, 'planned', 'meeting', '[]', 'text', 0, 5, ${EVIL}, ${EVIL_ID}, 1)`.execute(
    db,
  );
  await addReview(db, {
    ...by,
    eventId: one,
    decision: "correct",
    changes: { location: `${EVIL} again`, items: [EVIL, "b"] },
    note: EVIL,
  });
  await addReview(db, { ...by, eventId: two, decision: "second-look", note: EVIL });
  const { id: reviewId } = await db
    .selectFrom("review")
    .select("id")
    .where("eventId", "=", one)
    .executeTakeFirstOrThrow();
  const changes = JSON.stringify({ location: `${EVIL} other` });
  const coding = JSON.stringify({ ...CODING, location: `${EVIL} other` });
  const said = { reviewer: `jon ${EVIL_ID}`, at: AT, note: EVIL, spans: null };
  await db
    .insertInto("opinion")
    .values({ ...said, eventId: one, reviewId, decision: "correct", changes, coding })
    .execute();
  await db
    .updateTable("event")
    .set({ queueReason: "disagreement", queuedAt: AT, notFor: `jon ${EVIL_ID}` })
    .where("id", "=", one)
    .execute();
  await db
    .insertInto("documentReview")
    .values({
      documentId: documents.two!,
      reviewer: `jon ${EVIL_ID}`,
      at: AT,
      decision: "no-event",
      note: EVIL,
    })
    .execute();
  await addRelations(db, [
    { kind: "signed_at", from: one, to: two, reasons: [EVIL], author: `mara ${EVIL_ID}`, at: AT },
  ]);
  await replacePossibleDuplicates(
    db,
    [one, two],
    [{ eventIds: [one, two], score: 0.5, reasons: [EVIL], at: AT }],
  );
  const pair = [documents.one!, documents.two!].sort() as [string, string];
  await saveCompared(db, pair, [{ documentA: pair[0], documentB: pair[1], likeness: 0.9 }]);
  const change = { sourceId: EVIL_ID, at: AT };
  await recordEdits(db, [
    {
      ...change,
      canonicalUrl: EVIL_URL,
      beforeDocumentId: documents.one!,
      afterDocumentId: documents.three!,
    },
  ]);
  await recordRemoval(db, { ...change, canonicalUrl: EVIL_URL, lastSeen: AT, firstMissing: AT });
  await openIssue(db, {
    stage: "parse",
    code: "layout-changed",
    sourceId: EVIL_ID,
    item: EVIL_URL,
    message: EVIL,
    at: AT,
  });
  await openIssue(db, { stage: EVIL, code: EVIL, item: EVIL, message: EVIL, at: AT });
  const run = await startRun(db, { command: `update ${EVIL}`, started: AT });
  await finishRun(db, run, { finished: AT, exitStatus: 3, counts: { [EVIL]: 1 } as never });
  await startRun(db, { command: `update ${EVIL}`, started: AT });
  await recordSourceState(db, {
    sourceId: EVIL_ID,
    state: "layout-changed",
    lastAttempt: AT,
    lastSuccess: AT,
    failures: 2,
  } as never);
  const counts = {
    requests: 4,
    fetched: 3,
    notModified: 1,
    listPages: 1,
    lists: 1,
    links: { [EVIL]: 4 },
    newArticles: 1,
    leftOut: 1,
  };
  await addVisit(db, {
    sourceId: EVIL_ID,
    started: AT,
    finished: AT,
    state: "layout-changed",
    counts,
  } as never);
  await addListings(db, [
    {
      canonicalUrl: EVIL_URL,
      sourceId: EVIL_ID,
      url: EVIL_URL,
      title: EVIL,
      lead: EVIL,
      listDate: null,
      foundOn: EVIL_URL,
      firstSeen: AT,
      kept: false,
      word: EVIL,
    },
  ]);
  await saveSlices(db, [
    {
      sourceId: EVIL_ID,
      year: 2016,
      route: "site",
      state: "failed",
      position: {},
      listed: 1,
      requests: 1,
      seconds: 1,
      reason: EVIL,
      started: AT,
      updated: AT,
    },
  ]);
  const rule = { id: EVIL_ID, reads: EVIL, type: "meeting", language: "zh" };
  return {
    fixture,
    options: {
      db,
      version: "0.1.0",
      dataDir,
      now: () => new Date(AT),
      reviewer: `mara ${EVIL_ID}`,
      sources: [
        { id: EVIL_ID, title: EVIL, kind: EVIL, covers: { country: "MM" }, active: true, filter: EVIL },
      ],
      rules: [{ ...rule, finds: [{ text: EVIL }], skips: [{ text: EVIL, because: EVIL }] }],
    },
  };
}
