import { beforeAll, describe, expect, it } from "vitest";
import { extract, loadRulebook, type Rulebook } from "../../extractors/extract.ts";
import { readDocument } from "../../extractors/read-document.ts";

let book: Rulebook;
beforeAll(async () => {
  book = await loadRulebook("config");
});

const published = "2024-06-15";
const page = (title: string, text: string) => ({
  id: "t",
  language: /[\u4e00-\u9fff]/.test(text) ? ("zh" as const) : ("en" as const),
  title,
  text,
  published,
});
const events = (text: string, title = "") =>
  extract(book, page(title, text)).mentions.map(
    ({ coding }) => `${coding.type} ${coding.date} ${coding.countries.join()}`,
  );

describe("what the press tells beside an event is none", () => {
  it.each([
    // Days of what is still to come date nothing.
    [
      "Tajikistan's Interior Minister Ramazon Rahimzoda held talks with a team of China's Ministry of Public Security. The sides discussed a drill to be held from August 17 to 20.",
      ["meeting 2024-06 TJ"],
    ],
    // A plan of the visit.
    [
      "Serbian Interior Minister Ivica Dacic landed in Beijing on 3 June. During the visit he will meet Minister of Public Security Wang Xiaohong.",
      [],
    ],
    // Rounds of a course, and no talks.
    [
      "China's Police Liaison Team has begun training the Royal Solomon Islands Police Force. The first round took place at the force's headquarters between June 7 and 11.",
      ["training 2024-06-07 SB"],
    ],
    // A course is given, and no goods.
    [
      "The course was given to the Police Response Team of Fiji by the China Police Liaison Team in Suva on 3 June.",
      ["training 2024-06-03 FJ"],
    ],
    // A ship that calls is no gift.
    [
      "A vessel of the China Coast Guard arrived in Manila on 3 June for exchanges with the Philippine Coast Guard.",
      [],
    ],
    // Scholarships are no goods.
    [
      "Chinese Ambassador Sun Bao congratulated Ghana's Inspector-General of Police George Dampare on 3 June and presented him with a package of scholarship places for the Police.",
      [],
    ],
    // Another state's envoy gives.
    [
      "The patrol cars were presented by the Japanese Ambassador to the Fiji Police on 3 June. He said that the motorcycles now in use had come from China.",
      [],
    ],
    // The letters stand for another force.
    [
      "India gave the Maldives Police Service (MPS) 20 jeeps on 3 June. The MPS said that a team from China had looked at the garage.",
      [],
    ],
    // Two other states sign.
    [
      "Vietnam's Minister of Public Security To Lam met his Lao counterpart Vilay Lakhamphong on 3 June. They spoke of ASEAN and China. Afterwards they signed a cooperation plan for 2025.",
      [],
    ],
    // A total of papers.
    [
      "Asked about Fiji, the spokesman said that China has signed 50 extradition treaties with other states.",
      [],
    ],
    // Talks on patrols, and none.
    [
      "The minister told the Chinese ambassador to Kenya on 3 June of the reform of the patrol service of the police.",
      [],
    ],
    // Police of a UN mission.
    [
      "Chinese Ambassador Hua Ning took part on 3 June in a medal parade at which 12 Chinese police of the United Nations Mission in South Sudan received medals from the police commissioner.",
      [],
    ],
    // What was named by its maker.
    [
      "Kuwait's interior minister heard a briefing on 3 June on the number plate system installed by a Chinese firm for the police.",
      [],
    ],
  ])("%s", (text, found) => {
    expect(events(text)).toEqual(found);
  });

  it("leaves the gifts of communities and of a chamber's president to them", () => {
    const gift =
      "The China Chamber of Commerce gave the Ghana Police Service masks on 3 June. Its president, Tang Hong, presented 300 helmets at the Police headquarters.";
    expect(events(gift)).toEqual([]);
    expect(events("6月3日，阿根廷华助中心主任一行走访联邦警察总局，向警方赠送了300件纪念衫。")).toEqual([]);
  });
});

