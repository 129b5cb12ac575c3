import type { Chunk } from "./chunk.ts";
import type { DocumentContext } from "./context.ts";
import type { Lexicon } from "./lexicon.ts";
import { ownMissionsZh } from "./own-envoy.ts";
import { openState } from "./source-state.ts";
import { isOpenOrgan, organTypeOf, type Token } from "./tokens-zh.ts";

/** Organs with their country, countries, pairs such as 中缅 (China and Myanmar), and places. */
export function organsAndPlaces(text: string, tokens: readonly Token[], context: DocumentContext): Chunk[] {
  const chunks: Chunk[] = context.ofMission ? ownMissionsZh(text) : [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const last = endOfRun(text, tokens, i, context.lexicon);
    const run = tokens.slice(i, last + 1);
    const chunk =
      run.length > 1 || token.term.kind !== "title" ? runToChunk(text, run, tokens, context) : null;
    if (chunk) chunks.push(chunk);
    const mission = missionAfter(text, token);
    if (mission) chunks.push(mission);
    if (chunk && run.length > 1) i = last;
  }
  return chunks;
}

/** 应约来到中国驻…使馆: the place where guests are received. */
const GOES_TO_MISSION =
  /(?:来到|前来|走进|走访|前往|造访|到访|访问|做客|应约到|登门)(?:了)?(?:我国?|中国|中华人民共和国)?$/;

/** 驻肯尼亚使馆同…: the mission acts as an organ; its country stays a chunk of its own. 美国驻肯尼亚使馆 is another's. */
function missionAfter(text: string, { start, end, term }: Token): Chunk | null {
  const written = /^(?:大?使馆|总?领事?馆)/.exec(text.slice(end, end + 4));
  const posted = term.kind === "country" || term.kind === "place";
  if (!posted || !written || text[start - 1] !== "驻") return null;
  const goesThere = GOES_TO_MISSION.test(text.slice(Math.max(0, start - 16), start - 1));
  if (
    !goesThere &&
    !/^(?:[同与和]|举行|召开|举办|在[^，。；]{1,16}(?:举行|召开|举办)|会同|联合|(?:\d{1,2}日)?邀?请(?!假|求))/.test(
      text.slice(end + written[0].length),
    )
  )
    return null;
  if (
    (!goesThere && !/(?:^|[，。：；、\s日我方国]|中国)$/.test(text.slice(0, start - 1))) ||
    /[^中我]国$/.test(text.slice(0, start - 1))
  )
    return null;
  if (goesThere && /[^中我]国$/.test(text.slice(0, start - 1))) return null;
  return {
    kind: "prc_organ",
    start: end,
    end: end + written[0].length,
    countries: [],
    actors: ["EMBASSY"],
    organ: null,
  };
}

/** Kinds of organ that may stand without their country; a bare 银行 or 教育部 is China's own. */
const OPEN_ORGANS: ReadonlySet<string> = new Set([
  "interior",
  "police",
  "gendarmerie",
  "intelligence",
  "security",
  "border",
  "immigration",
  "prison",
]);

const HOME_WORD = /^(?:海关|警方|检方|检察院|法院|公安|边防|外交部|国防部)$/;

/** 西城公安分局民警: words for police that Chinese keeps for China's own, and those that Vietnam and Laos share with it. */
const HOME_POLICE = /公安分局|民警|派出所|反诈中心/;
const SHARED_POLICE = /公安[厅局处]/;
const SHARED_BY: readonly string[] = ["VN", "LA"];

/** Police named without their place, who are China's all the same. */
function isHomePolice(written: string, context: DocumentContext): boolean {
  return (
    HOME_POLICE.test(written) ||
    (SHARED_POLICE.test(written) && !context.countries.some((code) => SHARED_BY.includes(code)))
  );
}

const ORGANS = ["prc_organ", "organ"];
const AFTER_PLACE = ["prc_organ", "organ", "cn_place", "place"];

