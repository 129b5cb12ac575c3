import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "iconv-lite";
import { inTemplate, TEMPLATES } from "../../templates.ts";
import { makeSourcesConfig } from "../mission-site.ts";
import type { Kept } from "./archive-site.ts";

/** One mission of the past of these tests. */
export interface PastMission {
  readonly id: string;
  readonly country: string;
  readonly countryZh: string;
}

export const MISSIONS: readonly PastMission[] = [
  { id: "la", country: "LA", countryZh: "老挝" },
  { id: "kh", country: "KH", countryZh: "柬埔寨" },
  { id: "mm", country: "MM", countryZh: "缅甸" },
  { id: "vn", country: "VN", countryZh: "越南" },
  { id: "th", country: "TH", countryZh: "泰国" },
  { id: "fj", country: "FJ", countryZh: "斐济" },
  { id: "ws", country: "WS", countryZh: "萨摩亚" },
  { id: "tj", country: "TJ", countryZh: "塔吉克斯坦" },
  { id: "ke", country: "KE", countryZh: "肯尼亚" },
  { id: "tz", country: "TZ", countryZh: "坦桑尼亚" },
];

/**
 * A configuration of these missions, each with a host of today, one of the .org years and a mirror, and the archive; `others`
 * are files of further sources, by id, whose hosts are reached at the site too.
 */
export function makePastConfig(
  missions: readonly PastMission[],
  site: string,
  archive: string,
  others: Readonly<Record<string, string>> = {},
): string {
  const own = Object.fromEntries(missions.map((mission) => [mission.id, sourceFile(mission)]));
  const files = { ...own, ...others };
  const folder = makeSourcesConfig(files, site);
  const path = join(folder, "settings.yaml");
  const archives = `archives:\n  wayback_cdx: "${archive}/cdx"\n  wayback_replay: "${archive}/web"\n  commoncrawl_index: "${archive}"\n  commoncrawl_data: "${archive}"\n`;
  const hosts = Object.values(others).flatMap((file) =>
    [...file.matchAll(/host: ([a-z0-9.-]+)/g)].map(([, name]) => name!),
  );
  writeFileSync(path, `${SETTINGS(site, [...missions.map(({ id }) => host(id)), ...hosts])}${archives}`);
  return folder;
}

const SETTINGS = (site: string, hosts: readonly string[]) =>
  `fetch:\n  delay_ms: 0\n  retries: 1\n  retry_base_ms: 0\n  allow_private_addresses: true\n  connect_to:\n${[
    ...new Set(hosts),
  ]
    .map((name) => `    "https://${name}": "${site}"\n`)
    .join("")}`;

const host = (id: string) => `${id}.china-embassy.gov.cn`;

function sourceFile({ id, country }: PastMission): string {
  return `id: ${id}
title: Embassy of the People's Republic of China in ${country}
adapter: mission
kind: embassy
publisher: { name: Ministry of Foreign Affairs of the PRC, country: CN, official: true }
covers: { country: ${country} }
active: true
status: open
confidence: seen
hosts:
  - { host: ${host(id)}, role: current, confidence: seen, evidence: "a test" }
  - { host: ${id}.china-embassy.org, role: old, confidence: seen, evidence: "a test" }
mirror: { path: www.fmprc.gov.cn/ce/ce${id}/, confidence: seen, evidence: "a test" }
editions:
  - { language: zh, path: /, confidence: seen }
`;
}

/** A number that the ministry's system would have given out in the middle of a year. */
const NUMBERS: Readonly<Record<number, number>> = {
  2006: 250_000,
  2007: 350_000,
  2008: 470_000,
  2009: 600_000,
  2010: 720_000,
  2011: 830_000,
  2012: 945_000,
  2013: 1_050_000,
  2014: 1_157_000,
  2015: 1_265_000,
  2016: 1_372_000,
  2017: 1_465_000,
  2018: 1_567_000,
  2019: 1_675_000,
  2020: 1_795_000,
};

const page = (title: string, body: string) =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li></ul></div>${body}<div class="footer">版权所有</div></body></html>`;

export interface PastArticle {
  readonly kept: Kept;
  readonly published: string;
  readonly gift: boolean;
  /** Its path on the site of today, and its page there. */
  readonly today: string;
  readonly html: string;
}

/**
 * The articles that a mission published in a year, two: a gift to the police and an open day, in the template and at the
 * kind of address that its place in the list of missions asks for.
 */
export function articlesOf(mission: PastMission, year: number): PastArticle[] {
  const at = MISSIONS.indexOf(mission);
  const number = NUMBERS[year]! + at * 40;
  return [true, false].map((gift, which) => {
    const published = `${year}-06-${String(10 + at + which).padStart(2, "0")}`;
    const title = gift ? `中国向${mission.countryZh}警方捐赠警用车辆` : "使馆举办开放日活动";
    const told = gift
      ? `${Number(published.slice(5, 7))}月${Number(published.slice(8))}日，中国公安部向${mission.countryZh}警方捐赠警用车辆仪式举行，中国驻${mission.countryZh}大使出席仪式并致辞。`
      : `当地中学生一百余人走进使馆，品尝中国茶点，体验书法和剪纸。（${mission.countryZh}，${year}年）`;
    const text = [told, "活动在友好的气氛中结束，双方表示愿继续加强合作。"]
      .map((one) => `<p>　　${one}</p>`)
      .join("\n");
    const template = TEMPLATES[at % TEMPLATES.length]!;
    const html = page(title, inTemplate(template, { title, date: published.replaceAll("-", "/"), text }));
    const timestamp = `${year + (which % 2)}0801120000`;
    const today = `/sgxw/${year}06/t${published.replaceAll("-", "")}_${9_000_000 + number + which}.htm`;
    const original = [
      `http://${mission.id}.china-embassy.org/chn/sgxw/t${number + which}.htm`,
      `http://www.fmprc.gov.cn:80/ce/ce${mission.id}//chn/sgxw/t${number + which}.htm`,
      `https://${host(mission.id)}${today}`,
    ][(at + year) % 3]!;
    const old = (at + year) % 3 === 0;
    const body = old
      ? encode(html.replace('charset="utf-8"', 'charset="gb2312"'), "gb2312")
      : Buffer.from(html);
    return { kept: { original, timestamp, body }, published, gift, today, html };
  });
}
