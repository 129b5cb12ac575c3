import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { extract, loadRulebook } from "../../extractors/extract.ts";

const rulebook = await loadRulebook(resolve("config"));

/** The PRC actors of the first event of one paragraph published on 15 June 2024. */
function actorsOf(text: string) {
  const language = /[\u4e00-\u9fff]/.test(text) ? "zh" : "en";
  const found = extract(rulebook, { id: "t", language, title: "", text, published: "2024-06-15" });
  return found.mentions[0]?.coding.prc_actors.toSorted();
}

describe("PRC actors", () => {
  test.each([
    ["Police from Luang Namtha and Yunnan patrolled the border together on Tuesday.", ["LOCAL_PSB"]],
    [
      "SWAT officers from China's Hunan province and Lao police held a joint exercise in Vientiane on June 3.",
      ["LOCAL_PSB"],
    ],
    ["Chinese and Lao police held a joint exercise in Kunming on June 3.", ["MPS"]],
    [
      "Vessels of China, Laos, Myanmar and Thailand ended the 140th joint patrol on the Mekong River on June 4.",
      ["MPS"],
    ],
    [
      "Twelve Chinese fraud suspects were put on a plane to Chongqing by Fijian police and Chinese officers on Monday.",
      ["MPS"],
    ],
    [
      "Twenty Tongan police officers began a course at a police college in Guangdong on Monday.",
      ["POLICE_ACADEMY"],
    ],
    [
      "Fiji's police received ten motorcycles from China's Ministry of Public Security on Monday, the Chinese Embassy in Fiji said.",
      ["MPS"],
    ],
    ["6月3日，德宏公安边防支队与缅甸警方开展联合巡逻。", ["MPS"]],
    ["6月3日，瑞丽市公安局与缅甸警方开展联合巡逻。", ["LOCAL_PSB"]],
    ["6月3日，公安部工作组在中国驻泰国使馆和泰国警方的支持下，将5名犯罪嫌疑人从泰国押解回国。", ["MPS"]],
    ["6月3日，公安部工作组将上海公安机关通缉的嫌疑人张某从秘鲁押解回国。", ["MPS"]],
    ["6月3日，由江苏、四川等多地警方组成的工作组将40名电信诈骗犯罪嫌疑人从老挝押解回国。", ["LOCAL_PSB"]],
    [
      "中国公安部援助老挝警方的20辆摩托车6月3日在万象移交。驻老挝大使李明远出席仪式并致辞。",
      ["EMBASSY", "MPS"],
    ],
    ["会谈后，两国总理共同见证了中国公安部与斐济警察部队警务合作谅解备忘录的签署。", ["LEADER", "MPS"]],
  ])("%s", (text, actors) => {
    expect(actorsOf(text)).toEqual(actors);
  });
});
