import { expect, it } from "vitest";
import {
  crawlPagesUrl,
  crawlQueryUrl,
  crawlRecordRequest,
  readCollections,
  readCrawlPage,
  readCrawlPages,
} from "../../sources/common-crawl.ts";

const INDEX = "https://index.example";
const LINE = {
  urlkey: "cn,gov)/",
  timestamp: "20190801120000",
  url: "http://la.china-embassy.org/chn/sgxw/t1675000.htm",
  mime: "text/html",
  status: "200",
  digest: "ABC",
  length: "900",
  offset: "100",
  filename: "crawl-data/CC-MAIN-2019-35/segments/1/warc/a.warc.gz",
};

it("knows the year of a crawl by its name, and follows no address that the list gives", () => {
  const list = [
    { id: "CC-MAIN-2019-35", "cdx-api": "http://169.254.169.254/" },
    { id: "CC-MAIN-2009-2010", "cdx-api": "http://elsewhere.example/" },
    { id: "odd" },
  ];
  const crawls = readCollections(JSON.stringify(list), INDEX);
  expect(crawls).toEqual([
    { id: "CC-MAIN-2019-35", year: 2019 },
    { id: "CC-MAIN-2009-2010", year: 2009 },
  ]);
  const asked = new URL(
    crawlQueryUrl(INDEX, { crawl: crawls[0]!.id, prefix: "la.china-embassy.org/", page: 2 }),
  );
  expect(asked.host + asked.pathname).toBe("index.example/CC-MAIN-2019-35-index");
  expect(Object.fromEntries(asked.searchParams)).toEqual({
    url: "la.china-embassy.org/*",
    output: "json",
    filter: "=status:200",
    page: "2",
  });
  expect(crawlPagesUrl(INDEX, { crawl: "CC-MAIN-2019-35", prefix: "a.example/" })).toContain(
    "showNumPages=true",
  );
});

it("reads captures line by line, with their place in the crawl's files", () => {
  const text = `${JSON.stringify(LINE)}\n{"broken\n${JSON.stringify({ ...LINE, offset: "-1" })}\n`;
  const captures = readCrawlPage(text, INDEX);
  expect(captures).toEqual([
    {
      timestamp: LINE.timestamp,
      url: LINE.url,
      mimetype: "text/html",
      status: 200,
      digest: "ABC",
      file: LINE.filename,
      offset: 100,
      length: 900,
    },
  ]);
  expect(crawlRecordRequest("https://data.example/", captures[0]!)).toEqual({
    url: `https://data.example/${LINE.filename}`,
    range: "bytes=100-999",
  });
});

it("refuses file names that lead elsewhere", () => {
  for (const filename of ["http://elsewhere.example/a", "a b", "x".repeat(500), "?x"]) {
    expect(() => readCrawlPage(JSON.stringify({ ...LINE, filename }), INDEX)).toThrow(/expected captures/);
  }
});

it("reads how many pages there are, and says what came instead", () => {
  expect(readCrawlPages('{"pages": 3, "pageSize": 5, "blocks": 11}', INDEX)).toBe(3);
  for (const text of ["<html>503</html>", "{}", '{"pages": "many"}']) {
    expect(() => readCrawlPages(text, INDEX)).toThrow(expect.objectContaining({ code: "layout-changed" }));
  }
  expect(() => readCollections("{}", INDEX)).toThrow(/expected a list of crawls/);
  expect(readCrawlPage("", INDEX)).toEqual([]);
});
