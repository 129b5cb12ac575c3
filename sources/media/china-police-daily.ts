import { trsPaging } from "../paging.ts";
import { defineSite, type Generation } from "../site.ts";
import { nextContentPart, nextTrsPart } from "./article-parts.ts";

const HOST = String.raw`^https?:\/\/[a-z]+\.cpd\.com\.cn\/(?:n\d+\/)+`;

const TEMPLATE: Omit<Generation, "address"> = {
  // A made-up tag of the site.
  title: ["#newslist h1 gettitle", "h1 gettitle", "h1"],
  body: ["#fz_test > div:first-child > table", "#fz_test .TRS_Editor", ".TRS_Editor", "#fz_test"],
  date: ["#pub_time_report", 'meta[name="PubDate"]', "file"],
};

/** 中国警察网 (China Police Net) with the paper of the Ministry of Public Security, 人民公安报. */
export const chinaPoliceDaily = defineSite({
  name: "china-police-daily",
  generations: [
    { ...TEMPLATE, address: new RegExp(String.raw`${HOST}\d{3,4}\/t_\d+\.html$`), nextPart: nextTrsPart },
    {
      ...TEMPLATE,
      address: new RegExp(String.raw`${HOST}\d{6}\/t\d{8}_\d+(?:_\d{1,3})?\.html$`),
      nextPart: nextTrsPart,
    },
    {
      ...TEMPLATE,
      address: new RegExp(String.raw`${HOST}c\d+\/content(?:_\d+)?\.html$`),
      nextPart: nextContentPart,
    },
  ],
  paging: trsPaging("html"),
});
