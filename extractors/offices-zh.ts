import type { Token } from "./tokens-zh.ts";

/** An office as written: everything from its country or organ to its last title, and what the parts say. */
export interface Office {
  start: number;
  end: number;
  tokens: Token[];
  /** 驻 (posted to): the head of a mission. */
  posted: boolean;
}

/** What cannot stand inside an office: marks, figures, date-lines, and the verbs that link two parties. */
const STOPS_OFFICE =
  /[\d\s，、。；：！？“”（）()《》【】\n]|[电讯]$|会见|接见|会谈|会晤|拜会|拜访|约见|走访|造访|看望|访问|来访|到访|前往|举行|举办|召开|召集|开展|启动|率领|陪同|邀请|出席|参加|主持|欢迎|通过|签署|移交|捐赠|赠送|表示|感谢|希望|期待|建议|代表(?!团|处|委)|[的了同与向对由将把被是在于从并就及和等率为至到经请见]$/;

/** Titles with everything to their left that belongs to them; 国务委员、公安部部长 (two offices of one person) is one. */
export function findOffices(text: string, tokens: readonly Token[]): Office[] {
  const offices: Office[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (!isTitle(text, token)) continue;
    const end = titleEnd(text, token);
    const office = extendLeft(text, tokens, i, end);
    const previous = offices.at(-1);
    const between = previous ? text.slice(previous.end, office.start) : "";
    if (previous && office.start <= previous.end && office.end > previous.end) {
      previous.end = office.end;
      previous.tokens.push(...office.tokens.filter((t) => !previous.tokens.includes(t)));
      previous.posted ||= office.posted;
    } else if (previous && /^(?:、|兼任?|暨|，兼)$/.test(between)) {
      previous.end = office.end;
      previous.tokens.push(...office.tokens);
      previous.posted ||= office.posted;
    } else offices.push(office);
  }
  return offices;
}

function isTitle(text: string, token: Token): boolean {
  // 代表团 (delegation), 主任务 and the like hold a title's characters and are none.
  if (token.term.kind === "title" && text.slice(token.start, token.end) === "代表") return false;
  if (token.term.kind === "title" && /^(?:团|处|委员会|队|组|务)/.test(text.slice(token.end, token.end + 3)))
    return false;
  if (token.term.kind === "title" || token.term.kind === "deputy") return token.term.kind === "title";
  return (
    (token.term.kind === "organ" || token.term.kind === "prc_organ") &&
    /^长(?!期|官|远|达[\d一二两三四五六七八九十数近半多]|效|大|城)/.test(text.slice(token.end, token.end + 2))
  );
}

function titleEnd(text: string, token: Token): number {
  return token.term.kind === "title" ? token.end : text[token.end] === "长" ? token.end + 1 : token.end;
}

const PART = new Set([
  "country",
  "china",
  "cn_place",
  "place",
  "prc_organ",
  "organ",
  "title",
  "deputy",
  "body",
  "pair",
]);

function extendLeft(text: string, tokens: readonly Token[], index: number, end: number): Office {
  const parts: Token[] = [tokens[index]!];
  let start = tokens[index]!.start;
  let at = start;
  let posted = false;
  let before = index - 1;
  while (at > 0 && start - at < 16) {
    while (before >= 0 && tokens[before]!.end > at) before--;
    const token = before >= 0 ? tokens[before]! : undefined;
    if (token && token.end === at && token.term.kind === "title" && at < start) break;
    if (token && token.end === at && PART.has(token.term.kind)) {
      parts.unshift(token);
      start = at = token.start;
      before--;
      continue;
    }
    const character = text[at - 1]!;
    if (character === "·") break;
    // 习近平主席特使孟建柱: the sender's name belongs to the envoy's office.
    if (
      token &&
      token.end === at &&
      token.term.kind === "person" &&
      /^(?:国家主席|主席|总统|总理)?特使/.test(text.slice(at))
    ) {
      start = at = token.start;
      before--;
      continue;
    }
    if (character === "驻") {
      posted = true;
      start = at = at - 1;
      continue;
    }
    if (STOPS_OFFICE.test(text.slice(Math.max(0, at - 2), at)) || STOPS_OFFICE.test(character)) {
      if (!/[与和及]/.test(character) || !joinsOrgan(text, at, start)) break;
    }
    if (token && token.end > at - 1) break;
    at--;
  }
  const word = /(?:常务|第一|代理|候任|时任|前|原|常任)?副?$/.exec(text.slice(0, start))?.[0] ?? "";
  return { start: start - word.length, end, tokens: parts, posted };
}

/** 内政与文化遗产部部长: 与 inside the name of a ministry. */
function joinsOrgan(text: string, at: number, start: number): boolean {
  return /^[\u4e00-\u9fff]{1,8}(?:部|局|署|厅|委|院)$/.test(text.slice(at, start));
}
