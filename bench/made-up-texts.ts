import type { EventType, Topic } from "../extractors/event.ts";
import type { Roll } from "./dice.ts";

/** A foreign state with a city, in both languages. */
export interface Place {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly zhCity: string;
  readonly enCity: string;
}

export const PLACES: readonly Place[] = [
  ["KH", "柬埔寨", "Cambodia", "金边", "Phnom Penh"],
  ["LA", "老挝", "Laos", "万象", "Vientiane"],
  ["MM", "缅甸", "Myanmar", "内比都", "Naypyidaw"],
  ["TH", "泰国", "Thailand", "曼谷", "Bangkok"],
  ["VN", "越南", "Vietnam", "河内", "Hanoi"],
  ["KZ", "哈萨克斯坦", "Kazakhstan", "阿斯塔纳", "Astana"],
  ["UZ", "乌兹别克斯坦", "Uzbekistan", "塔什干", "Tashkent"],
  ["KG", "吉尔吉斯斯坦", "Kyrgyzstan", "比什凯克", "Bishkek"],
  ["TJ", "塔吉克斯坦", "Tajikistan", "杜尚别", "Dushanbe"],
  ["PK", "巴基斯坦", "Pakistan", "伊斯兰堡", "Islamabad"],
  ["FJ", "斐济", "Fiji", "苏瓦", "Suva"],
  ["SB", "所罗门群岛", "Solomon Islands", "霍尼亚拉", "Honiara"],
  ["TO", "汤加", "Tonga", "努库阿洛法", "Nuku'alofa"],
  ["ZA", "南非", "South Africa", "比勒陀利亚", "Pretoria"],
  ["KE", "肯尼亚", "Kenya", "内罗毕", "Nairobi"],
  ["ET", "埃塞俄比亚", "Ethiopia", "亚的斯亚贝巴", "Addis Ababa"],
  ["AO", "安哥拉", "Angola", "罗安达", "Luanda"],
  ["RS", "塞尔维亚", "Serbia", "贝尔格莱德", "Belgrade"],
  ["IT", "意大利", "Italy", "罗马", "Rome"],
  ["AE", "阿联酋", "United Arab Emirates", "阿布扎比", "Abu Dhabi"],
  ["AR", "阿根廷", "Argentina", "布宜诺斯艾利斯", "Buenos Aires"],
  ["CU", "古巴", "Cuba", "哈瓦那", "Havana"],
  ["MN", "蒙古国", "Mongolia", "乌兰巴托", "Ulaanbaatar"],
  ["NP", "尼泊尔", "Nepal", "加德满都", "Kathmandu"],
].map(([code, zh, en, zhCity, enCity]) => ({ code, zh, en, zhCity, enCity }) as Place);

export const TOPICS: readonly { readonly code: Topic; readonly zh: string; readonly en: string }[] = [
  { code: "counternarcotics", zh: "禁毒", en: "drug control" },
  { code: "telecom_fraud", zh: "打击电信网络诈骗", en: "telecom fraud" },
  { code: "counterterrorism", zh: "反恐", en: "counter-terrorism" },
  { code: "transnational_crime", zh: "打击跨国犯罪", en: "transnational crime" },
  { code: "border_security", zh: "边境管控", en: "border security" },
  { code: "citizen_project_protection", zh: "保护中国公民和项目安全", en: "the safety of Chinese citizens" },
];

const DEEDS: Record<EventType, readonly [zh: string, en: string]> = {
  meeting: ["举行会谈", "held talks"],
  agreement: ["签署合作谅解备忘录", "signed a memorandum of understanding"],
  training: ["出席警务研修班结业式", "attended the closing of a police training course"],
  assistance: ["出席警用物资交接仪式", "attended the handover of police equipment"],
  patrol: ["启动联合巡逻执法行动", "started a joint patrol"],
  exercise: ["观摩联合演练", "watched a joint exercise"],
  operation: ["移交一批犯罪嫌疑人", "handed over a group of suspects"],
  forum: ["出席执法合作论坛", "attended a forum on law-enforcement cooperation"],
};

const SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高".split("");
const GIVEN = "卫国建华志强文斌海峰晓明立新振东永平".split("");
const LATIN = [
  "Tudia",
  "Vata",
  "Sok",
  "Phan",
  "Aung",
  "Somsak",
  "Nurlan",
  "Rahim",
  "Otieno",
  "Marković",
  "Silva",
];
const PINYIN = ["Wang Weiguo", "Li Jianhua", "Zhang Zhiqiang", "Liu Wenbin", "Chen Haifeng", "Yang Yongping"];

