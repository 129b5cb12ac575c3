import { describe, expect, it } from "vitest";
import { explain, extract, loadRulebook } from "../../extractors/extract.ts";
import { readWords } from "../../extractors/read-words.ts";
import { statesOfSources } from "../../extractors/source-state.ts";

const rulebook = await loadRulebook("config");

type Page = readonly [language: "zh" | "en" | "fr", source: string | null, title: string, text: string];
const documentOf = ([language, source, title, text]: Page) => ({
  id: "page",
  language: language === "fr" ? ("other" as const) : language,
  languageCode: { zh: "cmn", en: "eng", fr: "fra" }[language],
  title,
  text,
  published: "2024-06-14",
  ...(source === null ? {} : { sourceId: source }),
});
const read = (...page: Page) => extract(rulebook, documentOf(page)).mentions;
const codes = (...page: Page) =>
  read(...page).map(({ coding: { type, countries } }) => [type, ...countries].join(" "));
const withoutSource = ([language, , title, text]: Page): Page => [language, null, title, text];

const SILENT: readonly (readonly [...Page, string])[] = [
  ["zh", "ke", "大使会见警察总监", "6月11日，大使会见警察总监，双方就执法安全合作交换意见。", "meeting KE"],
  [
    "zh",
    "fj",
    "周大使会见警察总监",
    "6月11日，周明远大使会见警察总监图伊瓦，就加强执法安全合作交换意见。",
    "meeting FJ",
  ],
  [
    "zh",
    "tz",
    "大使会见内政部长",
    "6月11日，陈立行大使会见内政部长巴希尔·马孔达，双方就打击跨国犯罪深入交换意见。",
    "meeting TZ",
  ],
  ["zh", "zm", "大使会见移民局局长", "6月11日，大使会见移民局局长，就打击非法移民交换意见。", "meeting ZM"],
  [
    "zh",
    "cg-durban",
    "总领事走访警察局",
    "6月11日，代总领事走访首都警察局，会见警察局长，就加强执法合作、保护侨胞安全交换意见。",
    "meeting ZA",
  ],
  [
    "zh",
    "sb",
    "中方向国家警察移交车辆",
    "6月11日，中方向国家警察移交20辆巡逻车，大使出席移交仪式。",
    "assistance SB",
  ],
  ["zh", "to", "使馆同警方会谈", "6月11日，使馆同国家警察举行执法合作会谈。", "meeting TO"],
  ["zh", "pg", "使馆向警方捐赠物资", "6月11日，使馆向当地警方捐赠一批警用摩托车。", "assistance PG"],
  [
    "en",
    "ke",
    "Ambassador meets Inspector General of Police",
    "On 11 June 2024, the ambassador called on the Inspector General of Police to discuss security cooperation.",
    "meeting KE",
  ],
  [
    "en",
    "gh",
    "Ambassador Lin Daoming meets the Police Commissioner",
    "On 11 June 2024, Ambassador Lin Daoming met with the Police Commissioner and exchanged views on law enforcement cooperation.",
    "meeting GH",
  ],
  [
    "en",
    "cr",
    "Ambassador meets the Minister",
    "On 11 June 2024, the ambassador called on the Minister of Public Security to discuss security cooperation.",
    "meeting CR",
  ],
  [
    "zh",
    "cg-losangeles",
    "总领事会见警察局长",
    "6月11日，林道明总领事会见警察局长多米尼克·韦尔斯，就保护中国公民安全和执法合作交换意见。",
    "meeting US",
  ],
  [
    "en",
    "ls",
    "Embassy hands over equipment",
    "On 11 June 2024, the Embassy handed over 30 motorcycles to the Mounted Police Service at a ceremony attended by the Minister for Home Affairs.",
    "assistance LS",
  ],
  [
    "en",
    "lr",
    "Handover of vehicles",
    "On 11 June 2024, the Chinese side handed over 20 vehicles to the national police. The Police Commissioner thanked China for the donation.",
    "assistance LR",
  ],
  [
    "fr",
    "sn",
    "Don de véhicules à la police",
    "Le 11 juin 2024, la Chine a remis 20 véhicules à la police nationale.",
    "assistance SN",
  ],
];

