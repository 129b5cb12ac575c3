import type { WorldPage } from "./pages.ts";

/** What a publisher's pages show of one article. */
export interface Shown {
  readonly number: number;
  readonly title: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** The text as paragraphs of HTML. */
  readonly html: string;
}

/** How one publisher of the register lays out its site: addresses, lists, article pages. */
export interface Family {
  /** Of the register; the world uses the register's own file. */
  readonly id: string;
  readonly host: string;
  /** Where its lists are, when they are not with its articles. */
  readonly listHost?: string;
  readonly path: (article: Shown) => string;
  readonly article: (article: Shown) => string;
  /** Any address of a list, with the articles that stand on it, newest first; null where there is none. */
  readonly list: (
    path: string,
    articles: readonly Shown[],
    link: (article: Shown) => string,
  ) => WorldPage | null;
}

const compact = (date: string) => date.replaceAll("-", "");
const year = (date: string) => date.slice(0, 4);
const month = (date: string) => date.slice(5, 7);
const day = (date: string) => date.slice(8);
const hex = (number: number, length: number) => number.toString(16).padStart(length, "0");
const html = (text: string): WorldPage => ({ type: "text/html", text: `<html><body>${text}</body></html>` });
const json = (value: unknown): WorldPage => ({ type: "application/json", text: JSON.stringify(value) });

/** A list of links on one page; `after` stands behind each link. */
function links(after: (article: Shown) => string = () => "", attributes = ""): Family["list"] {
  return (_path, articles, link) =>
    html(
      `<ul${attributes}>${articles.map((one) => `<li><a href="${link(one)}">${one.title}</a>${after(one)}</li>`).join("")}</ul>`,
    );
}

/** Only the first page of a list is there. */
function onlyFirst(list: Family["list"], later: RegExp): Family["list"] {
  return (path, articles, link) => (later.test(path) ? null : list(path, articles, link));
}

const slashed = ({ date }: Shown) => `<span>(${date.replaceAll("-", "/")})</span>`;
const page = (title: string, head: string, body: string) =>
  `<html><head><title>${title}</title>${head}</head><body>${body}</body></html>`;

function mfa(id: string, host: string, section: string, extension: string): Family {
  return {
    id,
    host,
    path: ({ date, number }) =>
      `${section}${compact(date).slice(0, 6)}/t${compact(date)}_${number}.${extension}`,
    article: ({ title, date, html: text }) =>
      page(
        title,
        `<meta name="ArticleTitle" content="${title}"><meta name="PubDate" content="${date} 20:20">`,
        `<div class="news-title"><h1>${title}</h1><p class="time"><span>来源</span><span>${date} 20:20</span></p></div>
         <div id="News_Body_Txt_A"><div class="trs_editor_view TRS_UEDITOR">${text}</div></div>`,
      ),
    list: onlyFirst(links(slashed, ' class="list1"'), /index_\d/),
  };
}

function xinhua(id: string, host: string, section: string): Family {
  return {
    id,
    host,
    path: ({ date, number }) => `${section}${compact(date)}/${hex(number, 32)}/c.html`,
    article: ({ title, date, html: text }) =>
      page(
        title,
        `<meta name="publishdate" content="${date}">`,
        `<h1><span class="title">${title}</span></h1><div id="detail">${text}</div>`,
      ),
    list: (path, articles, link) =>
      path.endsWith(".json")
        ? json({
            datasource: articles.map((one) => ({
              publishUrl: link(one),
              title: one.title,
              publishTime: one.date,
            })),
          })
        : html(
            `<div data="datasource:${hex(7, 32)}"></div>${articles.map((one) => `<a href="${link(one)}">${one.title}</a>`).join("")}`,
          ),
  };
}

/** A day's list is there on days with an article. */
function ofDay(path: string, pattern: RegExp, articles: readonly Shown[]): Shown[] | null {
  const found = pattern.exec(path);
  if (!found) return null;
  const date = found.slice(1).join("-");
  const those = articles.filter((one) => one.date === date);
  return those.length > 0 ? those : null;
}