/** 老挝丰沙里省公安厅: a province no dictionary has, between its state and its organ. */
const PROVINCE = /^[\u4e00-\u9fff]{2,6}(?:省|州|府|邦|特区|大区|地区|市|县)$/;

/** 哈萨克斯坦努尔饶尔边防分队: a place by its sound alone. */
function isTranscribedPlace(gap: string, lexicon: Lexicon): boolean {
  return gap.length >= 2 && gap.length <= 6 && Array.from(gap).every((c) => lexicon.transliteration.has(c));
}

/** A run: countries or places followed at once by organs. */
function endOfRun(text: string, tokens: readonly Token[], from: number, lexicon: Lexicon): number {
  let last = from;
  while (last + 1 < tokens.length) {
    const here = tokens[last]!;
    const next = tokens[last + 1]!;
    const gap = text.slice(here.end, next.start);
    const owner = here.term.kind === "country" && gap === "的";
    // The word for province may open the form of the organ: 越南奠边 + 省公安厅.
    const province =
      here.term.kind === "country" &&
      (PROVINCE.test(gap) || PROVINCE.test(gap + text[next.start]) || isTranscribedPlace(gap, lexicon));
    if (
      !province &&
      !owner &&
      !/^(?:等?[两三四五六七八九十]国|等国|国家|海上|联邦|皇家|首都|反恐|禁毒|刑事|中央|边境|市|州|省|边疆区)?$/.test(
        gap,
      )
    )
      break;
    const heads = ["country", "china", "cn_place", "place", "prc_organ", "organ", "body"];
    const after = ["prc_organ", "organ"].includes(here.term.kind) ? ORGANS : AFTER_PLACE;
    if (!heads.includes(here.term.kind) || !after.includes(next.term.kind)) break;
    last++;
  }
  return last;
}

function runToChunk(
  text: string,
  run: readonly Token[],
  tokens: readonly Token[],
  context: DocumentContext,
): Chunk | null {
  const start = run[0]!.start;
  const end = run.at(-1)!.end;
  const base = { start, end, countries: [] as string[], actors: [] as Chunk["actors"] };
  const organs = run.filter((t) => t.term.kind === "organ" || t.term.kind === "prc_organ");
  // 霍尔果斯 and 磨丁 lie on both sides; a 边境管理大队 or 边检站 is China's wherever it stands.
  const ours = run.some((t) => isStation(t.term));
  const foreign = run.flatMap((t) =>
    t.term.kind === "country" ? [t.term.code] : t.term.kind === "place" && !ours ? [t.term.country] : [],
  );
  const china =
    (ours && run[0]!.term.kind === "place") ||
    run.some((t) => t.term.kind === "china" || t.term.kind === "cn_place");
  if (organs.length === 0) {
    const term = run[0]!.term;
    if (term.kind === "pair") return { ...base, kind: "pair", countries: term.countries };
    // 缅甸语 is a language.
    if (term.kind === "country" && text[end] === "语") return null;
    if (term.kind === "country") return { ...base, kind: "country", countries: foreign };
    if (term.kind === "place") return { ...base, kind: "place", countries: foreign };
    if (term.kind === "china") return { ...base, kind: "china" };
    if (term.kind === "body" || term.kind === "forum_name")
      return { ...base, kind: term.kind, countries: term.countries };
    if (term.kind === "cn_place") return { ...base, kind: "cn_place" };
    return null;
  }
  const first = organs[0]!.term;
  const organ = organTypeOf(organs.map((t) => t.term));
  if (foreign.length > 0) return { ...base, kind: "foreign_organ", countries: foreign, organ };
  const own = organs.flatMap((t) => (t.term.kind === "organ" && t.term.country ? [t.term.country] : []));
  const prc = organs.flatMap((t) => (t.term.kind === "prc_organ" ? t.term.actors : []));
  // 司法部 beside a foreign organ, and nothing Chinese in the sentence, is that state's.
  const borrowed =
    organs.every((t) => t.term.kind === "prc_organ" && t.term.short) &&
    !china &&
    !/中国|我国|中方|公安部/.test(text);
  if (borrowed && tokens.some((t) => t.term.kind === "country")) return null;
  if (prc.length > 0) {
    // 市公安局 (the city's police) is a local organ of China; a bare 公安局 might be a Vietnamese province's.
    const local = /[省市州县区]/.test(text[start - 1] ?? "") || /^[省市州县区]/.test(text.slice(start));
    const home = china || local || isHomePolice(text.slice(start, end), context);
    if (first.kind === "prc_organ" && first.suffix && !home) return null;
    if (run.some((t) => t.term.kind === "cn_place" && t.term.autonomous)) return null;
    // 云南公安机关 is the province's; 东兴边检站 is a station of the national immigration administration.
    const ofPlace = isLocal(run) && !text.slice(start, end).includes("公安部") && !ours;
    const actors = [...new Set(prc.map((actor) => (ofPlace && actor === "MPS" ? "LOCAL_PSB" : actor)))];
    return { ...base, kind: "prc_organ", actors, organ };
  }
  if (china) return chinaOrgan(base, organ, run);
  // A bare 海关 (customs) is China's own, also where the country of a document calls its customs so.
  const bare = run.length === 1 && HOME_WORD.test(text.slice(start, end));
  const near = bare || own.length === 0 ? null : countryBefore(tokens, start);
  if (near && !own.includes(near))
    return { ...base, kind: "foreign_organ", countries: [near], organ: organ ?? null, countryOpen: true };
  if (NAMES_SESSION.test(text.slice(end))) return null;
  const open = openState(context, text.slice(0, start));
  const known = own.filter((c) => context.countries.includes(c));
  if (!bare && known.length > 0) {
    return open.ofSource || context.host === null
      ? { ...base, kind: "foreign_organ", organ, ...open, countries: known }
      : { ...base, kind: "foreign_organ", organ, countryOpen: true };
  }
  if (!organ || !OPEN_ORGANS.has(organ) || !isOpenOrgan(text.slice(start, end))) return null;
  return { ...base, kind: "foreign_organ", ...open, organ, countryOpen: true };
}

