import { adapterFor } from "../sources/adapters.ts";
import { decodeHtml } from "../sources/charset.ts";
import { SourceError } from "../sources/errors.ts";
import type { Fetcher, FetchOutcome } from "../sources/fetcher.ts";
import { daysSince, knownLists, type ListAddress } from "../sources/list-address.ts";
import type { ListFilter } from "../sources/list-filter.ts";
import { homeUrls } from "../sources/mission-home.ts";
import { readListAnswer } from "../sources/read-list.ts";
import type { Source } from "../sources/source.ts";

/** Lists that are tried; a check is to be quick and polite. */
const LISTS = 3;

/** What one page of a source said when it was asked. */
export interface Finding {
  readonly url: string;
  readonly ok: boolean;
  readonly found: string;
}

type Answer = FetchOutcome & { readonly text: string };

/** Reads home pages, a few lists and one article of a source, and tells what it finds. Stores nothing. */
export async function checkSource(
  fetcher: Fetcher,
  source: Source,
  filter: ListFilter | undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const lists = new Map<string, ListAddress>();
  const chosenArticles: string[] = [];
  const otherArticles: string[] = [];
  const look = async (url: string, read: (answer: Answer) => Promise<Omit<Finding, "url">>) => {
    try {
      const answer = await fetcher.fetch({ url });
      const { text, charset } = decodeHtml(answer.body, answer.contentType);
      const { ok, found } =
        answer.outcome === "gone"
          ? { ok: false, found: `gone (${answer.status})` }
          : await read({ ...answer, text });
      findings.push({ url, ok, found: `${found}; ${charset}` });
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      findings.push({ url, ok: false, found: `${error.code}: ${error.message}` });
    }
  };
  for (const list of knownLists(source, daysSince(null, new Date()))) lists.set(list.url, list);
  for (const home of homeUrls(source)) {
    await look(home, async ({ text, finalUrl, contentType }) => {
      const adapter = adapterFor(source, finalUrl, contentType, text);
      const reading = adapter.readHome?.(text, finalUrl, source);
      for (const url of reading?.sections ?? []) if (!lists.has(url)) lists.set(url, { url, as: "page" });
      const [sections, shown] = [reading?.sections.length ?? 0, reading?.articles.length ?? 0];
      return { ok: sections + shown > 0, found: `${sections} sections, ${shown} articles` };
    });
  }
  const named = [...lists.values()].slice(0, LISTS);
  const waiting = [...named];
  for (let list = waiting.shift(); list !== undefined; list = waiting.shift()) {
    const { as, json, url } = list;
    const form = { as, ...(json ? { json } : {}) };
    const isNamed = named.some((one) => one.url === url);
    await look(url, async (answer) => {
      const reading = await readListAnswer({ url, ...form }, answer, source);
      if (reading.kind !== "list") return { ok: false, found: `no list: ${reading.reason}` };
      const own = reading.articles.filter(({ repost }) => !repost);
      const kept = filter ? own.filter((link) => filter(link).kept) : own;
      chosenArticles.push(...kept.map((link) => link.url));
      otherArticles.push(...own.map((link) => link.url));
      const chosen = filter ? `, ${kept.length} of them by the filter "${source.filter}"` : "";
      // A page may leave its articles to data that its script loads, or to other pages of the day.
      if (isNamed && reading.sections[0] !== undefined) waiting.push({ url: reading.sections[0], ...form });
      const further = reading.sections.length > 0 ? `, ${reading.sections.length} further lists` : "";
      return {
        ok: true,
        found: `${reading.articles.length} articles, ${reading.pageCount} pages${chosen}${further}`,
      };
    });
  }
  for (const url of [...chosenArticles, ...otherArticles].slice(0, 1)) {
    await look(url, async ({ text, finalUrl, contentType }) => {
      const adapter = adapterFor(source, finalUrl, contentType, text);
      const { published, title, text: words } = adapter.readArticle(text, finalUrl, source);
      return { ok: true, found: `${published ?? "no date"} ${title}, ${words.length} characters` };
    });
  }
  return findings;
}
