import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadRulebook } from "../../extractors/extract.ts";
import { emptyCounts } from "../../pipeline/counts.ts";
import { importFiles } from "../../pipeline/import.ts";
import { findFiles } from "../../pipeline/import-files.ts";
import { openCoder, runStages } from "../../pipeline/stages.ts";
import { runImport } from "../../pipeline/update.ts";
import { listCopies } from "../../store/copies.ts";
import { findCurrentDocument } from "../../store/documents.ts";
import { makeConfig, openAt, temporaryFolder } from "./mission-site.ts";

const config = makeConfig({ fj: "fj.china-embassy.gov.cn" }, "http://127.0.0.1:9");
const rulebook = await loadRulebook(config);

interface Page {
  readonly url: string;
  readonly title: string;
  readonly published: string;
  readonly text: string;
}

const LEAD =
  "6月11日，公安部副部长陈卫在苏瓦会见斐济警察总监图迪亚，双方就禁毒、打击跨国犯罪和执法能力建设交换意见。";
const MORE = [
  "陈卫表示，中斐两国警方多年来保持密切往来，务实合作富有成效，中方愿继续为斐方提供力所能及的帮助。",
  "陈卫指出，毒品经海路进入太平洋岛国的势头值得警惕，双方应当加快情报交流，共同查办重点案件。",
  "图迪亚感谢中国警方长期以来的支持，表示斐济警方将一如既往保护在斐中国公民和企业的安全。",
  "会后双方共同参观了斐济警察学院的法医实验室和指挥中心，并观看了警犬训练。",
  "驻斐济大使周建国以及斐济警察部队有关部门主管参加了活动。",
];
const EMBASSY: Page = {
  url: "http://fj.china-embassy.gov.cn/sgxw/202406/t20240612_11430001.htm",
  title: "陈卫副部长会见斐济警察总监",
  published: "2024-06-12",
  text: [LEAD, ...MORE].join("\n"),
};
/** The same report at other addresses: whole, cut, with a byline, in traditional characters, each under its own title. */
const REPRINTS: readonly Page[] = [
  {
    url: "https://news.example/a/1.html",
    title: "中斐警方深化禁毒合作",
    published: "2024-06-13",
    text: ["来源：新华社 2024-06-13 08:15", LEAD, ...MORE, "（责任编辑：赵文）"].join("\n"),
  },
  {
    url: "https://daily.example/2.html",
    title: "公安部代表团在斐济",
    published: "2024-06-14",
    text: [`本报苏瓦6月12日电（记者 王明）${LEAD}`, MORE[2]].join("\n"),
  },
  {
    url: "https://hk.example/3.html",
    title: "陳衛晤斐濟警察總監",
    published: "2024-06-14",
    text: "6月11日，公安部副部長陳衛在蘇瓦會見斐濟警察總監圖迪亞，雙方就禁毒、打擊跨國犯罪和執法能力建設交換意見。\n圖迪亞感謝中國警方長期以來的支持，表示斐濟警方將一如既往保護在斐中國公民和企業的安全。",
  },
];
/** A page of the same template about another meeting. */
const OTHER: Page = {
  url: "http://fj.china-embassy.gov.cn/sgxw/202407/t20240703_11440002.htm",
  title: "陈卫副部长会见斐济内政部长",
  published: "2024-07-03",
  text: [
    LEAD.replace("6月11日", "7月2日").replace("警察总监图迪亚", "内政部长瓦塔"),
    ...MORE.map((line) => line.replace("图迪亚", "瓦塔")),
  ].join("\n"),
};
const PATROL = (round: number, date: string, day: string): Page => ({
  url: `https://news.example/patrol/${round}.html`,
  title: `第${round}次中老缅泰湄公河联合巡逻执法行动启动`,
  published: date,
  text: `第${round}次中老缅泰湄公河联合巡逻执法行动${day}在云南西双版纳关累港启动，四国执法船艇编队出航。
行动为期4天，期间四方将开展水陆联合查缉、禁毒宣传，并视频会商流域治安。
四国执法人员还将走访沿岸村寨，向群众发放宣传手册，提醒过往船只注意航行安全。
中方指挥官表示，联合巡逻执法有力维护了湄公河流域的安全稳定，受到沿岸各国群众欢迎。`,
});
const PATROLS = [PATROL(97, "2020-09-22", "9月22日"), PATROL(98, "2020-10-20", "10月20日")];

