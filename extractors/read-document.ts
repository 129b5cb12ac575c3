import { type Anchor, dayOnly } from "./calendar.ts";
import { chunkLatin } from "./chunk-latin.ts";
import { chunkChinese } from "./chunk-zh.ts";
import { type DocumentContext, termsOf } from "./context.ts";
import { datelineOf, placeOfReport } from "./dates-latin.ts";
import type { TextToCode } from "./extract.ts";
import { genreOf, withoutNotes } from "./genre.ts";
import type { Term } from "./lexicon.ts";
import { normalise } from "./normalise.ts";
import type { Reading } from "./reading.ts";
import type { Rulebook } from "./rulebook.ts";
import { splitSentences } from "./sentences.ts";
import { isOfHome, isOwnNews, namesOtherByShort } from "./source-state.ts";
import type { TermIndex } from "./term-index.ts";
import type { Words } from "./words.ts";

const NOT_ONLY_PRC = /^(?:Ministry of Public Security|Public Security Minist(?:ry|er)|MPS|police)$/i;

/** French and Spanish, as franc and ISO 639-1 name them: the languages other than Chinese and English that are coded. */
export const ROMANCE: ReadonlySet<string> = new Set(["fra", "spa", "fr", "es"]);

const isRomance = ({ language, languageCode }: TextToCode): boolean =>
  language === "other" && ROMANCE.has(languageCode ?? "");

function wordsFor({ words }: Rulebook, document: TextToCode): Words {
  if (document.language === "zh") return words.zh;
  return isRomance(document) ? words.romance : words.latin;
}

/** Normalises a document, cuts it into sentences and reads their chunks. */
export function readDocument(rulebook: Rulebook, document: TextToCode): Reading {
  const chinese = document.language === "zh";
  const title = normalise(document.title, document.language);
  const whole = normalise(document.text, document.language);
  const genre =
    document.genre ?? (chinese ? "page" : genreOf(whole, document.published, rulebook.words.latin));
  const text = genre === "analysis" ? withoutNotes(whole) : whole;
  const context = contextOf(rulebook, { title, text, genre }, document);
  const chunk = chinese ? chunkChinese : chunkLatin;
  // The text is read before the title: its people are named with their offices, the title's often without.
  const body = chunk("text", text, splitSentences(text, document.language), context);
  const head = chunk("title", title, splitSentences(title, document.language), context);
  const words = wordsFor(rulebook, document);
  return {
    id: document.id,
    language: chinese ? "zh" : "en",
    genre,
    published: document.published,
    newsOfDay: document.newsOfDay ?? isNewsOfDay(title, text, words),
    title,
    text,
    sentences: [...head, ...body].filter((s) => !words.page_furniture.test(s.text)),
    context,
    topics: chinese ? rulebook.topics.zh : rulebook.topics.latin,
    words,
    weakTopics: chinese ? rulebook.weakTopics.zh : rulebook.weakTopics.latin,
  };
}

/** A headline that stands alone and a page of the season (岁末将至) tell the month; a report tells of the day it appears. */
function isNewsOfDay(title: string, text: string, words: Words): boolean {
  if (words.news_of_day.test(`${title}\n${text.slice(0, 80)}`)) return true;
  return /[。！]/.test(text) && !words.of_season.test(`${title}\n${text}`);
}

const OTHERS_MPS = /\bPolice (?:Service|Force|Department)s? \(MPS\)/;

