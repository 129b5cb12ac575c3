import type { Chunk } from "./chunk.ts";
import type { Span, Topic } from "./event.ts";
import type { Reading } from "./reading.ts";
import type { TermIndex } from "./term-index.ts";
import type { Stretch } from "./topic-scope.ts";

/** A topic and the words that state it. */
export interface Found {
  readonly topic: Topic;
  readonly span: Span;
}

/** Stretches that hold a topic's word and mean something else: the Maritime Silk Road, the People's Republic, malaria drugs. */
const NOT_A_TOPIC =
  /海上丝绸之路|海上丝路|中华人民共和国|以?海上邻国|参观[^，。；]{0,24}(?:馆|中心|学院|研究院|基地|室)|anti-malari\w* (?:drugs?|medicine)|maritime silk road/giu;

const NAMES = new Set<Chunk["kind"]>([
  "prc_person",
  "foreign_person",
  "some_person",
  "prc_organ",
  "foreign_organ",
  "place",
  "cn_place",
]);

/** The stretch with what names no topic blanked out, of the same length. */
function plainText({ sentence, from, to }: Stretch, masked: boolean): string {
  const keep = sentence.text.split("");
  const blank = (start: number, end: number) => keep.fill(" ", Math.max(0, start), Math.max(0, end));
  blank(0, from - sentence.start);
  blank(to - sentence.start, keep.length);
  for (const match of sentence.text.matchAll(NOT_A_TOPIC)) blank(match.index, match.index + match[0].length);
  if (masked) {
    for (const chunk of sentence.chunks) {
      if (NAMES.has(chunk.kind)) blank(chunk.start - sentence.start, chunk.end - sentence.start);
    }
  }
  return keep.join("");
}

/**
 * The topic words of a stretch, names of organs and of people with their offices left out (a narcotics bureau's head
 * talks of other things too) unless `masked` is false.
 */
export function wordsIn(stretch: Stretch, index: TermIndex<Topic>, reading: Reading, masked = true): Found[] {
  const { sentence } = stretch;
  const text = lowered(plainText(stretch, masked), reading);
  return index.scan(text).flatMap((hit) => {
    if (reading.language !== "zh" && !isWord(text, hit.start, hit.end)) return [];
    const span = { in: sentence.in, start: sentence.start + hit.start, end: sentence.start + hit.end };
    return hit.values.map((topic) => ({ topic, span }));
  });
}

/** Offsets must hold: a text whose lower case is of another length (İ) stays as it is. */
function lowered(text: string, reading: Reading): string {
  const lower = text.toLowerCase();
  return reading.language === "zh" || lower.length !== text.length ? text : lower;
}

/** A Latin form opens a word; one of up to four letters is a whole word ("ai" is not "aid"). */
function isWord(text: string, start: number, end: number): boolean {
  if (/\p{L}/u.test(text[start - 1] ?? " ")) return false;
  return end - start > 4 || !/\p{L}/u.test(text[end] ?? " ");
}

const OURS_ZH =
  "(?:(?:中国|中方|我国?)(?:驻|在|赴).{1,6}(?:公民|人员|企业|机构|侨民|项目)|(?:中国|中方|我方?)(?:公民|企业|人员|机构|项目|工程|游客|船员|员工|专家|侨民|商人|商户|留学生)|中资|中企|侨胞|侨民|华侨|华人|华商|侨商|涉华|涉侨|对方国家的公民)";
const SAFE_ZH = "(?:安全|安保|保护|保障|护卫|守护|袭击|侵害|侵犯|合法权益|权益|遇袭|遇害|被害|绑架|抢劫)";
const PROTECTION_ZH = new RegExp(
  `${OURS_ZH}[^。；！？]{0,16}?${SAFE_ZH}|${SAFE_ZH}[^。；，！？]{0,10}?${OURS_ZH}|(?:项目|铁路|管道|走廊|园区|油田|电站|使领馆)的?(?:安保|安全保障|安全保护)`,
  "gu",
);
const OURS_EN =
  "chinese (?:\\w+[ -]){0,2}?(?:nationals|citizens|tourists|visitors|personnel|staff|workers|employees|engineers|experts|companies|enterprises|firms|businesses|investors|investments?|institutions|projects|students|shopkeepers|traders|merchants|community|communities|crews?|sailors|travellers|holidaymakers)";
const SAFE_EN =
  "(?:safety|safe|secur\\w+|protect\\w*|attack\\w*|harass\\w*|robber\\w*|killing\\w*|kidnap\\w*|crimes? against|target\\w*|safeguard\\w*)";
const PROTECTION_EN = new RegExp(
  `\\b${SAFE_EN}\\b[^.;]{0,60}?\\b${OURS_EN}\\b|\\b${OURS_EN}\\b[^.;]{0,40}?\\b${SAFE_EN}\\b`,
  "gu",
);

/** Those of China and their safety in one breath: neither alone is a topic. */
export function protectionIn(stretch: Stretch, reading: Reading): Found[] {
  const { sentence } = stretch;
  const text = lowered(plainText(stretch, false), reading);
  const pattern = reading.language === "zh" ? PROTECTION_ZH : PROTECTION_EN;
  return [...text.matchAll(pattern)].map((m) => ({
    topic: "citizen_project_protection",
    span: { in: sentence.in, start: sentence.start + m.index, end: sentence.start + m.index + m[0].length },
  }));
}
