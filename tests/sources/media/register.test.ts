import { expect, it } from "vitest";
import { ADAPTERS } from "../../../sources/adapters.ts";
import { knownLists } from "../../../sources/list-address.ts";
import { loadSources } from "../../../sources/register.ts";
import { currentHost, findSourceByUrl } from "../../../sources/source-hosts.ts";

const sources = loadSources("config");
const families = sources.filter(({ adapter }) => adapter !== "mission" && adapter !== "web-page");

it.each(families.map((source) => [source.id, source] as const))(
  "reads %s from lists on hosts of its own, none of which is an article",
  (id, source) => {
    expect(currentHost(source)).not.toBeNull();
    const lists = knownLists(source, ["2026-01-31"]);
    // A source that is not read daily may be one for archives only.
    if (source.active) expect(lists.length).toBeGreaterThan(0);
    for (const { url } of lists) {
      expect(findSourceByUrl(sources, url)?.id, url).toBe(id);
      expect(ADAPTERS[source.adapter].isArticleUrl!(url), url).toBe(false);
    }
  },
);

it("has a source for every family", () => {
  const used = new Set(sources.map(({ adapter }) => adapter));
  expect(Object.keys(ADAPTERS).filter((name) => name !== "web-page" && !used.has(name as never))).toEqual([]);
});
