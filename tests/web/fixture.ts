import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CodedMention, Coding, Participant, Span } from "../../extractors/event.ts";
import type { Document } from "../../sources/document.ts";
import { closeDatabase, type Db, openDatabase } from "../../store/database.ts";
import { addDocuments } from "../../store/documents.ts";
import { addEvents, mintEventId } from "../../store/events.ts";
import { addLinks } from "../../store/links.ts";
import { mentionId } from "../../store/mention-rows.ts";
import { replaceMentions } from "../../store/mentions.ts";
import { indexPending } from "../../store/search.ts";
import { addSnapshots } from "../../store/snapshots.ts";
import { AT, snapshot } from "../store/records.ts";

export { AT };

/** One page that reports one event, as the stages before would have stored it. */
export interface Page {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly quote: string;
  readonly coding: Coding;
  readonly url?: string;
  readonly language?: "zh" | "en";
  readonly published?: string;
  readonly people?: readonly Participant[];
  /** Words of the text from which a field was read. */
  readonly words?: Readonly<Partial<Record<keyof Coding, string>>>;
  /** The event of an earlier page that this one reports too. */
  readonly sameAs?: string;
}

export interface Fixture {
  readonly db: Db;
  /** Event ids by the key of the page. */
  readonly events: Readonly<Record<string, string>>;
  /** Document ids by the key of the page. */
  readonly documents: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A database in a folder of its own that holds the given pages with their events. */
export async function openFixture(pages: readonly Page[]): Promise<Fixture> {
  const folder = mkdtempSync(join(tmpdir(), "jingwu-web-"));
  const db = await openDatabase(join(folder, "jingwu.db"));
  const events: Record<string, string> = {};
  const documents: Record<string, string> = {};
  for (const page of pages) {
    const url = page.url ?? `https://mm.example.org/${page.key}.htm`;
    const document = documentOf(page, url);
    documents[page.key] = document.id;
    const at = { sourceId: "mission-mm", url, canonicalUrl: url, finalUrl: url };
    const bytes = { sha256: "ab".repeat(32), bytes: 100 };
    const place = { warcFile: "jingwu-1.warc.gz", warcOffset: 4711, warcLength: 100 };
    await addSnapshots(db, [snapshot(page.key, { ...at, ...bytes, ...place })]);
    await addDocuments(db, [document]);
    const mention = mentionOf(page);
    await replaceMentions(
      db,
      [{ documentId: document.id, mentions: [mention], claims: [] }],
      "cd".repeat(32),
    );
    const id = mentionId(document.id, mention);
    const eventId = page.sameAs ? events[page.sameAs]! : mintEventId(id);
    events[page.key] = eventId;
    if (!page.sameAs) {
      await addEvents(db, [
        {
          id: eventId,
          coding: page.coding,
          people: page.people ?? [],
          confidence: mention.confidence,
          codedBy: { version: "0.1.0", config_sha256: "cd".repeat(32) },
          createdAt: AT,
        },
      ]);
    }
    await addLinks(db, [
      { eventId, mentionId: id, score: 1, reasons: ["first mention"], author: "machine", at: AT },
    ]);
  }
  while ((await indexPending(db)) > 0);
  return {
    db,
    events,
    documents,
    close: async () => {
      await closeDatabase(db as never);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A meeting in Yangon, reported in Chinese; a test changes what it is about. */
export const MEETING: Page = {
  key: "meeting",
  title: "公安部代表团访问缅甸",
  text: "2016年9月27日，郭声琨在内比都会见缅甸内政部长觉瑞，\n就反恐合作交换意见。",
  quote: "郭声琨在内比都会见缅甸内政部长觉瑞",
  published: "2016-09-28",
  coding: {
    type: "meeting",
    date: "2016-09-27",
    countries: ["MM"],
    prc_actors: ["MPS"],
    prc_people: ["郭声琨"],
    foreign_people: ["觉瑞"],
    topics: ["counterterrorism"],
  },
  people: [
    person("郭声琨", "prc", "Guo Shengkun", "Minister"),
    person("觉瑞", "foreign", "Kyaw Swe", "Minister of Home Affairs"),
  ],
  words: {
    date: "2016年9月27日",
    countries: "缅甸",
    prc_people: "郭声琨",
    foreign_people: "觉瑞",
    topics: "反恐",
    type: "会见",
  },
};

export const TRAINING: Page = {
  key: "training",
  title: "Police officers from Fiji complete course",
  text: "Thirty officers of the Fiji Police Force finished a course on cybercrime in Yunnan on 3 May 2017.",
  quote: "Thirty officers of the Fiji Police Force finished a course on cybercrime",
  language: "en",
  published: "2017-05-04",
  coding: {
    type: "training",
    date: "2017-05-03",
    countries: ["FJ"],
    prc_actors: ["LOCAL_PSB"],
    prc_people: [],
    foreign_people: [],
    topics: ["cybersecurity"],
    participants: 30,
  },
};

export const DONATION: Page = {
  key: "donation",
  title: "中国向汤加警方捐赠车辆",
  text: "2018年6月1日，中国驻汤加使馆向汤加警察部队移交十辆警车。",
  quote: "向汤加警察部队移交十辆警车",
  published: "2018-06-02",
  coding: {
    type: "assistance",
    date: "2018-06",
    countries: ["TO"],
    prc_actors: ["EMBASSY"],
    prc_people: [],
    foreign_people: [],
    topics: [],
    items: ["十辆警车"],
  },
};

function person(name: string, side: "prc" | "foreign", name_en: string, office_en: string): Participant {
  return { name, side, country: null, office: null, agency: null, name_en, office_en, agency_en: null };
}

function documentOf(page: Page, url: string): Document {
  const english = page.language === "en";
  return {
    id: `d-${page.key}`,
    snapshotId: `s-${page.key}`,
    sourceId: "mission-mm",
    canonicalUrl: url,
    version: 1,
    language: page.language ?? "zh",
    languageCode: english ? "eng" : "cmn",
    script: english ? "latn" : "hans",
    title: page.title,
    text: page.text,
    published: page.published ?? null,
    documentNumber: null,
    contentSha256: page.key.padEnd(64, "0"),
  };
}

function mentionOf(page: Page): CodedMention {
  const spanOf = (words: string): Span => {
    const start = page.text.indexOf(words);
    return { in: "text", start, end: start + words.length };
  };
  const fieldSpans = Object.fromEntries(
    Object.entries(page.words ?? {}).map(([field, words]) => [field, [spanOf(words)]]),
  );
  return {
    coding: page.coding,
    evidence: spanOf(page.quote),
    quote: page.quote,
    fieldSpans,
    people: page.people ?? [],
    ruleId: `${page.coding.type}.${page.language ?? "zh"}.sample`,
    confidence: 0.9,
  };
}
