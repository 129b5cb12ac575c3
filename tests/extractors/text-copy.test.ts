import { describe, expect, it } from "vitest";
import { copiesAmong } from "../../extractors/copies-among.ts";
import { compareMentions } from "../../extractors/link-compare.ts";
import { MOST_HASHES, readPassages } from "../../extractors/passages.ts";
import { likenessOf, mayBeCopies } from "../../extractors/text-copy.ts";
import { config, context, mention } from "./link-fixture.ts";

const LEAD =
  "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒、打击跨国犯罪和执法能力建设交换意见。";
const REPORT = [
  LEAD,
  "陈卫表示，中斐两国警方多年来保持密切往来，务实合作富有成效，中方愿继续为斐方培训执法人员并提供力所能及的帮助。",
  "陈卫指出，毒品经海路进入太平洋岛国的势头值得警惕，双方应当加快情报交流，共同查办重点案件。",
  "图迪亚感谢中国警方长期以来的支持，表示斐济警方将一如既往保护在斐中国公民和企业的安全。",
  "会见后，双方共同参观了斐济警察学院的法医实验室和指挥中心，并观看了警犬训练。",
  "驻斐济大使周建国、公安部国际合作局负责人以及斐济警察部队有关部门主管参加了会见。",
];
const zh = (...lines: string[]) =>
  readPassages({ text: lines.join("\n"), language: "zh", script: "hans" }, config.copies.furniture);
const en = (...lines: string[]) =>
  readPassages({ text: lines.join("\n"), language: "en", script: "latn" }, config.copies.furniture);
const likeness = (a: ReturnType<typeof zh>, b: ReturnType<typeof zh>) => {
  const one = likenessOf(a, b, config.copies);
  expect(likenessOf(b, a, config.copies)).toBe(one);
  return one;
};

describe("copies of a text", () => {
  it("finds a reprint whole, cut to a third from either end, and cut within a sentence", () => {
    const whole = zh(...REPORT);
    expect(likeness(whole, zh(...REPORT))).toBe(1);
    expect(likeness(whole, zh(...REPORT.slice(0, 2)))).toBe(1);
    expect(likeness(whole, zh(...REPORT.slice(4)))).toBe(1);
    expect(likeness(whole, zh(LEAD.replace("和执法能力建设", ""), REPORT[3]!))).toBe(1);
  });

  it("is not misled by bylines, datelines, editors' lines, page numbers and the date a page was put out", () => {
    const reprint = zh(
      "2024-06-12 09:30 来源：新华社 字号：大 中 小",
      `新华社苏瓦6月12日电（记者 王明 李华）${LEAD}`,
      REPORT[1]!,
      "第1页 共2页 1 2 下一页",
      REPORT[3]!,
      "（责任编辑：赵文）",
      "2024年6月13日",
    );
    expect(likeness(zh(...REPORT), reprint)).toBeGreaterThan(0.95);
    expect(likeness(zh(...REPORT), zh(`本报讯 ${LEAD}`, ...REPORT.slice(1)))).toBeGreaterThan(0.95);
  });

  it("finds a reprint in traditional characters, in full width and with other marks", () => {
    const hant = readPassages(
      {
        text: `６月１１日，公安部副部長陳衛在蘇瓦會見斐濟警察總監圖迪亞，雙方就禁毒、打擊跨國犯罪和執法能力建設交換意見。
圖迪亞感謝中國警方長期以來的支持；表示斐濟警方將一如既往保護在斐中國公民和企業的安全。`,
        language: "zh",
        script: "hant",
      },
      config.copies.furniture,
    );
    expect(likeness(zh(...REPORT), hant)).toBe(1);
  });

  it("finds a reprint with one letter mended and a line of its own", () => {
    const mended = REPORT.map((line) => line.replace("会见后，", "会见后,").replaceAll("图迪亚", "图迪娅"));
    expect(likeness(zh(...REPORT), zh(...mended, "斐济位于南太平洋，由三百多个岛屿组成。"))).toBeGreaterThan(
      0.9,
    );
  });

  it("finds an English reprint that was cut, under another dateline", () => {
    const report = [
      "SUVA, June 11 (Xinhua) -- China's Vice Minister of Public Security Chen Wei met with Fiji Police Commissioner Tudia in Suva on Tuesday.",
      "The two sides exchanged views on drug control, transnational crime and the training of officers from island states.",
      "Chen said that drugs shipped across the Pacific threaten both countries, and that the police should share what they know early.",
      "Tudia thanked the Chinese police for their long support and promised to protect Chinese citizens and companies in Fiji.",
    ];
    const cut = [report[0]!.replace("SUVA, June 11 (Xinhua) -- ", ""), report[1]!, "Editor: Zhao Wen"];
    expect(likeness(en(...report), en(...cut))).toBeGreaterThan(0.95);
    expect(likeness(en(...report), zh(...REPORT))).toBeNull();
  });

  it("takes no caption and no shared line for a copy", () => {
    expect(likeness(zh(...REPORT), zh("双方就禁毒、打击跨国犯罪和执法能力建设交换意见。"))).toBeNull();
    expect(likeness(zh(...REPORT), zh(REPORT[5]!, ...OTHER))).toBeNull();
  });
});

