import { inTemplate, TEMPLATES } from "../templates.ts";
import type { Shown } from "./media.ts";
import { type Day, dateOf, isThere, paragraphsOn, type WorldArticle, type WorldHost } from "./model.ts";

const PAGE_SIZE = 10;

/** A page of the world as text, with its type; null where there is none. */
export interface WorldPage {
  readonly type: string;
  readonly text: string;
}

export function pathOf(host: WorldHost, article: WorldArticle): string {
  if (host.family) return host.family.path(shown(article, article.published));
  const { section, published, number } = article;
  const date = dateOf(published).replaceAll("-", "");
  if (host.template.length > 1) return `${section}${date}/story-${number}.html`;
  return `${section}${date.slice(0, 6)}/t${date}_${number}.htm`;
}

/** What a path of a host holds on a day. `byScript`: its lists are written by a script that is not run. */
export function pageAt(host: WorldHost, path: string, day: Day, byScript: boolean): WorldPage | null {
  const article = host.articles.find((one) => pathOf(host, one) === path);
  if (article && !isThere(article, day)) return null;
  if (host.family) {
    if (article) return html(host.family.article(shown(article, day)));
    const listed = inOrder(host, day).map((one) => shown(one, day));
    return host.family.list(path, listed, (one) => `https://${host.host}${host.family!.path(one)}`);
  }
  if (article) return html(articlePage(host, article, day));
  if (host.template.length > 1) return otherList(host, path, day);
  if (path === "/" || path === "/chn/" || path === "/index.htm") return html(homePage(host));
  const list = /^(.*\/)(?:index(?:_(\d+))?\.htm)?$/.exec(path);
  const section = host.sections.find((one) => one === list?.[1]);
  return section === undefined ? null : html(listPage(host, section, Number(list?.[2] ?? 0), day, byScript));
}

function shown(article: WorldArticle, day: Day): Shown {
  const { number, title, published } = article;
  const html = paragraphsOn(article, day)
    .map((paragraph) => `<p>　　${paragraph}</p>`)
    .join("\n");
  return { number, title, date: dateOf(published), html };
}

function html(body: string): WorldPage {
  return { type: "text/html", text: body };
}

function frame(title: string, body: string): string {
  return `<html><head><title>${title}</title></head><body>
<div class="Top"><a href="/">首页</a> <a href="/lsfw/">领事服务</a></div>
${body}
<div class="Foot">版权所有 京ICP备00000000号</div></body></html>`;
}

function homePage(host: WorldHost): string {
  const links = host.sections.map((section) => `<li><a href="${section}">使馆动态</a></li>`);
  return frame(host.id, `<ul>${links.join("")}</ul>`);
}

function listPage(host: WorldHost, section: string, page: number, day: Day, byScript: boolean): string {
  const articles = inOrder(host, day).filter((one) => one.section === section);
  const count = Math.ceil(articles.length / PAGE_SIZE);
  const rows = byScript
    ? "<div id='app'></div><script src='/list.js'></script>"
    : articles
        .slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)
        .map((one) => listRow(host, section, one))
        .join("\n");
  const pager = `<script>var currentPage = ${page};\nvar countPage = ${count}//\n</script>`;
  return frame("使馆动态", `<div class="Text_Center"><ul>${rows}</ul></div>${pager}`);
}

function listRow(host: WorldHost, section: string, article: WorldArticle): string {
  const short = article.title.length > 14 ? `${article.title.slice(0, 13)}…` : article.title;
  const href = `./${pathOf(host, article).slice(section.length)}`;
  return `<li><a href="${href}" title="${article.title}">${short}</a>(${dateOf(article.published).replaceAll("-", "/")})</li>`;
}

/** Newest first, but for what is pinned; what was removed is listed no more. */
function inOrder(host: WorldHost, day: Day): WorldArticle[] {
  return host.articles
    .filter((article) => isThere(article, day))
    .toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.published - a.published);
}

function articlePage(host: WorldHost, article: WorldArticle, day: Day): string {
  const { title, published } = article;
  const date = dateOf(published).replaceAll("-", "/");
  const text = paragraphsOn(article, day)
    .map((paragraph) => `<p>　　${paragraph}</p>`)
    .join("\n");
  // The shell of the page changes every month; the article does not.
  const shell = `<div class="banner">第${Math.floor(day / 30)}期专题</div>`;
  const other = `<article><h1>${title}</h1><time datetime="${dateOf(published)}">${date}</time>${text}</article>`;
  const template = TEMPLATES.find((one) => one === host.template);
  return frame(title, shell + (template ? inTemplate(template, { title, date, text }) : other));
}

function otherList(host: WorldHost, path: string, day: Day): WorldPage | null {
  if (path !== `/lists/${host.template}`) return null;
  const articles = inOrder(host, day).slice(0, 30);
  const url = (article: WorldArticle) => `https://${host.host}${pathOf(host, article)}`;
  if (host.template === "feed") {
    const items = articles.map(
      (one) =>
        `<item><title>${one.title}</title><link>${url(one)}</link><pubDate>${new Date(`${dateOf(one.published)}T00:00:00Z`).toUTCString()}</pubDate></item>`,
    );
    return {
      type: "application/rss+xml",
      text: `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>${host.id}</title><link>https://${host.host}/</link><description>news</description>${items.join("")}</channel></rss>`,
    };
  }
  if (host.template === "sitemap") {
    const items = articles.map(
      (one) => `<url><loc>${url(one)}</loc><news:title>${one.title}</news:title></url>`,
    );
    return {
      type: "text/xml",
      text: `<?xml version="1.0"?><urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${items.join("")}</urlset>`,
    };
  }
  if (host.template === "json") {
    const list = articles.map((one) => ({ link: url(one), title: one.title, day: dateOf(one.published) }));
    return { type: "application/json", text: JSON.stringify({ data: { list } }) };
  }
  const rows = articles.map((one) => `<li><a href="${pathOf(host, one)}">${one.title}</a></li>`);
  return html(frame(host.id, `<ul>${rows.join("")}</ul>`));
}
