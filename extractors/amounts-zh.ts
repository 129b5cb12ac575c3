import type { Chunk } from "./chunk.ts";
import type { Measures } from "./dictionaries.ts";
import { isRough, NUMBER_ZH, parseNumberZh } from "./numbers-zh.ts";
import type { TermIndex } from "./term-index.ts";

const PEOPLE_NOUN =
  "(?:[^，。；、（）\\s\\d]{0,14}?(?:嫌疑人|嫌犯|疑犯|人员|逃犯|学员|警官|官员|女警|警察|警员|民警|公民|被告|骨干|成员|同胞|代表|学生|干部|男子|女子|罪犯|毒贩|毒枭|头目|主犯|凶手|特战队员|队员|官兵|专家|教官|人))?";
const PEOPLE = new RegExp(
  `(?:共有?|近|约|逾|超过?|上)?(?<n>${NUMBER_ZH})(?:余|多|几)?(?<m>万)?(?:余|多)?(?:名|位|个?人次|人(?!民|权|类|士|员|道|工|文|质|才|身|均|口|大|力|次代|机|心|像|体|物|格|间|际|命|家)|员)(?<noun>${PEOPLE_NOUN})`,
  "g",
);
/** Words that end the name of a thing counted. */
const STOPS =
  "近日|日前|今天|昨天|在|从|被|给|向|到|由|于|将|以|与|和|及|用于|供|等|驶|开展|执行|参加|组成|经|通过|抵|赴|来自|作为|是|，|正式|仪式|已|均|备忘录|协议|协定|议定书|文件|条约|意向书|声明|合作|总价|价值|共计|并|后|交给|交到|交付|移交|转交|移送|送[给到往至上交]|运[到往抵至]|拉[到回]|[发分拨捐]给|带离|带回|押|飞|降落|结伴|结队|编队|并肩|同行";
const COUNTED = new RegExp(
  `(?<n>${NUMBER_ZH})(?:余|多)?(?<m>辆|台|套|件|部|艘|架|艇|批|双|顶|把|支|只|间|座|所|份|箱|吨|条|具|盒|块|公斤|米|张|册|副|组|个(?!国家|成员国|月|小时|方面|领域|问题|世纪|省|市|地区|单位|部门))(?<noun>国家(?:和地区|、地区)?|(?:[A-Z]{2,6}(?=[\\u4e00-\\u9fff]))?(?:(?!${STOPS})[\\u4e00-\\u9fff]){0,10})`,
  "g",
);
/**
 * What every match of the patterns holds, told at a glance: the end of a number beside its measure. Most sentences have
 * numbers (一) and count nothing.
 */
const NUMBER_END = "[\\d,〇零一二两三四五六七八九十廿卅百千万亿](?:余|多|几)?万?(?:余|多)?";
const MAY_COUNT_PEOPLE = new RegExp(`${NUMBER_END}[名位个人员]`);
const MAY_COUNT = new RegExp(`${NUMBER_END}[辆台套件部艘架艇批双顶把支只间座所份箱吨条具盒块公米张册副组个]`);

/** Sums of money in Chinese: the pattern, what it needs, and what each name of a currency stands for. */
export interface MoneyZh {
  readonly pattern: RegExp;
  readonly mayMatch: RegExp;
  /** As written → ISO 4217. */
  readonly currencies: ReadonlyMap<string, string>;
}

/** Compiles the currencies of `config/dictionaries/measures.yaml`. 块 is left out: it counts things as well. */
export function moneyZh({ currencies }: Pick<Measures, "currencies">): MoneyZh {
  const codes = new Map<string, string>();
  for (const { code, zh } of currencies) {
    for (const form of zh) if (form.length > 1 || form === "元") codes.set(form, codes.get(form) ?? code);
  }
  const names = [...codes.keys()].sort((a, b) => b.length - a.length).join("|");
  return {
    pattern: new RegExp(
      `(?:价值|总值|总额|合计|折合)?(?:约|近|逾|超过?|上)?(?<n>${NUMBER_ZH})(?:余|多)?(?<w>万|亿)?(?:余|多)?(?<c>${names})`,
      "g",
    ),
    mayMatch: new RegExp(`${NUMBER_END}亿?(?:余|多)?(?:${names})`),
    currencies: codes,
  };
}

