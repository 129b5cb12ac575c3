import { SourceError } from "./errors.ts";
import { type Page, readPage } from "./page.ts";
import { trsPaging } from "./paging.ts";

/** A mission as the ministry's own list names it. */
export interface ListedMission {
  /** As "驻意大利共和国大使馆" (embassy in the Italian Republic). */
  readonly name: string;
  /** Its page on the ministry's site, or its own site where the list leads there. */
  readonly url: string;
}

/** 使馆, 总领事馆, 领事馆, 代表团: embassy, consulate-general, consulate, permanent mission; 代表处, 办事处: offices. */
const MISSION_NAME =
  /^(?:中华人民共和国|中国)?(?:常?驻|驻).{1,40}(?:使馆|领事馆|代表团|代表处|办事处|办公室)$/;

/**
 * Reads one page of the ministry's list of missions. Throws {@link SourceError} `layout-changed` when the first page
 * names none.
 */
export function readRegisterPage(
  text: string,
  url: string,
): { readonly missions: readonly ListedMission[]; readonly nextUrls: readonly string[] } {
  const page = readPage(text, url);
  const missions = new Map<string, ListedMission>();
  for (const link of page.links("a")) {
    const name = link.text.replace(/\s+/g, "");
    if (MISSION_NAME.test(name) && !missions.has(name)) missions.set(name, { name, url: link.url });
  }
  const { pageNumber, nextUrls } = trsPaging("shtml")(url, text);
  if (missions.size === 0 && pageNumber === 0) {
    throw new SourceError("layout-changed", url, `${url}: expected names of missions, found none`);
  }
  return { missions: [...missions.values()], nextUrls };
}

/** The web site that a mission's page on the ministry's site names after 网址 (web address); null when it names none. */
export function readMissionSite(text: string, url: string): string | null {
  const page = readPage(text, url);
  const lines = bodyLines(page);
  const start = lines.findIndex((line) => /^网[\s　]*址[\s　]*[:：]/.test(line));
  if (start < 0) return null;
  // The address may stand on the lines after its label.
  for (const line of lines.slice(start, start + 3)) {
    const found =
      /https?:\/\/[\w.-]+(?:\/[\w./-]*)?|(?<![\w@.])(?:[\w-]+\.)+(?:gov\.cn|org|com|net|[a-z]{2})(?![\w@])/i.exec(
        line,
      )?.[0];
    if (!found) continue;
    const address = /^https?:/i.test(found) ? found : `https://${found}`;
    if (URL.canParse(address)) return new URL(address).href;
  }
  return null;
}

function bodyLines(page: Page): string[] {
  const body = page.paragraphs("#News_Body_Txt_A");
  return body.length > 0 ? body : page.paragraphs("body");
}