const OTHER = [
  "9月2日，驻斐济使馆举行捐赠仪式，向斐济警察部队移交一批摩托车和对讲机，大使和斐方警务部门主管出席。",
  "大使说，这批物资是中方为斐济大选期间维护社会秩序提供的帮助，希望早日投入使用。",
  "斐方代表表示，新装备将首先分配给北部和西部警区，缓解基层巡逻力量不足的困难。",
];

describe("pages made from one template", () => {
  const courtesy = (day: string, host: string, name: string) => [
    `${day}，驻斐济大使周建国礼节性拜会斐济${host}${name}。`,
    `周大使介绍了中国经济社会发展情况，表示愿同${name}一道推动两国执法安全合作不断取得新成果。`,
    `${name}欢迎周大使履新，高度评价中国为斐济警方提供的培训和物资援助，期待双方继续深化合作。`,
    "双方还就共同关心的其他问题交换了意见。使馆政务参赞等参加会见。",
  ];

  it.each([
    ["another minister on another day", courtesy("3月10日", "警察总监", "图迪亚")],
    ["another minister on the same day", courtesy("3月3日", "司法部长", "西瓦萨")],
    ["the same minister on another day", courtesy("3月13日", "内政部长", "瓦塔")],
  ])("are no copies: %s", (_, other) => {
    expect(likeness(zh(...courtesy("3月3日", "内政部长", "瓦塔")), zh(...other))).toBeNull();
  });

  it("are no copies although nearly all of a long page is the same", () => {
    const patrol = (round: string, day: string) => [
      `第${round}次中老缅泰湄公河联合巡逻执法行动${day}在云南西双版纳关累港启动，四国执法船艇编队出航。`,
      ...REPORT.slice(1),
      ...OTHER.slice(1),
    ];
    expect(likeness(zh(...patrol("97", "20日")), zh(...patrol("98", "20日")))).toBeNull();
    expect(likeness(zh(...patrol("九十七", "20日")), zh(...patrol("九十八", "20日")))).toBeNull();
    expect(likeness(zh(...patrol("97", "3日")), zh(...patrol("97", "13日")))).toBeNull();
    expect(likeness(zh(...patrol("97", "20日")), zh(...patrol("97", "20日")))).toBe(1);
  });

  it("are no copies where the lead is another and the rest is what every page says", () => {
    const tail = REPORT.slice(1);
    expect(likeness(zh(LEAD, ...tail), zh(OTHER[0]!, ...tail))).toBeNull();
  });

  it("are no copies in English", () => {
    const page = (round: string, day: string) =>
      en(
        `The ${round} joint patrol of China, Laos, Myanmar and Thailand on the Mekong River was launched in Guanlei on ${day}.`,
        "Law enforcement vessels of the four countries will inspect boats and visit villages along the river for four days.",
        "Officers will also hand out leaflets against drugs and telecom fraud, and hold a meeting on the security of the river.",
      );
    expect(likeness(page("97th", "September 22"), page("98th", "October 20"))).toBeNull();
    expect(likeness(page("97th", "September 22"), page("97th", "September 22"))).toBe(1);
  });
});

