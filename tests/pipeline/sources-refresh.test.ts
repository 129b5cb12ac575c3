import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compareRegister } from "../../pipeline/compare-register.ts";
import { readMissionSite, readRegisterPage } from "../../sources/mission-register.ts";
import { loadSources } from "../../sources/register.ts";
import { type MissionSite, makeConfig, startSite } from "./mission-site.ts";

const LISTS = "https://www.mfa.gov.cn/web/zwjg_674741/zwsg_674743/yz_674745/";
const sources = loadSources("config");
const detail = (site: string) => `<html><body><div id="News_Body_Txt_A">
  <p>地　址：某街一号</p><p>电　话：00123</p><p>网　　址：</p><p><a href="${site}">${site}</a></p><p>电子邮箱：a@b.gov.cn</p></div></body></html>`;
const listPage = (names: readonly [string, string][], count = 1) =>
  `<html><body><ul class="list1">${names.map(([name, path]) => `<li><a href="${path}">${name}</a></li>`).join("")}</ul>
   <a href="/about">关于我们</a><script>var countPage = ${count}//</script></body></html>`;

it("reads names and pages of missions from the ministry's list, and where the list goes on", () => {
  const text = listPage([["驻意大利共和国大使馆", "./202401/t20240101_11200001.shtml"]], 2);
  expect(readRegisterPage(text, LISTS)).toEqual({
    missions: [{ name: "驻意大利共和国大使馆", url: `${LISTS}202401/t20240101_11200001.shtml` }],
    nextUrls: [`${LISTS}index_1.shtml`],
  });
  expect(() => readRegisterPage("<html><body><a href='/'>首页</a></body></html>", LISTS)).toThrow(
    "found none",
  );
});

it("reads the site of a mission behind a label with wide spaces and a broken line, and no mail address", () => {
  expect(readMissionSite(detail("https://it.china-embassy.gov.cn"), LISTS)).toBe(
    "https://it.china-embassy.gov.cn/",
  );
  expect(readMissionSite(`<div id="News_Body_Txt_A"><p>网址：it.china-embassy.gov.cn</p></div>`, LISTS)).toBe(
    "https://it.china-embassy.gov.cn/",
  );
  expect(readMissionSite(`<div id="News_Body_Txt_A"><p>电子邮箱：a@b.gov.cn</p></div>`, LISTS)).toBeNull();
});

it("tells new, moved and unlisted missions, and nothing of those that are as they were", () => {
  const italy = sources.filter(({ id }) => ["it", "gn", "gw", "fj"].includes(id));
  const page = "https://www.mfa.gov.cn/x.shtml";
  const differences = compareRegister(italy, [
    { name: "驻意大利共和国大使馆", page, site: "https://it.china-embassy.gov.cn/" },
    { name: "驻几内亚比绍共和国大使馆", page, site: "https://gwb.china-embassy.gov.cn/" },
    { name: "驻几内亚共和国大使馆", page, site: null },
    { name: "驻库克群岛大使馆", page, site: "https://ck.china-embassy.gov.cn/" },
  ]);
  expect(differences.map(({ kind, ...rest }) => [kind, "source" in rest ? rest.source : rest.file])).toEqual([
    ["moved", "gw"],
    ["new", "ck.yaml"],
    ["not-listed", "fj"],
  ]);
  expect(differences[0]!.yaml).toContain("host: gwb.china-embassy.gov.cn, role: current");
  expect(differences[0]!.yaml).toContain("identity: true");
});

let site: MissionSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

it("prints differences with --dry-run, writes only files of new missions without, and never guesses losses from a list it could not read", async () => {
  const config = makeConfig({ it: "it.china-embassy.gov.cn", fj: "fj.china-embassy.gov.cn" }, site.origin);
  const settings = join(config, "settings.yaml");
  const connect = `    "https://www.mfa.gov.cn": "${site.origin}"\n`;
  const lists = `register:\n  lists:\n    - "${LISTS}"\n    - "${LISTS}none/"\n`;
  writeFileSync(
    settings,
    readFileSync(settings, "utf8").replace("connect_to:\n", `connect_to:\n${connect}`) + lists,
  );
  const path = new URL(LISTS).pathname;
  site.pages.set(path, {
    body: listPage([
      ["驻意大利共和国大使馆", "./1/t20240101_1.shtml"],
      ["驻库克群岛大使馆", "./1/t20240101_2.shtml"],
    ]),
  });
  site.pages.set(`${path}1/t20240101_1.shtml`, { body: detail("https://it.china-embassy.gov.cn") });
  site.pages.set(`${path}1/t20240101_2.shtml`, { body: detail("https://ck.china-embassy.gov.cn") });
  const jingwu = async (...args: string[]) => {
    const data = mkdtempSync(join(tmpdir(), "jingwu-data-"));
    const call = [
      "bin/jingwu.js",
      "--config",
      config,
      "--data",
      data,
      "--quiet",
      "--json",
      "sources",
      "refresh",
      ...args,
    ];
    return await promisify(execFile)(process.execPath, call).then(
      ({ stdout }) => ({ stdout, code: 0 }),
      (error: { stdout: string; code: number }) => error,
    );
  };
  const before = readdirSync(join(config, "sources"));
  const dry = await jingwu("--dry-run");
  expect(dry.code).toBe(3);
  expect(JSON.parse(dry.stdout)).toMatchObject({
    missions: 2,
    failed: 1,
    differences: [{ kind: "new", file: "ck.yaml" }],
    written: [],
  });
  expect(readdirSync(join(config, "sources"))).toEqual(before);
  await jingwu();
  expect(loadSources(config).map(({ id }) => id)).toEqual(["ck", "fj", "it"]);
});
