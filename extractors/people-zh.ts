import type { Chunk } from "./chunk.ts";
import { type DocumentContext, type MetPerson, meetPerson, metChunk } from "./context.ts";
import { actorsOn, type KnownPerson } from "./lexicon.ts";
import { chineseNameEnd, dottedNameEnd, foreignNameEnd, opensWord } from "./names-zh.ts";
import { findOffices, type Office } from "./offices-zh.ts";
import { isOfOthersZh, isOwnEnvoyZh } from "./own-envoy.ts";
import { type Side, settle, sideOf } from "./sides-zh.ts";
import type { Token } from "./tokens-zh.ts";

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
    if (isByline(text, token.start)) continue;
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

/** （记者 李伟）: who writes or photographs a report may bear the name of an official. */
function isByline(text: string, at: number): boolean {
  return /(?:记者|通讯员|编辑|摄影|作者|文\/|图\/|摄：?)[\s：]{0,2}(?:[\u4e00-\u9fff]{2,4}[、\s]){0,3}$/.test(
    text.slice(Math.max(0, at - 20), at),
  );
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
  const side = inStateBefore(sideOf(text, office, context), office, tokens);
  let name = nameAfter(text, office.end, side.side, tokens, context);
  let { start, end } = office;
  if (name) end = Math.max(end, name.end);
  else {
    // 丰沙里省公安厅副厅长: what a province is called is nobody's name.
    const ofPlace = /^[省州府邦市县区]/.test(text.slice(office.start));
    name = ofPlace ? null : nameBefore(text, office.start, side.side, tokens, context);
    if (name) start = name.start;
  }
  // 部长歌歌中将: a rank after the name belongs to the person.
  if (name && name.end === end) {
    const rank = tokens.find((t) => t.start === end && t.term.kind === "title");
    if (rank) end = rank.end;
  }
  const written = name ? text.slice(name.start, name.end) : null;
  const met = written ? (context.people.get(written) ?? metBySurname(written, context)) : null;
  const bearer = name?.known ? context.lexicon.people.get(name.known) : undefined;
  const known =
    bearer && !isNamesake(bearer, text.slice(office.start, office.end), context) ? bearer : undefined;
  const settled = settle(side, met ?? undefined, known, written, context, text.slice(0, start));
  if (!settled && context.ofMission && isOwnEnvoyZh(text, start, end)) {
    const { organ } = side;
    return { kind: "prc_person", start, end, countries: [], actors: ["EMBASSY"], organ, rank: "diplomat" };
  }
  if (!settled) return name ? null : metByTitle(text, office, context);
  return {
    kind:
      settled.side === "prc" ? "prc_person" : settled.side === "foreign" ? "foreign_person" : "some_person",
    start,
    end,
    countries: settled.countries,
    actors: settled.actors,
    organ: side.organ ?? (settled === met ? met.organ : null),
    rank: side.rank,
    ...(side.open ? { countryOpen: true } : {}),
    ...(settled.ofSource ? { ofSource: true } : {}),
    ...(name ? { name: { start: name.start, end: name.end } } : {}),
    ...(known ? { known: known.id } : {}),
  };
}

/** 在马累，内政部长…: an office without its state has the one that the sentence named last before it. */
function inStateBefore(side: Side, office: Office, tokens: readonly Token[]): Side {
  const shared =
    side.organ === "interior" &&
    office.tokens.every((t) => t.term.kind === "organ" || t.term.kind === "title");
  if (side.side !== "foreign" || !(side.open || shared)) return side;
  const last = tokens.findLast(
    (t) => t.end <= office.start && (t.term.kind === "country" || t.term.kind === "place"),
  )?.term;
  const code = last?.kind === "country" ? last.code : last?.kind === "place" ? last.country : null;
  if (!code) return side;
  const { ofSource: _, ...own } = side;
  return { ...own, countries: [code] };
}

/** 副厅长李强: the office of a department is no state leader's. */
function isNamesake(bearer: KnownPerson, office: string, context: DocumentContext): boolean {
  // 旁遮普省总监安瓦尔: a man of another state bears the short name of one whose state the page does not name.
  if (bearer.side === "foreign" && bearer.country && context.countries.length > 0)
    return !context.countries.includes(bearer.country) && /总监|[局厅处署]长|督察|警/.test(office);
  return (
    bearer.side === "prc" &&
    /[厅局处科队所校院站]长|政委|教官|参赞|领事|民警|警官$/.test(office) &&
    actorsOn(bearer, context.anchor.day).includes("LEADER")
  );
}