function write(pages: readonly Page[]): string {
  const file = join(temporaryFolder(), "pages.jsonl");
  writeFileSync(file, pages.map((page) => `${JSON.stringify({ ...page, lang: "zh" })}\n`).join(""));
  return file;
}

async function bringIn(data: string, pages: readonly Page[]) {
  const space = await openAt(config, data, "2024-08-01T00:00:00Z");
  try {
    const signal = new AbortController().signal;
    return (await runImport(space, findFiles([write(pages)]), { source: null, signal, rulebook })).counts;
  } finally {
    await space.close();
  }
}

/** What is stored, without times and running numbers. */
async function stored(data: string) {
  const space = await openAt(config, data, "2024-08-01T00:00:00Z");
  try {
    const { db } = space;
    const urls = await db.selectFrom("document").select(["id", "canonicalUrl"]).execute();
    const urlOf = new Map(urls.map(({ id, canonicalUrl }) => [id, canonicalUrl]));
    const copies = await db.selectFrom("documentCopy").selectAll().execute();
    const links = await db
      .selectFrom("link")
      .innerJoin("mention", "mention.id", "link.mentionId")
      .where("withdrawnAt", "is", null)
      .select(["link.eventId", "mention.documentId", "mention.type", "link.reasons"])
      .execute();
    const passages = await db
      .selectFrom("passage")
      .selectAll()
      .orderBy("hash")
      .orderBy("documentId")
      .execute();
    const groups = new Map<string, string[]>();
    for (const link of links) {
      const group = groups.get(link.eventId) ?? [];
      groups.set(link.eventId, [...group, `${link.type} ${urlOf.get(link.documentId)}`].sort());
    }
    return {
      copies: copies
        .map(({ documentA, documentB, likeness }) => [
          ...[urlOf.get(documentA)!, urlOf.get(documentB)!].sort(),
          likeness,
        ])
        .sort(),
      events: [...groups.values()].sort(),
      reasons: links.map(({ reasons }) => reasons),
      passages,
    };
  } finally {
    await space.close();
  }
}

const meeting = ({ url }: Page) => `meeting ${url.replace(/^https?:\/\//, "")}`;
const urlsOf = (pages: readonly Page[]) => pages.map(meeting).sort();

