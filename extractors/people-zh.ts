import type { Chunk } from "./chunk.ts";
import { type DocumentContext, type MetPerson, mainCountry } from "./context.ts";
import type { OrganType } from "./dictionaries.ts";
import type { PrcActor } from "./event.ts";
import { actorsOn } from "./lexicon.ts";
import { chineseNameEnd, foreignNameEnd, opensWord } from "./names-zh.ts";
import { organTypeOf, type Token } from "./tokens-zh.ts";

/** An office as written: everything from its country or organ to its last title, and what the parts say. */
interface Office {
  start: number;
  end: number;
  tokens: Token[];
  /** 驻 (posted to): the head of a mission. */
  posted: boolean;
}

/** What cannot stand inside an office: marks, figures, date-lines, and the verbs that link two parties. */
const STOPS_OFFICE =
  /[\d\s，、。；：！？“”（）()《》【】\n]|[电讯]$|会见|接见|会谈|会晤|拜会|拜访|约见|走访|造访|看望|访问|来访|到访|前往|举行|举办|召开|召集|开展|启动|率领|陪同|邀请|出席|参加|主持|欢迎|通过|签署|移交|捐赠|赠送|表示|感谢|代表(?!团|处|委)|[的了同与向对由将把被是在于从并就及和等率为至到经请见]$/;

/**
 * People of a normalised sentence who are named with an office or known by name: one chunk a person, from the first
 * word of the office to the end of the name. Names are added to the context, so that later bare mentions are read too.
 */
export function findPeopleZh(text: string, tokens: readonly Token[], context: DocumentContext): Chunk[] {
  const chunks: Chunk[] = [];
  for (const office of findOffices(text, tokens)) {
    if (chunks.some((c) => office.start < c.end && c.start < office.end)) continue;
    const chunk = readPerson(text, office, tokens, context);
    if (!chunk) continue;
    chunks.push(chunk);
    remember(text, chunk, context);
  }
  for (const token of tokens) {
    if (token.term.kind !== "person") continue;
    if (chunks.some((c) => token.start < c.end && c.start < token.end)) continue;
    const known = context.lexicon.people.get(token.term.id);
    // 克里姆林宫 (the Kremlin) begins like 克里 (Kerry).
    const longer =
      known?.side === "foreign" && foreignNameEnd(text, token.start, context.lexicon) > token.end;
    if (!known || longer || text[token.end] === "·" || text[token.start - 1] === "·") continue;
    if (/^(?:国家主席|主席|总统|总理)?特使/.test(text.slice(token.end))) continue;
    const actors = known.side === "prc" ? actorsOn(known, context.anchor.day) : [];
    const chunk: Chunk = {
      kind: known.side === "prc" ? "prc_person" : "foreign_person",
      start: token.start,
      end: token.end,
      countries: known.country ? [known.country] : [],
      actors,
      name: { start: token.start, end: token.end },
      known: known.id,
    };
    chunks.push(chunk);
    remember(text, chunk, context);
  }
  return chunks.sort((a, b) => a.start - b.start);
}