describe("what the press calls people, places and days", () => {
  const people = (text: string) =>
    readDocument(book, page("", text)).sentences.flatMap(({ chunks, text: all, start }) =>
      chunks.filter((c) => c.kind === "foreign_person").map((c) => all.slice(c.start - start, c.end - start)),
    );

  it.each([
    "Minister of Police, Prisons and Corrections Services, Lefau Harry Schuster",
    "Minister for Home Affairs, Immigration and Policing Ratu Semi Vakaloloma",
    "Minister of Police and Customs Villi Sopi",
  ])("reads all that %s is charged with", (office) => {
    expect(people(`${office}, met Wang Xiaohong.`)).toEqual([office]);
  });

  it.each([
    [
      "Lefau Harry Schuster, Samoa's Minister of Police, came on 3 June. Lefau sat down with Minister of Public Security Wang Xiaohong on 5 June.",
      "meeting 2024-06-05 WS",
    ],
    [
      "On 3 June a delegation of China's Ministry of Public Security visited the police of New South Wales.",
      "meeting 2024-06-03 AU",
    ],
    [
      "A delegation of Jilin Province's Public Security Department made a working visit to the Ministry of Internal Affairs of Yakutia on 3 June.",
      "meeting 2024-06-03 RU",
    ],
    [
      "Minister of Public Security Wang Xiaohong and Fiji's Home Affairs Minister Pio Tikoduadua signed a memorandum of understanding in October last year.",
      "agreement 2023-10 FJ",
    ],
    [
      "Ambassador Liu Jin of China and the Minister of Interior of The Gambia attended the handover ceremony of China-aid police materials on 3 June.",
      "assistance 2024-06-03 GM",
    ],
    [
      "Homeland Security Minister Ken Zikhale of Malawi received 30 radios for the police from Chinese Ambassador Lu Xu on 3 June.",
      "assistance 2024-06-03 MW",
    ],
    [
      "The Working Group on Precursor Chemicals of Mexico and China came together for the second time on 3 June.",
      "meeting 2024-06-03 MX",
    ],
    [
      "6月3日，驻莫桑比克使馆同中资企业一道，把大米和50盏太阳能灯送到马普托警察局值守警员手中。",
      "assistance 2024-06-03 MZ",
    ],
    [
      "6月3日，驻佛得角大使徐杰同佛内政部长罗沙共同出席援佛网络犯罪侦查实验室交接仪式。",
      "assistance 2024-06-03 CV",
    ],
    [
      "6月3日，莫桑比克警察汉语培训班在马普托结业。驻莫桑比克大使苏健出席并颁发证书。",
      "training 2024-06-03 MZ",
    ],
    [
      "中国－部分南太岛国警务合作部级对话6月3日举行，公安部部长王小洪和所罗门群岛警察部长维科共同主持。斐济、汤加警察部门负责人出席。",
      "forum 2024-06-03 SB,FJ,TO",
    ],
    [
      "Serbian Interior Minister Ivica Dacic and Minister of Public Security Wang Xiaohong signed minutes on 3 June. The talks focused on fraud.",
      "meeting 2024-06-03 RS",
    ],
    [
      "Four Italian police officers are on patrol in Shanghai this week with their Chinese peers.",
      "patrol 2024-06 IT",
    ],
    [
      "The Dominica Police Force on Monday 3rd received 80 motorcycles from the People's Republic of China.",
      "assistance 2024-06-03 DM",
    ],
  ])("%s", (text, event) => {
    expect(events(text)).toContain(event);
  });

  it("takes the title's word for whose ministry it is", () => {
    const text =
      "The Ministry of Public Security has presented 40 computers to the Ministry of the Interior of Cuba. It was done on June 4 in Havana, where firms from China have set up business.";
    expect(events(text, "Vietnam's security ministry gives computers to Cuba")).toEqual([]);
  });

  it("counts a bus by its seats", () => {
    const bus =
      "The Chinese Ambassador to Uganda today handed over a 22-seater bus to the Uganda Police Force.";
    const [given] = extract(book, page("", bus)).mentions;
    expect(given!.coding.items).toEqual(["a 22-seater bus"]);
  });

  it("takes no region of the world for states", () => {
    const training = "6月3日，东南亚特警在公安部举办的培训班结业。";
    expect(events(training).join()).not.toMatch(/AM|TL|ZA/);
  });
});

