import type { Page } from "../page.ts";
import { defineSite, type Generation } from "../site.ts";

const at = (kind: string) =>
  new RegExp(
    String.raw`^https?:\/\/(?:news|english|tv)\.cctv\.com\/+\d{4}\/\d{2}\/\d{2}\/${kind}\w+\.shtml$`,
  );
/** A text as a script of the page holds it, in either kind of quotation marks. */
const IN_SCRIPT =
  /\bvar\s{1,9}contentdate\s{0,9}=\s{0,9}(?:'([^'\\]*(?:\\[\s\S][^'\\]*)*)'|"([^"\\]*(?:\\[\s\S][^"\\]*)*)")/g;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g;
const ESCAPED: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "",
  f: "",
  v: "",
  "\n": "",
};

/** Pages of 2026 leave `#content_area` empty; a script fills it. */
function heldInScript(page: Page): string[] {
  return [...page.html.matchAll(IN_SCRIPT)]
    .map(([, single, double]) => unescaped(single ?? double ?? ""))
    .filter((html) => html.trim() !== "");
}

function unescaped(literal: string): string {
  return literal.replace(ESCAPE, (_, unicode?: string, hex?: string, character?: string) =>
    character === undefined
      ? String.fromCharCode(Number.parseInt(unicode ?? hex!, 16))
      : (ESCAPED[character] ?? character),
  );
}

/** Articles have a heading; the segments of the evening news (新闻联播) only the title of the page. */
const TITLES: readonly Pick<Generation, "address" | "title" | "titleEnd">[] = [
  { address: at("ARTI"), title: ["h1"] },
  {
    address: at("VIDE"),
    title: ["title:not(svg title)"],
    titleEnd: /(?:_[^_]{0,40})?_央视网\(cctv\.com\)$/i,
  },
];

/** China Central Television: news in Chinese and English, and the evening news by day. */
export const cctv = defineSite({
  name: "cctv",
  generations: TITLES.flatMap((one) => [
    { ...one, body: ["#content_area"], date: ["address"] },
    { ...one, body: [], held: heldInScript, date: ["address"] },
  ]),
});
