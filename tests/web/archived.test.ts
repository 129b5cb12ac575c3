import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CheerioAPI, load } from "cheerio";
import type { Hono } from "hono";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../web/app.tsx";
import { harmlessHtml } from "../../web/harmless-html.ts";
import { DONATION, type Fixture, MEETING, openFixture, TRAINING } from "./fixture.ts";
import { hostilePage, keepCapture } from "./hostile-page.ts";

const URL_OF_PAGE = "https://mm.example.org/meeting.htm";
const OUT = "https://outside.example";

const HOSTILE_PAGE = hostilePage(OUT);
const KEPT_ATTRIBUTES = /^(class|style|lang|title|alt|src|width|id)$/;
const KEPT_ELEMENTS = /^(html|head|body|title|style|h1|p|a|b|img|table|tbody|tr|td)$/;

let fixture: Fixture;
let dataDir: string;
let app: Hono;
beforeAll(async () => {
  fixture = await openFixture([MEETING, TRAINING, DONATION]);
  dataDir = mkdtempSync(join(tmpdir(), "jingwu-archived-"));
  app = createApp({ db: fixture.db, version: "0.1.0", dataDir });
  await keepCapture(fixture.db, dataDir, "s-meeting", iconv.encode(HOSTILE_PAGE, "gbk"), "text/html");
  await keepCapture(fixture.db, dataDir, "s-donation", Buffer.from("%PDF-1.4"), "application/pdf");
});
afterAll(async () => {
  await fixture.close();
  rmSync(dataDir, { recursive: true });
});

/** Elements and attributes that stand anywhere in a page. */
function partsOf($: CheerioAPI): { elements: string[]; attributes: string[] } {
  const all = $("*")
    .toArray()
    .flatMap((node) =>
      node.type === "tag" || node.type === "script" || node.type === "style" ? [node] : [],
    );
  const attributes = all.flatMap(({ attribs }) => Object.keys(attribs));
  return { elements: [...new Set(all.map(({ name }) => name))], attributes: [...new Set(attributes)] };
}

const path = "/documents/d-meeting/archived";
const get = (address: string) => app.request(address);