describe("calls and visits in Chinese", () => {
  it.each([
    ["6月3日，驻牙买加大使田琦到访国家警察学院，赠送十台电脑。", "meeting"],
    ["6月3日，驻卢旺达大使饶宏伟到警察学校探访正在这里执教的中国武警教官组。", "training"],
    ["6月3日，中国海警局代表团同越南海警司令部会谈，就联合巡逻、信息通报等沟通。", "patrol"],
    ["6月3日，驻缅甸大使陈海会见缅内政部长梭突。梭突说，缅方一经查获即移交中国籍嫌疑人。", "operation"],
    ["6月3日，公安部部长王小洪说，中方愿协助老方，并为老挝警察来华学习提供更多名额。", "training"],
    ["6月3日，代表团同南非警察部长会谈，双方商定互派联络官，加强对侵害华侨华人案件的侦破。", "operation"],
    ["6月3日，王小洪会见尼日利亚警察部部长盖达姆，双方就引渡在逃人员和打击犯罪团伙交换意见。", "operation"],
    [
      "王毅6月3日说，未来三年，中方将为尼日利亚培训1000名警务人员，同尼日利亚开展联合演训、联合巡逻。",
      "patrol",
    ],
    ["另据了解，去年云南警方送返被拐缅甸妇女儿童87人。", "operation"],
    ["6月3日，韩国大法院院长李容勋来访，中央政法委书记陈文清会见，介绍了司法和执法体制改革。", "meeting"],
  ])("%s is no %s", (text, type) => {
    expect(events(text).filter((event) => event.startsWith(type))).toEqual([]);
  });

  it.each([
    // One minister in one state on one day: one meeting (ruling 13).
    [
      "中老两国公安部第四次合作会议6月3日在万象举行，由公安部部长王小洪和老挝公安部部长维莱共同主持。老挝国家主席通伦当天会见了王小洪。",
      ["meeting 2024-06-03 LA"],
    ],
    // The days of what somebody speaks of are not those of the talks.
    [
      "6月3日，公安部部长王小洪在维也纳会见奥地利内政部部长卡尔纳。会见卡尔纳时，王小洪说，去年两国旅游往来很多。",
      ["meeting 2024-06-03 AT"],
    ],
    // 继去年之后: after last year's.
    [
      "6月3日，来自尼泊尔、老挝的31名边境官员在昆明边防学校参加研修班开班式。这是该校继去年之后第二次举办此类援外培训。",
      ["training 2024-06-03 NP,LA"],
    ],
    [
      "首届中国－西非执法安全部长级对话6月3日在京举行。公安部部长王小洪同塞拉利昂内政部部长摩根共同主持。王小洪作了讲话。贝宁、加纳、塞内加尔等国代表团团长先后发言。",
      ["forum 2024-06-03 SL,BJ,GH,SN"],
    ],
    [
      "6月3日，阿塞拜疆内务部禁毒总局考察团参观了成都戒毒所。客人与成都市公安局禁毒支队的民警座谈。",
      ["meeting 2024-06-03 AZ"],
    ],
  ])("%s", (text, found) => {
    expect(events(text)).toEqual(found);
  });

  it("dates a paper by the year it is counted from", () => {
    const ships = "6月3日，中国海警舰访问越南。这是自2016年两国海警签署合作备忘录以来第二次。";
    expect(events(ships)).toContain("agreement 2016 VN");
  });
});

