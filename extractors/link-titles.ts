import type { WordClass } from "./link-config.ts";
import { firstClass } from "./link-text.ts";
import { isChinese } from "./romanise.ts";

/** The name of an exercise or operation: “合作—2019”, Cooperation-2019, 猎狐, Fox Hunt. */
export interface EventName {
  readonly name: string;
  /** Known names are one in all languages. */
  readonly known: boolean;
  /** The year or number that goes with it. */
  readonly number: number | undefined;
}

const NUMBERED =
  /(?<zh>\p{Script=Han}{2,6})["”」』]?\s?[-—–－·‐]{1,2}\s?["“]?(?<zhNumber>(?:19|20)\d\d|[1-9]\d?)(?:号|年)?(?!\d)|(?<en>(?:[a-z]{3,} )?[a-z]{3,})["”]?\s?[-—–‐]{1,2}\s?(?<enNumber>(?:19|20)\d\d)(?!\d|[-—–]\d)/gu;

/** The names that a folded passage gives to exercises and operations; `known` lists some in several languages. */
export function eventNames(text: string, known: readonly WordClass[]): EventName[] {
  const found = new Map<string, EventName>();
  for (const { groups } of text.matchAll(NUMBERED)) {
    const { zh, zhNumber, en, enNumber } = groups as Record<string, string | undefined>;
    const name = firstClass(zh ?? en!, known);
    const number = Number(zhNumber ?? enNumber);
    const written = zh ?? en!.split(" ").at(-1)!;
    found.set(name ?? written, { name: name ?? written, known: name !== undefined, number });
  }
  for (const [, quoted = ""] of text.matchAll(QUOTED)) {
    const name = firstClass(quoted, known);
    const year = /(?:19|20)\d\d/.exec(quoted)?.[0];
    const number = year === undefined ? undefined : Number(year);
    const written = quoted.replace(/[-—–－·\s\d年号]+$/, "");
    if (!found.has(name ?? written)) {
      found.set(name ?? written, { name: name ?? written, known: name !== undefined, number });
    }
  }
  for (const [, after = ""] of text.matchAll(OPERATION)) {
    const name = firstClass(after, known);
    if (name !== undefined && !found.has(name)) found.set(name, { name, known: true, number: undefined });
  }
  return [...found.values()];
}

const QUOTED =
  /[“"「『]([^”"」』]{2,24})[”"」』](?=.{0,8}(?:行动|演习|演练|operation|exercise|drill|campaign))/gu;
/** "Operation Fox Hunt"; what stands before the word is as often no name: a joint operation. */
const OPERATION = /\b(?:operation|exercise|campaign|operacion|ejercicio) ((?:[a-z]{3,} )?[a-z]{3,})/gu;

/**
 * How the names of two mentions agree: 1 the same with its number, 0.6 the same (a campaign has many operations), −1 others,
 * 0.5 or −0.5 where only numbers can be compared.
 */
export function compareEventNames(a: readonly EventName[], b: readonly EventName[]): number | undefined {
  let best: number | undefined;
  for (const x of a) {
    for (const y of b) {
      const value = compareTwo(x, y);
      if (value !== undefined && (best === undefined || value > best)) best = value;
    }
  }
  return best;
}

function compareTwo(x: EventName, y: EventName): number | undefined {
  const numbers = x.number !== undefined && y.number !== undefined ? x.number === y.number : undefined;
  if (x.name === y.name) return numbers === undefined ? 0.6 : numbers ? 1 : -1;
  const comparable = x.known === y.known && (x.known || isChinese(x.name) === isChinese(y.name));
  if (comparable) return -1;
  return numbers === undefined ? undefined : numbers ? 0.5 : -0.5;
}

const TITLED = /《([^》]{4,80})》/gu;
const ENGLISH_PAPER =
  /\b(?:agreement|memorand(?:um|a)(?: of (?:understanding|cooperation))?|mou|treaty|protocol|arrangement|plan)s?(?: \([^)]{2,8}\))? (?:on|for|concerning|regarding|against) ([^,.;:()]{4,90})/gu;
/** What every title says, whatever the paper is about. */
const FORMAL =
  /中华人民共和国|中国|共和国|王国|联邦|政府|人民|公安部|内政部|内务部|国家|警察|警方|总局|总署|部门|之间|关于|开展|加强|深化|推进|建立|进一步|双边|联合|合作|协作|执法|安全|谅解|备忘录|协议书|协定书|协议|协定|议定书|条约|换文|意向书|会议纪要|安排|计划|文件|的|和|与|及|在|领域|方面|双方|两国|打击|预防|\b(?:the|of|in|and|to|between|ministry|ministries|government|police|cooperation|cooperative|bilateral|joint|strengthening|combating|combatting|fighting|preventing|law|enforcement|field|area|areas|on|for|against|a|an|china|chinese|their|two|countries|public|security|affairs|interior)\b/gu;

/** What the papers named in a folded passage are about, what every title says left out; a paper of which nothing is left is not listed. */
export function paperSubjects(text: string): string[] {
  const titles = [...text.matchAll(TITLED), ...text.matchAll(ENGLISH_PAPER)].map(([, title = ""]) => title);
  return titles
    .map((title) => title.replace(FORMAL, " ").replace(/\s+/g, " ").trim())
    .filter((rest) => rest.length >= 2);
}
