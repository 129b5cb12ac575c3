import type { Source } from "../sources/source.ts";
import { type DocumentContext, mainCountry } from "./context.ts";
import { isForeignCountry } from "./country-names.ts";
import type { Genre } from "./genre.ts";
import type { Lexicon, Term } from "./lexicon.ts";
import type { Words } from "./words.ts";

/** What the register says of a source that writes about one foreign state. */
export interface SourceState {
  /** ISO 3166-1 alpha-2; never CN, HK, MO, TW. */
  readonly state: string;
  /** An embassy or consulate of the PRC: its pages call its own people by the office alone. */
  readonly mission: boolean;
}

/**
 * The states that sources write about, by the id of the source: the one that a mission is accredited to, else that of a foreign
 * publisher. Missions to organisations and China's own media are not among them.
 */
export function statesOfSources(sources: readonly Source[]): ReadonlyMap<string, SourceState> {
  return new Map(
    sources.flatMap(({ id, kind, covers, publisher }) => {
      if (kind === "mission") return [];
      const state = covers.country ?? publisher.country;
      const mission = publisher.country === "CN" && (kind === "embassy" || kind === "consulate");
      return isForeignCountry(state) ? [[id, { state, mission }] as const] : [];
    }),
  );
}

/** What a document must be told by for the state of its source to mean anything. */
interface Told {
  readonly genre: Genre;
  readonly title: string;
  readonly text: string;
  /** The state the report is filed from. */
  readonly filedIn: string | null;
  /** It names a body, a forum or several states at once in its title. */
  readonly ofMany: boolean;
  /** It names an organ or a place of China. */
  readonly ofHome: boolean;
}

/** So much of a text stands at its head, where a wire service or a spokesman is named. */
const HEAD = 160;

/**
 * Whether a document is the source's own news, in which who has no state may be the host's: no press conference, no statement
 * or notice, no report of a wire service, and no news from China in which nobody of the mission takes part.
 */
export function isOwnNews({ genre, title, text, filedIn, ofMany, ofHome }: Told, words: Words): boolean {
  if (genre !== "page" || filedIn === "CN" || ofMany) return false;
  if (words.no_news_of_host.test(title)) return false;
  if (words.voice_of_others.test(`${title}\n${text.slice(0, HEAD)}`)) return false;
  return !ofHome || words.mission_named.test(`${title}\n${text}`);
}

/** Whether a term is of China's home affairs: one of its places, or an organ that is none of its missions. */
export function isOfHome(term: Term): boolean {
  if (term.kind === "cn_place") return true;
  return (
    term.kind === "prc_organ" &&
    !term.suffix &&
    !term.short &&
    term.actors.some((actor) => actor !== "EMBASSY")
  );
}

/** 会见缅内政部长, 同越方: one character behind a word after which a party stands, and before an office or organ. */
const SHORT_PARTY =
  /(?<=^|[，。；：、\s\n“]|会[见晤谈]|拜[会访]|接见|走访|访问|[与和同向对由])[\u4e00-\u9fff](?=方[^便法式案向面针]|内政|内务|警[方察]|公安|移民局|国家警察|皇家警察|宪兵|总警监|总检察|副?总[统理]|首相|外长|国防)/g;

/** Whether a text in Chinese names a party of another state by one character only. */
export function namesOtherByShort(text: string, state: string, { short }: Lexicon): boolean {
  for (const [form] of text.matchAll(SHORT_PARTY)) {
    const states = short.get(form);
    if (states && !states.includes(state)) return true;
  }
  return false;
}

/** 有关国家警方, foreign police: states are meant that nobody names. */
const OF_OTHERS =
  /(?:有关|相关|各|多|外|两|三|四|五|六|成员|周边|沿线|邻|其他|别|该地区)国(?:家)?的?$|(?:有关|相关|各|多|成员|周边|沿线|其他)$|\b(?:foreign|other|others'|various|several|different|many|both|member|neighbou?ring)\s$/i;

/**
 * The state of an organ or office that is written without one: the document's only or leading one; where it names none, the
 * one that its source writes about, unless the words before it mean another. `before` is what stands before it in the
 * sentence.
 */
export function openState(
  context: DocumentContext,
  before: string,
): { countries: string[]; ofSource?: true } {
  const { host } = context;
  const main = mainCountry(context);
  if (main === null) return { countries: [] };
  if (host === null) return { countries: [main] };
  return OF_OTHERS.test(before) ? { countries: [] } : { countries: [host], ofSource: true };
}
