import { expect, it } from "vitest";
import { readMhtml } from "../../sources/mhtml.ts";

const MOST = 100_000;

/** A saved page as Chromium writes it: head, the page, a frame and a picture. */
function saved(html: string, { head = "", encoding = "quoted-printable", type = "text/html" } = {}): Buffer {
  return Buffer.from(
    `From: <Saved by Blink>
Snapshot-Content-Location: http://la.china-embassy.gov.cn/sgxw/t1.htm
Subject: a page
Date: Fri, 1 May 2020 10:00:00 +0800
${head}MIME-Version: 1.0
Content-Type: multipart/related; type="text/html";
	boundary="----part"

------part
Content-Type: ${type}
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: ${encoding}
Content-Location: http://la.china-embassy.gov.cn/sgxw/t1.htm

${html}
------part
Content-Type: text/html
Content-Location: http://la.china-embassy.gov.cn/frame.htm

<p>a frame</p>
------part
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: http://la.china-embassy.gov.cn/a.png

iVBORw0KGgo=
------part--
`.replaceAll("\n", "\r\n"),
  );
}

const read = (bytes: Buffer, most = MOST) => readMhtml(bytes, "page.mhtml", most);

it("gives the page with its transfer encoding undone, its address and when it was saved", async () => {
  const page = await read(saved("<p>=E8=AD=A6=E8=BD=A6 a=3Db and a long=\n line</p>"));
  expect(page.body.toString().trim()).toBe("<p>警车 a=b and a long line</p>");
  expect(page).toMatchObject({
    url: "http://la.china-embassy.gov.cn/sgxw/t1.htm",
    saved: "2020-05-01T02:00:00Z",
    contentType: "text/html",
  });
});

it("undoes base64, keeps the bytes of an old character set and says which it is", async () => {
  const gb2312 = Buffer.from([0xbe, 0xaf, 0xb3, 0xb5]);
  const page = await read(
    saved(gb2312.toString("base64"), { encoding: "base64", type: "text/html; charset=gb2312" }),
  );
  expect([...page.body]).toEqual([...gb2312]);
  expect(page.contentType).toBe("text/html; charset=gb2312");
});

it("takes no address that is none, and no time that cannot be read", async () => {
  const text = saved("<p>x</p>")
    .toString()
    .replaceAll("http://la.china", "cid:la.china")
    .replace("1 May", "99 May");
  expect(await read(Buffer.from(text))).toMatchObject({ url: null, saved: null });
});

it("refuses a page that is too large, however it is encoded", async () => {
  await expect(read(saved("x".repeat(400)), 300)).rejects.toMatchObject({ code: "too-large" });
  await expect(read(saved("=41".repeat(5000)), 4000)).rejects.toMatchObject({ code: "too-large" });
});

it("refuses what holds no page", async () => {
  const picture = "MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nabc";
  for (const text of ["", "no head at all", picture, `X: ${"y".repeat(70_000)}`]) {
    await expect(read(Buffer.from(text))).rejects.toMatchObject({
      code: "unreadable-input",
      item: "page.mhtml",
    });
  }
});
