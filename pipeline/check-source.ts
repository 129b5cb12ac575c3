import type { ListPage } from "../sources/adapter.ts";
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

type Found = Omit<Finding, "url">;
type Look = (url: string, read: (answer: Answer) => Promise<Found>) => Promise<void>;

/** Reads home pages, a few lists and one article of a source, and tells what it finds. Stores nothing. */
export async function checkSource(
  fetcher: Fetcher,
  source: Source,
  filter: ListFilter | undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const look: Look = async (url, read) => {
    findings.push({ url, ...(await lookAt(fetcher, url, read)) });
  };
  const lists = await checkHomes(look, source);
  const articles = await checkLists(look, source, filter, lists.slice(0, LISTS));
  for (const url of articles.slice(0, 1)) await checkArticle(look, source, url);
  return findings;
}

/** Asks for one page; that it cannot be had is a finding too. */
async function lookAt(
  fetcher: Fetcher,
  url: string,
  read: (answer: Answer) => Promise<Found>,
): Promise<Found> {
  try {
    const answer = await fetcher.fetch({ url });
    const { text, charset } = decodeHtml(answer.body, answer.contentType);
    const { ok, found } =
      answer.outcome === "gone"
        ? { ok: false, found: `gone (${answer.status})` }
        : await read({ ...answer, text });
    return { ok, found: `${found}; ${charset}` };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { ok: false, found: `${error.code}: ${error.message}` };
  }
}

/** Gives the lists that are known, and after them those that the home pages name. */
async function checkHomes(look: Look, source: Source): Promise<ListAddress[]> {
  const lists = new Map<string, ListAddress>();
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
  return [...lists.values()];
}

/** Gives the addresses of the articles that the lists name, those first that the filter chooses. */
async function checkLists(
  look: Look,
  source: Source,
  filter: ListFilter | undefined,
  named: readonly ListAddress[],
): Promise<string[]> {
  const chosenArticles: string[] = [];
  const otherArticles: string[] = [];
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
      // A page may leave its articles to data that its script loads, or to other pages of the day.
      if (isNamed && reading.sections[0] !== undefined) waiting.push({ url: reading.sections[0], ...form });
      const chosen = filter ? `, ${kept.length} of them by the filter "${source.filter}"` : "";
      return { ok: true, found: listText(reading, chosen) };
    });
  }
  return [...chosenArticles, ...otherArticles];
}

function listText({ articles, pageCount, sections }: ListPage, chosen: string): string {
  const further = sections.length > 0 ? `, ${sections.length} further lists` : "";
  return `${articles.length} articles, ${pageCount} pages${chosen}${further}`;
}

async function checkArticle(look: Look, source: Source, url: string): Promise<void> {
  await look(url, async ({ text, finalUrl, contentType }) => {
    const adapter = adapterFor(source, finalUrl, contentType, text);
    const { published, title, text: words } = adapter.readArticle(text, finalUrl, source);
    return { ok: true, found: `${published ?? "no date"} ${title}, ${words.length} characters` };
  });
}