describe("papers, gifts and totals of others in Chinese", () => {
  it.each([
    // Armies sign: no police.
    "6月3日，中越两国国防部部长举行会谈，就两军海军北部湾联合巡逻交换意见，签署了有关合作文件。",
    // Totals of papers and of states.
    "公安部先后同外国警方签署各类合作文件近400份。",
    "我公安机关与60余个国家的内政警察部门建立了工作会晤机制。",
    // What a channel of talks is for.
    "中美执法合作联合联络小组是双方磋商执法合作的主渠道。",
    // Goods for an army.
    "6月3日，驻刚果（布）大使李岩出席中国援刚军事物资交接仪式，向刚国防部移交了一批车辆。",
  ])("%s tells none", (text) => {
    expect(events(text)).toEqual([]);
  });

  it("keeps the paper of ministries of the interior, whatever else is talked about", () => {
    const signed = "6月3日，公安部与越南公安部在河内签署了合作打击犯罪协议。";
    expect(events(signed)).toEqual(["agreement 2024-06-03 VN"]);
  });

  it("takes those of many states who come to a course for trainees, not for a conference", () => {
    const course = "6月3日，来自老挝、缅甸、泰国等国的30名警官齐聚昆明，参加为期两周的禁毒执法研修班。";
    expect(events(course)).toEqual(["training 2024-06-03 LA,MM,TH"]);
  });

  it("reads the British Home Secretary (内政大臣) as a minister with a name", () => {
    const [meeting] = extract(
      book,
      page("", "6月3日，公安部部长王小洪在伦敦会见英国内政大臣詹姆斯·克莱弗利。"),
    ).mentions;
    expect(meeting?.coding.foreign_people).toEqual(["詹姆斯·克莱弗利"]);
  });

  it("reads a figure typed for the zero of a year in Chinese numerals", () => {
    expect(events("二0一九年六月三日，公安部与老挝公安部签署了合作协议。")).toEqual([
      "agreement 2019-06-03 LA",
    ]);
  });
});

describe("missions and the police of their host state", () => {
  it.each([
    // 当地公安厅: the public security department of the place named before, and none of China's.
    [
      "6月3日，驻岘港总领事董碧幽会见当地公安厅副厅长黎文胜，就保护领区内中国游客安全交换意见。",
      ["meeting 2024-06-03 VN"],
    ],
    ["6月3日，驻胡志明市总领馆与当地公安局座谈，商谈打击电信诈骗。", ["meeting 2024-06-03 VN"]],
    ["6月3日，公安部派出工作组赴广西，会同当地公安机关抓获3名越南籍嫌疑人。", []],
    // Police who are asked to speak to the community; a reception is no talk.
    [
      "6月3日，驻伊斯坦布尔总领馆邀请土耳其移民局官员走进侨社，宣讲居留政策和防诈骗知识。",
      ["meeting 2024-06-03 TR"],
    ],
    ["6月3日，驻加蓬使馆邀请加蓬国家警察总司令及侨团代表出席国庆招待会。", []],
    // A post of the two services is no gift; a centre that China builds is one.
    ["6月3日，中国和塞尔维亚警务联络办公室在贝尔格莱德揭牌，公安部代表出席。", []],
    ["6月3日，中国援建的汤加警务服务中心在努库阿洛法揭牌，汤加警察局长出席。", ["assistance 2024-06-03 TO"]],
    // What closes a patrol is no forum.
    ["6月3日，第130次中老缅泰湄公河联合巡逻执法总结会在孟莫举行。", ["patrol 2024-06-03 LA,MM,TH"]],
    // Where the guest heads a body, its seat is no party to the paper either.
    [
      "6月3日，公安部部长王小洪在里昂会见国际刑警组织秘书长斯托克，双方签署合作意向书。",
      ["meeting 2024-06-03 ", "agreement 2024-06-03 "],
    ],
  ])("%s", (text, found) => {
    expect(events(text)).toEqual(found);
  });
});

