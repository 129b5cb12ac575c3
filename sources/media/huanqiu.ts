import { type Page, readPage } from "../page.ts";
import { defineSite } from "../site.ts";

/** The page holds its article in form fields that a script shows; the text may be escaped once more than that. */
function heldInField(page: Page): string[] {
  return page
    .all("textarea.article-content")
    .map((field) => field.text())
    .map((text) => (/<\w/.test(text) ? text : readPage(text, page.url).root.text()))
    .filter((html) => html.trim() !== "");
}

/** Huanqiu, the Global Times in Chinese, on a host for each channel. Its lists are JSON. */
export const huanqiu = defineSite({
  name: "huanqiu",
  generations: [
    {
      address: /^https?:\/\/[a-z]+\.huanqiu\.com\/+article\/(?:\w{11}|\d{4}-\d{2}\/\d+\.html)$/,
      title: ["textarea.article-title"],
      body: [],
      held: heldInField,
      date: ["textarea.article-time"],
    },
  ],
});
