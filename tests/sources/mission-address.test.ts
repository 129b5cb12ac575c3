import { expect, it } from "vitest";
import { canonicalUrl } from "../../sources/canonical-url.ts";
import { classifyMissionUrl, isSkippedSection } from "../../sources/mission-address.ts";
import { checkNumber } from "../../sources/mission-number.ts";
import { loadSources } from "../../sources/register.ts";

const sources = new Map(loadSources("config").map((source) => [source.id, source]));
const nepal = sources.get("np")!;

it("reads date, number, edition and section from an address of today's sites", () => {
  expect(classifyMissionUrl("https://it.china-embassy.gov.cn/sbdt/201510/t20151008_9476232.htm")).toEqual({
    kind: "article",
    generation: "G2",
    date: "2015-10-08",
    documentNumber: "9476232",
    edition: "",
    section: "/sbdt/",
    pageNumber: 0,
  });
});

it.each([
  ["http://sr.china-embassy.org/dsxx/dshd/202105/t20210517_9113783.htm", "G2", "", "/dsxx/dshd/"],
  ["https://th.china-embassy.gov.cn:80/sgxw/202609/t20260902_12014753.html", "G2", "", "/sgxw/"],
  ["https://fj.china-embassy.gov.cn/202609/t20260902_12014753.htm", "G2", "", "/"],
  ["http://my.china-embassy.org/chn/jmwls/t1017273.htm", "G1", "chn", "/chn/jmwls/"],
  ["http://newyork.china-consulate.gov.cn/chn/tzgg/t1799819.htm", "G1", "chn", "/chn/tzgg/"],
  ["http://www.fmprc.gov.cn/ce/cgla//eng/visa/chinavisa/t1540780.htm", "G1m", "eng", "/eng/visa/chinavisa/"],
] as const)("knows the article %s", (url, generation, edition, section) => {
  expect(classifyMissionUrl(url)).toMatchObject({ kind: "article", generation, edition, section });
});

it.each([
  ["https://fj.china-embassy.gov.cn/", "home", 0],
  ["https://fj.china-embassy.gov.cn/eng/index.htm", "home", 0],
  ["https://fj.china-embassy.gov.cn/sgxw/", "section", 0],
  ["https://fj.china-embassy.gov.cn/chn/sgxw/index_12.htm", "list", 12],
  ["http://fj.china-embassy.org/chn/sgxw/default_2.htm", "list", 2],
  ["https://fj.china-embassy.gov.cn/sgxw/202405/P020240511000000000000.pdf", "attachment", 0],
  ["https://fj.china-embassy.gov.cn/cgi-bin/search?q=1", "other", 0],
  ["javascript:void(0)", "other", 0],
  ["not an address", "other", 0],
] as const)("classifies %s as %s", (url, kind, pageNumber) => {
  expect(classifyMissionUrl(url)).toMatchObject({ kind, pageNumber, documentNumber: null });
});

it("gives no date for a day that the calendar does not know", () => {
  expect(
    classifyMissionUrl("https://fj.china-embassy.gov.cn/a/202402/t20240231_11300000.htm").date,
  ).toBeNull();
});

it("skips consular sections in any spelling and keeps news", () => {
  for (const path of ["/lsfw/ZYTZ/", "/rus/lsfw_143010/", "/eng/visa/", "/qzxx/"])
    expect(isSkippedSection(path)).toBe(true);
  for (const path of ["/sgxw/", "/eng/News/", "/zmgx_1/", "/lszc2019/"])
    expect(isSkippedSection(path)).toBe(false);
});

it.each([
  [
    "HTTP://IT.China-Embassy.gov.cn:80/sbdt//201510/t20151008_9476232.htm?x=1#top",
    "https://it.china-embassy.gov.cn/sbdt/201510/t20151008_9476232.htm",
  ],
  ["https://fj.china-embassy.gov.cn/lsfw/ZYTZ/", "https://fj.china-embassy.gov.cn/lsfw/ZYTZ/"],
  ["https://fj.china-embassy.gov.cn/sgxw/index.htm", "https://fj.china-embassy.gov.cn/sgxw/"],
  ["https://fj.china-embassy.gov.cn/sgxw/index_1.htm", "https://fj.china-embassy.gov.cn/sgxw/index_1.htm"],
  ["http://News.Example.org/a/B.html?id=7&utm_source=x#c", "https://news.example.org/a/B.html?id=7"],
  ["https://user:secret@news.example.org/a?spm=1", "https://news.example.org/a"],
  ["http://127.0.0.1:8099/a", "https://127.0.0.1:8099/a"],
  ["urn:jingwu:id:7", "urn:jingwu:id:7"],
])("makes one address of %s", (url, expected) => {
  expect(canonicalUrl(url)).toBe(expected);
  expect(canonicalUrl(expected)).toBe(expected);
});

it("makes one address of the old hosts and the ministry's mirror of a source", () => {
  const expected = "https://np.china-embassy.gov.cn/eng/News/t1484073.htm";
  for (const url of [
    "http://np.china-embassy.org/eng/News/t1484073.htm",
    "http://np.chineseembassy.org/eng/News/t1484073.htm",
    "http://www.fmprc.gov.cn/ce/cenp//eng/News/t1484073.htm",
    "https://www.mfa.gov.cn/ce/cenp/eng/News/t1484073.htm",
  ]) {
    expect(canonicalUrl(url, nepal)).toBe(expected);
  }
  const other = "http://www.fmprc.gov.cn/ce/cemx/esp/a/t1484073.htm";
  expect(canonicalUrl(other, nepal)).toBe("https://www.fmprc.gov.cn/ce/cemx/esp/a/t1484073.htm");
});

it("doubts a page date only where it is further from the count of numbers than that can be off", () => {
  expect(checkNumber("t1017273", "2013-02-28")).toBeNull();
  expect(checkNumber("t1018000", "2013-04-10")).toBeNull();
  expect(checkNumber("t1018000", "2013-05-10")).toMatch(
    /number t1018000 is of about 2013-03-0\d \(6\d days apart\)/,
  );
  // Where the known pages are years apart, by more than a year.
  expect(checkNumber("t470000", "2008-12-01")).toBeNull();
  expect(checkNumber("t470000", "2012-06-01")).toMatch(/is of about 2007-\d\d-\d\d \(1\d{3} days apart\)/);
  expect(checkNumber("t84246", "2015-01-01")).toMatch(/is of 2004-07-01 or before/);
  expect(checkNumber("t5000", "1999-01-01")).toBeNull();
  expect(checkNumber("t1999999", "2005-01-01")).toMatch(/is of 2021-09-15 or later/);
  expect(checkNumber("t1999999", "2022-01-01")).toBeNull();
  expect(checkNumber("9476232", "2005-01-01")).toBeNull();
});