describe("what English pages tell of returns, tours and calls", () => {
  const on = (day: string, text: string, title = "") =>
    extract(book, { ...page(title, text), published: day }).mentions.map(({ coding }) => ({
      ...coding,
      told: `${coding.type} ${coding.date} ${coding.countries.join()}`,
    }));

  it.each([
    // The return dates what the raid led to; aircraft are no people.
    [
      "2019-08-16",
      "Thai authorities on Thursday deported Chinese nationals who ran a lottery fraud. Thai police arrested them over the weekend after a tip from Chinese police. Police said 61 Chinese nationals were deported from Bangkok airport. Three Chinese chartered flights took them home.",
      "operation 2019-08-15 TH",
      61,
    ],
    // The day of the flight is told next, as what an official reported; the day of the arrest is another.
    [
      "2021-03-12",
      "Immigration officers in Manila have deported 28 Chinese who ran an illegal casino. Commissioner Morente reported that the men boarded a plane to Nanjing on March 9. They were arrested on February 20.",
      "operation 2021-03-09 PH",
      28,
    ],
    // Somebody named before is taken up by a pronoun.
    [
      "2022-03-08",
      "The fugitive Luo Jun defrauded 200 families in Jiangxi. He was flown home to China from Laos on Saturday with the support of the Chinese embassy.",
      "operation 2022-03-05 LA",
      1,
    ],
    // Led away by police who came from China; chained as one who is wanted.
    [
      "2022-03-08",
      "Four Chinese men who had been kept at a hotel in Honiara were put on a plane to China early on Sunday, accompanied by officers who had flown in from China. The Solomon Islands court heard no case.",
      "operation 2022-03-06 SB",
      4,
    ],
    // Chinese police hand somebody to the officers of another state.
    [
      "2022-03-08",
      "Police in Shenyang handed over a South Korean man accused of fraud to detectives from South Korea at the city's airport on Friday.",
      "operation 2022-03-04 KR",
      1,
    ],
  ])("%s: %s", (day, text, told, persons) => {
    expect(on(day, text)).toMatchObject([{ told, persons }]);
  });

  it.each([
    // What was held years before is told besides.
    [
      "China and Tajikistan have conducted a joint anti-terror drill near Murghab. In July 2014 special police of China and Tajikistan held a joint anti-terror drill in Kashgar.",
      ["exercise 2024-06 TJ", "exercise 2014-07 TJ"],
    ],
    // A state that was the first to patrol with China: no patrol of that day.
    [
      "At a reception Ambassador Lin said Croatia was the first country to conduct joint police patrols with China.",
      [],
    ],
    // Trainees from several states, told in the sentence after.
    [
      "Twenty-six police officers began a course on forensics at Zhejiang Police College on June 3. The officers, who come from Kenya, Zambia and Malawi, will stay for a month.",
      ["training 2024-06-03 KE,ZM,MW"],
    ],
    // He goes on from one state to the next.
    [
      "Assistant Minister of Public Security Liu Zhongyi met the Thai police chief in Bangkok on June 3. He then went to Vientiane, where he held talks with Public Security Minister Vilay Lakhamphong on June 5, before flying back to Bangkok.",
      ["meeting 2024-06-03 TH", "meeting 2024-06-05 LA"],
    ],
    // A session beside a paper that others sign.
    [
      "Malaysia's Home Minister Saifuddin Nasution said the decision was made at the third meeting of the Joint Working Group on Transnational Crime, which he chaired with Chinese Public Security Minister Wang Xiaohong in Beijing on June 3. During the trip the Inspector-General of Police Razarudin Husain signed a letter of intent with the Guangdong public security department.",
      ["agreement 2024-06-03 MY", "meeting 2024-06-03 MY"],
    ],
    // What a vice minister gives on a visit whose day stays open.
    [
      "China's Vice Minister of Public Security Chen Siyuan has held talks with Malawi's Homeland Security Minister Zikhale Ng'oma. He presented the Malawi Police Service with 20 computers.",
      ["meeting 2024-06 MW", "assistance 2024-06 MW"],
    ],
    // Talks with a body and with a state are two, and the body has none.
    [
      "China's Minister of Public Security Wang Xiaohong met on June 3 with Interpol Secretary General Valdecy Urquiza. Also on June 3, Wang had a meeting with Tajik Interior Minister Ramazon Rahimzoda.",
      ["meeting 2024-06-03 ", "meeting 2024-06-03 TJ"],
    ],
    // "Meeting with him, Wang said the two should …": what is hoped for is said there.
    [
      "China's Minister of Public Security Wang Xiaohong met with Serbian Interior Minister Ivica Dacic on June 3. Meeting with Kenyan Interior Cabinet Secretary Kithure Kindiki, Wang said the two countries should train more officers.",
      ["meeting 2024-06-03 RS", "meeting 2024-06-03 KE"],
    ],
    // The paper that a new one replaces has a day of its own.
    [
      "Korea's Police Commissioner General Yoon Hee-keun and Minister of Public Security Wang Xiaohong signed a revised memorandum of understanding on police cooperation in Beijing on June 3, which adds drugs to the original text of 2003.",
      ["agreement 2024-06-03 KR"],
    ],
    // Courtesy words alone: the letters "ai" in "paid" are no technology, and the house of the police no content.
    [
      "On June 3, Ambassador Zhao Yanbo paid a courtesy call on the Inspector General of the Liberia National Police, Gregory Coleman, at the police headquarters in Monrovia. They exchanged souvenirs.",
      [],
    ],
    // Names and leaflets are no goods, and no shot is an opening.
    [
      'The Philippine police and China\'s Ministry of Public Security talked by video on June 3. "They gave us names," an officer said. Leaflets were handed out, police said.',
      ["meeting 2024-06-03 PH"],
    ],
    // A school that was built long ago is in use.
    [
      "Nepal's Home Minister Lekhak visited the works on Sunday. Meanwhile the Armed Police Force has been using an academy built by China in Matatirtha.",
      [],
    ],
    // Who lands comes from no course.
    [
      "An embezzler handed over by Greece landed in Beijing on Friday, the Ministry of Public Security announced.",
      ["operation 2024-06-14 GR"],
    ],
  ])("%s", (text, found) => {
    expect(events(text).sort()).toEqual([...found].sort());
  });
});

