import { beforeAll, describe, expect, it } from "vitest";
import type { CodedMention } from "../../extractors/event.ts";
import { explain, extract, loadRulebook, type Rulebook } from "../../extractors/extract.ts";

let book: Rulebook;
beforeAll(async () => {
  book = await loadRulebook("config");
});

const read = (text: string, title = "", published = "2024-06-15"): readonly CodedMention[] =>
  extract(book, { id: "t", language: "zh", title, text, published }).mentions;
const codings = (text: string, title = "", published = "2024-06-15") =>
  read(text, title, published).map((m) => m.coding);

describe("reading Chinese documents", () => {
  it("codes a meeting and the paper signed at it as two events", () => {
    const found = codings(
      "6月12日，公安部副部长陈国栋在北京同塔吉克斯坦内务部副部长萨利莫夫举行会谈，双方签署了关于打击跨国犯罪的合作协议。",
    );
    expect(found.map((c) => [c.type, c.date, c.countries, c.agreement_type ?? null])).toEqual([
      ["meeting", "2024-06-12", ["TJ"], null],
      ["agreement", "2024-06-12", ["TJ"], "cooperation_agreement"],
    ]);
    expect(found[0]!.prc_people).toEqual(["陈国栋"]);
    expect(found[0]!.foreign_people).toEqual(["萨利莫夫"]);
  });

  it("gives names as captured where the page is in traditional characters", () => {
    const [meeting] = codings(
      "公安部部長趙克志6月12日在北京會見馬來西亞內政部長慕尤丁，雙方談到打擊電信詐騙。",
    );
    expect(meeting).toMatchObject({
      type: "meeting",
      countries: ["MY"],
      prc_people: ["趙克志"],
      foreign_people: ["慕尤丁"],
    });
  });

  it("points every quote at the characters a person sees", () => {
    const text = "　　６月１２日，駐湯加大使李志遠向湯加警察局移交１０輛警用摩托車。";
    for (const mention of read(text)) {
      expect(text.slice(mention.evidence.start, mention.evidence.end)).toBe(mention.quote);
      for (const spans of Object.values(mention.fieldSpans)) {
        for (const span of spans ?? []) expect(span.end).toBeLessThanOrEqual(text.length);
      }
    }
    expect(read(text)).toHaveLength(1);
  });

  it("keeps Vietnam's and Laos's own 公安部 (ministry of public security) apart from China's", () => {
    expect(codings("6月12日，越南公安部部长梁三光在万象会见老挝公安部部长威莱，双方签署合作计划。")).toEqual(
      [],
    );
  });

  it("counts Hong Kong, Macau and Taiwan as no foreign state", () => {
    expect(codings("6月12日，公安部代表团在香港同香港警务处举行会谈，商讨打击跨境诈骗。")).toEqual([]);
  });

  it.each([
    ["a plan", "公安部部长将于下周会见越南公安部部长苏林。"],
    ["a wish", "公安部希望同肯尼亚内政部签署引渡条约。"],
    ["a domestic course", "6月12日，全国公安局长培训班在北京开班。"],
    ["leaders' talks", "6月12日，国家主席习近平在北京同肯尼亚总统鲁托举行会谈，双方谈到打击恐怖主义。"],
    ["a total over years", "近年来，公安机关从120个国家和地区遣返回国逃犯6000多名。"],
  ])("codes no event for %s", (_, text) => {
    expect(codings(text)).toEqual([]);
  });

  it("dates a patrol by its first day where the report is of its return", () => {
    const found = codings(
      "历时四天，第120次中老缅泰湄公河联合巡逻执法编队6月3日驶回关累港。此次行动5月31日启航，四国共派出执法艇6艘。",
    );
    expect(found.map((c) => [c.type, c.date, c.round])).toEqual([["patrol", "2024-05-31", 120]]);
  });

  it("takes 今天 in 中国的今天 (China's present) for no day", () => {
    const found = codings(
      "6月3日，公安部部长王小洪在哈瓦那会见古巴内务部长科洛梅。科洛梅说，中国的今天让人看到希望。当天，双方签署了关于警察院校合作的协议。",
    );
    expect(found.map((c) => [c.type, c.date])).toEqual([
      ["meeting", "2024-06-03"],
      ["agreement", "2024-06-03"],
    ]);
  });

  it("reads a numbered session of a mechanism that the dictionary names", () => {
    const found = codings("6月5日，孟建柱在莫斯科出席中俄执法安全合作机制第三次会议。");
    expect(found.map((c) => [c.type, c.countries])).toEqual([["meeting", ["RU"]]]);
  });

  it("gives a forum of a body no states that only some of the guests come from", () => {
    const found = codings(
      "6月3日，公安部部长王小洪在北京主持召开上海合作组织成员国安全会议秘书会议。印度、巴基斯坦代表首次与会。",
    );
    expect(found.map((c) => [c.type, c.countries])).toEqual([["forum", []]]);
  });

  it("codes a tour as a meeting for each state", () => {
    const found = codings("应邀，公安部副部长陈卫5月19日至6月3日先后访问哥伦比亚、秘鲁。");
    expect(found.map((c) => [c.type, c.countries])).toEqual([
      ["meeting", ["CO"]],
      ["meeting", ["PE"]],
    ]);
  });

  it("takes cooperation at sea (海上合作) for none of the Shanghai Cooperation Organisation (上合)", () => {
    const found = codings(
      "6月3日，中国海警局与越南海警司令部在广州举行海上合作第三次会议，双方就打击走私交换意见。",
    );
    expect(found.map((c) => [c.type, c.countries])).toEqual([["meeting", ["VN"]]]);
  });

  it("takes teaching that is talked about for no course", () => {
    const found = codings(
      "6月12日，公安部国际合作局局长李建国在北京会见塔吉克斯坦内务部学院代表团，双方就反恐教学、俄语和汉语师资互派进行座谈。",
    );
    expect(found.map((c) => [c.type, c.countries])).toEqual([["meeting", ["TJ"]]]);
  });

  it("does not carry a country from one item of a bulletin into the next", () => {
    const text = [
      "肯尼亚举行茶叶节",
      "肯尼亚第十届茶叶节昨天在内罗毕开幕，来自各地的客商参加了展销和洽谈活动，活动为期三天。",
      "一批电信诈骗嫌疑人被押解回国",
      "昨天，32名电信诈骗犯罪嫌疑人被我国公安机关从柬埔寨押解回国，案件正在进一步侦办之中。",
      "南方多地迎来强降雨",
      "今天，南方多地出现强降雨天气，气象部门提醒公众注意防范次生灾害，减少不必要的外出活动。",
    ].join("\n");
    expect(codings(text, "国内联播快讯").map((c) => [c.type, c.date, c.countries, c.persons])).toEqual([
      ["operation", "2024-06-14", ["KH"], 32],
    ]);
  });

  it("reads nothing in an item of a bulletin that has nothing to do with security, whatever the others tell", () => {
    const text = [
      "利比亚对话将在日内瓦举行",
      "利比亚各方代表4号证实，原定于5号举行的会谈推迟，新的时间将由联合国方面另行通知各个方面。",
      "两名在逃人员被遣返",
      "昨天，2名外逃犯罪嫌疑人被我国公安机关从泰国遣返回国，案件正在进一步侦办之中，赃款已经冻结。",
      "南方多地迎来强降雨",
      "今天，南方多地出现强降雨天气，气象部门提醒公众注意防范次生灾害，减少不必要的外出活动。",
    ].join("\n");
    const document = {
      id: "t",
      title: "国际联播快讯",
      text,
      language: "zh",
      published: "2024-06-15",
    } as const;
    const { mentions, claims } = extract(book, document);
    expect(mentions.map(({ coding }) => [coding.type, coding.countries])).toEqual([["operation", ["TH"]]]);
    expect(claims).toEqual([]);
  });

  it("reads a page of headlines line by line", () => {
    const text = ["中方向斐济提供教育援助", "61名电信诈骗嫌犯从缅甸被押解回国", "南方多地迎来强降雨"].join(
      "\n",
    );
    const found = read(text, "今日要闻");
    expect(found.map((m) => [m.coding.type, m.coding.countries, m.coding.persons])).toEqual([
      ["operation", ["MM"], 61],
    ]);
    const { start, end } = found[0]!.evidence;
    expect(text.slice(start, end)).toBe(found[0]!.quote);
  });

  it("reads figures with spaces around them, and quotes them as they stand", () => {
    const text = "2024 年 6 月 3 日，广东警方从越南将 12 名诈骗嫌疑人押解回国。";
    const [operation] = read(text);
    expect(operation!.coding).toMatchObject({ date: "2024-06-03", countries: ["VN"], persons: 12 });
    const [day] = operation!.fieldSpans.date!;
    expect(text.slice(day!.start, day!.end)).toBe("2024 年 6 月 3 日");
  });

  it("keeps two sessions of a day apart where others chair the second", () => {
    const text =
      "6月12日，公安部部长王小洪在北京会见塔吉克斯坦内务部部长拉希姆佐达。当天下午，两国禁毒合作工作组首次会议由公安部禁毒局局长李明同塔吉克斯坦禁毒署署长萨利莫夫共同主持。";
    expect(codings(text).map((c) => [c.type, c.foreign_people])).toEqual([
      ["meeting", ["拉希姆佐达"]],
      ["meeting", ["萨利莫夫"]],
    ]);
  });

  it("keeps the number of a patrol series", () => {
    const [patrol] = codings("第141次中老缅泰湄公河联合巡逻执法行动6月12日从关累港启动。");
    expect(patrol).toMatchObject({ type: "patrol", round: 141, date: "2024-06-12" });
    expect(new Set(patrol!.countries)).toEqual(new Set(["LA", "MM", "TH"]));
  });

  it("says why a sentence that matches a rule is no event", () => {
    const text = "公安部部长将于下周会见越南公安部部长苏林。";
    const { nearMisses } = explain(book, {
      id: "t",
      language: "zh",
      title: "",
      text,
      published: "2024-06-15",
    });
    expect(nearMisses.some((miss) => miss.ruleId.startsWith("meeting.zh"))).toBe(true);
  });
});

