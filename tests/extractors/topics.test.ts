import { describe, expect, it } from "vitest";
import { extract, loadRulebook } from "../../extractors/extract.ts";

const rulebook = await loadRulebook("config");

/** The events of a page of our own, each with its topics and the words they were read from. */
function eventsOf(text: string, title = "", language: "zh" | "en" = "zh") {
  const { mentions } = extract(rulebook, { id: "page", language, title, text, published: "2019-05-20" });
  return mentions.map(({ coding, fieldSpans }) => ({
    type: coding.type,
    topics: [...coding.topics].sort(),
    words: (fieldSpans.topics ?? []).map((s) => (s.in === "title" ? title : text).slice(s.start, s.end)),
  }));
}
function topicsOf(type: string, text: string, title = "", language: "zh" | "en" = "zh") {
  return eventsOf(text, title, language).find((event) => event.type === type)?.topics;
}

const TALKS = "5月17日，公安部副部长林建国在北京会见老挝公安部副部长坎蓬·西苏万。";

describe("the topics of a meeting", () => {
  it("are what its sides spoke of, with the place of each word", () => {
    const [meeting] = eventsOf(`${TALKS}双方就反恐、禁毒合作交换意见。`);
    expect(meeting?.topics).toEqual(["counternarcotics", "counterterrorism"]);
    expect(meeting?.words).toEqual(["反恐", "禁毒"]);
  });

  it("are not what an official's office is called", () => {
    const text =
      "5月17日，公安部禁毒局局长林建国在万象同老挝公安部副部长坎蓬·西苏万举行会谈，双方就打击电信诈骗交换意见。";
    expect(topicsOf("meeting", text)).toEqual(["telecom_fraud"]);
  });

  it("are not every word that a common one would raise beside a clear one", () => {
    expect(topicsOf("meeting", `${TALKS}双方同意联手打击电信网络诈骗犯罪。`)).toEqual(["telecom_fraud"]);
  });

  it("take a common word when nothing else is said", () => {
    const text =
      "5月17日，公安部副部长林建国在北京会见老挝公安部副部长坎蓬·西苏万，双方就合作打击犯罪交换意见。";
    expect(topicsOf("meeting", text)).toEqual(["transnational_crime"]);
  });

  it.each(["希望老方保护好在老中资企业和人员的安全。", "林建国感谢老方维护中国公民合法权益。"])(
    "hold the protection of Chinese citizens where they and their safety stand together: %s",
    (sentence) => {
      expect(topicsOf("meeting", `${TALKS}${sentence}`)).toEqual(["citizen_project_protection"]);
    },
  );

  it("do not hold it where only the country or its tourists are named", () => {
    const text = `${TALKS}双方就反恐交换意见。去年到老挝的中国游客超过八十万人次。`;
    expect(topicsOf("meeting", text)).toEqual(["counterterrorism"]);
  });

  it("leave out the Maritime Silk Road", () => {
    expect(topicsOf("meeting", `${TALKS}双方就反恐和共建21世纪海上丝绸之路交换意见。`)).toEqual([
      "counterterrorism",
    ]);
  });
});

describe("the topics of events that share a sentence", () => {
  const text = `${TALKS}双方就反恐交换意见，会谈后签署《打击人口贩运合作协议》。`;

  it("are those of the paper for the paper, those of the talks for the talks", () => {
    expect(topicsOf("agreement", text)).toEqual(["human_trafficking"]);
    expect(topicsOf("meeting", text)).toEqual(["counterterrorism"]);
  });
});

describe("the topics of other events", () => {
  it("of a return of suspects are the crime, not every word of an arrest", () => {
    const text = "5月18日，在公安部工作组押解下，62名电信诈骗犯罪嫌疑人从柬埔寨金边被押解回国。";
    expect(topicsOf("operation", text)).toEqual(["telecom_fraud"]);
  });

  it("of goods handed over are no pursuit of fugitives", () => {
    const text = "5月18日，驻老挝大使周明远向老挝公安部移交一批防暴装备。";
    expect(topicsOf("assistance", text)).toEqual(["stability_maintenance"]);
  });

  it("of a coast guard's patrol are at sea", () => {
    const text = "5月16日至18日，中国海警与越南海警在北部湾开展联合巡逻。";
    expect(topicsOf("patrol", text)).toEqual(["maritime"]);
  });

  it("of a course that says nothing more are the capacity of the police", () => {
    const text = "5月16日，公安部主办的赞比亚警官研修班在浙江警察学院开班，25名学员参加。";
    expect(topicsOf("training", text)).toEqual(["law_enforcement_capacity"]);
  });
});

describe("topics in English", () => {
  const met =
    "BEIJING -- Vice Minister of Public Security Lin Jianguo met Deputy Interior Minister of Serbia Milan Petrovic in Beijing on May 17.";
  const meeting = (said: string) => topicsOf("meeting", `${met} ${said}`, "", "en");

  it("are words and not the beginnings of others", () => {
    expect(meeting("They discussed terrorism and aid for Buenos Aires.")).toEqual(["counterterrorism"]);
  });

  it("hold the safety of Chinese companies", () => {
    expect(meeting("They discussed the protection of Chinese companies in Serbia.")).toEqual([
      "citizen_project_protection",
    ]);
  });
});

