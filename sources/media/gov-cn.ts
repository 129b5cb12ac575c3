import { readJsonList } from "../list-json.ts";
import { numberedPaging } from "../paging.ts";
import { defineSite } from "../site.ts";

/** Such as YAOWENLIEBIAO.json (要闻列表, list of top news), next to the page of the column. */
const DATA = /["'(/]([A-Z][A-Z_]{3,60}\.json)\b/g;

/** The State Council's site in Chinese, which carries the releases of ministries. */
export const govCn = defineSite({
  name: "gov-cn",
  generations: [
    {
      address: /^https?:\/\/www\.gov\.cn\/(?:[\w-]+\/)+\d{6}\/content_\d+\.html?$/,
      title: ["head > title"],
      titleEnd: /_.*$/,
      body: ["#UCAP-CONTENT", ".pages_content"],
      date: ['meta[name="firstpublishedtime"]', 'meta[name="PubDate"]'],
    },
    {
      address: /^https?:\/\/www\.gov\.cn\/(?:[\w-]+\/)+\d{4}-\d{2}\/\d{2}\/content_\d+\.html?$/,
      title: ["head > title"],
      titleEnd: /_.*$/,
      body: ["#UCAP-CONTENT", ".pages_content"],
      date: ["address"],
    },
  ],
  sections: ({ html, url }) => Array.from(html.matchAll(DATA), ([, name]) => new URL(name!, url).href),
  readData: (text, url, source) =>
    url.endsWith(".json")
      ? readJsonList(text, url, source, { items: "", url: "URL", title: "TITLE", date: "DOCRELPUBTIME" })
      : null,
});

/** The State Council's site in English. */
export const govCnEnglish = defineSite({
  name: "gov-cn-english",
  generations: [
    {
      address: /^https?:\/\/english\.www\.gov\.cn\/(?:[\w-]+\/)+\d{6}\/\d{2}\/content_WS[0-9a-f]+\.html$/,
      title: [".Artical_Title"], // as the site spells it
      body: [".Artical_Content"],
      date: ["address", ".Artical_Info"],
    },
    {
      address: /^https?:\/\/english\.www\.gov\.cn\/(?:[\w-]+\/)*\d{4}\/\d{2}\/\d{2}\/content_\d+\.html?$/,
      title: [".Artical_Title"],
      body: [".Artical_Content"],
      date: ["address", ".Artical_Info"],
    },
  ],
  paging: numberedPaging(/\/page_(\d{1,3})\.html$/, (number) => `page_${number}.html`),
});