describe("a page of a mission that names no state", () => {
  it.each(SILENT)(
    "%s of %s: %s is of the state that the mission writes about",
    (...[zh, id, title, text, coded]) => {
      const page = [zh, id, title, text] as const;
      expect(codes(...page)).toEqual([coded]);
      expect(codes(...withoutSource(page))).toEqual([]);
      const [mention] = read(...page);
      expect(mention!.fieldSpans.countries).toEqual([]);
      expect(explain(rulebook, documentOf(page)).host).toBe(coded!.slice(-2));
    },
  );

  it("reads a state of one character as the host's, with the words that say it", () => {
    const text = "6月11日，大使会见乌警察总监奥科思，双方就中乌执法安全合作交换意见。";
    const [mention] = read("zh", "ug", "大使会见警察总监", text);
    expect(mention!.coding.countries).toEqual(["UG"]);
    const [span] = mention!.fieldSpans.countries!;
    expect(text.slice(span!.start, span!.end)).toContain("乌警察总监");
    expect(codes("zh", "uz", "大使会见警察总监", text)).toEqual(["meeting UZ"]);
  });

  it("calls the people whom it names later by name alone those of the host too", () => {
    const text =
      "6月11日，周明远大使会见警察总监卡贝里·图伊瓦。\n6月12日，周明远大使再次会见图伊瓦，就打击电信诈骗交换意见。";
    const found = read("zh", "fj", "大使会见警察总监", text);
    expect(found.map(({ coding }) => coding.countries)).toEqual([["FJ"], ["FJ"]]);
    expect(found.flatMap(({ fieldSpans }) => fieldSpans.countries)).toEqual([]);
  });

  it("is less sure of the state than one that names it", () => {
    const text = "6月11日，周明远大使会见警察总监图伊瓦，就执法合作交换意见。";
    // As rules and context give it: the calibration puts several scores on one step.
    const book = { ...rulebook, calibration: null };
    const score = (written: string) =>
      extract(book, documentOf(["zh", "fj", "使馆活动", written])).mentions[0];
    const silent = score(text);
    const said = score(text.replace("警察总监", "斐济警察总监"));
    expect(said!.coding.countries).toEqual(silent!.coding.countries);
    expect(silent!.confidence).toBeLessThan(said!.confidence);
  });
});

const TALKS = "双方就执法安全合作交换意见。";
describe("the state of the source is not that of", () => {
  it.each<readonly [string, Page, readonly string[]]>([
    [
      "a party whose state is named",
      ["zh", "ke", "大使会见警察总监", `6月11日，大使会见乌干达警察总监，${TALKS}`],
      ["meeting UG"],
    ],
    [
      "a page about another state",
      ["zh", "ke", "乌干达代表团访问使馆", `6月11日，大使会见警察总监，${TALKS}`],
      ["meeting UG"],
    ],
    [
      "a page about another state in English",
      [
        "en",
        "ke",
        "Ugandan delegation at the Embassy",
        "On 11 June 2024, the ambassador met the Inspector General of Police to discuss security cooperation.",
      ],
      ["meeting UG"],
    ],
    [
      "another state, written with one character",
      ["zh", "ke", "大使会见内政部长", `6月11日，大使会见缅内政部长，${TALKS}`],
      ["meeting MM"],
    ],
    [
      "states that nobody names",
      ["zh", "ke", "大使出席活动", `6月11日，大使会见有关国家警察总监，${TALKS}`],
      [],
    ],
    [
      "an officer beside a body of many states",
      ["zh", "ke", "大使出席国际刑警组织活动", `6月11日，大使会见内政部长，${TALKS}`],
      [],
    ],
    [
      "a Chinese press conference",
      [
        "zh",
        "ke",
        "2024年6月11日外交部发言人主持例行记者会",
        `答：6月11日，中方向国家警察移交了一批装备，大使会见警察总监，${TALKS}`,
      ],
      [],
    ],
    [
      "a press conference in English",
      [
        "en",
        "ke",
        "Foreign Ministry Spokesperson's Regular Press Conference",
        "On 11 June 2024, China handed over 20 vehicles to the national police. The ambassador called on the Inspector General of Police.",
      ],
      [],
    ],
    [
      "news of a Chinese agency",
      ["zh", "ke", "警方移交车辆", "新华社北京6月11日电　6月11日，中方向国家警察移交20辆巡逻车。"],
      [],
    ],
    [
      "a report filed in China",
      [
        "en",
        "ke",
        "Handover",
        "BEIJING, June 11 -- On 11 June 2024, the Chinese side handed over 20 vehicles to the national police.",
      ],
      [],
    ],
    [
      "police news from China",
      ["zh", "ke", "云南警方移交车辆", "6月11日，云南省公安厅向警方移交20辆警车，警察总监等出席。"],
      [],
    ],
    [
      "training at home",
      [
        "en",
        "ke",
        "Ministry of Public Security trains police",
        "On 11 June 2024, the Ministry of Public Security held a training course for 30 police officers in Beijing.",
      ],
      [],
    ],
    [
      "the mission's own staff",
      ["zh", "ke", "大使会见警务参赞", "6月11日，大使会见警务参赞李强，听取警务工作汇报。"],
      [],
    ],
    [
      "a consular notice",
      ["zh", "ke", "提醒在当地中国公民注意安全", `6月11日，大使会见警察总监，${TALKS}遇险请向当地警方报警。`],
      [],
    ],
    [
      "Hong Kong, Macau and Taiwan",
      ["zh", "ke", "大使会见香港警务处处长", `6月11日，大使会见香港警务处处长，${TALKS}`],
      [],
    ],
    [
      "a mission of another state",
      [
        "en",
        "ke",
        "Vehicles for the police",
        "On 11 June 2024, the Embassy of Japan handed over 20 vehicles to the police at the Embassy.",
      ],
      [],
    ],
    [
      "an envoy of another state",
      [
        "en",
        "ke",
        "Vehicles for the police",
        "On 11 June 2024, the Ambassador of Japan met the Minister of Interior and handed over 20 vehicles to the police.",
      ],
      [],
    ],
  ])("%s", (_, page, coded) => {
    expect(codes(...page)).toEqual(coded);
  });

  it.each(["m-un", "xinhua-zh", "mfa-zh", "mps", "not-in-the-register"])(
    "the source %s, which has none",
    (id) => {
      expect(codes("zh", id, "大使会见警察总监", `6月11日，大使会见警察总监，${TALKS}`)).toEqual([]);
    },
  );

  it("items of a bulletin, each of which tells of something else", () => {
    const items = ["警察总监会见大使", "国家警察接收车辆", "内政部长出席活动"].map(
      (head) =>
        `${head}\n6月11日，周明远大使会见警察总监，双方就执法安全合作和打击跨国犯罪等议题深入交换了意见。`,
    );
    expect(codes("zh", "fj", "简况", items.join("\n"))).toEqual([]);
  });
});