describe("what Chinese pages of missions and papers tell beside it", () => {
  it.each([
    // 拉美国家: countries of Latin America, and not the United States.
    [
      "两国于2001年11月5日签署引渡条约，这是中国同拉美国家较早缔结的条约之一。阿根廷外长出席。",
      "agreement",
      ["agreement 2001-11-05 AR"],
    ],
    // A namesake of another state's prime minister.
    [
      "6月3日，驻拉合尔总领事赵世人前往旁遮普省警察总监办公室，同总监安瓦尔就中资项目安保商谈。",
      "meeting",
      ["meeting 2024-06-03 PK"],
    ],
    [
      "6月3日，驻大阪总领事薛剑走访大阪府警察本部，同负责人就防范电信诈骗交换意见。",
      "meeting",
      ["meeting 2024-06-03 JP"],
    ],
    [
      "6月3日，驻汤加大使在使馆为汤加警察总监图伊举办工作早餐，谈侨胞商店被盗案。",
      "meeting",
      ["meeting 2024-06-03 TO"],
    ],
    [
      "6月3日，驻约翰内斯堡总领馆在新唐人街召开治安座谈会。南非豪登省警察厅副厅长姆贝基和侨领出席。",
      "meeting",
      ["meeting 2024-06-03 ZA"],
    ],
    // Our own team, another clause, trainees, what is said at a forum, a new year's reception.
    ["6月3日，黄伟大使会见了专程赴几内亚的劝返小组，并向几内亚安全部负责人表达谢意。", "meeting", []],
    ["基地去年揭牌，先后接待了印尼、巴基斯坦等国的学员。", "meeting", []],
    ["6月3日，驻马耳他使馆举行新春团拜会，姜江大使、马耳他内政部部长法鲁贾等出席。", "meeting", []],
    ["6月3日，大使会见瓦努阿图新任内政部长乔治，祝贺乔治履新，感谢瓦方球员来华训练的情谊。", "meeting", []],
    [
      "越通社万象6月3日电 应老挝公安部邀请，公安部部长苏林大将率团访问老挝，会见老挝公安部部长维莱。",
      "meeting",
      [],
    ],
    // What a training, a patrol or a paper is not.
    [
      "6月3日，公安部部长王小洪会见荷兰警察总监范埃森，双方商谈了侦办组织偷渡案件和人员培训。",
      "training",
      [],
    ],
    ["该院自2002年起承办外警培训，已有来自老挝等国的学员。", "training", []],
    ["6月3日，孔子学院在基加利警察学校教学点举办中国文化日，大使和卢旺达警察学员到场。", "training", []],
    ["自2006年至今，中越双方海警已在北部湾共同巡逻23次。", "patrol", []],
    ["6月3日，广西边检总站同越南边防部队视频会晤。会晤纪要待双方校对后签署。", "agreement", []],
    ["6月3日，中方研修班由浙江警察学院承办，摩洛哥警官上线，课程两周。", "assistance", []],
    ["6月3日，菲律宾移民局突击检查，296名中国公民将在甄别身份之后递解出境。", "operation", []],
    // Illegal entrants are handed over like others who are wanted.
    [
      "6月3日，云南天保边检站将14名非法入境的越南籍人员移交越南边防部队。",
      "operation",
      ["operation 2024-06-03 VN"],
    ],
    [
      "6月3日凌晨，舱门打开，37名在安哥拉绑架同胞的犯罪嫌疑人在特警看押下走出包机。这是我公安机关首次赴安哥拉办案。",
      "operation",
      ["operation 2024-06-03 AO"],
    ],
    // Beside a congress a minister receives guests.
    ["国际刑警组织全体大会召开期间，公安部部长王小洪6月3日会见土耳其警察总局局长阿克塔什。", "forum", []],
  ])("%s: %s", (text, type, found) => {
    expect(events(text).filter((event) => event.startsWith(type))).toEqual(found);
  });

  it("reads the days of a chronicle in the year of their heading", () => {
    const chronicle =
      "2013年\n8月3日　公安部向塔吉克斯坦内务部移交一批通信器材。\n2015年\n6月15日　中塔两国公安部在杜尚别签署合作备忘录。";
    expect(events(chronicle).sort()).toEqual(["agreement 2015-06-15 TJ", "assistance 2013-08-03 TJ"]);
  });

  it("dates a patrol of four days by the first", () => {
    expect(events("6月13日，历时4天的第140次中老缅泰湄公河联合巡逻执法圆满结束。")).toEqual([
      "patrol 2024-06-10 LA,MM,TH",
    ]);
  });
});

