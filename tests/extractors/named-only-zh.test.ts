import { beforeAll, describe, expect, it } from "vitest";
import { extract, loadRulebook, type Rulebook } from "../../extractors/extract.ts";

let book: Rulebook;
beforeAll(async () => {
  book = await loadRulebook("config");
});

/** The types of the events that a lead of that day gives. */
function read(published: string, title: string, text: string) {
  return extract(book, { id: "t", language: "zh", title, text, published }).mentions.map(
    (m) => m.coding.type,
  );
}

describe("a lead that only names an act", () => {
  it.each([
    ["rumours", "泰中反恐演习传言被指不实", "泰国警察总署星期三（3日）说，泰中警方联合反恐演习的消息不实。"],
    ["denials", "汤加警方辟谣", "汤加警察总监星期三（3日）否认中国使馆前天向警方捐赠了20辆警车。"],
    ["decisions", "波兰法院驳回上诉", "波兰上诉法院星期三（3日）维持把一名中国公民引渡到中国的决定。"],
    ["rulings", "瑞典法院下判", "瑞典最高法院星期三（3日）裁定，不得把这名通缉了七年的商人引渡到中国。"],
    [
      "what serves it",
      "中厄引渡条约",
      "外交部星期三（3日）说，条约生效后，将为遣返外逃经济罪犯提供法律依据。",
    ],
    ["approval", "菲参院批准换文", "菲律宾参议院星期三（3日）批准政府与中国就援建戒毒中心所作的换文。"],
    [
      "papers",
      "立陶宛停谈引渡条约",
      "立陶宛司法部长星期三（3日）说，维尔纽斯中止了同北京商谈两年的引渡条约。",
    ],
    ["organs", "湄公河指挥部", "中老缅泰湄公河联合巡逻执法指挥部星期三（3日）在关累港迁入新址。"],
    [
      "police alone",
      "马国逮五人",
      "马来西亚警方星期三（3日）在槟城逮捕五名中国籍男子，指他们冒充中国公安诈骗。",
    ],
    ["totals", "公安部通报", "中国公安部星期三（3日）说，今年以来破案三千起，其中从柬埔寨遣返嫌犯620人。"],
    [
      "agreed only",
      "中老谈打击电诈",
      "老挝公安部星期三（3日）说，中老两国警方同意联手清剿金三角的诈骗窝点。",
    ],
    ["other seas", "菲美巡航", "菲律宾与美国海岸警卫队星期三（3日）在南中国海联合巡逻，中国海警船跟监。"],
    [
      "headlines of denials",
      "意大利终止中意警察联巡",
      "意大利内政部星期三（3日）说，不会再与中国警察联合巡逻。",
    ],
    [
      "bystanders",
      "日菲海警联合演练",
      "日本海上保安厅与菲律宾海岸警卫队星期三（3日）联合演练，中国海警船观望。",
    ],
    ["borders", "武警反恐演练", "武警新疆总队星期三（3日）在中哈边境霍尔果斯口岸组织反恐演练。"],
    [
      "returns to come",
      "菲律宾抓人",
      "菲律宾移民局星期三（3日）在帕赛市拘捕90名涉诈骗的中国人，他们将被遣送出境。",
    ],
    [
      "what a paper is about",
      "中巴警务培训",
      "公安部与巴基斯坦内政部星期三（3日）商签关于联合开展警务培训的协议，尚待两国批准。",
    ],
    ["a question", "男子从韩国自首回国？", "警方说，李某星期三（3日）乘机抵达新郑机场后投案。"],
    [
      "police of provinces of Vietnam and Laos",
      "越老破毒案",
      "越南奠边省公安厅星期三（3日）联合老挝乌多姆赛省公安截获两辆皮卡，抓获疑犯五名。",
    ],
    [
      "people sent away by China",
      "移民管理数据",
      "国家移民管理局星期三（3日）说，上季度遣返“三非”外国人9100名，与32个国家的移民部门开展合作。",
    ],
  ])("gives no event: %s", (_, title, text) => {
    expect(read("2023-05-04", title, text)).toEqual([]);
  });

  it("parts guests of a list who share their office", () => {
    const text = "公安部部长王小洪星期三（3日）先后会见柬埔寨、老挝和塞尔维亚的内政部门首长，谈打击电诈。";
    expect(read("2023-05-04", "会见三国客人", text)).toEqual(["meeting", "meeting", "meeting"]);
  });

  it.each([
    ["operation", "波兰引渡一人", "依照上诉法院的决定，波兰警方星期三（3日）把一名中国通缉犯引渡回中国。"],
    ["operation", "在逃者落网", "一名涉诈骗的中国在逃人员星期三（3日）在曼谷落网，中国公安部派员协助。"],
    ["agreement", "参院通过后签字", "泰国内阁批准后，中泰两国星期三（3日）在曼谷签署引渡条约修订议定书。"],
    ["patrol", "联合巡逻起航", "中老缅泰湄公河联合巡逻执法编队星期三（3日）从关累港起航。"],
    ["exercise", "中塔演习", "塔吉克斯坦内卫部队与来自中国武警的特战队员星期三（3日）在杜尚别联合演习。"],
    ["training", "中国警员教指纹", "中国警务专家组星期三（3日）在瓦努阿图维拉港教30名警员提取指纹。"],
    ["meeting", "菲海警船来访", "菲律宾海岸警卫队“卡布拉”号巡逻船星期三（3日）停靠广州南沙港，开始访问。"],
    [
      "forum",
      "上合内务部长会晤",
      "公安部部长王小洪星期三（3日）出席上海合作组织成员国公安内务部长首次会晤。",
    ],
    ["patrol", "中越边防巡逻", "广西边防部队与越南谅山省边防屯星期三（3日）沿界碑相向巡逻12公里。"],
    [
      "operation",
      "会晤后移交",
      "东兴市公安局星期三（3日）在口岸移交了在逃的越南籍嫌犯裴文强，越南警方接收。",
    ],
    ["patrol", "中越海警巡航", "中越海警星期三（3日）完成年内第二次、累计第二十次北部湾联合巡航。"],
  ])("gives the act where it is told: %s, %s", (type, title, text) => {
    expect(read("2023-05-04", title, text)).toEqual([type]);
  });
});
