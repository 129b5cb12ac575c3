import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { decodeHtml, decodeText } from "../../sources/charset.ts";

// A made-up item: the minister receives the ambassador; both speak of police cooperation.
const SIMPLIFIED = "6月3日，内政部长会见中国大使，双方就警务合作交换意见。会见在部长办公室举行，气氛友好。";
const TRADITIONAL = "6月3日，內政部長會見中國大使，雙方就警務合作交換意見。會見在部長辦公室舉行，氣氛友好。";

const page = (text: string, meta = "") =>
  `<html><head>${meta}<title>x</title></head><body><p>${text}</p></body></html>`;

describe("decodeHtml", () => {
  it.each([
    [
      "gb2312 in <meta>",
      "gb2312",
      page(SIMPLIFIED, '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
      null,
      "gb18030",
    ],
    ["gbk in the header", "gbk", page("习近平镕堃喆"), "text/html; charset=GBK", "gb18030"],
    ["four-byte GB18030", "gb18030", page("㐂𠀀测试", "<meta charset=gb18030>"), null, "gb18030"],
    [
      "a charset that is larger than the one declared",
      "gb18030",
      page("朱镕基 𠀀", "<meta charset=gb2312>"),
      null,
      "gb18030",
    ],
    ["Big5 in <meta>", "big5", page(TRADITIONAL, '<meta charset="big5">'), null, "big5"],
    ["Big5 without a declaration", "big5", page(TRADITIONAL.repeat(5)), "text/html", "big5"],
    ["GBK without a declaration", "gbk", page(SIMPLIFIED.repeat(5)), null, "gb18030"],
    ["UTF-8 without a declaration", "utf8", page(SIMPLIFIED), null, "utf-8"],
    ["UTF-8 whose header says gb2312", "utf8", page(SIMPLIFIED), "text/html; charset=gb2312", "utf-8"],
    ["UTF-8 whose header says ISO-8859-1", "utf8", page("外交部"), "text/html;charset=iso-8859-1", "utf-8"],
    [
      "gb2312 whose header says ISO-8859-1",
      "gbk",
      page(SIMPLIFIED, "<meta charset=gb2312>"),
      "text/html; charset=ISO-8859-1",
      "gb18030",
    ],
    [
      "gbk whose header and <meta> say UTF-8",
      "gbk",
      page(SIMPLIFIED.repeat(5), "<meta charset=utf-8>"),
      "text/html; charset=utf-8",
      "gb18030",
    ],
    [
      "French in windows-1252",
      "win1252",
      page("Réunion à l’ambassade: coopération policière"),
      "text/html; charset=ISO-8859-1",
      "windows-1252",
    ],
    [
      "a charset in a comment, which does not count",
      "gbk",
      page(SIMPLIFIED, "<!-- <meta charset=big5> --><meta charset=gbk>"),
      null,
      "gb18030",
    ],
    ["an unknown label", "utf8", page(SIMPLIFIED, "<meta charset=x-nothing>"), null, "utf-8"],
    ["<meta> that says UTF-16", "utf8", page("大使馆", "<meta charset=utf-16>"), null, "utf-8"],
    [
      "XML with an encoding",
      "big5",
      `<?xml version="1.0" encoding="Big5"?>${page(TRADITIONAL)}`,
      null,
      "big5",
    ],
  ])("reads %s", (_what, encoding, html, header, charset) => {
    expect(decodeHtml(iconv.encode(html, encoding), header)).toEqual({ text: html, charset });
  });

  it("lets a byte order mark decide and leaves it out", () => {
    const html = page(SIMPLIFIED, "<meta charset=gb2312>");
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(html)]);
    expect(decodeHtml(marked, "text/html; charset=big5")).toEqual({ text: html, charset: "utf-8" });
    expect(decodeHtml(iconv.encode(html, "utf16le", { addBOM: true }), null)).toEqual({
      text: html,
      charset: "utf-16le",
    });
  });

  it("looks for <meta> only where pages declare it", () => {
    const far = Buffer.from(`<p>${"x".repeat(4000)}</p><meta charset=big5>中文`);
    expect(decodeHtml(far, null).charset).toBe("utf-8");
  });

  it("keeps the declared charset of a page with a broken byte", () => {
    const gb = iconv.encode(page(SIMPLIFIED.repeat(10), "<meta charset=gb2312>"), "gbk");
    const broken = Buffer.concat([gb, Buffer.from([0xff])]);
    const decoded = decodeHtml(broken, null);
    expect(decoded.charset).toBe("gb18030");
    expect(decoded.text).toContain(SIMPLIFIED);
    const cut = Buffer.from(SIMPLIFIED.repeat(10)).subarray(0, -2);
    expect(decodeHtml(cut, "text/html; charset=utf-8")).toMatchObject({ charset: "utf-8" });
  });

  it.each([
    Buffer.alloc(0),
    Buffer.from([0x80]),
    Buffer.from([0xff, 0xff, 0xff]),
    Buffer.from([0x00, 0xd8, 0x00]),
  ])("answers for any bytes", (bytes) => {
    expect(typeof decodeHtml(bytes, "text/html; charset=").text).toBe("string");
  });
});

it("reads a plain text without looking for <meta>", () => {
  const text = `User-agent: *\n# <meta charset=big5> ${SIMPLIFIED}`;
  expect(decodeText(Buffer.from(text), "text/plain")).toEqual({ text, charset: "utf-8" });
});