describe("papers, courses, tours and chairs in English", () => {
  it.each([
    // The papers of a handover belong to it.
    [
      "New barracks for border guards were handed over to Mongolia on June 3. The documents were signed by Chinese Ambassador Shen Minjuan and Brigadier General Ganbat of the General Authority for Border Protection.",
      ["assistance 2024-06-03 MN"],
    ],
    // Several courses of a year; one man's schooling.
    [
      "Ambassador Yan spoke to recruits. He mentioned that last year 23 Barbadian police officers took part in short-term courses offered by the Chinese Government.",
      [],
    ],
    [
      "China's Minister of Public Security Wang Xiaohong met Ethiopian police chief Demelash Gebremichael on June 3. Demelash, who studied in Beijing in 2009, was pleased to be back at the police university.",
      ["meeting 2024-06-03 ET"],
    ],
    // Two chair a dialogue of many.
    [
      "Minister of Public Security Wang Xiaohong and Tongan Police Minister Piveni Piukala co-chaired the third Ministerial Dialogue on Police Capacity Building between China and Pacific Island Countries on June 3.",
      ["forum 2024-06-03 TO"],
    ],
    // Over the objections of a state that takes no part.
    [
      "On June 3 Cambodia put 20 fraud suspects on a flight to China over the objections of Washington.",
      ["operation 2024-06-03 KH"],
    ],
    // A mission and police sit down with the community.
    [
      "The Chinese Embassy and the Vanuatu Police Force jointly hosted a safety talk for Chinese shopkeepers in Port Vila on June 3.",
      ["meeting 2024-06-03 VU"],
    ],
    // What a talk is on; whom a medal honours.
    [
      "A medal was hung around Namibian police chief Joseph Shikongo's neck by Minister of Public Security Wang Xiaohong on June 3, ahead of a talk between the two on training and wildlife crime.",
      [],
    ],
    // A call led to an arrest, and brought nobody home; drugs that police take over are no goods.
    [
      "On June 3 a call from a Lao officer led to the arrest of three couriers at a checkpoint in Mengla, China.",
      [],
    ],
    // A tour is dated by the day it began.
    [
      "A delegation of the Ministry of Public Security led by Vice Minister Chen Siyuan returned to Beijing on June 12 from official visits to Romania which began on June 3.",
      ["meeting 2024-06-03 RO"],
    ],
    // A declaration of foreign ministers is theirs.
    [
      "Foreign ministers of China, Afghanistan and Pakistan adopted a declaration on drug control and terrorism in Beijing on June 3.",
      [],
    ],
    // Who sat at it is told two sentences on.
    [
      "Heads of interior ministries of the member states of the Shanghai Cooperation Organization met in Bishkek on June 3. It was the first such meeting. Kyrgyzstan was represented by Ulan Niyazbekov, China by Wang Xiaohong.",
      ["forum 2024-06-03 KG"],
    ],
    // Asked by a tip: not the day of the raid.
    [
      "Police from Yunnan and Myanmar seized 90 kg of heroin in a joint action, the Ministry of Public Security said. On June 3, police in Ruili learned that drugs were to be moved.",
      ["operation 2024-06 MM"],
    ],
  ])("%s", (text, found) => {
    expect(events(text).sort()).toEqual([...found].sort());
  });
});