const ORDINAL = new RegExp(
  `(?:第(?<n>${NUMBER_ZH})(?:次|届|期|轮|批|度|回|场)|首(?<first>次|届|期|轮|批|度|个|场|航))`,
  "g",
);
const PAPER = /《[^《》\n]{2,80}》/g;
const plain = { countries: [], actors: [] } as const;

/** People counted, things counted, sums of money, ordinals and titled papers of a normalised Chinese sentence. */
export function findAmountsZh(text: string, verbs: TermIndex<true>, money: MoneyZh): Chunk[] {
  const chunks: Chunk[] = [];
  const push = (chunk: Chunk) => {
    if (!chunks.some((c) => chunk.start < c.end && c.start < chunk.end)) chunks.push(chunk);
  };
  for (const m of text.includes("《") ? text.matchAll(PAPER) : []) {
    push({ ...plain, kind: "paper", start: m.index, end: m.index + m[0].length });
  }
  const isVague = (m: RegExpMatchArray) => {
    const at = m.index! + m[0].indexOf(m.groups!.n!);
    return isRough(text.slice(Math.max(0, at - 1), at), m.groups!.n!);
  };
  for (const m of money.mayMatch.test(text) ? text.matchAll(money.pattern) : []) {
    const n = parseNumberZh(m.groups!.n! + (m.groups!.w ?? ""));
    if (n === null || n === 0 || isVague(m)) continue;
    const value = `${n} ${money.currencies.get(m.groups!.c!)}`;
    push({ ...plain, kind: "money", start: m.index, end: m.index + m[0].length, number: n, value });
  }
  for (const m of /[第首]/.test(text) ? text.matchAll(ORDINAL) : []) {
    const n = m.groups!.first ? 1 : parseNumberZh(m.groups!.n!);
    if (n === null || n === 0) continue;
    push({ ...plain, kind: "ordinal", start: m.index, end: m.index + m[0].length, number: n });
  }
  for (const m of MAY_COUNT_PEOPLE.test(text) ? text.matchAll(PEOPLE) : []) {
    const n = parseNumberZh(m.groups!.n! + (m.groups!.m ?? ""));
    // 百名红通人员 is the name of a list of a hundred.
    const list = m.groups!.n === "百" && /^(?:红通|外逃)/.test(m.groups!.noun ?? "");
    if (n === null || n === 0 || n % 1 !== 0 || isVague(m) || list) continue;
    const noun = isBare(m) ? "" : (m.groups!.noun ?? "");
    const end = m.index + m[0].length - (m.groups!.noun ?? "").length + noun.length;
    push({ ...plain, kind: "people_count", start: m.index, end, number: n, noun });
  }
  for (const m of MAY_COUNT.test(text) ? text.matchAll(COUNTED) : []) {
    const n = parseNumberZh(m.groups!.n!);
    if (n === null || isVague(m)) continue;
    const noun = beforeVerb(m.groups!.noun ?? "", verbs);
    if (noun === "" && n === 2 && m.groups!.m === "部") continue;
    const end = m.index + m[0].length - (m.groups!.noun ?? "").length + noun.length;
    push({ ...plain, kind: "count", start: m.index, end, number: n, noun });
  }
  return chunks;
}

/** 两人签署了…警察, 一行五人来访…警察学院: 人 is counted itself, and no policemen. */
function isBare(match: RegExpMatchArray): boolean {
  const noun = match.groups!.noun ?? "";
  return /人$/.test(match[0].slice(0, match[0].length - noun.length));
}

/** 巡逻车 (patrol car), 检测设备 (testing equipment): what a verb is for, said in the name of the thing. */
const MADE_FOR = /^(?:[车艇船机仪器犬箱]|汽车|摩托|设备|设施|装备|器材|系统|仪器|物资|用品|试剂)/;

/** 两部签署了: the name of what is counted has ended where a verb begins that is no part of it. */
function beforeVerb(noun: string, verbs: TermIndex<true>): string {
  for (let at = 0; at < noun.length; at++) {
    const verb = verbs.at(noun, at);
    if (verb && !MADE_FOR.test(noun.slice(verb.end))) return noun.slice(0, at);
    if (verb) at = verb.end - 1;
  }
  return noun;
}
