import { join } from "node:path";
import { openArchive } from "../../sources/archive.ts";
import type { Db } from "../../store/database.ts";
import { AT } from "./fixture.ts";

/** A page that tries everything a page can to run, load, send or lead somewhere: always to the origin `out`. */
export function hostilePage(out: string): string {
  return `<!DOCTYPE html><html manifest="${out}/m" lang="zh"><head><meta charset="gbk">
<title>代表团访问 <b>x</b></title><base href="${out}/"><meta http-equiv="refresh" content="0;url=${out}/refresh">
<link rel="stylesheet" href="${out}/l.css"><link rel="dns-prefetch" href="${out.replace(/^https?:/, "")}"><link rel="preconnect" href="${out}">
<style>@import url("${out}/i.css"); @font-face{font-family:x;src:url(${out}/f.woff)} body{background:url(${out}/b.png);color:#123456}
</style><script>location="${out}/script"</script><script src="${out}/s.js"></script></head>
<body onload="fetch('${out}/onload')" background="${out}/body.png"><h1 class="t" style="color:red;background:url(${out}/style.png)">公安部代表团</h1>
<p>正文 <a href="${out}/link" target="_top" ping="${out}/ping" onclick="x()">链接</a> <a href="javascript:alert(1)">j</a></p>
<form action="${out}/form" method="post"><input name="a" autofocus onfocus="x()"><button formaction="${out}/fa">go</button><textarea>t</textarea></form>
<img src="${out}/i.png" srcset="${out}/i2.png 2x" alt="照片" onerror="x()"><img alt="own" src="data:image/png;base64,iVBORw0KGgo="><img src="data:image/svg+xml;base64,PHN2Zz4=">
<svg onload="x()"><image href="${out}/svg.png"/><a href="${out}/svg-link"><text>t</text></a><script>x()</script></svg>
<object data="${out}/o"></object><embed src="${out}/e"><iframe src="${out}/f" srcdoc="<script>x()</script>"></iframe>
<video src="${out}/v" poster="${out}/p" autoplay></video><audio src="${out}/a" autoplay></audio><math href="${out}/math"><mi>x</mi></math>
<xmp>&lt;/xmp&gt;&lt;script&gt;x()&lt;/script&gt;</xmp><noscript><img src="${out}/n.png"></noscript>
<table background="${out}/t.png"><tr><td width="10">表格</td></tr></table><plaintext><a href="${out}/plain">x</a></body></html>`;
}

/** Puts the bytes of a snapshot of the fixture into an archive in `dataDir`, as its capture would have. */
export async function keepCapture(
  db: Db,
  dataDir: string,
  snapshotId: string,
  payload: Buffer,
  contentType: string,
): Promise<void> {
  const archive = openArchive(join(dataDir, "archive"), { now: () => new Date(AT), software: "jingwu/0" });
  const place = await archive.append({
    type: "response",
    targetUri: "https://mm.example.org/meeting.htm",
    date: AT,
    contentType,
    http: { status: 200, statusText: "OK", headers: [["content-type", contentType]] },
    payload,
    payloadSha256: "ab".repeat(32),
  });
  await archive.close();
  await db
    .updateTable("snapshot")
    .set({ warcFile: place.file, warcOffset: place.offset, warcLength: place.length, contentType })
    .where("id", "=", snapshotId)
    .execute();
}
