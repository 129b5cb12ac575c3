/** Invented reports of invented engagements, as a mission, its twin, a news agency and a paper abroad would write them. */

/** A document as `import` takes it. */
export interface Line {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly published: string;
  readonly text: string;
}

/** A day after or before another, YYYY-MM-DD. */
export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const zhDay = (date: string) => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;
const enDay = (date: string) => `${MONTHS[Number(date.slice(5, 7)) - 1]} ${Number(date.slice(8))}`;
const zhMonth = (date: string) => `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月`;

interface Report {
  readonly title: string;
  readonly text: string;
  /** Days after the engagement on which it is published. */
  readonly after?: number;
}

const MEETINGS = [
  ["2023-06-12", "斐济", "Fiji", "苏瓦", "Suva", "陈卫", "Chen Wei", "图迪亚", "Sitiveni Tudia"],
  // The same visitor in the next country a day later, and another of his kind in the first country on the first day.
  ["2023-06-13", "汤加", "Tonga", "努库阿洛法", "Nuku'alofa", "陈卫", "Chen Wei", "图皮", "Sione Tupi"],
  ["2023-06-12", "斐济", "Fiji", "苏瓦", "Suva", "李国栋", "Li Guodong", "瓦塔", "Josaia Vata"],
  ["2023-09-04", "老挝", "Laos", "万象", "Vientiane", "王磊", "Wang Lei", "维莱", "Vilay Lakhamfong"],
] as const;

function meetingReports([
  date,
  zh,
  en,
  zhCity,
  enCity,
  zhVisitor,
  enVisitor,
  zhHost,
  enHost,
]: (typeof MEETINGS)[number]) {
  return [
    {
      title: `公安部副部长${zhVisitor}会见${zh}警察总监${zhHost}`,
      text: `${zhDay(date)}，公安部副部长${zhVisitor}在${zhCity}会见${zh}警察总监${zhHost}，双方就禁毒和打击跨国犯罪交换意见。`,
    },
    {
      title: `${zhVisitor}在${zhCity}会见${zhHost}`,
      text: `${zhDay(date)}，公安部副部长${zhVisitor}与${zh}警察总监${zhHost}会谈，就打击跨国犯罪、禁毒等执法合作深入交换意见。`,
      after: 2,
    },
    {
      title: `Police commissioner meets Chinese vice minister`,
      text: `On ${enDay(date)}, Chinese Vice Minister of Public Security ${enVisitor} met with ${en}'s Commissioner of Police ${enHost} in ${enCity}. They spoke about drugs and transnational crime.`,
      after: 1,
    },
    {
      title: `${zh}警方与中国执法合作回顾`,
      text: `${zhMonth(date)}，公安部副部长${zhVisitor}在${zhCity}会见${zh}警察总监${zhHost}，双方就禁毒交换意见。`,
      after: 200,
    },
  ] satisfies Report[];
}

const PATROLS = [
  [97, "九十七", "2023-05-16"],
  // A month later; so close that nothing but the number tells them apart.
  [98, "九十八", "2023-05-23"],
  [99, "九十九", "2023-06-20"],
] as const;

function patrolReports([round, word, date]: (typeof PATROLS)[number]) {
  const end = dayAfter(date, 3);
  return [
    {
      title: `第${round}次中老缅泰湄公河联合巡逻执法行动启动`,
      text: `${zhDay(date)}，第${round}次中老缅泰湄公河联合巡逻执法行动在关累港启动，四国执法人员参加。`,
    },
    {
      title: `第${round}次中老缅泰湄公河联合巡逻执法圆满结束`,
      text: `${zhDay(end)}，第${word}次中老缅泰湄公河联合巡逻执法行动圆满结束，四国执法艇返回关累港。`,
      after: 4,
    },
    {
      title: `Four countries start Mekong patrol`,
      text: `China, Laos, Myanmar and Thailand started the ${round}th joint patrol on the Mekong River on ${enDay(date)}, police said.`,
      after: 1,
    },
  ] satisfies Report[];
}

const PAPERS = [
  [
    "2023-03-08",
    "越南",
    "Vietnam",
    "河内",
    "Hanoi",
    "谅解备忘录",
    "memorandum of understanding",
    "打击电信诈骗",
    "telecom fraud",
  ],
  // Another paper of the same kind with the same country in the same month, and of another kind on the same day.
  [
    "2023-03-27",
    "越南",
    "Vietnam",
    "河内",
    "Hanoi",
    "谅解备忘录",
    "memorandum of understanding",
    "禁毒合作",
    "drug control",
  ],
  ["2023-03-08", "越南", "Vietnam", "河内", "Hanoi", "引渡条约", "extradition treaty", "引渡", "extradition"],
] as const;

function paperReports([
  date,
  zh,
  en,
  zhCity,
  enCity,
  zhPaper,
  enPaper,
  zhAbout,
  enAbout,
]: (typeof PAPERS)[number]) {
  const named = zhPaper === "引渡条约" ? `引渡条约` : `关于${zhAbout}的${zhPaper}`;
  return [
    {
      title: `中${zh.slice(0, 1)}签署${zhPaper}`,
      text: `${zhDay(date)}，中国公安部与${zh}公安部在${zhCity}签署《${named}》。`,
    },
    {
      title: `China, ${en} sign ${enPaper}`,
      text: `China's Ministry of Public Security and ${en}'s Ministry of Public Security signed a ${enPaper} on ${enAbout} in ${enCity} on ${enDay(date)}.`,
      after: 1,
    },
    {
      title: `公安部与${zh}签署合作文件`,
      text: `${zhDay(date)}，公安部与${zh}公安部在${zhCity}签署了《${named}》，进一步深化执法合作。`,
      after: 3,
    },
  ] satisfies Report[];
}