/** 在乌兹别克斯坦，同内务部签署: the last state that the sentence names before an organ. */
function countryBefore(tokens: readonly Token[], at: number): string | null {
  const last = tokens.findLast((t) => t.end <= at && t.term.kind === "country")?.term;
  return last?.kind === "country" ? last.code : null;
}

/** 内务部长首次会晤: without its state, the organ is part of the name of a session. */
const NAMES_SESSION =
  /^长(?:首[次届]|第[〇一二三四五六七八九十百\d]+[次届])(?:会[议晤谈]|对话|磋商|论坛|年会)/;

/** The organ stands after a province or city; 大陆 and 内地 (the mainland) are the whole country. */
function isLocal(run: readonly Token[]): boolean {
  const { term } = run[0]!;
  return term.kind === "cn_place" && !term.mainland;
}

function isStation(term: Token["term"]): boolean {
  return term.kind === "prc_organ" && term.suffix === true && term.actors.includes("MPS");
}

/** 北京警方, 中国警察, 我国海警: a general word for an organ, of China or one of its places. */
function chinaOrgan(base: Omit<Chunk, "kind">, organ: Chunk["organ"], run: readonly Token[]): Chunk | null {
  // Hong Kong, Macau and Taiwan have police of their own: neither foreign nor an actor of the codebook.
  if (run.some((t) => t.term.kind === "cn_place" && t.term.autonomous)) return null;
  const local = isLocal(run);
  const actors: Chunk["actors"] | null =
    organ === "police" || organ === "interior"
      ? [local ? "LOCAL_PSB" : "MPS"]
      : organ === "coast_guard"
        ? ["CCG"]
        : organ === "border" || organ === "immigration" || organ === "drugs"
          ? ["MPS"]
          : organ === "justice" || organ === "prosecution" || organ === "court"
            ? ["PROC"]
            : organ === "intelligence"
              ? ["MSS"]
              : null;
  return actors ? { ...base, kind: "prc_organ", actors, organ: organ ?? null } : null;
}
