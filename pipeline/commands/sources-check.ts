import { adapterFor } from "../../sources/adapters.ts";
import { decodeHtml } from "../../sources/charset.ts";
import { SourceError } from "../../sources/errors.ts";
import { createFetcher, type Fetcher } from "../../sources/fetcher.ts";
import { homeUrls, knownListUrls } from "../../sources/mission-home.ts";
import { loadSettings } from "../../sources/settings.ts";
import { loadSources, type Source } from "../../sources/source.ts";
import { selectSources } from "../capture.ts";
import type { Run } from "../cli.ts";
import { openLog } from "../log.ts";
import { print, printJson, table } from "../output.ts";
import { catchStop } from "../stop.ts";

/** Lists that are tried; a check is to be quick and polite. */
const LISTS = 3;

interface Finding {
  readonly url: string;
  readonly ok: boolean;
  readonly found: string;
}

/** `sources check ID`: reads home pages, a few lists and one article, and tells what it finds. Stores nothing. */
export const run: Run = async ({ args, globals }) => {
  const [source] = selectSources(loadSources(globals.config), [args[0]!]) as [Source];
  const log = openLog(globals);
  const stop = catchStop();
  const fetcher = createFetcher(loadSettings(globals.config), {
    signal: stop.signal,
    log: (message) => log.info(message),
  });
  try {
    const findings = await checkSource(fetcher, source);
    if (globals.json) await printJson({ source: source.id, findings });
    else
      await print(
        await table(
          ["page", "well", "found"],
          findings.map(({ url, ok, found }) => [url, ok ? "yes" : "NO", found]),
        ),
      );
    return stop.status() ?? (findings.some(({ ok }) => !ok) ? 3 : 0);
  } finally {
    stop.release();
    await fetcher.close();
  }
};

async function checkSource(fetcher: Fetcher, source: Source): Promise<Finding[]> {
  const findings: Finding[] = [];
  const lists = new Set(knownListUrls(source));
  const articles: string[] = [];
  const look = async (
    url: string,
    read: (text: string, finalUrl: string, contentType: string | null) => Omit<Finding, "url">,
  ) => {
    try {
      const answer = await fetcher.fetch({ url });
      const { text, charset } = decodeHtml(answer.body, answer.contentType);
      const { ok, found } =
        answer.outcome === "gone"
          ? { ok: false, found: `gone (${answer.status})` }
          : read(text, answer.finalUrl, answer.contentType);
      findings.push({ url, ok, found: `${found}; ${charset}` });
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      findings.push({ url, ok: false, found: `${error.code}: ${error.message}` });
    }
  };
  for (const url of homeUrls(source)) {
    await look(url, (text, finalUrl, type) => {
      const home = adapterFor(source, finalUrl, type, text).readHome?.(text, finalUrl, source);
      for (const section of home?.sections ?? []) lists.add(section);
      const [sections, shown] = [home?.sections.length ?? 0, home?.articles.length ?? 0];
      return { ok: sections + shown > 0, found: `${sections} sections, ${shown} articles` };
    });
  }
  for (const url of [...lists].slice(0, LISTS)) {
    await look(url, (text, finalUrl, type) => {
      const list = adapterFor(source, finalUrl, type, text).readList?.(text, finalUrl, source);
      if (list?.kind !== "list") {
        return { ok: false, found: `no list: ${list?.reason ?? "the adapter reads none"}` };
      }
      articles.push(...list.articles.filter(({ repost }) => !repost).map((article) => article.url));
      return { ok: true, found: `${list.articles.length} articles, ${list.pageCount} pages` };
    });
  }
  for (const url of articles.slice(0, 1)) {
    await look(url, (text, finalUrl, type) => {
      const article = adapterFor(source, finalUrl, type, text).readArticle(text, finalUrl, source);
      const { published, title, text: words } = article;
      return { ok: true, found: `${published ?? "no date"} ${title}, ${words.length} characters` };
    });
  }
  return findings;
}
