import { type DocumentContext, resolveShort } from "./context.ts";
import type { OrganType } from "./dictionaries.ts";
import type { Term } from "./lexicon.ts";

/** A dictionary form in a sentence, with the one reading that fits here. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly term: Term | { readonly kind: "pair"; readonly countries: readonly string[] };
}

/** Organs whose bare name is Chinese usage too; without a country they stay plain words. */
const HOME_USE =
  /^(?:警方|警察|公安|警|司法|海关|海警|移民|边防|检方|检察|法院|外交部|国防部|议会|政府|军方|军队|总统府|内阁)/;

export function isOpenOrgan(written: string): boolean {
  return !HOME_USE.test(written);
}

export function organTypeOf(terms: readonly Token["term"][]): OrganType | null {
  for (const term of terms) {
    if (term.kind === "organ") return term.organ;
    if (term.kind === "title" && term.field) return term.field;
  }
  // 越南公安部, 广宁省公安厅: the ministry and its departments that Vietnam, Laos and China call by one name.
  if (terms.some((t) => t.kind === "prc_organ" && t.actors.includes("MPS"))) return "interior";
  return terms.some((t) => t.kind === "prc_organ" && t.actors.includes("LOCAL_PSB")) ? "police" : null;
}

/** Dictionary forms, one-character countries and pairs of a normalised Chinese sentence, sorted, not overlapping. */
export function findTokensZh(text: string, context: DocumentContext): Token[] {
  const tokens: Token[] = [];
  for (const hit of context.lexicon.zh.scan(text)) {
    // 警务部级对话, 执法安全部长级对话: 部级 and 部长级 (at the level of ministers) name no ministry.
    if (text[hit.end - 1] === "部" && /^长?级/.test(text.slice(hit.end, hit.end + 2))) continue;
    // 联合国家版权局 is 联合 + 国家版权局 and no United Nations.
    if (text[hit.end] === "家" && text[hit.end - 1] === "国" && hit.values.some((v) => v.kind === "body"))
      continue;
    // 拉美国家, 欧美国家: countries of Latin America or of the West, and not the United States.
    if (text.startsWith("美国家", hit.start) && /[拉南北欧]/.test(text[hit.start - 1] ?? "")) continue;
    if (text.startsWith("几内亚湾", hit.start)) continue; // The Gulf of Guinea is no state.
    // 海上合作, 线上合作: cooperation at sea or on line, and no SCO (上合).
    if (text.startsWith("上合作", hit.start) && hit.end === hit.start + 2) continue;
    if (isNamedByIt(text, hit)) continue;
    const term = choose(hit.values, context);
    // 巴西部 (the western part) is no Brazil-and-a-west; 中国队 etc. are: only 国 after a short hit needs care.
    tokens.push({ start: hit.start, end: hit.end, term });
  }
  return placeLocals(text, addShortForms(text, tokens, context));
}

/** 驻胡志明市总领馆与当地公安厅: the organ of "this place" (当地) is that of the last place named before it. */
function placeLocals(text: string, tokens: Token[]): Token[] {
  if (!text.includes("当地")) return tokens;
  return tokens.flatMap((token) => {
    const local = LOCAL.exec(text.slice(Math.max(0, token.start - 3), token.start))?.[0];
    if (!local || (token.term.kind !== "prc_organ" && token.term.kind !== "organ")) return [token];
    const start = token.start - local.length;
    const place = tokens.findLast((t) => t.end <= start && PLACES.has(t.term.kind))?.term;
    if (place?.kind !== "country" && place?.kind !== "place") return [token];
    const country = place.kind === "country" ? place.code : place.country;
    return [{ start, end: token.start, term: { kind: "place", country } }, token];
  });
}

const LOCAL = /当地的?$/;
const PLACES: ReadonlySet<string> = new Set(["country", "place", "cn_place", "china"]);

/** 南中国海 (the South China Sea), 哈萨克族, 伊犁哈萨克自治州: the name of a sea, a people or a district is no state. */
function isNamedByIt(
  text: string,
  { start, end, values }: { start: number; end: number; values: readonly Term[] },
) {
  const kind = values[0]!.kind;
  if (kind === "china") return text[end] === "海" && /[东南]/.test(text[start - 1] ?? "");
  return kind === "country" && /^(?:族|语|自治|同胞)/.test(text.slice(end, end + 2));
}

