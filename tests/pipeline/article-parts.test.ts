import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadRulebook, type Rulebook } from "../../extractors/extract.ts";
import { runUpdate } from "../../pipeline/update.ts";
import { type MissionSite, makeSourcesConfig, openAt, startSite, temporaryFolder } from "./mission-site.ts";

const HOST = "https://www.chinadaily.com.cn";
const FIRST = "/a/202603/01/WS65937a1fa3105f21a507a1b2.html";
const part = (number: number) => FIRST.replace(".html", `_${number}.html`);

let rulebook: Rulebook;
let site: MissionSite;
let config: string;
const data = temporaryFolder();

beforeAll(async () => {
  site = await startSite();
  config = makeSourcesConfig(
    { "chinadaily-en": readFileSync("config/sources/chinadaily-en.yaml", "utf8") },
    site.origin,
  );
  rulebook = await loadRulebook("config");
});
afterAll(() => site.close());

const page = (
  number: number,
  next: string,
) => `<html><head><title>Ministers sign pact on security - Chinadaily.com.cn</title>
<meta name="publishdate" content="2026-03-01"></head><body><div id="Content"><p>Part ${number}: the ministers of both countries signed a pact on law enforcement and spoke to reporters about it at length.</p></div>
<div class="pages"><a href="${next}">Next</a></div></body></html>`;

async function update(time: string) {
  site.log.length = 0;
  const space = await openAt(config, data, time);
  try {
    const signal = new AbortController().signal;
    const { counts } = await runUpdate(space, { sources: ["chinadaily-en"], signal, rulebook });
    const rows = await space.db
      .selectFrom("document")
      .select(["canonicalUrl", "text"])
      .orderBy("canonicalUrl")
      .execute();
    return { counts, log: [...site.log], documents: rows.map((row) => row.canonicalUrl.slice(HOST.length)) };
  } finally {
    await space.close();
  }
}

it("reads an article on several pages to its end, a part a run, and never another host or a part twice", async () => {
  const list = `<html><body><h4><a href="${FIRST}">Ministers sign pact on security</a></h4></body></html>`;
  for (const section of readFileSync("config/sources/chinadaily-en.yaml", "utf8").matchAll(
    /url: "https:\/\/[^/]+([^"]+)"/g,
  ))
    site.pages.set(section[1]!, { body: list });
  site.pages.set(FIRST, { body: page(1, `//www.chinadaily.com.cn${part(2)}`) });
  site.pages.set(part(2), { body: page(2, part(3)) });
  // The last part leads back to the first, and to a page of the same name elsewhere.
  site.pages.set(part(3), {
    body: page(3, FIRST).replace("</body>", `<a href="https://evil.example${part(4)}">4</a></body>`),
  });
  site.pages.set(part(4), { body: page(4, FIRST) });

  const first = await update("2026-03-01T08:00:00Z");
  expect(first.documents).toEqual([FIRST]);
  expect(first.counts).toMatchObject({ leftOut: 0, documents: 1, issues: 0 });
  expect((await update("2026-03-01T09:00:00Z")).documents).toEqual([FIRST, part(2)]);
  const third = await update("2026-03-01T10:00:00Z");
  expect(third.documents).toEqual([FIRST, part(2), part(3)]);
  const fourth = await update("2026-03-01T11:00:00Z");
  expect(fourth.documents).toHaveLength(3);
  expect(fourth.log.filter((line) => line.includes("/a/"))).toEqual([]);
});
