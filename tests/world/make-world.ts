import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TEMPLATES } from "../templates.ts";
import { FAMILIES, type Family } from "./media.ts";
import { dateOf, type Fault, randomOf, type WorldArticle, type WorldHost } from "./model.ts";

const STATES =
  "老挝 斐济 瓦努阿图 汤加 萨摩亚 蒙古 尼泊尔 缅甸 柬埔寨 泰国 越南 肯尼亚 赞比亚 加纳 贝宁 多哥 马里 乍得 加蓬 佛得角 秘鲁 智利 古巴 巴西 乌拉圭 波兰 捷克 希腊 冰岛 挪威".split(
    " ",
  );
/** A mission in a state of this world; all are invented but for the names of states. */
const PLACES = STATES.map((zh, index) => ({ id: `w${String(index + 1).padStart(2, "0")}`, zh }));

/** What goes wrong, by the place of the host in the list. */
const FAULTS: Readonly<Record<number, readonly Fault[]>> = {
  0: [{ kind: "robots-loop", from: 0, to: 400 }],
  1: [{ kind: "challenge", from: 100, to: 400 }],
  2: [{ kind: "challenge", from: 60, to: 69 }],
  3: [{ kind: "retry-later", from: 80, to: 84 }],
  4: [{ kind: "slow", from: 90, to: 93 }],
  5: [{ kind: "cut-short", from: 120, to: 123 }],
  6: [{ kind: "server-error", from: 130, to: 139 }],
  7: [{ kind: "lists-by-script", from: 200, to: 400 }],
  8: [{ kind: "lists-by-script", from: 150, to: 164 }],
  9: [{ kind: "unreachable", from: 170, to: 175 }],
};

/**
 * Thirty missions in four templates, eight invented sites whose lists come in four forms, and the publishers of the
 * register with the files it has for them.
 */
export function makeWorld(): WorldHost[] {
  return [
    ...PLACES.map(missionHost),
    ...Array.from({ length: 8 }, (_, index) => otherHost(index)),
    ...FAMILIES.map(familyHost),
  ];
}

function missionHost({ id, zh }: { id: string; zh: string }, index: number): WorldHost {
  const random = randomOf(id);
  const host = `${id}.china-embassy.gov.cn`;
  const sections = random() < 0.5 ? ["/sgxw/"] : ["/chn/sgxw/", "/chn/dssghd/"];
  return {
    id,
    host,
    moves: index === 10 ? { to: "moved.china-embassy.gov.cn", day: 180 } : null,
    source: {
      id,
      title: `Embassy ${id} of the simulated year`,
      adapter: "mission",
      kind: "embassy",
      publisher: { name: "Ministry of Foreign Affairs of the PRC", country: "CN", official: true },
      covers: { country: "LA" },
      active: true,
      status: "open",
      confidence: "seen",
      editions: [
        { language: "zh", path: sections[0]!.startsWith("/chn/") ? "/chn/" : "/", confidence: "seen" },
      ],
      sections: [],
      lists: [],
    },
    family: null,
    template: TEMPLATES[index % TEMPLATES.length]!,
    filtered: false,
    sections,
    articles: articlesOf(random, zh, sections, index),
    faults: FAULTS[index] ?? [],
    soft404: index % 3 === 0,
    validators: index % 2 === 0,
    says: index % 5 === 0 ? "iso-8859-1" : index % 5 === 1 ? null : "utf-8",
    bytes: index % 7 === 3 ? "gb18030" : "utf-8",
  };
}

const FORMS = ["feed", "sitemap", "json", "page"] as const;

function otherHost(index: number): WorldHost {
  const id = `x${String(index + 1).padStart(2, "0")}`;
  const random = randomOf(id);
  const host = `www.site-${id}.example`;
  const template = FORMS[index % FORMS.length]!;
  const url = `https://${host}/lists/${template}`;
  const json = { items: "data.list", url: "link", title: "title", date: "day" };
  return {
    id,
    host,
    moves: null,
    source: {
      id,
      title: `Newspaper ${id} of the simulated year`,
      adapter: "web-page",
      kind: "newspaper",
      publisher: { name: `Newspaper ${id}`, country: "FJ", official: false },
      covers: { country: "FJ" },
      active: true,
      status: "open",
      confidence: "seen",
      editions: [],
      sections: [],
      lists: [{ section: "news", url, as: template, ...(template === "json" ? { json } : {}) }],
      ...(index % 2 === 0 ? { filter: "security" } : {}),
    },
    family: null,
    template,
    filtered: index % 2 === 0,
    sections: ["/news/"],
    articles: articlesOf(random, "斐济", ["/news/"], 40 + index),
    faults: [],
    soft404: false,
    validators: index % 3 !== 0,
    says: "utf-8",
    bytes: "utf-8",
  };
}

function familyHost(family: Family, index: number): WorldHost {
  const file = readFileSync(join("config", "sources", `${family.id}.yaml`), "utf8");
  return {
    id: family.id,
    host: family.host,
    moves: null,
    source: null,
    family,
    template: "family",
    filtered: /^filter:/m.test(file),
    sections: ["/"],
    articles: articlesOf(randomOf(family.id), "斐济", ["/"], 60 + index),
    faults: family.id === "mps" ? [{ kind: "challenge", from: 0, to: 400 }] : [],
    soft404: false,
    validators: index % 2 === 0,
    says: "utf-8",
    bytes: "utf-8",
  };
}

/** Every few days an article; some are edited, removed, put back or pinned. */
function articlesOf(
  random: () => number,
  zh: string,
  sections: readonly string[],
  place: number,
): WorldArticle[] {
  const articles: WorldArticle[] = [];
  const gap = 6 + Math.floor(random() * 30);
  for (let day = -60; day < 340; day += 2 + Math.floor(random() * gap)) {
    const number = 12_000_000 + place * 10_000 + articles.length;
    // What happens to an article happens between two looks of the falling schedule, and early enough to be seen.
    const fate = day > 0 && day < 200 ? random() : 1;
    articles.push({
      number,
      section: sections[Math.floor(random() * sections.length)]!,
      published: day,
      edited: fate < 0.15 ? day + 5 : null,
      removed: fate >= 0.15 && fate < 0.27 ? day + 20 : null,
      restored: fate >= 0.23 && fate < 0.27 ? day + 45 : null,
      pinned: articles.length === 1,
      ...contents(random, zh, day),
    });
  }
  return articles;
}

function contents(random: () => number, zh: string, day: number): Pick<WorldArticle, "title" | "paragraphs"> {
  const date = new Date(`${dateOf(day)}T00:00:00Z`);
  const said = `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
  if (random() < 0.3) {
    return {
      title: `驻${zh}大使会见${zh}警察总监（第${day + 100}号）`,
      paragraphs: [
        `${said}，中国驻${zh}大使在首都会见${zh}警察总监，双方就打击跨国犯罪和加强执法合作交换意见。`,
        "大使表示，中方愿同对方深化警务合作，共同维护地区安全与稳定，更好造福两国人民。",
      ],
    };
  }
  return {
    title: `驻${zh}使馆举办开放日活动（第${day + 100}号）`,
    paragraphs: [
      `${said}，使馆举办开放日活动，当地中学生一百余人走进使馆，观看图片展，体验书法和剪纸，品尝中国茶点。`,
      "参加活动的师生表示，希望今后有更多机会了解中国文化，学习中文，为两国友好贡献力量。",
    ],
  };
}