export const FAMILIES: readonly Family[] = [
  mfa("mfa-zh", "www.mfa.gov.cn", "/web/wjdt_674879/zwbd_674895/", "shtml"),
  mfa("mfa-en", "www.fmprc.gov.cn", "/eng/xw/zwbd/", "html"),
  xinhua("xinhua-zh", "www.news.cn", "/world/"),
  xinhua("xinhua-en", "english.news.cn", "/"),
  {
    id: "mps",
    host: "www.mps.gov.cn",
    path: ({ number }) => `/n2253534/n2253535/c${number}/content.html`,
    article: ({ title, date, html: text }) =>
      page(
        title,
        `<meta name="PubDate" content="${date}"><meta name="ArticleTitle" content="${title}">`,
        `<div class="wordContent">${text}</div>`,
      ),
    list: links(slashed, ' class="list"'),
  },
  {
    id: "china-police-daily",
    host: "news.cpd.com.cn",
    listHost: "www.cpd.com.cn",
    path: ({ date, number }) => `/n18151/${compact(date).slice(0, 6)}/t${compact(date)}_${number}.html`,
    article: ({ title, date, html: text }) =>
      page(
        title,
        "",
        `<div id="newslist"><h1><gettitle>${title}</gettitle></h1><span id="pub_time_report">${date}</span></div><div id="fz_test"><div class="TRS_Editor">${text}</div></div>`,
      ),
    list: onlyFirst(links(slashed), /index_\d/),
  },
  {
    id: "gov-cn-zh",
    host: "www.gov.cn",
    path: ({ date, number }) => `/lianbo/bumen/${compact(date).slice(0, 6)}/content_${number}.htm`,
    article: ({ title, date, html: text }) =>
      page(
        `${title}_部门政务`,
        `<meta name="firstpublishedtime" content="${date}-10:00:00">`,
        `<div id="UCAP-CONTENT">${text}</div>`,
      ),
    list: (path, articles, link) =>
      path.endsWith(".json")
        ? json(articles.map((one) => ({ URL: link(one), TITLE: one.title, DOCRELPUBTIME: one.date })))
        : links(slashed)(path, articles, link),
  },
  {
    id: "gov-cn-en",
    host: "english.www.gov.cn",
    path: ({ date, number }) =>
      `/news/${compact(date).slice(0, 6)}/${day(date)}/content_WS${hex(number, 24)}.html`,
    article: ({ title, date, html: text }) =>
      page(
        title,
        "",
        `<div class="Artical_Title">${title}</div><div class="Artical_Info">${date}</div><div class="Artical_Content">${text}</div>`,
      ),
    list: onlyFirst(links(), /page_\d/),
  },
  {
    id: "peoples-daily",
    host: "paper.people.com.cn",
    path: ({ date, number }) =>
      `/rmrb/pc/content/${year(date)}${month(date)}/${day(date)}/content_${number}.html`,
    article: ({ title, html: text }) =>
      page(title, "", `<h3></h3><h1>${title}</h1><h2></h2><div id="articleContent">${text}</div>`),
    list: (path, articles, link) => {
      const those = ofDay(path, /\/layout\/(\d{4})(\d{2})\/(\d{2})\/node_01\.html$/, articles);
      return those && links(() => "", ' class="news-list"')(path, those, link);
    },
  },
  {
    id: "peoples-daily-online-en",
    host: "en.people.cn",
    path: ({ date, number }) => `/n3/${year(date)}/${month(date)}${day(date)}/c90000-${number}.html`,
    article: ({ title, html: text }) =>
      page(title, "", `<h1>${title}</h1><div class="w860 d2txtCon">${text}</div>`),
    list: onlyFirst(links(), /index\d/),
  },
  {
    id: "globaltimes-en",
    host: "www.globaltimes.cn",
    path: ({ date, number }) => `/page/${year(date)}${month(date)}/${number}.shtml`,
    article: ({ title, date, html: text }) =>
      page(
        title,
        "",
        `<div class="article_title">${title}</div><span class="pub_time">Published: ${date}</span><div class="article_right">${text}</div>`,
      ),
    list: links(),
  },
  {
    id: "chinadaily-en",
    host: "www.chinadaily.com.cn",
    path: ({ date, number }) => `/a/${year(date)}${month(date)}/${day(date)}/WS${hex(number, 24)}.html`,
    article: ({ title, date, html: text }) =>
      page(
        `${title} - Chinadaily.com.cn`,
        `<meta name="publishdate" content="${date}">`,
        `<h1>${title}</h1><div id="Content">${text}</div>`,
      ),
    list: onlyFirst(links(), /page_\d/),
  },
  {
    id: "cgtn-en",
    host: "news.cgtn.com",
    listHost: "www.cgtn.com",
    path: ({ date, number }) => `/news/${date}/A-report-${hex(number, 10)}/index.html`,
    article: ({ title, date, html: text }) =>
      page(
        title,
        "",
        `<div class="news-title">${title}</div><div class="news-section-date">${date}</div><div id="cmsMainContent"><div class="text en">${text}</div></div>`,
      ),
    list: (_path, articles, link) => ({
      type: "text/xml",
      text: `<?xml version="1.0"?><urlset>${articles.map((one) => `<url><loc>${link(one)}</loc><news:title>${one.title}</news:title></url>`).join("")}</urlset>`,
    }),
  },
  {
    id: "chinanews-zh",
    host: "www.chinanews.com.cn",
    path: ({ date, number }) => `/gn/${year(date)}/${month(date)}-${day(date)}/${number}.shtml`,
    article: ({ title, html: text }) =>
      page(title, "", `<h1 class="content_left_title">${title}</h1><div class="left_zw">${text}</div>`),
    list: (path, articles, link) => {
      if (/news1\.html$/.test(path)) return links()(path, articles, link);
      const those = ofDay(path, /\/scroll-news\/(\d{4})\/(\d{2})(\d{2})\/news\.shtml$/, articles);
      return those && links()(path, those, link);
    },
  },
  {
    id: "ecns-en",
    host: "www.ecns.cn",
    path: ({ date, number }) => `/news/politics/${date}/detail-${hex(number, 14)}.shtml`,
    article: ({ title, html: text }) =>
      page(title, "", `<h1 id="contitle">${title}</h1><div id="yanse">${text}</div>`),
    list: onlyFirst(links(), /index_\d/),
  },
  {
    id: "cctv-zh",
    host: "news.cctv.com",
    listHost: "tv.cctv.com",
    path: ({ date, number }) => `/${date.replaceAll("-", "/")}/ARTI${hex(number, 22)}.shtml`,
    article: ({ title, html: text }) =>
      page(
        title,
        `<script>var contentdate = '${text.replaceAll("\n", "")}';</script>`,
        `<h1>${title}</h1><div id="content_area"></div>`,
      ),
    list: (path, articles, link) => {
      if (!/news_1\.jsonp$/.test(path)) return null;
      const list = articles.map((one) => ({ url: link(one), title: one.title, focus_date: one.date }));
      return { type: "text/javascript", text: `news(${JSON.stringify({ data: { list } })})` };
    },
  },
  {
    id: "huanqiu-zh",
    host: "world.huanqiu.com",
    listHost: "china.huanqiu.com",
    path: ({ number }) => `/article/${hex(number, 11)}`,
    article: ({ title, date, html: text }) =>
      page(
        title,
        "",
        `<textarea class="article-title">${title}</textarea><textarea class="article-time">${Date.parse(date)}</textarea>
         <textarea class="article-content"><article>${text}</article></textarea>`,
      ),
    list: (_path, articles) =>
      json({
        list: articles.map((one) => ({
          aid: hex(one.number, 11),
          title: one.title,
          ctime: String(Date.parse(one.date)),
          host: "world.huanqiu.com",
        })),
      }),
  },
];
