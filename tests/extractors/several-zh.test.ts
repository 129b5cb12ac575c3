import { beforeAll, describe, expect, it } from "vitest";
import { extract, loadRulebook, type Rulebook } from "../../extractors/extract.ts";

let book: Rulebook;
beforeAll(async () => {
  book = await loadRulebook("config");
});

/** Type, day and states of every event of a text of 12 June 2024. */
const told = (text: string) =>
  extract(book, { id: "t", language: "zh", title: "", text, published: "2024-06-12" })
    .mentions.map(({ coding: { type, date, countries } }) => `${type} ${date} ${countries.join()}`)
    .sort();

describe("several events in one Chinese text", () => {
  it("knows who was named before by a surname or a title alone", () => {
    const first = "6月3日，驻斐济大使李明向斐济警察总监图迪亚移交十辆警车。";
    const events = ["assistance 2024-06-03 FJ", "meeting 2024-06-05 FJ"];
    expect(told(`${first}6月5日，李大使同图迪亚总监就华商治安会谈。`)).toEqual(events);
    expect(told(`${first}6月5日，大使又同总监就华商治安会谈。`)).toEqual(events);
    expect(told(`${first}6月5日，各国大使同学生会谈。`)).toEqual(events.slice(0, 1));
  });

  it("takes a neighbour's one character before its ministry for that state", () => {
    expect(told("公安部副部长陈卫10日与俄内务部副部长克拉夫琴科共同主持两部第七次工作会晤。")).toEqual([
      "meeting 2024-06-10 RU",
    ]);
  });

  it("tells talks on separate days apart, each opened by its day, and joins what goes on about one", () => {
    const visit = "广西公安厅厅长王刚率团访越。6月4日，王厅长在河内同越南公安部副部长黎贵王会谈。";
    expect(told(`${visit}5日，代表团在谅山与谅山省公安厅座谈。`)).toEqual([
      "meeting 2024-06-04 VN",
      "meeting 2024-06-05 VN",
    ]);
    expect(told(`${visit}会谈中，双方就边境禁毒交换意见。`)).toEqual(["meeting 2024-06-04 VN"]);
  });

  it("joins 此次 (this one) to what was told, and dates nothing by 上次 (the one before) or by thanks", () => {
    const drill =
      "“协作—2024”联合反恐演练5月28日在塔吉克斯坦开始，由中国武警与塔内卫部队组织。6月11日是最后一天。";
    expect(told(`${drill}指挥部表示，此次联合演练达到了目的。`)).toEqual(["exercise 2024-05-28 TJ"]);
    const talks = "6月10日，中国海警局与越南海警司令部在广州会晤";
    expect(told(`${talks}，复盘上次联合巡逻中的问题。`)).toEqual(["meeting 2024-06-10 VN"]);
    const call = "公安部副部长陈卫6月10日会见柬埔寨内政部国务秘书苏速卡。陈卫";
    expect(told(`${call}感谢柬方协助押解嫌犯回国。`)).toEqual(["meeting 2024-06-10 KH"]);
  });

  it("tells talks of organs of other places on one day apart, and of the same places not", () => {
    const first = "6月9日，云南红河州公安局与越南老街省公安厅在河口举行会晤，通报拐卖案件；";
    const one = "meeting 2024-06-09 VN";
    expect(told(`${first}同日，文山州公安局与河江省公安厅在麻栗坡座谈边境治安。`)).toEqual([one, one]);
    expect(told(`${first}同日，红河州公安局与老街省公安厅又座谈边境治安。`)).toEqual([one]);
  });

  it("takes no day from what a paper or gift is told by (上月十七日所签)", () => {
    const call =
      "6月10日，驻斐济大使李明拜会斐济警察总监图迪亚，商谈侨民安全。总监谈到5月17日所签警务合作协议的要点。";
    expect(told(`${call}大使随后又与总监会谈当地治安。`)).not.toContain("meeting 2024-05-17 FJ");
  });
});
