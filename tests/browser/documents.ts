/** A document as `jingwu import` takes it. */
export interface ImportedDocument {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly published: string;
  readonly lang: string;
  readonly text?: string;
  readonly html?: string;
}

/** Partners with the words for them: state, its minister of the interior, the abbreviation of a paper signed with it. */
const PARTNERS = [
  ["斐济", "Fiji", "fj", "瓦卡诺"],
  ["汤加", "Tonga", "to", "图普"],
  ["肯尼亚", "Kenya", "ke", "奥迪安博"],
  ["赞比亚", "Zambia", "zm", "姆万扎"],
  ["老挝", "Laos", "la", "维莱"],
  ["缅甸", "Myanmar", "mm", "吴觉温"],
  ["塞尔维亚", "Serbia", "rs", "斯特凡诺维奇"],
  ["秘鲁", "Peru", "pe", "加西亚"],
  ["尼泊尔", "Nepal", "np", "塔帕"],
  ["马里", "Mali", "ml", "科纳特"],
] as const;

const DAY_MS = 86_400_000;

/** Pages that report `count` engagements, no two of them the same: of ten states in turn, ten days apart. */
export function ordinaryDocuments(count: number): ImportedDocument[] {
  return Array.from({ length: count }, (_, index) => {
    const [zh, en, code, minister] = PARTNERS[index % PARTNERS.length]!;
    const day = new Date(Date.UTC(2015, 0, 5) + index * 10 * DAY_MS).toISOString().slice(0, 10);
    const published = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
    const made = KINDS[index % KINDS.length]!({ zh, en, minister, day, index });
    return {
      id: `ordinary-${index}`,
      url: `https://${code}.example.org/news/t${1_000_000 + index}.htm`,
      published,
      ...made,
    };
  });
}

interface Words {
  readonly zh: string;
  readonly en: string;
  readonly minister: string;
  readonly day: string;
  readonly index: number;
}

const KINDS: readonly ((words: Words) => Pick<ImportedDocument, "title" | "lang" | "text">)[] = [
  ({ zh, minister, day }) => ({
    lang: "zh",
    title: `驻${zh}大使会见${zh}内政部长${minister}`,
    text: `${chineseDay(day)}，中国驻${zh}大使李明会见${zh}内政部长${minister}，双方就打击电信诈骗和加强警务合作深入交换意见。`,
  }),
  ({ en, day, index }) => ({
    lang: "en",
    title: `${en} police officers complete training in China`,
    text: `On ${englishDay(day)}, ${10 + index} officers of the ${en} Police completed a training course on cybercrime investigation at the Yunnan Police College in Kunming, organised by China's Ministry of Public Security.`,
  }),
  ({ zh, day, index }) => ({
    lang: "zh",
    title: `中国向${zh}警方移交警用物资`,
    text: `${chineseDay(day)}，中国公安部向${zh}警察部队移交${20 + index}辆警用摩托车，中国驻${zh}使馆警务联络官出席交接仪式。`,
  }),
  ({ zh, minister, day }) => ({
    lang: "zh",
    title: `公安部与${zh}内政部签署合作协议`,
    text: `${chineseDay(day)}，公安部部长赵克志在北京与${zh}内政部长${minister}举行会谈，会谈后双方签署了关于打击跨国犯罪的合作协议。`,
  }),
];

function chineseDay(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

function englishDay(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** Two reports that may be of one meeting: one tells the day and the persons, the other neither. */
export const TWINS: readonly ImportedDocument[] = [
  {
    id: "twin-a",
    url: "https://ws.example.org/news/t1.htm",
    published: "2023-05-10",
    lang: "zh",
    title: "驻萨摩亚大使费明星会见萨摩亚警察总监奥洛",
    text: "2023年5月9日，中国驻萨摩亚大使费明星会见萨摩亚警察总监奥洛，就加强两国警务合作交换意见。",
  },
  {
    id: "twin-b",
    url: "https://ws.example.org/news/t2.htm",
    published: "2023-05-17",
    lang: "en",
    title: "China and Samoa discuss police cooperation",
    text: "In May 2023, the Chinese Embassy in Samoa held talks with Samoa's Ministry of Police on police cooperation.",
  },
];

/** A traditional-script page, and one whose words try to be markup. */
export const ODD: readonly ImportedDocument[] = [
  {
    id: "traditional",
    url: "https://vu.example.org/news/t3.htm",
    published: "2022-08-03",
    lang: "zh",
    title: "中國公安部向瓦努阿圖警方移交巡邏車",
    text: "2022年8月2日，中國公安部向瓦努阿圖警察部隊移交十二輛巡邏車，瓦努阿圖內政部長納圖曼出席儀式。",
  },
  {
    id: "hostile",
    url: 'https://ki.example.org/news/t4.htm?q="><script>top.broken=1</script>',
    published: "2022-09-03",
    lang: "zh",
    title: '驻基里巴斯大使会见基里巴斯警察总监</title><script>top.broken="title"</script>',
    html: `<html><head><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/gone">
      <link rel="stylesheet" href="https://evil.example/x.css"><style>@import "https://evil.example/y.css"; body{background:url(https://evil.example/z.png)}</style></head>
      <body onload="top.broken='onload'"><h1>驻基里巴斯大使会见基里巴斯警察总监</h1>
      <p>唐松根大使首先感谢基里巴斯警察部队长期以来为维护当地中国公民安全所作的努力，并介绍了两国关系发展情况。</p>
      <p>2022年9月2日，中国驻基里巴斯大使唐松根会见基里巴斯警察总监阿里泰埃拉，就警务合作交换意见。&lt;/mark&gt;&lt;img src=x onerror="top.broken='text'"&gt;</p>
      <script>top.broken="script"</script><img src="https://evil.example/pixel.png" onerror="top.broken='img'">
      <iframe src="https://evil.example/frame"></iframe><form action="https://evil.example/steal"><button>go</button></form>
      <a href="https://evil.example/link">link</a><object data="https://evil.example/o"></object></body></html>`,
  },
];