describe("the safety of those of China", () => {
  it.each([
    "林建国请老方尽快查清万象两家中国商铺遭抢一案。",
    "双方谈到中老铁路沿线的安保。",
    "林建国说，旅老侨胞近来屡遭敲诈，望警方多加巡查。",
  ])("is a topic with what threatens them: %s", (sentence) => {
    expect(topicsOf("meeting", `${TALKS}${sentence}`)).toEqual(["citizen_project_protection"]);
  });

  it.each([
    "The ambassador spoke of burglaries at Chinese-owned warehouses in Lusaka.",
    "They went over the guarding of the Nairobi-Mombasa railway.",
  ])("is a topic in English: %s", (sentence) => {
    const text = `On 6 May Chinese Ambassador Li Jie met Zambian Home Affairs Minister Stephen Kampyongo in Lusaka. ${sentence}`;
    expect(topicsOf("meeting", text, "", "en")).toEqual(["citizen_project_protection"]);
  });

  it("is none where they stand beside the name of an organ or a security system", () => {
    const text =
      "On 6 May the security system equipped by a Chinese company was handed over to the Zambia Police Service by Ambassador Li Jie.";
    expect(topicsOf("assistance", text, "", "en")).not.toContain("citizen_project_protection");
  });
});

describe("the topics of those sent back", () => {
  it("are what they did, not the sending back", () => {
    const text =
      "5月17日，越南警方在友谊关口岸将三名涉嫌非法持有枪支弹药的中国籍嫌疑人移交广西公安机关，由民警押解回南宁。";
    expect(topicsOf("operation", text)).toEqual(["transnational_crime"]);
  });

  it("are telecom fraud alone for those who worked in it", () => {
    const text =
      "5月17日，柬埔寨警方将62名电信网络诈骗嫌疑人移交中国公安部工作组，这批人均系非法入境，其中两人在逃多年。";
    expect(topicsOf("operation", text)).toEqual(["telecom_fraud"]);
  });

  it("are the pursuit of one who had fled", () => {
    const text =
      "On 6 May Mongolian police put a man wanted for murder in Hohhot on the train to Erenhot, where officers of China's Ministry of Public Security took him over.";
    expect(topicsOf("operation", text, "", "en")).toEqual(["fugitives_assets"]);
  });
});

describe("what happens at a border", () => {
  it("is about the border beside what else it is about", () => {
    const text = "5月17日，云南公安边防总队与老挝警方在磨憨口岸举行联合缉毒演练。";
    expect(topicsOf("exercise", text)).toEqual(["border_security", "counternarcotics"]);
  });
});

describe("what is said of visitors received in turn", () => {
  const topicsByCountry = (text: string, language: "zh" | "en" = "zh") => {
    const { mentions } = extract(rulebook, {
      id: "page",
      language,
      title: "",
      text,
      published: "2019-05-20",
    });
    return Object.fromEntries(
      mentions.map(({ coding }) => [coding.countries.join(), [...coding.topics].sort()]),
    );
  };
  const received =
    "公安部部长赵克志17日在北京先后会见老挝公安部部长维莱·拉坎冯和乌兹别克斯坦内务部部长博博容诺夫";

  it("belongs to the one whose turn it is: the former and the latter", () => {
    expect(topicsByCountry(`${received}，同前者谈禁毒，同后者谈反恐情报交流。`)).toEqual({
      LA: ["counternarcotics"],
      UZ: ["counterterrorism"],
    });
  });

  it("belongs to the one named last, and to all in the paragraph after", () => {
    const text = `${received}。老方希望联手打击电信网络诈骗，加强禁毒合作。乌方看重反恐。\n双方还谈到网络安全。`;
    expect(topicsByCountry(text)).toEqual({
      LA: ["counternarcotics", "cybersecurity", "telecom_fraud"],
      UZ: ["counterterrorism", "cybersecurity"],
    });
  });

  it("goes on where one of them is told of again", () => {
    const text =
      "Public Security Minister Zhao Kezhi on 17 May met separately with Serbian Interior Minister Ivica Dacic and South African Police Minister Bheki Cele in Beijing. During the meeting with Dacic, Zhao spoke of telecom fraud. Meeting with Cele, Zhao spoke of transnational crime. He thanked South Africa for the protection of Chinese citizens.";
    expect(topicsByCountry(text, "en")).toEqual({
      RS: ["telecom_fraud"],
      ZA: ["citizen_project_protection", "transnational_crime"],
    });
  });
});

describe("a summit, games or an election", () => {
  it.each([
    ["meeting", "zh", `${TALKS}双方就下月东盟外长会期间的安保安排作了沟通。`],
    [
      "assistance",
      "zh",
      "5月18日，驻老挝大使周明远向老挝公安部移交二十辆越野车，用于明年举办的东南亚运动会。",
    ],
    [
      "assistance",
      "en",
      "On 6 May Ambassador Xue Bing donated 30 jeeps to the Royal PNG Constabulary ahead of the leaders' summit.",
    ],
  ] as const)("is a topic of a %s where it is policed or goods are for it (%s)", (type, language, text) => {
    expect(topicsOf(type, text, "", language)).toContain("major_event_security");
  });

  it("is none where the talks are held beside it", () => {
    const text =
      "5月17日，公安部副部长林建国在上合峰会期间会见老挝公安部副部长坎蓬·西苏万，双方就反恐交换意见。";
    expect(topicsOf("meeting", text)).toEqual(["counterterrorism"]);
  });
});