describe("what leaves a page in traditional characters", () => {
  it("quotes items and claims as captured", () => {
    const gift = "6月12日，駐湯加大使李志遠向湯加警察局移交10輛警用摩托車。";
    expect(codings(gift)[0]!.items).toEqual(["10輛警用摩托車"]);
    const plan = "公安部部長趙克志將於下週會見越南公安部部長蘇林。";
    const { claims } = extract(book, {
      id: "t",
      language: "zh",
      title: "",
      text: plan,
      published: "2018-06-15",
    });
    expect(claims.map((claim) => claim.kind)).toEqual(["planned"]);
    for (const claim of claims) {
      expect(plan.slice(claim.evidence.start, claim.evidence.end)).toBe(claim.quote);
    }
  });
});

describe("a sentence that tells of several acts", () => {
  const told = (text: string) =>
    codings(text).map((c) => [c.type, c.date, c.countries.join(), c.foreign_people?.join()]);

  it("gives each talk its own day and guest, also where nobody is named as host", () => {
    const found = told(
      "6月3日至8日，公安部副部长陈国栋率团出访。3日在布达佩斯会见匈牙利内政部部长平特，6日在贝尔格莱德同塞尔维亚内务部部长达契奇会谈，次日又见了黑山警察局局长布尔迪奇。",
    );
    expect(found).toEqual([
      ["meeting", "2024-06-03", "HU", "平特"],
      ["meeting", "2024-06-06", "RS", "达契奇"],
      ["meeting", "2024-06-07", "ME", "布尔迪奇"],
    ]);
  });

  it("keeps who heads a body apart from the guests of states", () => {
    const found = told(
      "6月3日，公安部部长王小洪在连云港先后会见新加坡内政部部长尚穆根和国际刑警组织秘书长斯托克。",
    );
    expect(found).toEqual([
      ["meeting", "2024-06-03", "SG", "尚穆根"],
      ["meeting", "2024-06-03", "", "斯托克"],
    ]);
  });

  it("reads a second gift as another one where a word counts on", () => {
    const found = told(
      "6月3日，驻汤加大使李志远向汤加警察部移交十辆巡逻车；5日，又向汤加监狱局移交一批安检设备。",
    );
    expect(found.map(([type, date]) => [type, date])).toEqual([
      ["assistance", "2024-06-03"],
      ["assistance", "2024-06-05"],
    ]);
  });

  it("lets two states abroad that meet without China be", () => {
    expect(told("中国公安部关注有关报道。6月3日，越南公安部部长梁三光会见老挝公安部部长威莱。")).toEqual([]);
  });
});
