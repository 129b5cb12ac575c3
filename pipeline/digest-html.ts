import { html } from "hono/html";
import type { Digest } from "./digest.ts";
import { digestSections, digestSummary, digestTitle, type Group, type Line } from "./digest-sections.ts";
import { safeLink } from "./event-text.ts";

// Mail programs drop style sheets, so each element carries its own. No picture, script or address is loaded.
const BODY =
  "margin:0 auto;padding:16px;max-width:44em;font:15px/1.5 system-ui,-apple-system,'Segoe UI','Noto Sans CJK SC',sans-serif;color:#1b1b1b;background:#ffffff";
const H1 = "font-size:20px;margin:0 0 4px";
const H2 = "font-size:17px;margin:24px 0 4px;border-bottom:1px solid #c8c8c8";
const H3 = "font-size:15px;margin:12px 0 4px";
const LIST = "margin:0;padding:0 0 0 20px";
const ITEM = "margin:0 0 8px";
const QUOTE = "margin:2px 0;padding:0 0 0 8px;border-left:3px solid #c8c8c8";
const NOTE = "color:#595959;font-size:13px";

/** A digest as one mail body: everything in it, nothing loaded, texts of pages escaped. */
export function digestHtml(digest: Digest): string {
  const title = digestTitle(digest);
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
</head>
<body style="${BODY}">
<h1 style="${H1}">${title}</h1>
<p style="margin:0">${digestSummary(digest)}</p>
${digestSections(digest).map(
  (section) => html`<h2 style="${H2}">${section.title}</h2>
${section.groups.map(groupHtml)}`,
)}</body>
</html>
`;
  return String(page);
}

function groupHtml({ title, lines, more }: Group) {
  if (lines.length === 0) return html`<p style="margin:8px 0">${title}</p>\n`;
  return html`<h3 style="${H3}">${title}</h3>
<ul style="${LIST}">
${lines.map(lineHtml)}${more > 0 ? html`<li style="${ITEM}">… and ${more.toLocaleString("en")} more</li>\n` : ""}</ul>
`;
}

function lineHtml({ text, quote, note, url }: Line) {
  const link = url === undefined ? undefined : safeLink(url);
  const title =
    link === undefined ? html`${text}` : html`<a href="${link}" style="color:#0b4f8a">${text}</a>`;
  return html`<li style="${ITEM}">${title}${quote ? html`<div style="${QUOTE}">${quote}</div>` : ""}${
    note ? html`<div style="${NOTE}">${note}</div>` : ""
  }</li>
`;
}