describe("the captured page", () => {
  it("comes with a policy under which nothing runs, loads, is sent or leaves", async () => {
    const { headers } = await get(`${path}/page`);
    expect(headers.get("content-security-policy")).toBe(
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    );
    expect(headers.get("x-frame-options")).toBe("SAMEORIGIN");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-dns-prefetch-control")).toBe("off");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  it("holds of a hostile page nothing but what it looks like", async () => {
    const html = await (await get(`${path}/page`)).text();
    const $ = load(html);
    const { elements, attributes } = partsOf($);
    expect(elements.filter((name) => !KEPT_ELEMENTS.test(name))).toEqual([]);
    expect(attributes.filter((name) => !KEPT_ATTRIBUTES.test(name))).toEqual([]);
    expect(
      $("[src]")
        .toArray()
        .map((one) => $(one).attr("src")),
    ).toEqual(["data:image/png;base64,iVBORw0KGgo="]);
    // Where a link led stands in its title. In styles the address is an argument of nothing.
    $("[title]").removeAttr("title");
    expect($.html()).not.toMatch(/(?<!none\("?)https:\/\/outside\.example\/(?!i\.css)/);
    expect($("style").text()).toContain(`@none none("${OUT}/i.css")`);
  });

  it("is shown in its own charset, with its text, order and inline style", async () => {
    const $ = load(await (await get(`${path}/page`)).text());
    expect($("h1.t").text()).toBe("公安部代表团");
    expect($("h1").attr("style")).toContain("color:red");
    expect($("style").text()).toContain("color:#123456");
    expect($("td").text()).toBe("表格");
    expect($('img[alt="照片"]').length).toBe(1);
    expect($("p a").first().text()).toBe("链接");
    expect($("p a").first().attr("title")).toBe(`${OUT}/link`);
  });

  it("is not shown when it is too long or too deep, and that does not take long", async () => {
    const begun = performance.now();
    expect(harmlessHtml("<div>".repeat(100_000), URL_OF_PAGE)).toBeNull();
    expect(harmlessHtml("<p>text</p>".repeat(400_000), URL_OF_PAGE)).toBeNull();
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  it.each([
    ["<svg><style><img src=x onerror=alert(1)></style></svg>", ""],
    ["<style></style/><img src=x>", undefined],
    ["<style>a{}<!-- </style><script>x()</script> --></style>", undefined],
    ['<noscript><p title="</noscript><img src=x onerror=x()>"></noscript>', undefined],
    [
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x()&gt;">',
      undefined,
    ],
    ["<textarea></textarea><title></title><img src=x></title>", undefined],
    ["<a href='javascript:x()' title='\"><script>x()</script>'>a</a>", undefined],
    ["<p id='\"><script>x()</script>'>&lt;script&gt;x()&lt;/script&gt;</p>", undefined],
    ["<select><option><script>x()</script></select><frameset onload=x()><frame src=x></frameset>", undefined],
    ["<scr<script>ipt>x()</scr</script>ipt>", undefined],
    ["<IMG SRC=x ONERROR=x()><ScRiPt>x()</sCrIpT>", undefined],
    [
      "<?xml-stylesheet href='https://outside.example/x.xsl'?><!ENTITY x SYSTEM 'x'><![CDATA[<script>x()</script>]]>",
      undefined,
    ],
  ])("makes nothing dangerous of markup that parsers read in different ways: %s", (html, whole) => {
    const shown = harmlessHtml(html, URL_OF_PAGE)!;
    const $ = load(shown);
    expect(
      $("script, svg, math, iframe, object, embed, frame, form, link, base, meta, [src], [href]").length,
    ).toBe(0);
    const { attributes } = partsOf($);
    expect(attributes.filter((name) => name.startsWith("on"))).toEqual([]);
    if (whole !== undefined) expect(shown.replace(/^<style>[^<]*<\/style>/, "")).toBe(whole);
  });
});

it.each([
  ["@import 'x.css';", "@none 'x.css';"],
  ["@\\69mport 'x.css'", "@69mport 'x.css'"],
  ["a{b:u\\rl(x.png)}", "a{b:none(x.png)}"],
  ["a{b:url<!--(x.png)}", "a{b:none(x.png)}"],
  ["a{b:URL( 'x.png')}", "a{b:none('x.png')}"],
  ["a{b:-webkit-image-set('x.png' 1x)}", "a{b:-webkit-none('x.png' 1x)}"],
  ["a{b:url(data:text/html,x)}", "a{b:none(data:text/html,x)}"],
  ["a{b:url(data:image/png;base64,AAAA)}", "a{b:url(data:image/png;base64,AAAA)}"],
  ["p > a{color:red}", "p > a{color:red}"],
])("leaves of the style %s only %s", (style, left) => {
  const $ = load(harmlessHtml(`<style>${style}</style><p style="${style}">x</p>`, URL_OF_PAGE)!);
  expect($("style").last().text()).toBe(left);
  expect($("p").attr("style")).toBe(left);
});

describe("the page around it", () => {
  it("frames it without any right and says what it is, when, from where and where the bytes are", async () => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    const policy = answer.headers.get("content-security-policy")!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    const $ = load(await answer.text());
    const frame = $("iframe");
    expect(frame.length).toBe(1);
    expect(frame.attr("sandbox")).toBe("");
    expect(frame.attr("src")).toBe(`${path}/page`);
    expect(frame.attr("title")).toContain("1 Mar 2026, 08:00 UTC");
    const { warcFile, warcOffset } = await fixture.db
      .selectFrom("snapshot")
      .selectAll()
      .where("id", "=", "s-meeting")
      .executeTakeFirstOrThrow();
    const text = $("main").text();
    for (const said of [URL_OF_PAGE, "ab".repeat(32), `${warcFile}, byte ${warcOffset}`])
      expect(text).toContain(said);
    expect($(`main a[href="${path}/text"]`).length).toBe(1);
    expect($(`main a[href="/documents/d-meeting"]`).length).toBe(1);
  });

  it("is the only one that may hold a frame", async () => {
    for (const other of ["/", "/documents/d-meeting", "/documents/none/archived", `${path}/text`]) {
      expect((await get(other)).headers.get("content-security-policy")).not.toMatch(/frame-src|unsafe|data:/);
    }
  });

  it("offers the plain text, which no browser runs", async () => {
    const answer = await get(`${path}/text`);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await answer.text()).toBe(HOSTILE_PAGE);
  });

  it("says of a capture that is no page, or whose file is not at hand, that it is so, and shows no frame", async () => {
    for (const [id, said] of [
      [fixture.documents.donation, "file of another kind"],
      [fixture.documents.training, "cannot be read here"],
    ]) {
      const $ = load(await (await get(`/documents/${id}/archived`)).text());
      expect($("main").text()).toContain(said);
      expect($("iframe").length).toBe(0);
      expect((await get(`/documents/${id}/archived/page`)).status).toBe(404);
      expect((await get(`/documents/${id}/archived/text`)).status).toBe(404);
    }
    expect((await get("/documents/none/archived")).status).toBe(404);
  });
});