it("adds a mention and a source to the event for each reprint, and no event", async () => {
  const data = temporaryFolder();
  expect(await bringIn(data, [EMBASSY])).toMatchObject({ documents: 1, events: { added: 1 } });
  const counts = await bringIn(data, REPRINTS);
  expect(counts).toMatchObject({ documents: 3, mentions: 3, events: { added: 0 } });
  const { events, copies, reasons } = await stored(data);
  expect(events.map((group) => group.map((one) => one.replace(/https?:\/\//, "")))).toEqual([
    urlsOf([EMBASSY, ...REPRINTS]),
  ]);
  expect(copies).toHaveLength(6);
  expect(reasons.filter((each) => each.includes("a copy of the text, same passage"))).toHaveLength(3);
});

it("takes a reprint for the same report though its date is read by another day of publication", async () => {
  const data = temporaryFolder();
  const lately = EMBASSY.text.replace("6月11日", "昨日");
  await bringIn(data, [{ ...EMBASSY, text: lately }]);
  await bringIn(data, [{ ...REPRINTS[0]!, published: "2024-06-17", text: lately }]);
  const space = await openAt(config, data, "2024-08-01T00:00:00Z");
  const dates = await space.db.selectFrom("mention").select("coding").execute();
  await space.close();
  expect(dates.map(({ coding }) => (JSON.parse(coding) as { date: string }).date).sort()).toEqual([
    "2024-06-11",
    "2024-06-16",
  ]);
  expect((await stored(data)).events.map((group) => group.length)).toEqual([2]);
});

it("keeps a text together that stands at eighty addresses, with two dates read in it", async () => {
  const data = temporaryFolder();
  const many = Array.from({ length: 80 }, (_, at) => ({
    ...EMBASSY,
    url: `https://paper${at}.example/1.html`,
    title: `第${at}版`,
    published: at % 2 ? "2024-06-17" : "2024-06-12",
    text: EMBASSY.text.replace("6月11日", "昨日"),
  }));
  await bringIn(data, many.slice(0, 60));
  await bringIn(data, many.slice(60));
  const { events, copies } = await stored(data);
  expect(events.map((group) => group.length)).toEqual([80]);
  expect(copies.length).toBeGreaterThan(80);
});

it("keeps meetings and rounds apart whose reports copy one another's wording", async () => {
  const data = temporaryFolder();
  await bringIn(data, [EMBASSY, OTHER, ...PATROLS]);
  const { events, copies } = await stored(data);
  expect(copies).toEqual([]);
  expect(events.map((group) => group.length)).toEqual([1, 1, 1, 1]);
});

it("finds the same copies and events in whatever order and batches the pages came", async () => {
  const all = [EMBASSY, ...REPRINTS, OTHER, ...PATROLS];
  const [one, other, third] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  await bringIn(one, all);
  for (const page of [...all].reverse()) await bringIn(other, [page]);
  await bringIn(third, [REPRINTS[1]!, PATROLS[1]!, OTHER]);
  await bringIn(third, all);
  const expected = await stored(one);
  expect(expected.copies).toHaveLength(6);
  for (const data of [other, third]) {
    const { copies, events, passages } = await stored(data);
    expect({ copies, events, passages }).toEqual({
      copies: expected.copies,
      events: expected.events,
      passages: expected.passages,
    });
  }
});

it("comes to the same store after a kill between any two batches", async () => {
  const all = [EMBASSY, ...REPRINTS, ...PATROLS];
  const whole = temporaryFolder();
  await bringIn(whole, all);
  const expected = await stored(whole);
  let killed = 0;
  for (let batches = 1; batches <= 9; batches++) {
    const data = temporaryFolder();
    const space = await openAt(config, data, "2024-08-01T00:00:00Z");
    const signal = new AbortController().signal;
    const counts = emptyCounts();
    await importFiles(space, findFiles([write(all)]), counts, { source: null, signal });
    let left = batches;
    const killer = () => {
      if (left-- === 0) throw new Error("killed");
    };
    await runStages(space, await openCoder(space, rulebook), counts, signal, killer).catch((error) => {
      if (String(error) !== "Error: killed") throw error;
      killed++;
    });
    await space.close();
    await bringIn(data, all);
    expect(await stored(data)).toEqual(expected);
  }
  expect(killed).toBe(9);
});

it("compares a changed page again, and only with what other pages say now", async () => {
  const data = temporaryFolder();
  await bringIn(data, [EMBASSY, ...REPRINTS]);
  const mended = { ...REPRINTS[0]!, text: `${LEAD}\n${MORE[0]}` };
  await bringIn(data, [mended]);
  // Cut at another place than two others, it is a copy of the whole only.
  expect((await stored(data)).copies).toHaveLength(4);
  const replaced = { ...REPRINTS[0]!, text: OTHER.text };
  await bringIn(data, [replaced]);
  const { copies, passages } = await stored(data);
  expect(copies).toHaveLength(3);
  const addresses = copies.flat().map(String);
  expect(addresses.filter((url) => url.endsWith("/a/1.html"))).toEqual([]);
  expect(addresses.filter((url) => url.endsWith("/2.html"))).toHaveLength(2);
  const space = await openAt(config, data, "2024-08-01T00:00:00Z");
  const past = await space.db.selectFrom("document").select("id").where("current", "=", 0).execute();
  expect(past).toHaveLength(2);
  expect(passages.filter(({ documentId }) => past.some(({ id }) => id === documentId))).toEqual([]);
  await space.close();
});

it("lists the other addresses of a text, the most alike first", async () => {
  const data = temporaryFolder();
  const again = { ...EMBASSY, url: "https://mirror.example/x.html" };
  await bringIn(data, [EMBASSY, ...REPRINTS, again, OTHER]);
  const space = await openAt(config, data, "2024-08-01T00:00:00Z");
  const { canonicalUrl } = (await space.db.selectFrom("document").selectAll().execute()).find(
    ({ canonicalUrl }) => canonicalUrl.includes("t20240612"),
  )!;
  const found = await listCopies(space.db, (await findCurrentDocument(space.db, canonicalUrl))!);
  await space.close();
  expect(found.map(({ title, likeness }) => [title, likeness >= 0.95])).toEqual(
    expect.arrayContaining([[EMBASSY.title, true], ...REPRINTS.map(({ title }) => [title, true])]),
  );
  expect(found).toHaveLength(4);
  expect(found.map(({ likeness }) => likeness)).toEqual(
    found.map(({ likeness }) => likeness).sort((a, b) => b - a),
  );
});