const ZH_FILL = [
  "双方积极评价近年来两国执法安全合作取得的成果，表示愿进一步加强情报交流、案件协查和能力建设。",
  "会见中，宾主就共同关心的问题深入交换意见，一致同意建立定期会晤机制，推动务实合作走深走实。",
  "使馆工作人员、当地侨界代表和中资企业负责人参加了活动，现场气氛热烈友好。",
  "当前国际形势复杂多变，各类跨境违法犯罪活动时有发生，严重危害两国人民生命财产安全。",
  "中方愿同各国一道，落实全球安全倡议，为维护地区和平稳定作出更大贡献。",
  "活动期间，代表团参观了当地警察学校和指挥中心，了解社区警务和交通管理情况。",
  "他表示，中国警方高度重视同该国警方的友好关系，将继续提供力所能及的支持。",
  "媒体对此作了报道，认为这一合作有助于提升执法能力，改善营商环境。",
];
const EN_FILL = [
  "Both sides spoke highly of their cooperation in recent years and agreed to share more information.",
  "The ambassador, officers of the embassy and representatives of Chinese companies took part.",
  "Crime across borders remains a danger to the people of both countries, the official said.",
  "The delegation also visited the national police academy and a command centre in the capital.",
  "He thanked the Chinese government for its support and looked forward to further exchanges.",
  "Local media reported the ceremony and published photographs of the guests.",
];
/** Stands in one text of some two thousand, for a search that finds little. */
const RARE = "警犬基地";

export interface MadeUpText {
  readonly language: "zh" | "en";
  readonly title: string;
  readonly text: string;
  readonly quote: string;
  /** Where the quote stands in the text. */
  readonly start: number;
  readonly names: { readonly visitor: string; readonly host: string };
}

export interface Subject {
  readonly type: EventType;
  readonly place: Place;
  readonly date: string;
  readonly topic: (typeof TOPICS)[number];
  readonly language: "zh" | "en";
  /** False for a page on something else. */
  readonly reports: boolean;
}

/** A page of a mission or a paper. What it is about is rolled by `about`, its words around that by `roll`. */
export function makeText(subject: Subject, about: Roll, roll: Roll): MadeUpText {
  const { type, place, date, topic, language, reports } = subject;
  const pick = <T>(list: readonly T[], by: Roll) => list[by(list.length)]!;
  const visitor = pick(SURNAMES, about) + pick(GIVEN, about) + pick(GIVEN, about);
  const [zhDeed, enDeed] = DEEDS[type];
  const host = pick(LATIN, about);
  const [, month, dayOfMonth] = date.split("-").map(Number) as [number, number, number];
  const rare = roll(2000) === 0;
  const fill = (from: readonly string[], count: number) =>
    Array.from({ length: count }, () => pick(from, roll));
  if (language === "zh") {
    const quote = reports
      ? `公安部副部长${visitor}在${place.zhCity}与${place.zh}警察总监${host}${zhDeed}，就${topic.zh}等交换意见`
      : `中国驻${place.zh}使馆在${place.zhCity}举办开放日活动`;
    const head = `${month}月${dayOfMonth}日，`;
    const body = fill(ZH_FILL, 8 + roll(6));
    if (rare) body.push(`代表团还参观了${RARE}。`);
    const title = reports ? `公安部副部长${visitor}访问${place.zh}` : `驻${place.zh}使馆举办开放日`;
    return {
      language,
      title,
      text: `${head}${quote}。\n${body.join("\n")}`,
      quote,
      start: head.length,
      names: { visitor, host },
    };
  }
  const quote = reports
    ? `Vice Minister ${pick(PINYIN, about)} and ${place.en}'s police commissioner ${host} ${enDeed} in ${place.enCity}`
    : `The Chinese embassy in ${place.enCity} opened its doors to students`;
  const head = `On ${dayOfMonth}.${month}., `;
  const body = fill(EN_FILL, 8 + roll(6));
  if (rare) body.push("A kennel of police dogs was shown.");
  const text = `${head}${quote}, with ${topic.en} on the agenda.\n${body.join(" ")}`;
  const title = reports ? `${place.en} and China: police ${type}` : `Open day in ${place.enCity}`;
  return { language, title, text, quote, start: head.length, names: { visitor, host } };
}
