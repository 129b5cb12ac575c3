import { numberInAddress } from "../mission-address.ts";
import { trsPaging } from "../paging.ts";
import { defineSite, type Generation } from "../site.ts";

/** Both names of the ministry's site have the same pages. Its `/ce/` holds the old sites of missions, which are theirs. */
const HOST = String.raw`^https?:\/\/www\.(?:fmprc|mfa)\.gov\.cn(?::80)?\/+`;
const SECTIONS = String.raw`(?:[\w-]+\/+)+`;
const DATED = String.raw`\d{6}\/t\d{8}_\d+\.s?html?$`;
const NUMBERED = String.raw`t\d{4,8}\.s?html?$`;
const at = (edition: string, file: string) => new RegExp(HOST + edition + SECTIONS + file);

const TITLE = [".news-title h1", "#News_Body_Title", "h1", 'meta[name="ArticleTitle"]'];
const BODY = [
  ".content_text",
  "#News_Body_Txt_A",
  ".TRS_UEDITOR",
  ".TRS_Editor",
  ".news_content",
  "#content",
];
const SHOWN = ['meta[name="PubDate"]', "p.time span:last-child", "#News_Body_Time"];

function generation(address: RegExp, date: readonly string[]): Generation {
  return { address, title: TITLE, body: BODY, date, number: numberInAddress };
}

/** The ministry's own site, Chinese and English. */
export const mfa = defineSite({
  name: "mfa",
  generations: [
    generation(at(String.raw`web\/+`, DATED), [...SHOWN, "file"]),
    // English pages were moved in 2024 and their addresses have that day; conferences have theirs in the title.
    generation(at(String.raw`(?:eng|mfa_eng)\/+`, DATED), ["title", ...SHOWN]),
    // Until 2014 Chinese stood below chn and zflt; both languages had plain numbers.
    generation(at(String.raw`(?:eng|mfa_eng)\/+`, NUMBERED), ["title", ...SHOWN]),
    generation(at(String.raw`(?:web|chn|zflt|mfa_chn)\/+`, NUMBERED), SHOWN),
    generation(at(String.raw`(?:chn|zflt|mfa_chn)\/+`, DATED), [...SHOWN, "file"]),
  ],
  gone: /\/web\/system\/|\/index_17321\.|^https?:\/\/[^/]+\/+(?:(?:web|eng|chn)\/+)?(?:index\.s?html?)?$/,
  // Lists of the ministry end after 29 pages in Chinese and after about 143 in English.
  paging: (url, text) =>
    (/\/(?:eng|mfa_eng)\//.test(url) ? trsPaging("html") : trsPaging("shtml"))(url, text),
});
