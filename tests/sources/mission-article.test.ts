import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { SourceError } from "../../sources/errors.ts";
import { readMissionArticle } from "../../sources/mission-article.ts";

const page = (name: string) => readFileSync(`tests/pages/mission/${name}.html`, "utf8");
const FIJI = "https://fj.china-embassy.gov.cn";

function errorOf(read: () => unknown): SourceError {
  try {
    read();
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
  throw new Error("expected a SourceError, nothing was thrown");
}

it("reads template N: title over two lines, captions, no tools, no hidden lines, a nested body once", () => {
  const article = readMissionArticle(page("article-n"), `${FIJI}/sgxw/202408/t20240811_11467001.htm`);
  expect(article).toEqual({
    title: "李明大使会见 斐济警察总监",
    text: [
      "8月10日，驻斐济大使李明会见斐济警察总监托马西，就深化两国警务执法 合作交换意见。",
      "托马西感谢中方长期提供的培训与器材支持，表示愿同中方加强打击跨国犯罪合作。",
      "图为会见现场。",
      "使馆政务参赞王芳参加会见。",
    ].join("\n"),
    published: "2024-08-11",
    documentNumber: "11467001",
    canonicalUrl: null,
  });
});

it("reads template R in English and keeps the place-date line", () => {
  const article = readMissionArticle(page("article-r"), `${FIJI}/eng/xwdt/202306/t20230619_11100001.htm`);
  expect(article.title).toBe("Police Training Course Closes in Suva");
  expect(article.text.split("\n")).toEqual([
    "Chinese Embassy, 19 June 2023",
    "On 16 June, a three-week training course for twenty officers of the Fiji Police Force closed in Suva. Counsellor Zhao Lin handed out the certificates.",
  ]);
});

it("reads template T, whose title is a table cell and whose title tag names the embassy", () => {
  const article = readMissionArticle(page("article-t"), "http://np.china-embassy.org/chn/sgxw/t985001.htm");
  expect(article.title).toBe("张伟大使出席警用物资交接仪式");
  expect(article.published).toBe("2012-11-02");
  expect(article.text.split("\n")).toHaveLength(2);
  expect(article.documentNumber).toBe("t985001");
  expect(article.warnings).toBeUndefined();
});

it("reads template B without its related news and mail form", () => {
  const article = readMissionArticle(page("article-b"), "http://my.china-embassy.org/chn/sgxw/t1017273.htm");
  expect(article.title).toBe("陈刚公使会见马来西亚刑事调查部总监");
  expect(article.published).toBe("2013-02-28");
  expect(article.text.split("\n")).toEqual([
    "2月25日，陈刚公使会见马来西亚皇家警察刑事调查部总监。",
    "双方就打击电信诈骗、引渡逃犯等问题交换了意见，并商定今年年内举行工作磋商。",
  ]);
});

it("takes the date from a new address even when the page shows another", () => {
  const article = readMissionArticle(page("article-n"), `${FIJI}/sgxw/201510/t20151008_9476232.htm`);
  expect(article.published).toBe("2015-10-08");
});

it("gives no date when neither address nor page has one", () => {
  const undated = page("article-b").replace("2013/02/28", "").replace("(2013-03-06)", "");
  expect(
    readMissionArticle(undated, "http://my.china-embassy.org/chn/sgxw/t1017273.htm").published,
  ).toBeNull();
});

it("warns when the date on an old page is far from what its number says", () => {
  const article = readMissionArticle(page("article-b"), "http://my.china-embassy.org/chn/sgxw/t1736718.htm");
  expect(article.published).toBe("2013-02-28");
  expect(article.warnings?.[0]).toContain("of about 2020-01-28");
});

it("gives twin addresses of one article the same number, on host, mirror and edition", () => {
  const number = (url: string) => readMissionArticle(page("article-b"), url).documentNumber;
  expect(number("http://my.china-embassy.org/chn/sgxw/t1017273.htm")).toBe("t1017273");
  expect(number("http://www.fmprc.gov.cn/ce/cemy//chn/zmgx/t1017273.htm")).toBe("t1017273");
  expect(number("https://my.china-embassy.gov.cn/sgxw/201302/t20130228_1017273.htm")).not.toBe("t1017273");
});

it("reads a body that only meta marks enclose", () => {
  const text =
    "双方就加强警务合作、互派联络官、共同打击跨国犯罪等事宜深入交换意见，达成广泛共识，并商定建立热线。";
  const html = `<html><body><h1>警务合作会谈</h1><div>菜单</div><meta name="TRSWCM.ContStart"><p>${text}</p><meta name="TRSWCM.ContEnd"><p>页脚文字</p></body></html>`;
  expect(readMissionArticle(html, "http://my.china-embassy.org/chn/a/t825766.htm").text).toBe(text);
});

it("calls an article gone when the home page came, by address or at the article's own address", () => {
  expect(errorOf(() => readMissionArticle(page("home"), `${FIJI}/`)).code).toBe("gone");
  const at = `${FIJI}/sgxw/202408/t20240811_11467001.htm`;
  const error = errorOf(() => readMissionArticle(page("home"), at));
  expect(error.code).toBe("gone");
  expect(error.item).toBe(at);
});

it("does not take the headlines of a home page for a text, whatever box they stand in", () => {
  const headlines = [
    "李明大使会见斐济警察总监并就执法合作深入交换意见",
    "使馆举行警务联络座谈会并通报近期工作",
    "中斐警务合作磋商在苏瓦举行",
  ];
  const list = headlines.map(
    (title, i) => `<li><a href="/sgxw/202405/t2024051${i}_1130000${i}.htm">${title}</a> 2024-05-1${i}</li>`,
  );
  for (const box of ['id="content"', 'id="article"', 'class="TRS_Editor"']) {
    const html = `<title>中华人民共和国驻斐济共和国大使馆</title><h1>中国驻斐济使馆</h1><div ${box}><ul>${list.join("")}</ul></div>`;
    expect(errorOf(() => readMissionArticle(html, `${FIJI}/sgxw/202408/t20240811_11467001.htm`)).code).toBe(
      "gone",
    );
  }
});

it("calls a page without a text of an article's length a changed layout and says what was expected", () => {
  const html = `<html><body><div id="News_Body_Title">会见</div><div id="News_Body_Txt_A"><p>太短。</p></div></body></html>`;
  const error = errorOf(() => readMissionArticle(html, `${FIJI}/sgxw/202408/t20240811_11467001.htm`));
  expect(error.code).toBe("layout-changed");
  expect(error.message).toMatch(/t20240811_11467001\.htm: expected .*40 Chinese.*found none/);
});

it("takes the heading that the page names as its title, not the site's header of the same class", () => {
  const html = page("article-r").replace(
    '<div class="header">',
    '<div class="title">Embassy News</div><div class="header">',
  );
  const article = readMissionArticle(html, `${FIJI}/eng/xwdt/202306/t20230619_11100001.htm`);
  expect(article.title).toBe("Police Training Course Closes in Suva");
});
