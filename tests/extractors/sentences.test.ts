import { describe, expect, it } from "vitest";
import { extract, loadRulebook } from "../../extractors/extract.ts";
import { splitSentences } from "../../extractors/sentences.ts";

describe("sentences", () => {
  it("end at marks and at line ends, with the place of each and the number of its paragraph", () => {
    const text = "双方举行会谈。会后签署协议！\n活动结束";
    const found = splitSentences(text, "zh");
    expect(found.map(({ start, end, paragraph }) => [text.slice(start, end), paragraph])).toEqual([
      ["双方举行会谈。", 0],
      ["会后签署协议！", 0],
      ["活动结束", 1],
    ]);
  });

  it("do not end at the full stop of an abbreviation or a number", () => {
    const text = "Gen. Li met Mr. J. Smith on No. 3 St. It cost 2.5 million. They left.";
    expect(splitSentences(text, "en").map(({ start, end }) => text.slice(start, end))).toHaveLength(2);
  });

  it("are cut where no mark ends them, at a comma where there is one, and nothing is lost", () => {
    const text = "双方就执法安全合作交换意见，".repeat(1000);
    const found = splitSentences(text, "zh");
    expect(Math.max(...found.map(({ start, end }) => end - start))).toBeLessThanOrEqual(1200);
    expect(found.every(({ end }) => text[end - 1] === "，")).toBe(true);
    expect(found.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
  });
});

describe("a hostile page", () => {
  it("without marks takes time in proportion to its length", async () => {
    const rulebook = await loadRulebook("config");
    const unit = "公安部部长王小洪同越南公安部部长苏林主持会议举行会谈签署备忘录";
    const seconds = (length: number) => {
      const from = process.cpuUsage().user;
      const text = unit.repeat(length / unit.length);
      extract(rulebook, { id: "hostile", language: "zh", title: "", text, published: "2024-06-15" });
      return (process.cpuUsage().user - from) / 1e6;
    };
    seconds(5000);
    // 20 s is far above what is needed and far below what work growing by the cube of the length takes.
    expect(seconds(20_000)).toBeLessThan(20);
  });
});
