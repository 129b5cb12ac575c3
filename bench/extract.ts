/**
 * How fast documents are read: `npm run bench -- DOCUMENTS.jsonl…` (documents as JSON lines, at best a month of news). In one
 * process and one run, in rounds one after the other, medians: the rules, and three peers over the same documents. Then how the
 * time grows with the length of a document. Times depend on the machine; the ratios are what is compared.
 */
import { readFileSync } from "node:fs";
import { extract, loadRulebook, type TextToCode } from "../extractors/extract.ts";
import { normalise } from "../extractors/normalise.ts";

const ROUNDS = 5;

const args = process.argv.slice(2);
// "--longest 100000" leaves the longest documents out.
const longest = args[0] === "--longest" ? Number(args.splice(0, 2)[1]) : 1_000_000;
const lines = args.flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean));
const documents = lines.map((line, index): TextToCode => {
  const { id = String(index), lang, title, text, published = null } = JSON.parse(line);
  return { id, language: lang === "en" ? "en" : "zh", title, text, published };
});
const rulebook = await loadRulebook("config");

/** Time the process computes, garbage collection in other threads included: other programs on the machine do not count. */
function milliseconds(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

const tasks: Record<string, () => void> = {
  "rules (extract)": () => {
    for (const document of documents) extract(rulebook, document);
  },
  "JSON.parse of the lines": () => {
    for (const line of lines) JSON.parse(line);
  },
  "normalise title and text": () => {
    for (const { title, text, language } of documents) {
      normalise(title, language);
      normalise(text, language);
    }
  },
  "dictionary scan": () => {
    for (const { text, language } of documents)
      rulebook.lexicon[language === "zh" ? "zh" : "latin"].scan(text);
  },
};

if (documents.length > 0) {
  const characters = documents.reduce((sum, { title, text }) => sum + title.length + text.length, 0);
  console.log(`${documents.length} documents, ${characters} characters, ${ROUNDS} rounds`);
  const times = new Map(Object.keys(tasks).map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, task] of Object.entries(tasks)) times.get(name)!.push(milliseconds(task));
  }
  const own = median(times.get("rules (extract)")!);
  for (const [name, each] of times) {
    const time = median(each);
    const rate = Math.round(documents.length / (time / 1000));
    console.log(
      `${name.padEnd(26)} ${time.toFixed(0).padStart(7)} ms ${String(rate).padStart(9)} documents/s   rules take ${(own / time).toFixed(2)} × that`,
    );
  }
}

/** Sentences of the kinds that the rules look for, and what hostile pages may hold. Written for this file. */
const UNITS: Record<string, readonly ["zh" | "en", string]> = {
  "zh, an event a sentence": [
    "zh",
    "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒和打击跨国犯罪交换意见，并签署合作备忘录。",
  ],
  "zh, paragraphs": [
    "zh",
    "公安部向老挝警方移交10辆警车。\n第98次中老缅泰湄公河联合巡逻执法行动20日在关累港启动。\n警方将25名犯罪嫌疑人从柬埔寨押解回国。\n",
  ],
  "zh, no end of sentence": ["zh", "公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方签署协议，"],
  "zh, many names": ["zh", "斐济警察总监图迪亚、老挝公安部部长维莱、缅甸内政部长觉瑞、泰国警察总监素集、"],
  "zh, digits and marks": ["zh", "6月11日12日13日第3次第4次10名20名30辆《备忘录》《协议》（警方）"],
  "en, an event a sentence": [
    "en",
    "On June 11, Chinese Vice Minister of Public Security Chen Wei met with Fiji's Commissioner of Police Sitiveni Tudia in Suva and they signed a memorandum of understanding on drugs. ",
  ],
  "en, paragraphs": [
    "en",
    "China donated 10 police vehicles to the Lao Ministry of Public Security.\nChinese police escorted 25 suspects back from Cambodia on Tuesday.\n",
  ],
  "en, no end of sentence": [
    "en",
    "Chinese police met Fiji police and signed an agreement with the Ministry of Police, ",
  ],
  "en, capitals": ["en", "Police Commissioner John Samuel Peter Paul Tudia Minister General Brigadier "],
};
const LENGTHS = [10_000, 100_000, 1_000_000].filter((length) => length <= longest);

console.log(`\nms for each 10,000 characters of a document of ${LENGTHS.join(", ")} characters`);
for (const [name, [language, unit]] of Object.entries(UNITS)) {
  const costs = LENGTHS.map((length) => {
    const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    const document = { id: name, language, title: "", text, published: "2024-06-14" };
    const rounds = length > 100_000 ? 1 : 3;
    const times = Array.from({ length: rounds }, () => milliseconds(() => extract(rulebook, document)));
    return median(times) / (length / 10_000);
  });
  console.log(`${name.padEnd(26)} ${costs.map((cost) => cost.toFixed(1).padStart(9)).join(" ")}`);
}
