import type { Coding } from "../extractors/event.ts";
import type { LinkableMention } from "../extractors/link-mention.ts";

const TYPES = ["meeting", "agreement", "training", "assistance", "patrol", "exercise", "operation"] as const;
const TOPICS = ["counterterrorism", "counternarcotics", "telecom_fraud", "border_security"] as const;
const ORGANS = ["MPS", "EMBASSY", "LOCAL_PSB", "PAP"] as const;
const ZH = ["陈卫", "李国栋", "王磊", "周建国", "林海峰", "赵一鸣", "孙志强", "吴海军", "郑文", "欧阳文博"];
const EN = [
  "Chen Wei",
  "Li Guodong",
  "Wang Lei",
  "Zhou Jianguo",
  "Lin Haifeng",
  "Zhao Yiming",
  "Sun Zhiqiang",
];
const FOREIGN = [
  "Josaia Vata",
  "Sione Tupi",
  "Gregory Coleman",
  "Memuna Kamara",
  "Carlos Medina",
  "瓦塔",
  "科尔曼",
];
const COUNTRIES = Array.from({ length: 150 }, (_, at) =>
  String.fromCharCode(65 + (at % 26), 65 + Math.floor(at / 26)),
);

/** Numbers from 0 to 1, the same every time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Days of made-up history for each mention: as many engagements a month however many mentions there are. */
const DAYS_EACH = 0.073;

/** Mentions of engagements since 1900; each engagement has one to five reports, some dated by the month only. */
export function makeMentions(count: number): LinkableMention[] {
  const roll = dice(count);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)]!;
  const mentions: LinkableMention[] = [];
  while (mentions.length < count) {
    const day = new Date(Date.UTC(1900, 0, 1) + Math.floor(roll() * count * DAYS_EACH) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    const person = Math.floor(roll() * 7);
    const shape = {
      type: pick(TYPES),
      countries: [pick(COUNTRIES)],
      topics: [pick(TOPICS)],
      prc_actors: [pick(ORGANS)],
    };
    const foreign = pick(FOREIGN);
    for (let report = 1 + Math.floor(roll() * 5); report > 0 && mentions.length < count; report--) {
      const chinese = roll() < 0.5;
      const coding: Coding = {
        ...shape,
        date: roll() < 0.1 ? day.slice(0, 7) : day,
        prc_people: [chinese ? ZH[person]! : EN[person]!],
        foreign_people: roll() < 0.3 ? [] : [foreign],
      };
      const id = `m${mentions.length.toString(36).padStart(6, "0")}`;
      mentions.push({
        id,
        documentId: `d${id}`,
        canonicalUrl: `https://news.example/${id}`,
        documentNumber: null,
        contentSha256: id,
        language: chinese ? "zh" : "en",
        published: day,
        title: chinese
          ? `公安部代表团访问${mentions.length % 97}`
          : `Chinese delegation visits ${mentions.length % 97}`,
        type: coding.type,
        coding,
        people: [],
        quote: chinese ? `${coding.prc_people[0]}会见${foreign}` : `${coding.prc_people[0]} met ${foreign}`,
      });
    }
  }
  return mentions;
}