describe("who speaks, who is welcomed and who is named by an office", () => {
  it.each([
    // What is handed over with a speech.
    [
      "It is a great pleasure for me to hand over today, on behalf of the Chinese Government, ten patrol vehicles to the Solomon Islands Police Force.",
      ["assistance 2024-06-15 SB"],
    ],
    // A team is welcomed, and no gift.
    [
      "The Tonga Police was pleased to welcome to its headquarters in Nuku'alofa on June 3 a four member delegation from the Fujian Provincial Public Security Department of China.",
      ["meeting 2024-06-03 TO"],
    ],
    // The next day another man of the same state.
    [
      "6月3日，王文彬大使会见柬埔寨内政部长索速卡，次日又约见柬埔寨国家警察总监索萨，谈清剿网诈园区。",
      ["meeting 2024-06-03 KH", "meeting 2024-06-04 KH"],
    ],
  ])("%s", (text, found) => {
    expect(events(text)).toEqual(found);
  });

  it.each([
    ["6月3日，公安部部长王小洪会见冰岛国家警察总监约翰内松，谈打击电信诈骗。", "约翰内松"],
    ["6月3日，公安部部长王小洪会见日本国家公安委员长松村祥史。", "松村祥史"],
    ["6月3日，公安部部长王小洪会见美国司法部长加兰。", "加兰"],
  ])("reads the office as a title and not as an organ: %s", (text, name) => {
    const [meeting] = extract(book, page("", text)).mentions;
    expect(meeting?.coding.foreign_people).toEqual([name]);
  });
});