describe("candidates for the check", () => {
  it("are texts of which the smaller shares a good part, whatever the size of the other", () => {
    expect(mayBeCopies(1, 30, 2)).toBe(true);
    expect(mayBeCopies(1, 30, 12)).toBe(false);
    expect(mayBeCopies(0, 1, 1)).toBe(false);
  });

  it("are found also in a text so long that only a sample of it is kept", () => {
    const lines = Array.from({ length: 900 }, (_, at) => `公安机关在第${at}个社区走访居民并检查了消防设施`);
    const [long, part] = [zh(...lines), zh(...lines.slice(100, 160))];
    expect(long.hashes).toHaveLength(MOST_HASHES);
    const shared = part.hashes.filter((hash) => long.hashes.includes(hash)).length;
    expect(mayBeCopies(shared, long.hashes.length, part.hashes.length)).toBe(true);
    expect(likeness(long, part)).toBe(1);
  });

  it("are found among texts held in memory as well, for scoring", () => {
    const text = (id: string, ...lines: string[]) => {
      return { id, text: lines.join("\n"), language: "zh" as const, script: "hans" };
    };
    const texts = [text("a", ...REPORT), text("b", ...OTHER), text("c", LEAD, REPORT[2]!), text("d", "没有")];
    expect([...copiesAmong(texts, config.copies)]).toEqual([
      ["a", ["c"]],
      ["c", ["a"]],
    ]);
  });

  it("are found in time that grows with the text and no faster", () => {
    const cost = (letters: number) => {
      const text = "a1 ,-- ".repeat(letters / 7);
      const from = process.cpuUsage();
      for (let round = 0; round < 20; round++) en(text);
      return process.cpuUsage(from).user / letters;
    };
    cost(70_000);
    expect(cost(70_000)).toBeLessThan(8 * cost(7_000));
  });
});

describe("linking mentions of copies", () => {
  const quote = "公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚";
  const rest = { language: "zh" as const, quote };
  const one = mention("1", { date: "2024-06-11" }, { ...rest, copies: ["document 2"] });
  const two = (more: object, coding = {}) =>
    mention("2", { date: "2024-06-14", ...coding }, { ...rest, copies: ["document 1"], ...more });

  it("takes the same passage of a copy for the same report, whatever date was read there", () => {
    const { reasons, conflicts, score } = compareMentions(one, two({}), context);
    expect(reasons).toContain("a copy of the text, same passage");
    expect(conflicts).toEqual([]);
    expect(score).toBeGreaterThan(0.9);
    const hant = two({ quote: "公安部副部長陳衛在蘇瓦會見斐濟警察總監圖迪亞" });
    expect(compareMentions(one, hant, context).reasons).toContain("a copy of the text, same passage");
  });

  it("does not take another passage of a copy for the same report", () => {
    const other = two({ quote: "会见后，双方共同参观了斐济警察学院" }, { date: "2024-06-11" });
    expect(compareMentions(one, other, context).reasons).toContain("a copy of the text");
  });

  it("takes the same words long after, with another date, for another event", () => {
    const later = two({ published: "2025-03-14" }, { date: "2025-03-12" });
    expect(compareMentions(one, later, context).conflicts).not.toEqual([]);
  });

  it("keeps rounds of a series apart, though their reports be copies", () => {
    const patrol = (id: string, round: number, copies: string[]) =>
      mention(
        id,
        { type: "patrol", countries: ["LA"], date: "2024-06-11", round },
        { language: "zh", quote: `第${round}次中老缅泰湄公河联合巡逻执法行动在云南关累港启动`, copies },
      );
    const result = compareMentions(patrol("1", 97, ["document 2"]), patrol("2", 98, ["document 1"]), context);
    expect(result.conflicts).toEqual(["different rounds (97 and 98)"]);
    expect(result.reasons).toContain("a copy of the text");
  });
});
