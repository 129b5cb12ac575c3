import type { Anchor, DateMention } from "./calendar.ts";
import { findDatesLatin } from "./dates-latin.ts";
import { findDatesZh } from "./dates-zh.ts";
import type { Coding, EventType } from "./event.ts";
import { type DayRange, dayRange } from "./link-date.ts";
import type { LinkableMention } from "./link-mention.ts";
import { type NameLookup, type ReadyName, readyName } from "./link-names.ts";
import { holds, pieces } from "./link-text.ts";
import { normalise } from "./normalise.ts";
import { parseNumberZh } from "./numbers-zh.ts";
import type { RelationConfig } from "./relation-config.ts";

/** An event as relations are found between events: its values after decisions, and the passages that report it. */
export interface RelatableEvent {
  readonly id: string;
  readonly coding: Coding;
  readonly reports: readonly RelatableReport[];
}

/** A passage that reports an event. */
export type RelatableReport = Pick<
  LinkableMention,
  "documentId" | "contentSha256" | "language" | "published" | "title" | "quote" | "sentence" | "copies"
>;

/** A sentence that reports an event, with what it names. */
export interface ReadySentence {
  readonly language: "zh" | "en" | "other";
  /** Normalised, in small letters. */
  readonly text: string;
  readonly titles: readonly ReadonlySet<string>[];
  readonly dates: () => readonly DateMention[];
}

/** An event with what comparing it needs. */
export interface ReadyEvent {
  readonly event: RelatableEvent;
  readonly type: EventType;
  readonly days: DayRange;
  readonly countries: ReadonlySet<string>;
  readonly round: number | undefined;
  readonly people: readonly ReadyName[];
  /** Names of the texts that report it: of copies of one text the same. */
  readonly texts: ReadonlySet<string>;
  readonly sentences: readonly ReadySentence[];
  /** Named series that its reports name. */
  readonly series: ReadonlySet<string>;
  /** The words after the number of its series, as pieces, by language. */
  readonly numbered: readonly { readonly language: string; readonly pieces: ReadonlySet<string> }[];
}

/** Reports looked at: one engagement is hardly told in other words by more. */
const MOST_REPORTS = 30;
const LONGEST_SENTENCE = 1000;

/** Prepares an event; `names` are the people of the dictionaries. */
export function readyEvent(event: RelatableEvent, config: RelationConfig, names: NameLookup): ReadyEvent {
  const { coding } = event;
  const reports = event.reports.slice(0, MOST_REPORTS);
  const sentences = reports.map(readySentence);
  const titles = reports.map(({ title, language }) => normalise(title, language).toLowerCase());
  const all = [...sentences.map(({ text }) => text), ...titles].join("\n");
  const named = Object.entries(config.series_names).filter(([, words]) =>
    words.some((word) => holds(all, word)),
  );
  const person = (side: "prc" | "foreign") => (name: string) => readyName(name, side, names);
  return {
    event,
    type: coding.type,
    days: dayRange(coding.date),
    countries: new Set(coding.countries),
    round: coding.round,
    people: [...coding.prc_people.map(person("prc")), ...coding.foreign_people.map(person("foreign"))],
    texts: new Set(
      event.reports.flatMap(({ documentId, contentSha256, copies = [] }) => [
        documentId,
        ...copies,
        ...(contentSha256 === "" ? [] : [contentSha256]),
      ]),
    ),
    sentences,
    series: new Set(named.map(([name]) => name)),
    numbered: coding.round === undefined ? [] : wordsAfterNumber(coding.round, sentences, titles),
  };
}

function readySentence({ sentence, quote, language, published }: RelatableReport): ReadySentence {
  const plain = normalise((sentence ?? quote).slice(0, LONGEST_SENTENCE), language);
  const anchor: Anchor = { day: published };
  let dates: readonly DateMention[] | undefined;
  return {
    language,
    text: plain.toLowerCase(),
    titles: Array.from(plain.matchAll(/《([^《》]{4,80})》|"([^"]{8,120})"/g), ([, zh, en]) =>
      pieces((zh ?? en)!),
    ),
    dates: () => {
      dates ??= language === "zh" ? findDatesZh(plain, anchor) : findDatesLatin(plain, anchor);
      return dates;
    },
  };
}

const ZH_NUMBER =
  /第([〇零一二三四五六七八九十百\d]{1,6})(?:次|届|轮|度|期|批|回)([^，。；、“”《》\s]{2,24})/g;
const EN_NUMBER = /\b(\d{1,4})(?:st|nd|rd|th) ((?:[\w-]+ ){0,6}[\w-]+)/g;

/** 第九次合作打击犯罪会议 of the ninth gives 合作打击犯罪会议. */
function wordsAfterNumber(round: number, sentences: readonly ReadySentence[], titles: readonly string[]) {
  const texts = [...sentences.map(({ text }) => text), ...titles];
  return texts.flatMap((text) => {
    const zh = [...text.matchAll(ZH_NUMBER)].map(([, n = "", words = ""]) => ({
      language: "zh",
      number: /^\d+$/.test(n) ? Number(n) : parseNumberZh(n),
      words,
    }));
    const en = [...text.matchAll(EN_NUMBER)].map(([, n, words = ""]) => ({
      language: "en",
      number: Number(n),
      words,
    }));
    return [...zh, ...en]
      .filter(({ number }) => number === round)
      .map(({ language, words }) => ({ language, pieces: pieces(words) }));
  });
}
