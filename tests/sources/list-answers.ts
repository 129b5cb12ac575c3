import type { ListPage } from "../../sources/adapter.ts";
import { SourceError } from "../../sources/errors.ts";
import type { ListAddress } from "../../sources/list-address.ts";
import { readListAnswer } from "../../sources/read-list.ts";
import { Source } from "../../sources/source.ts";

const AT = "https://police.example.org/lists/all";
export const POLICE = Source.parse({
  id: "harbour-police",
  title: "Harbour Police",
  adapter: "web-page",
  kind: "police",
  publisher: { name: "Harbour Police", country: "FJ", official: true },
  covers: { country: "FJ" },
  active: true,
  status: "open",
  confidence: "seen",
  hosts: [{ host: "police.example.org", role: "current", confidence: "seen", evidence: "its own page" }],
});
const JSON_LIST = { items: "data.list", url: "url", title: "title", lead: "brief", date: "at" };

export function read(
  as: ListAddress["as"],
  body: string | Buffer,
  given: { type?: string; list?: Partial<ListAddress>; source?: Source } = {},
) {
  const { type = "text/xml; charset=utf-8", list = {}, source = POLICE } = given;
  const answer = { body: Buffer.from(body), contentType: type, finalUrl: AT };
  const json = as === "json" ? { json: JSON_LIST } : {};
  return readListAnswer({ url: AT, as, ...json, ...list }, answer, source);
}
export async function page(...args: Parameters<typeof read>): Promise<ListPage> {
  const reading = await read(...args);
  if (reading.kind !== "list") throw new Error(reading.reason);
  return reading;
}
export async function refusal(...args: Parameters<typeof read>): Promise<string> {
  try {
    await read(...args);
  } catch (error) {
    if (error instanceof SourceError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "nothing was thrown";
}

export const item = (path: string, inside = "") =>
  `<item><title>News ${path}</title><link>https://police.example.org${path}</link>${inside}</item>`;
export const rss = (...items: string[]) =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Harbour Police</title>${items.join("")}</channel></rss>`;

export const urlset = (...urls: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="/s.xsl"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${urls.join("\n")}</urlset>`;
export const entry = (path: string, inside = "") =>
  `<url>\n <loc>https://police.example.org${path}</loc>${inside}\n</url>`;