describe("the register", () => {
  const { sources, sourceStates } = rulebook;
  const [embassy] = sources.filter(({ id }) => id === "fj");

  it("gives missions the state they are accredited to, and China's own media and missions to organisations none", () => {
    expect(sourceStates.get("fj")).toEqual({ state: "FJ", mission: true });
    expect(sourceStates.get("cg-auckland")).toEqual({ state: "NZ", mission: true });
    expect(["m-un", "m-asean", "xinhua-en", "mps", "gov-cn-zh"].filter((id) => sourceStates.has(id))).toEqual(
      [],
    );
    expect(
      [...sourceStates.values()].filter(({ state }) => ["CN", "HK", "MO", "TW"].includes(state)),
    ).toEqual([]);
  });

  it("gives a foreign publisher its own state, where the source is not said to write about another", () => {
    const paper = {
      ...embassy!,
      id: "paper",
      kind: "newspaper" as const,
      publisher: { name: "A paper of this test", country: "WS", official: false },
    };
    const states = statesOfSources([
      { ...paper, covers: { country: null } },
      { ...paper, id: "regional", covers: { country: "TO" } },
      { ...embassy!, id: "hk", covers: { country: "HK" } },
    ]);
    expect([...states]).toEqual([
      ["paper", { state: "WS", mission: false }],
      ["regional", { state: "TO", mission: false }],
    ]);
  });

  it("leaves bare envoys of a foreign paper alone", () => {
    const states = new Map([["paper", { state: "WS", mission: false }]]);
    const book = { ...rulebook, sourceStates: states };
    const text = (who: string) =>
      `On 11 June 2024, ${who} called on the Police Commissioner to discuss security cooperation.`;
    const found = (who: string) =>
      extract(book, documentOf(["en", "paper", "A call", text(who)])).mentions.map((m) => m.coding.countries);
    expect(found("the Chinese ambassador")).toEqual([["WS"]]);
    expect(found("the ambassador")).toEqual([]);
  });
});

it("reads words that a reviewer marks on a page of a mission as those of its people", () => {
  const text = "6月11日，大使会见警察局长卡贝里·图伊瓦。";
  const document = documentOf(["zh", "fj", "", text]);
  const start = text.indexOf("警察局长");
  const marked = { in: "text" as const, start, end: text.indexOf("。") };
  expect(readWords(rulebook, document, marked)).toMatchObject({ foreign_people: ["卡贝里·图伊瓦"] });
});