/** Titles with everything to their left that belongs to them; 国务委员、公安部部长 (two offices of one person) is one. */
function findOffices(text: string, tokens: readonly Token[]): Office[] {
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
    /^长(?!期|官|远|达|效|大|城)/.test(text.slice(token.end, token.end + 2))
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

function readPerson(
  text: string,
  office: Office,
  tokens: readonly Token[],
  context: DocumentContext,
): Chunk | null {
  if (NAMES_MEETING.test(text.slice(office.end, office.end + 8))) return null;
  // Officials of Hong Kong, Macau and Taiwan are neither of the PRC organs nor foreign.
  if (office.tokens.some((t) => t.term.kind === "cn_place" && t.term.autonomous)) return null;
  const side = sideOf(text, office, context);
  let name = nameAfter(text, office.end, side.side, tokens, context);
  let { start, end } = office;
  if (name) end = Math.max(end, name.end);
  else {
    name = nameBefore(text, office.start, side.side, tokens, context);
    if (name) start = name.start;
  }
  // 部长歌歌中将: a rank after the name belongs to the person.
  if (name && name.end === end) {
    const rank = tokens.find((t) => t.start === end && t.term.kind === "title");
    if (rank) end = rank.end;
  }
  const written = name ? text.slice(name.start, name.end) : null;
  const met = written ? context.people.get(written) : undefined;
  const known = name?.known ? context.lexicon.people.get(name.known) : undefined;
  const settled = settle(side, met, known, written, context);
  if (!settled) return null;
  return {
    kind:
      settled.side === "prc" ? "prc_person" : settled.side === "foreign" ? "foreign_person" : "some_person",
    start,
    end,
    countries: settled.countries,
    actors: settled.actors,
    organ: side.organ,
    rank: side.rank,
    ...(side.open ? { countryOpen: true } : {}),
    ...(name ? { name: { start: name.start, end: name.end } } : {}),
    ...(known ? { known: known.id } : {}),
  };
}

/** 安全会议秘书第十四次会议, 部长级会议, 部长论坛: the office is part of the name of a meeting and nobody's. */
const NAMES_MEETING =
  /^(?:第[〇一二三四五六七八九十百\d]+[次届]|[一二三]?级(?!警|检)|(?:年度|定期|例行|联席|紧急|特别|非正式)?(?:会议|会晤|论坛|峰会|年会|对话|磋商)|会(?![见谈晤面同与后长]))/;

const STATE_LEADER = /国家主席|总书记|总理|国家副主席|委员长|政协主席/;

interface Side {
  side: "prc" | "foreign" | "unknown";
  countries: string[];
  actors: PrcActor[];
  organ: OrganType | null;
  rank: string;
  open: boolean;
}

/** Whose office it is, from its words alone. */
function sideOf(text: string, office: Office, context: DocumentContext): Side {
  const terms = office.tokens.map((t) => t.term);
  const written = text.slice(office.start, office.end);
  const titles = terms.flatMap((t) => (t.kind === "title" ? [t.rank] : []));
  const rank =
    ["leader", "diplomat", "minister", "head"].find((r) => titles.includes(r)) ?? titles[0] ?? "head";
  const organ = organTypeOf(terms) ?? organOfTitle(written);
  const foreign = terms.flatMap((t) =>
    t.kind === "country"
      ? [t.code]
      : t.kind === "place"
        ? [t.country]
        : t.kind === "pair"
          ? [...t.countries]
          : [],
  );
  const china = terms.some((t) => t.kind === "china" || t.kind === "cn_place") || /^我/.test(written);
  const prc = terms.flatMap((t) => (t.kind === "prc_organ" ? t.actors : []));
  const base = { organ, rank, open: false };
  const diplomat = rank === "diplomat" || /大使|领事|参赞|警务联络官|临时代办/.test(written);
  if (diplomat && /驻(?:华|中国|京|沪|穗)/.test(written))
    return { ...base, side: "foreign", countries: foreign, actors: [] };
  // 越南驻英国大使: the first country sends, the second receives.
  const sender = office.tokens[0]!.term;
  if (
    diplomat &&
    office.posted &&
    sender.kind === "country" &&
    office.tokens.some((t) => t !== office.tokens[0] && t.term.kind === "country") &&
    text[office.tokens[0]!.end] === "驻"
  ) {
    return { ...base, side: "foreign", countries: [sender.code], actors: [] };
  }
  if (diplomat && (office.posted || china))
    return { ...base, rank: "diplomat", side: "prc", countries: [], actors: ["EMBASSY"] };
  if (diplomat && foreign.length === 0) {
    return { ...base, rank: "diplomat", side: "unknown", countries: [], actors: ["EMBASSY"] };
  }
  const own = terms.flatMap((t) =>
    t.kind === "organ" && t.country && context.countries.includes(t.country) ? [t.country] : [],
  );
  if (foreign.length > 0) return { ...base, side: "foreign", countries: [...new Set(foreign)], actors: [] };
  if (prc.length > 0) return { ...base, side: "prc", countries: [], actors: [...new Set(prc)] };
  if (china) {
    const actors = organ === "police" || organ === "interior" ? (["LOCAL_PSB"] as PrcActor[]) : [];
    return { ...base, side: "prc", countries: [], actors };
  }
  if (/^(?:国务委员|中共中央|中央|全国|国务院|外交部(?:副部长|部长助理)|国家主席|习近平)/.test(written)) {
    return { ...base, side: "prc", countries: [], actors: STATE_LEADER.test(written) ? ["LEADER"] : [] };
  }
  if (own.length > 0) return { ...base, side: "foreign", countries: [own[0]!], actors: [] };
  const openForeign =
    organ !== null && /内政|内务|总检察|国土安全|警察总|国家警察|皇家|宪兵|国防军|民族/.test(written);
  const crowned = /总统|首相|国王|苏丹|酋长|埃米尔|大统领/.test(written);
  if (openForeign || crowned) {
    const country = mainCountry(context);
    return { ...base, side: "foreign", countries: country ? [country] : [], actors: [], open: true };
  }
  return { ...base, side: "unknown", countries: [], actors: [], open: true };
}

/** 警察总监 (police commissioner) and the like name their organ in the title. */
function organOfTitle(written: string): OrganType | null {
  if (/海警|海岸警卫/.test(written)) return "coast_guard";
  if (/警|刑侦|治安/.test(written)) return "police";
  if (/缉毒|禁毒/.test(written)) return "drugs";
  if (/移民/.test(written)) return "immigration";
  if (/边防|边境/.test(written)) return "border";
  if (/检察/.test(written)) return "prosecution";
  return /国家安全|国土安全|安全顾问|安全会议/.test(written) ? "security" : null;
}

/** The office, what is known of the name, and the document together. Null: no person that matters. */
function settle(
  side: Side,
  met: MetPerson | undefined,
  known: { side: "prc" | "foreign"; country: string | null } | undefined,
  written: string | null,
  context: DocumentContext,
): { side: MetPerson["side"]; countries: readonly string[]; actors: readonly PrcActor[] } | null {
  if (known?.side === "prc" && side.side !== "foreign") {
    const person = context.lexicon.people.get((known as { id?: string }).id ?? "");
    const dated = person ? actorsOn(person, context.anchor.day) : [];
    const actors = side.actors.length > 0 ? side.actors : dated;
    return { side: "prc", countries: [], actors };
  }
  if (side.side !== "unknown") return side;
  if (met && met.side !== "unknown") return met;
  if (known) return { side: known.side, countries: known.country ? [known.country] : [], actors: [] };
  if (!written) return null;
  const embassy = side.actors.includes("EMBASSY");
  const dotted = written.includes("·");
  const han = !dotted && written.length <= 3 && context.lexicon.surnames.has(written[0]!);
  if (embassy && han) return { side: "prc", countries: [], actors: ["EMBASSY"] };
  const transcribed = !han && Array.from(written).every((c) => context.lexicon.transliteration.has(c));
  if (dotted || transcribed || (!han && written.length > 3)) {
    const country = mainCountry(context);
    return { side: "foreign", countries: country ? [country] : [], actors: [] };
  }
  return { side: "unknown", countries: [], actors: embassy ? ["EMBASSY"] : [] };
}

interface Name {
  start: number;
  end: number;
  known?: string;
}

function nameAfter(
  text: string,
  at: number,
  side: Side["side"],
  tokens: readonly Token[],
  context: DocumentContext,
): Name | null {
  const person = tokens.find((t) => t.start === at && t.term.kind === "person" && text[t.end] !== "·");
  if (person?.term.kind === "person") return { start: at, end: person.end, known: person.term.id };
  for (const known of context.people.keys()) {
    if (known.length >= 2 && text.startsWith(known, at) && text[at + known.length] !== "·") {
      return { start: at, end: at + known.length };
    }
  }
  // 国务秘书萨尔瓦多: a person may be named like a country; the office has told already which state is meant.
  const homonym = tokens.find(
    (t) => t.start === at && (t.term.kind === "country" || t.term.kind === "place"),
  );
  if (
    homonym &&
    side === "foreign" &&
    /^(?:[、，出说表转在和与等会]|$)/.test(text.slice(homonym.end, homonym.end + 1))
  ) {
    return { start: at, end: homonym.end };
  }
  if (opensWord(text, at)) return null;
  const blocked = tokens.some((t) => t.start === at && t.term.kind !== "title" && t.end - t.start > 1);
  const chinese = chineseNameEnd(text, at, context.lexicon);
  const foreign = foreignNameEnd(text, at, context.lexicon);
  if (blocked && !text.slice(at, foreign).includes("·")) return null;
  const end =
    side === "prc"
      ? chinese
      : foreign > chinese || !text.slice(at, foreign)
        ? foreign
        : Math.max(foreign, chinese);
  if (end <= at + 1) return null;
  return { start: at, end };
}

/** 刘全大使, 廖进荣局长: a name that stands at once before its title. */
function nameBefore(
  text: string,
  at: number,
  side: Side["side"],
  tokens: readonly Token[],
  context: DocumentContext,
): Name | null {
  const person = tokens.find((t) => t.end === at && t.term.kind === "person");
  if (person?.term.kind === "person") return { start: person.start, end: at, known: person.term.id };
  let best: Name | null = null;
  for (const known of context.people.keys()) {
    const start = at - known.length;
    if (start >= 0 && text.startsWith(known, start) && (!best || start < best.start))
      best = { start, end: at };
  }
  if (best && best.end - best.start >= 2) return best;
  for (const length of [3, 2, 4]) {
    const start = at - length;
    if (start < 0 || chineseNameEnd(text, start, context.lexicon) !== at || !opens(text, start)) continue;
    return { start, end: at };
  }
  for (let start = Math.max(0, at - 24); start <= at - 2; start++) {
    if (!opens(text, start) || foreignNameEnd(text, start, context.lexicon) !== at) continue;
    if (side !== "prc" || text.slice(start, at).includes("·")) return { start, end: at };
  }
  // 刘大使: a surname alone refers to somebody already met.
  if (best) return best;
  return null;
}

function opens(text: string, start: number): boolean {
  return start === 0 || /[，。；：、！？“”（）\s同与和及由向对是]|[日号]$/.test(text[start - 1]!);
}

function remember(text: string, chunk: Chunk, context: DocumentContext): void {
  if (!chunk.name) return;
  const name = text.slice(chunk.name.start, chunk.name.end);
  const person: MetPerson = {
    name,
    side: chunk.kind === "prc_person" ? "prc" : chunk.kind === "foreign_person" ? "foreign" : "unknown",
    countries: chunk.countries,
    actors: chunk.actors,
    rank: chunk.rank,
    organ: chunk.organ ?? null,
    known: chunk.known,
  };
  const earlier = context.people.get(name);
  if (earlier && earlier.side !== "unknown") return;
  context.people.set(name, person);
  const parts = name.split("·");
  const last = parts.at(-1)!;
  if (parts.length > 1 && last.length >= 2 && !context.people.has(last)) context.people.set(last, person);
}