const GIFTS = [
  ["2023-04-11", "所罗门群岛", "Solomon Islands", "霍尼亚拉", "Honiara", 20, "摩托车", "motorcycles"],
  ["2023-04-12", "所罗门群岛", "Solomon Islands", "霍尼亚拉", "Honiara", 30, "电脑", "computers"],
  ["2023-11-02", "柬埔寨", "Cambodia", "金边", "Phnom Penh", 15, "警车", "police cars"],
] as const;

function giftReports([date, zh, en, zhCity, enCity, count, zhGoods, enGoods]: (typeof GIFTS)[number]) {
  return [
    {
      title: `中国公安部向${zh}警方捐赠${zhGoods}`,
      text: `${zhDay(date)}，中国公安部向${zh}警察部队捐赠${count}台${zhGoods}交接仪式在${zhCity}举行。`,
    },
    {
      title: `China hands over ${enGoods} to police`,
      text: `China's Ministry of Public Security donated ${count} ${enGoods} to the ${en} police in ${enCity} on ${enDay(date)}.`,
      after: 1,
    },
    {
      title: `${zh}警方接收中国援助物资`,
      text: `${zhDay(date)}，${zh}警方在${zhCity}接收中国公安部捐赠的${count}台${zhGoods}。`,
      after: 2,
    },
  ] satisfies Report[];
}

const FLIGHTS = [
  ["2023-10-09", "缅甸", "Myanmar", 77],
  ["2023-10-10", "缅甸", "Myanmar", 130],
  ["2023-10-09", "菲律宾", "the Philippines", 77],
] as const;

function flightReports([date, zh, en, persons]: (typeof FLIGHTS)[number]) {
  return [
    {
      title: `${persons}名犯罪嫌疑人从${zh}押解回国`,
      text: `${zhDay(date)}，在公安部指挥部署下，中国警方将${persons}名电信网络诈骗犯罪嫌疑人从${zh}押解回国。`,
    },
    {
      title: `Fraud suspects brought back from ${en}`,
      text: `Chinese police on ${enDay(date)} escorted ${persons} telecom fraud suspects back to China from ${en}.`,
      after: 1,
    },
    {
      title: `中国与${zh}警方联手打击电诈`,
      text: `${zhDay(date)}，${persons}名涉电信网络诈骗犯罪嫌疑人由中国警方从${zh}押解回国。`,
      after: 3,
    },
  ] satisfies Report[];
}

/** What fits more than one engagement, or hardly one: no order of arrival may decide where it goes. */
const VAGUE = [
  ["2023-03-30", "中越执法合作综述", "2023年3月，中国公安部与越南公安部在河内签署谅解备忘录。"],
  ["2024-01-15", "斐济警方回顾", "2023年6月，公安部代表团在苏瓦会见斐济警察总监，双方就执法合作交换意见。"],
  [
    "2023-06-15",
    "Police talks",
    "On June 13, a Chinese Ministry of Public Security delegation met with Fiji's Commissioner of Police in Suva.",
  ],
  [
    "2023-04-20",
    "Solomon police thank donors",
    "In April 2023, China's Ministry of Public Security donated equipment to the Solomon Islands police in Honiara.",
  ],
  ["2023-10-20", "中缅打击电诈", "2023年10月，中国警方将一批电信网络诈骗犯罪嫌疑人从缅甸押解回国。"],
] as const;

/** All reports; some on two hosts, word for word. */
export function makeWorld(): Line[] {
  const engagements: { name: string; date: string; reports: readonly Report[] }[] = [
    ...MEETINGS.map((given, at) => ({
      name: `meeting${at}`,
      date: given[0],
      reports: meetingReports(given),
    })),
    ...PATROLS.map((given) => ({ name: `patrol${given[0]}`, date: given[2], reports: patrolReports(given) })),
    ...PAPERS.map((given, at) => ({ name: `paper${at}`, date: given[0], reports: paperReports(given) })),
    ...GIFTS.map((given, at) => ({ name: `gift${at}`, date: given[0], reports: giftReports(given) })),
    ...FLIGHTS.map((given, at) => ({ name: `flight${at}`, date: given[0], reports: flightReports(given) })),
  ];
  const vague = VAGUE.map(([published, title, text], at): Line => {
    const id = `vague${at}`;
    return { id, url: `https://review.example/${id}.html`, title, published, text };
  });
  const reported = engagements.flatMap(({ name, date, reports }) =>
    reports.flatMap(({ title, text, after = 0 }, at) => {
      const id = `${name}-${at}`;
      const line = (host: string): Line => ({
        id: `${id}-${host}`,
        url: `https://${host}.example/${id}.html`,
        title,
        published: dayAfter(date, after),
        text,
      });
      return at === 0 ? [line("mission"), line("twin")] : [line(at === 1 ? "agency" : "paper")];
    }),
  );
  return [...reported, ...vague];
}
