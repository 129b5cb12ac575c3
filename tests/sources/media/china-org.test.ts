import { expect, it } from "vitest";
import { adapterByAddress } from "../../../sources/adapters.ts";
import { chinaOrg } from "../../../sources/media/china-org.ts";
import { loadSources } from "../../../sources/register.ts";
import { findSourceByUrl } from "../../../sources/source-hosts.ts";
import { refusal, savedPage } from "./saved-pages.ts";

const page = () => savedPage("china-org", "article");
const AT = "http://www.china.org.cn/english/international/151393.htm";

it("reads an old page and dates it by the agency's line at its end", () => {
  const article = chinaOrg.readArticle(page(), AT, null);
  expect(article).toMatchObject({
    title: "China, Island State to Fight Crime Jointly",
    published: "2005-12-09",
  });
  expect(article.text.split("\n")).toEqual([
    expect.stringMatching(/^China and the Island State will step up/),
    expect.stringMatching(/^They signed an agreement/),
    "(Xinhua News Agency December 9, 2005)",
  ]);
});

it("has no day where the last lines name none, and takes none from the text", () => {
  const undated = page()
    .replace("(Xinhua News Agency December 9, 2005)", "")
    .replace("on Thursday", "(Xinhua, December 8, 2005) on Thursday");
  expect(chinaOrg.readArticle(undated, AT, null).published).toBeNull();
});

it("refuses a page without title or text", () => {
  expect(() => chinaOrg.readArticle("<html><body><a href='/'>Home</a></body></html>", AT, null)).toThrow(
    refusal("not-an-article", AT),
  );
});

it("is known by its addresses and read from archives only", () => {
  expect(adapterByAddress(AT)?.name).toBe("china-org");
  expect(adapterByAddress("http://www.china.org.cn/english/index.htm")).toBeNull();
  expect(findSourceByUrl(loadSources("config"), AT)).toMatchObject({ id: "china-org-en", active: false });
});