function contextOf(
  rulebook: Rulebook,
  { title, text, genre }: Pick<Reading, "title" | "text" | "genre">,
  document: TextToCode,
): DocumentContext {
  const romance = isRomance(document);
  const { lexicon } = rulebook;
  const index = document.language === "zh" ? lexicon.zh : termsOf({ lexicon, romance });
  const counts = new Map<string, number>();
  let china = false;
  let ofHome = false;
  let ofMany = false;
  const add = (code: string, weight: number) => counts.set(code, (counts.get(code) ?? 0) + weight);
  const count = (field: string, weight: number, heading: boolean) => {
    for (const hit of index.scan(field)) {
      for (const term of hit.values) {
        if (isOfHome(term)) ofHome = true;
        if (heading && (term.kind === "body" || term.kind === "forum_name")) ofMany = true;
        if (term.kind === "china" || (term.kind === "cn_place" && !term.autonomous)) china = true;
        // Sri Lanka and others have a ministry of that name too.
        if (term.kind === "prc_organ" && !NOT_ONLY_PRC.test(field.slice(hit.start, hit.end))) china = true;
        // The "US" of "US$" is a currency, 缅甸语 a language and 多米尼克·崔 a person.
        if (
          field[hit.end] === "$" ||
          field[hit.end] === "语" ||
          field[hit.end] === "·" ||
          field[hit.start - 1] === "·"
        )
          continue;
        const organ = term.kind === "organ" && namesItsState(term, document.language) ? term.country : null;
        const code = term.kind === "country" ? term.code : term.kind === "place" ? term.country : organ;
        if (code) add(code, term.kind === "country" ? weight : weight / 2);
      }
    }
  };
  count(text, 1, false);
  // "PORT VILA, June 3 --": where nothing else does, the place of the report says whose police is meant.
  const filed = document.language === "zh" ? null : placeOfReport(text);
  if (filed) count(filed, 0.25, false);
  const body = [...counts];
  const chinaInText = china;
  china = false;
  count(title, 3, true);
  const chinaInTitle = china;
  const inTitle = [...counts.keys()].filter(
    (code) => (counts.get(code) ?? 0) > (new Map(body).get(code) ?? 0),
  );
  const byCount = (a: string, b: string) => counts.get(b)! - counts.get(a)!;
  const filedIn = filed ? stateOf(index, filed) : null;
  const source = document.sourceId === undefined ? null : rulebook.sourceStates.get(document.sourceId);
  const words = wordsFor(rulebook, document);
  const own = source && isOwnNews({ genre, title, text, filedIn, ofMany, ofHome }, words) ? source : null;
  const silent = counts.size === 0 && own !== null;
  const host =
    silent && !namesOtherByShort(`${title}\n${text}`, own.state, rulebook.lexicon) ? own.state : null;
  return {
    lexicon,
    romance,
    anchor: anchorOf(text, document),
    countries: host === null ? [...counts.keys()].sort(byCount) : [host],
    host,
    ofMission: own?.mission === true,
    titleCountries: inTitle.sort(byCount),
    people: new Map(),
    filedIn,
    china: chinaInText || chinaInTitle,
    chinaInTitle,
    othersMps: OTHERS_MPS.test(text),
  };
}

function stateOf(index: TermIndex<Term>, place: string): string | null {
  const term = index
    .at(place, 0)
    ?.values.find((v) => v.kind === "place" || v.kind === "cn_place" || v.kind === "country");
  if (term?.kind === "cn_place") return "CN";
  return term?.kind === "place" ? term.country : term?.kind === "country" ? term.code : null;
}

/** Scotland Yard, 迪拜警察总部: an organ that is one state's wherever it is read. */
function namesItsState(term: Term & { kind: "organ" }, language: string): boolean {
  return language === "zh" ? term.shared === false : !term.shared;
}

/** 6月3日电, and in papers of Hong Kong and Taiwan 三日電 or （曼谷3日讯） without the month. */
const DATELINE_ZH =
  /(?:(\d{1,2}|[一二三]?十?[一二三四五六七八九]?)月)?(?<![\d〇一二三四五六七八九十])(\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日\s?(?:电|讯|消息|专电|综合|(?:发布|通报|公布)(?=[：，]))/;

/** The day the text speaks from: its date-line within the week before publication, else the publication date. */
function anchorOf(text: string, document: TextToCode): Anchor {
  const published = document.published?.slice(0, 10) ?? null;
  if (document.language !== "zh") return { day: datelineOf(text, published)?.day ?? published };
  const match = DATELINE_ZH.exec(text.slice(0, 120));
  if (!match || !published || published.length < 10) return { day: published };
  const day = numeral(match[2]!);
  if (!match[1]) return { day: dayOnly(published, day) ?? published };
  const month = numeral(match[1]);
  for (const year of [Number(published.slice(0, 4)), Number(published.slice(0, 4)) - 1]) {
    const date = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    const lag = (Date.parse(published) - Date.parse(date)) / 86_400_000;
    if (lag >= -1 && lag <= 20) return { day: date };
  }
  return { day: published };
}

function numeral(written: string): number {
  if (/^\d+$/.test(written)) return Number(written);
  const digits = "〇一二三四五六七八九";
  const [tens, ones] = written.includes("十") ? written.split("十") : ["", written];
  const ten = written.includes("十") ? (tens ? digits.indexOf(tens) : 1) * 10 : 0;
  return ten + (ones ? digits.indexOf(ones) : 0);
}