/** Several readings: the one whose country the document names; otherwise the first listed. */
function choose(values: readonly Term[], context: DocumentContext): Term {
  if (values.length === 1) return values[0]!;
  const fitting = values.find((v) => {
    const country = v.kind === "organ" ? v.country : v.kind === "place" ? v.country : null;
    return country !== null && context.countries.includes(country);
  });
  // 警方 (the police) is a suffix of Chinese local organs too; who stands before it decides, so the open reading is kept.
  const prc = values.find((v) => (v.kind === "prc_organ" && !v.suffix) || v.kind === "person");
  const open = values.find((v) => v.kind === "organ" && v.country === null);
  return prc ?? fitting ?? open ?? values[0]!;
}

const OF_STATE: ReadonlySet<string> = new Set(["organ", "title"]);

/** 与俄内务部副部长: a neighbour before a ministry that China has not, where no other word ends in its character. */
function ownsOrgan(text: string, at: number, tokens: readonly Token[]): boolean {
  const organ = tokens.find((t) => t.start === at + 1 && t.term.kind === "organ");
  if (!organ || !isOpenOrgan(text.slice(organ.start, organ.end))) return false;
  return /^[^\u4e00-\u9fff]?$|[与和同及跟向由对应经据请访赴抵在以日晤见]/.test(text[at - 1] ?? "");
}

const BEFORE_SHORT = /[驻赴访援涉在抵对同与向由从返来离协助使]$/;
const AFTER_SHORT =
  /^(?:方|警|籍|侨|国(?!际|家|内|有|企|产|民|庆|歌|旗|务|资|人)|副|总|首|前|外长|内政|内务|公安|司法|国家|海警|海关|移民|边防|武装|政府|军|企|媒|期间|执法|国防|议会|检)/;

/** 东南亚警官, 东亚警察, 西南: parts of the world and not Timor-Leste, South Africa, Armenia or Spain by their characters. */
const REGION = /^(?:东南亚|东北亚|西南亚|[东西南北]亚|东南|东北|西南|西北)/;

/** One-character country forms where the surroundings say that they are one: 缅警方, 驻斯大使, 中越, 俄中. */
function addShortForms(text: string, tokens: readonly Token[], context: DocumentContext): Token[] {
  const added: Token[] = [];
  const free = (from: number, to: number) =>
    !tokens.some((t) => from < t.end && t.start < to) && !added.some((t) => from < t.end && t.start < to);
  const { short, neighbours, beginsShort } = context.lexicon;
  for (let i = 0; i < text.length; i++) {
    // Nearly every character begins none of these forms.
    if (beginsShort[text.charCodeAt(i)] !== 1) continue;
    const region = REGION.exec(text.slice(i, i + 3))?.[0];
    if (region) {
      i += region.length - 1;
      continue;
    }
    const character = text[i]!;
    const pair = readPair(text, i, context, free);
    if (pair) {
      added.push(pair);
      i = pair.end - 1;
      continue;
    }
    const listed = readList(text, i, context, tokens, free);
    if (listed.length > 0) {
      added.push(...listed);
      i = listed.at(-1)!.end - 1;
      continue;
    }
    if (!short.has(character) || !free(i, i + 1)) continue;
    if (character === "美" && /[拉南北欧]/.test(text[i - 1] ?? "")) continue; // 拉美, 欧美
    const code = resolveShort(character, context);
    const borne = context.countries.includes(code ?? "") || isAlone(text, i, neighbours);
    const owns = neighbours.has(character) && ownsOrgan(text, i, tokens);
    if (!code || !(borne || owns)) continue;
    const rest = text.slice(i + 1, i + 4);
    const touches = owns || tokens.some((t) => t.start === i + 1 && OF_STATE.has(t.term.kind));
    const led = BEFORE_SHORT.test(text.slice(Math.max(0, i - 1), i)) && !/^[\u4e00-\u9fff]?[·]/.test(rest);
    const ends =
      /^(?:[，。、；：）\s]|大使|总领|使|执法|的|期|进行|举行|访问|出席|参加|与|和|开展|联合|巡逻|公民|中资|华|人员|同胞|侨胞|$)/.test(
        text.slice(i + 1, i + 3),
      );
    if (touches || AFTER_SHORT.test(rest) || (led && ends) || isAlone(text, i, neighbours)) {
      added.push({ start: i, end: i + 1, term: { kind: "country", code } });
    }
  }
  const paired = tokens.map((token) => (isPaired(text, token) ? withChina(token) : token));
  return [...paired, ...added].sort((a, b) => a.start - b.start);
}

