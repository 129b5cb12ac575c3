import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ConfigError } from "../../sources/errors.ts";
import { loadSources } from "../../sources/register.ts";
import { currentHost, findSourceByUrl } from "../../sources/source-hosts.ts";

const all = loadSources("config");
let config: string;

beforeEach(() => {
  config = mkdtempSync(join(tmpdir(), "jingwu-sources-"));
  mkdirSync(join(config, "sources"));
});
afterEach(() => rmSync(config, { recursive: true }));

const FIJI = `id: fj
title: Embassy in Fiji
adapter: mission
kind: embassy
publisher: { name: MFA, country: CN, official: true }
covers: { country: FJ, city: Suva }
active: true
status: open
confidence: seen
hosts:
  - { host: fj.china-embassy.gov.cn, role: current, confidence: seen, evidence: a list }
`;
const write = (name: string, text: string) => writeFileSync(join(config, "sources", name), text);

function messageOf(): string {
  try {
    loadSources(config);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "nothing was thrown";
}

it("registers 294 missions: 179 embassies, 101 consulates, 14 permanent missions", () => {
  const missions = all.filter(({ adapter }) => adapter === "mission");
  const count = (kind: string) => missions.filter((source) => source.kind === kind).length;
  expect([count("embassy"), count("consulate"), count("mission")]).toEqual([179, 101, 14]);
});

it("gives every mission to be read a current host and an edition", () => {
  const active = all.filter((source) => source.active && source.adapter === "mission");
  expect(active.length).toBeGreaterThan(270);
  for (const source of active) {
    expect(currentHost(source), source.id).not.toBeNull();
    expect(source.editions.length, source.id).toBeGreaterThan(0);
  }
});

it("keeps closed missions for their archives without reading them daily", () => {
  const houston = all.find(({ id }) => id === "cg-houston")!;
  expect(houston).toMatchObject({ active: false, status: "closed" });
  expect(findSourceByUrl(all, "http://houston.china-consulate.org/chn/x/t1.htm")).toBe(houston);
});

it("does not read Norway as a refusal", () => {
  const norway = all.find(({ id }) => id === "no")!;
  expect(norway.covers.country).toBe("NO");
});

it("covers no country with a mission to an organisation", () => {
  for (const source of all.filter(({ kind }) => kind === "mission")) {
    expect(source.covers.country, source.id).toBeNull();
    expect(source.covers.seat, source.id).toMatch(/^[A-Z]{2}$/);
  }
});

it.each([
  ["https://np.china-embassy.gov.cn/sgxw/", "np"],
  ["http://NP.chineseembassy.org/eng/", "np"],
  ["http://chinaembassy.org.ro/", "ro"],
  ["https://www.mfa.gov.cn/ce/cenp//eng/News/t1484073.htm", "np"],
  ["https://www.mfa.gov.cn/web/zwbd_674895/", "mfa-zh"],
  ["https://www.mfa.gov.cn/eng/xw/zwbd/", "mfa-en"],
  ["https://www.mfa.gov.cn/ce/ceno-such/eng/", undefined],
  ["https://example.org/", undefined],
  ["nonsense", undefined],
])("finds the source of %s", (url, id) => {
  expect(findSourceByUrl(all, url)?.id).toBe(id);
});

it("names both files when two claim an id or a host", () => {
  write("fj.yaml", FIJI);
  write("fj2.yaml", FIJI.replace("id: fj", "id: fj2"));
  expect(messageOf()).toMatch(/fj2\.yaml: host fj\.china-embassy\.gov\.cn is already in .*fj\.yaml/);
  const shared = FIJI.replace("id: fj", "id: fj2").replace(
    "embassy.gov.cn,",
    "embassy.gov.cn, paths: [/eng/],",
  );
  write("fj2.yaml", shared);
  expect(messageOf()).toBe("nothing was thrown");
  write("fj3.yaml", shared.replace("id: fj2", "id: fj3"));
  expect(messageOf()).toMatch(/fj3\.yaml: host fj\.china-embassy\.gov\.cn\/eng\/ is already in .*fj2\.yaml/);
  rmSync(join(config, "sources", "fj3.yaml"));
  write("fj2.yaml", FIJI.replace("fj.china", "fj2.china"));
  expect(messageOf()).toMatch(/fj2\.yaml: id fj is already in .*fj\.yaml/);
});

it.each([
  ["an unknown key", FIJI.replace("title:", "titel: x\ntitle:"), /fj\.yaml:2: .*"titel"/],
  ["broken YAML", `${FIJI}  - { host: `, /fj\.yaml:\d+:\d+: not valid YAML/],
  [
    "a wrong value",
    FIJI.replace("country: FJ", "country: Fiji"),
    /fj\.yaml:6: covers\.country: .*two capital letters/,
  ],
  [
    "an active source without a host",
    FIJI.replace("role: current", "role: old"),
    /fj\.yaml: hosts: .*current/,
  ],
  [
    "a share given in percent",
    `${FIJI}expect:\n  articles_with_date: { min: 90 }\n`,
    /fj\.yaml:13: expect\.articles_with_date\.min: /,
  ],
  [
    "an expectation that nothing knows",
    `${FIJI}expect: { links_per_page: { min: 5 } }\n`,
    /fj\.yaml:12: expect: .*"links_per_page"/,
  ],
  [
    "an address for a host",
    FIJI.replace("host: fj.", "host: https://fj."),
    /fj\.yaml:11: hosts\.0\.host: .*a host name/,
  ],
])("says what is wrong with %s, and where", (_, text, message) => {
  write("fj.yaml", text);
  expect(messageOf()).toMatch(message);
});

it("asks for the file to be named as the source", () => {
  write("fiji.yaml", FIJI);
  expect(messageOf()).toMatch(/fiji\.yaml: id: expected "fiji" as the file is named, found "fj"/);
});

it("says which folder is missing", () => {
  rmSync(join(config, "sources"), { recursive: true });
  expect(messageOf()).toContain(join(config, "sources"));
});

it("takes a schedule of its own, and refuses one that no clock keeps", () => {
  const own = "schedule: { cron: '0 7 * * 1-5', time_zone: Pacific/Fiji, least_hours: 1, most_hours: 24 }\n";
  write("fj.yaml", `${FIJI}${own}`);
  expect(loadSources(config)[0]!.schedule).toEqual({
    cron: "0 7 * * 1-5",
    time_zone: "Pacific/Fiji",
    least_hours: 1,
    most_hours: 24,
  });
  write("fj.yaml", `${FIJI}schedule: { cron: daily, least_hours: 30, most_hours: 24 }\n`);
  expect(messageOf()).toMatch(/fj\.yaml:12: schedule\.cron: expected a cron line of five or six fields/);
  write("fj.yaml", `${FIJI}schedule: { least_hours: 30, most_hours: 24 }\n`);
  expect(messageOf()).toMatch(/schedule\.least_hours: expected at most 24, as most_hours says, found 30/);
});

it("knows the language of every source of a family without editions", () => {
  for (const source of all.filter(({ adapter }) => adapter !== "mission" && adapter !== "web-page")) {
    expect(source.language ?? source.editions[0]?.language, source.id).toMatch(/^(zh|en)$/);
  }
});
