import { defineSite } from "../site.ts";

/** CGTN. Its lists are sitemaps. */
export const cgtn = defineSite({
  name: "cgtn",
  generations: [
    {
      address: /^https?:\/\/news\.cgtn\.com\/+news\/\d{4}-\d{2}-\d{2}\/[^/]+\/(?:index|p)\.html$/,
      title: [".news-title"],
      body: ["#cmsMainContent:has(div.text)"],
      // Between the texts stand pictures, videos and boxes.
      parts: "div.text:not(div.text div.text)",
      // What follows the sources of the article is not of it.
      without: ".sourceTextDiv, .sourceTextDiv ~ *, #sourceTextDiv, #sourceTextDiv ~ *",
      date: [".news-section-date", "address"],
    },
  ],
});
