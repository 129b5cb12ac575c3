import { numberedPaging } from "../paging.ts";
import { defineSite, type Generation } from "../site.ts";

const PAPER = String.raw`^https?:\/\/paper\.people\.com\.cn\/rmrb\/`;
/** The pages of one day's paper, before and since December 2024. */
const PAPER_PAGE = new RegExp(
  String.raw`${PAPER}(?:pc\/layout\/\d{6}\/\d{2}\/node_\d+\.html|html\/\d{4}-\d{2}\/\d{2}\/nbs\.D110000renmrb_\d+\.htm)$`,
);

const PAPER_TEMPLATE: Omit<Generation, "address"> = {
  aboveTitle: "h3",
  title: ["h1"],
  belowTitle: "h2",
  body: ["#articleContent", "#ozoom"],
  date: ["address"],
};

/** People's Daily as printed: a list for each page of a day, which names the day's other pages. */
export const peoplesDaily = defineSite({
  name: "peoples-daily",
  generations: [
    {
      ...PAPER_TEMPLATE,
      address: new RegExp(String.raw`${PAPER}pc\/content\/\d{6}\/\d{2}\/content_\d+\.html$`),
    },
    {
      ...PAPER_TEMPLATE,
      address: new RegExp(
        String.raw`${PAPER}html\/\d{4}-\d{2}\/\d{2}\/nw\.D110000renmrb_\d{8}_\d+-\d+\.htm$`,
      ),
    },
  ],
  listLinks: "#titleList ul li a, .news-list li a",
  sections: (page) =>
    page
      .links("#pageList ul li a, .swiper-container .swiper-slide a")
      .map(({ url }) => url)
      .filter((url) => PAPER_PAGE.test(url) && url !== page.url),
});

/** 责编 and 责任编辑 (editor in charge). */
const EDITOR = /^[[【(（]?(?:责编|责任编辑|Web editors?|Editors?)\s?[:：]/i;
/** The first line of the English text: "(Xinhua) 09:57, April 19, 2023". */
const TIME_LINE = /^[(（]?[\w' ,.&-]{0,60}[)）]?\s{0,3}\d{1,2}:\d{2},\s?[A-Z][a-z]+ \d{1,2}, \d{4}$/;

const CHINESE: Omit<Generation, "address"> = {
  title: ["h1"],
  body: [".rm_txt_con", ".box_con", "#rwb_zw", "#p_content"],
  date: ["address", 'meta[name="publishdate"]'],
  until: EDITOR,
};

const ENGLISH: Omit<Generation, "address"> = {
  title: ["h1"],
  body: [".w860.d2txtCon", ".main_l", ".wb_12.wb_left", "#p_content", ".d2txt_con"],
  date: ["address", 'meta[name="publishdate"]', TIME_LINE],
  drop: TIME_LINE,
  until: EDITOR,
};

/** People's Daily Online, Chinese and English. */
export const peoplesDailyOnline = defineSite({
  name: "peoples-daily-online",
  generations: [
    { ...ENGLISH, address: /^https?:\/\/en\.people\.cn\/n3?\/\d{4}\/\d{4}\/c\d+-\d+(?:-\d+)?\.html$/ },
    {
      ...ENGLISH,
      address: /^https?:\/\/english\.people\.com\.cn\/(?:n\/\d{4}\/\d{4}\/c\d+-|9\d{4}\/)\d+\.html$/,
    },
    {
      ...ENGLISH,
      address: /^https?:\/\/english\.peopledaily\.com\.cn\/\d{6}\/\d{2}\/eng\d{8}_\d+\.s?html$/,
      title: ["h1", "head > title"],
    },
    {
      ...CHINESE,
      address:
        /^https?:\/\/(?!paper\.|english\.)[a-z]+\.people\.com\.cn\/n1?\/\d{4}\/\d{4}\/c\d+-\d+(?:-\d+)?\.html$/,
    },
    {
      ...CHINESE,
      address: /^https?:\/\/(?!paper\.|english\.)[a-z]+\.people\.com\.cn\/GB\/(?:\d+\/)+\d+\.html$/,
      date: ['meta[name="publishdate"]', "#p_publishtime"],
    },
  ],
  paging: numberedPaging(/\/index(\d{1,3})\.html$/, (number) => `index${number}.html`),
});
