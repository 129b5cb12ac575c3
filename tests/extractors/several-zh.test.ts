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
});