/** 安全会议秘书第十四次会议, 部长级会议, 部长论坛: the office is part of the name of a meeting and nobody's. */
const NAMES_MEETING =
  /^(?:第[〇一二三四五六七八九十百\d]+[次届]|首[次届](?:会议|论坛|峰会|年会|对话|磋商|会[晤谈](?![\u4e00-\u9fff]*(?:部长|总监|局长)))|(?:机关|部门|当局|单位)|[一二三]?级(?!警|检)|(?:年度|定期|例行|联席|紧急|特别|非正式)?(?:会议|会晤|论坛|峰会|年会|对话|磋商)|会(?![见谈晤面同与后长]))/;

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
  // 潘萨瓦 begins like 潘萨 (Pansa), who is known.
  const longer = person && side === "foreign" && foreignNameEnd(text, at, context.lexicon) > person.end;
  if (person?.term.kind === "person" && !longer) return { start: at, end: person.end, known: person.term.id };
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
  const read = side === "prc" ? chinese : Math.max(foreign, chinese);
  const end = read > at || side !== "foreign" || blocked ? read : dottedNameEnd(text, at, context.lexicon);
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
    if (start < 0 || chineseNameEnd(text, start, context.lexicon) !== at) continue;
    // 拜会陈明健大使: a verb ends where the name begins.
    if (!opens(text, start) && context.lexicon.verbs.at(text, start - 2)?.end !== start) continue;
    return { start, end: at };
  }
  for (let start = Math.max(0, at - 24); start <= at - 2; start++) {
    if (!opens(text, start) || foreignNameEnd(text, start, context.lexicon) !== at) continue;
    if (side !== "prc" || text.slice(start, at).includes("·")) return { start, end: at };
  }
  return best ?? surnameBefore(text, at, context);
}

/** 刘大使, 王副部长: a surname alone before the title refers to somebody already met. */
function surnameBefore(text: string, at: number, context: DocumentContext): Name | null {
  const start = context.lexicon.surnames.has(text.slice(Math.max(0, at - 2), at)) ? at - 2 : at - 1;
  if (start < 0 || !metBySurname(text.slice(start, at), context)) return null;
  if (!opens(text, start) && context.lexicon.verbs.at(text, start - 2)?.end !== start) return null;
  return { start, end: at };
}

/** The one person of a Chinese name on the page who has this surname; null where there are none or several. */
function metBySurname(surname: string, context: DocumentContext): MetPerson | null {
  if (!context.lexicon.surnames.has(surname)) return null;
  return theOneMet(context, ({ name }) => {
    const given = name.length - surname.length;
    return name.startsWith(surname) && given >= 1 && given <= 2;
  });
}

/** 大使又同部长会谈: a title alone is the one person on the page who was named with it. */
function metByTitle(text: string, { start, end, tokens }: Office, context: DocumentContext): Chunk | null {
  const title = text.slice(start, end);
  if (tokens.length !== 1 || isOfOthersZh(text, start, end)) return null;
  const met = theOneMet(
    context,
    ({ office, rank }) => rank !== "leader" && office.endsWith(title) && !office.endsWith(`副${title}`),
  );
  if (!met) return null;
  const { name: _, ...unnamed } = metChunk(met, start, end);
  return unnamed;
}

/** Nobody can tell whom a short form means where so many are named. */
const TOO_MANY = 40;

/** The one person of a known side for whom a condition holds; null where there are none or several. */
function theOneMet({ people }: DocumentContext, fits: (person: MetPerson) => boolean): MetPerson | null {
  if (people.size > TOO_MANY) return null;
  const met = [...people.values()].filter((person) => person.side !== "unknown" && fits(person));
  return new Set(met).size === 1 ? met[0]! : null;
}

function opens(text: string, start: number): boolean {
  return start === 0 || /[，。；：、！？“”（）\s同与和及由向对是]|[日号]$/.test(text[start - 1]!);
}

/** Later parts of the text name a foreigner by the last part of the name: 阿莫克西 for 肯内特·阿莫克西. */
function remember(text: string, chunk: Chunk, context: DocumentContext): void {
  const person = meetPerson(text, chunk, context);
  const parts = person?.name.split("·") ?? [];
  const last = parts.at(-1) ?? "";
  if (person && parts.length > 1 && last.length >= 2 && !context.people.has(last))
    context.people.set(last, person);
}