/** 中印尼海警, 中斐济警务合作: China's one character before a name in full, where no other word ends in 中. */
function isPaired(text: string, { start, end, term }: Token): boolean {
  return (
    term.kind === "country" &&
    text[start - 1] === "中" &&
    /^[^\u4e00-\u9fff]?$|[在与和及对就为席加的由了持次届]/.test(text[start - 2] ?? "") &&
    PAIR_FOLLOWS.test(text.slice(end, end + 3))
  );
}

function withChina({ start, end, term }: Token): Token {
  const countries = term.kind === "country" ? [term.code] : [];
  return { start: start - 1, end, term: { kind: "pair", countries } };
}

/** 在缅电诈嫌犯: a neighbour that no longer form on the page bears out, between 在 and words of crime or police. */
function isAlone(text: string, at: number, neighbours: ReadonlyMap<string, string>): boolean {
  return (
    neighbours.has(text[at]!) &&
    /[在赴驻涉]/.test(text[at - 1] ?? "") &&
    /^(?:电诈|诈骗|嫌|逃犯|警方|警察|落网|被[捕抓])/.test(text.slice(at + 1, at + 4))
  );
}

/** 俄、韩等国 and 俄韩执法机构: several one-character countries in a row bear each other out. */
function readList(
  text: string,
  at: number,
  context: DocumentContext,
  tokens: readonly Token[],
  free: (from: number, to: number) => boolean,
): Token[] {
  const found: Token[] = [];
  let end = at;
  while (end < text.length && found.length < 8) {
    const code = resolveShort(text[end]!, context) ?? defaultShort(text[end]!, context);
    if (!code || !free(end, end + 1)) break;
    found.push({ start: end, end: end + 1, term: { kind: "country", code } });
    end++;
    if (text[end] === "、") end++;
  }
  if (found.length < 2) return [];
  const listed =
    text.slice(at, end).includes("、") && /^等?[多余两三四五六七八九十百\d]{0,4}个?国/.test(text.slice(end));
  const owners =
    !text.slice(at, end).includes("、") &&
    (tokens.some((t) => t.start === end && t.term.kind === "organ") ||
      /^(?:官员|客人|代表团)/.test(text.slice(end)));
  return listed || owners ? found : [];
}

const PAIR_FOLLOWS =
  /^(?:两国|三国|四国|五国|六国|双方|双边|警|执法|公安|边|海警|首|关系|联合|合作|引渡|司法|友|“|禁毒|反恐|缉|第|湄|间|签|建交|战略|贸|打击|互|移管|移民|内务|内政|检察|反|刑|口岸|情报|毗邻|两部|遣返|网络|安全|澜|防|移交|共同|外|国防|军|部长|高级|海上|北部湾|举行|开展|启动|携手|联手|合力|”)/;

/** 中越, 中老缅泰, 俄中: China and one-character countries. */
function readPair(
  text: string,
  at: number,
  context: DocumentContext,
  free: (from: number, to: number) => boolean,
): Token | null {
  const codes: string[] = [];
  const ends: { codes: string[]; end: number }[] = [];
  let china = false;
  for (let end = at; end < text.length && end - at < 8; end++) {
    const character = text[end]!;
    if (character === "中" && !china) {
      china = true;
      if (codes.length > 0) ends.push({ codes: [...codes], end: end + 1 });
      continue;
    }
    if (character === "、" && codes.length > 0) continue;
    const code = resolveShort(character, context) ?? defaultShort(character, context);
    if (!code || codes.includes(code)) break;
    // Before 中 a country must be named elsewhere: 建立中老缅泰 is no Lithuania.
    if (!china && !context.countries.includes(code)) break;
    codes.push(code);
    ends.push({ codes: [...codes], end: end + 1 });
  }
  if (!china) return null;
  // 中巴保护: 保 could be Bulgaria; the longest reading that the document or the next word bears out is taken.
  for (const { codes: read, end } of ends.toReversed()) {
    if (!text.slice(at, end).includes("中") || !free(at, end)) continue;
    const rest = text.slice(end, end + 3);
    const named = read.every((code) => context.countries.includes(code));
    // 中文警示: the language, where no other word names Brunei (文莱).
    if (!named && (!PAIR_FOLLOWS.test(rest) || text.slice(at, end) === "中文")) continue;
    if (/^[\u4e00-\u9fff]·/.test(rest) || /^国(?!家?两|家?警|双)/.test(rest)) continue;
    return { start: at, end, term: { kind: "pair", countries: read } };
  }
  return null;
}

/** In a pair with China a neighbour is meant unless the document names another country of that character. */
function defaultShort(character: string, context: DocumentContext): string | null {
  return context.lexicon.neighbours.get(character) ?? null;
}
