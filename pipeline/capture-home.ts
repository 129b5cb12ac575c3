import { adapterFor } from "../sources/adapters.ts";
import { canonicalUrl } from "../sources/canonical-url.ts";
import { decodeHtml } from "../sources/charset.ts";
import { SourceError } from "../sources/errors.ts";
import { FetchError } from "../sources/fetcher.ts";
import { daysSince, knownLists, type ListAddress } from "../sources/list-address.ts";
import { homeUrls } from "../sources/mission-home.ts";
import { findPage, recordAnswers, upsertFoundPages } from "../store/pages.ts";
import { findSourceState, recordSourceState } from "../store/source-state.ts";
import { answerOf } from "./capture-articles.ts";
import { keepAnswer } from "./keep.ts";
import { noteArticles } from "./note-articles.ts";
import {
  ask,
  countListPage,
  keepRefusal,
  raise,
  recordUnchanged,
  SourceFailure,
  saveSnapshots,
  settle,
  type Visit,
} from "./visit.ts";

/** More editions than any mission has. */
const MAX_EDITIONS = 12;

/**
 * Reads the home pages of all editions (pages in languages that are not coded are kept too) and gives the addresses of
 * lists: sections found there, stored ones where a home page did not change, and those the register names. Throws
 * {@link SourceFailure} when no home page can be read.
 */
export async function captureHomes(visit: Visit): Promise<ListAddress[]> {
  const { space, source } = visit;
  const state = await findSourceState(space.db, source.id);
  const stored = state?.sections ?? [];
  const found = new Set<string>();
  const waiting = homeUrls(
    source,
    source.editions.map(({ language }) => language),
  );
  const asked = new Set<string>();
  const errors: SourceError[] = [];
  let unchanged = false;
  for (let url = waiting.shift(); url !== undefined && !visit.signal.aborted; url = waiting.shift()) {
    if (asked.has(canonicalUrl(url, source)) || asked.size >= MAX_EDITIONS) continue;
    asked.add(canonicalUrl(url, source));
    try {
      const reading = await captureHome(visit, url, stored.length > 0);
      if (reading === "unchanged") unchanged = true;
      else if (reading !== null) {
        for (const section of reading.sections) found.add(section);
        waiting.push(...reading.editions);
      }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      errors.push(error);
      if (error.code === "blocked") break;
    }
  }
  const known = knownLists(source, daysSince(state?.lastSuccess ?? null, space.clock()));
  const blocked = errors.find(({ code }) => code === "blocked");
  if (blocked) throw new SourceFailure(blocked);
  if (unchanged) for (const section of stored) found.add(section);
  if (found.size > 0) await recordSourceState(space.db, { sourceId: source.id, sections: [...found] });
  const lists = new Map<string, ListAddress>([...found].map((url) => [url, { url, as: "page" }]));
  for (const list of known) lists.set(list.url, list);
  if (lists.size === 0 && errors.length > 0) throw new SourceFailure(errors[0]!);
  for (const error of errors) await raise(visit, error, canonicalUrl(error.item, source));
  if (lists.size === 0 && asked.size > 0 && !visit.signal.aborted) {
    const home = [...asked][0]!;
    throw new SourceFailure(
      new SourceError("layout-changed", home, "expected links to sections on the home page, found none"),
    );
  }
  return [...lists.values()];
}

interface Home {
  readonly sections: readonly string[];
  readonly editions: readonly string[];
}

/** Null when the edition is not there. */
async function captureHome(
  visit: Visit,
  url: string,
  conditional: boolean,
): Promise<Home | "unchanged" | null> {
  const { space, source } = visit;
  const page = { sourceId: source.id, url, canonicalUrl: canonicalUrl(url, source), kind: "list" as const };
  const before = await findPage(space.db, page.canonicalUrl);
  try {
    const outcome = await ask(visit, url, conditional && before ? before : null);
    if (outcome.outcome === "gone") return null;
    countListPage(visit);
    if (outcome.outcome === "not-modified") {
      await recordUnchanged(visit, page.canonicalUrl, "ok", outcome.fetchedAt);
      if (before?.sha256) visit.homeDigests.add(before.sha256);
      return "unchanged";
    }
    const { text } = decodeHtml(outcome.body, outcome.contentType);
    const adapter = adapterFor(source, outcome.finalUrl, outcome.contentType, text);
    const reading = adapter.readHome?.(text, outcome.finalUrl, source) ?? {
      sections: [],
      articles: [],
      editions: [],
    };
    const snapshot = await keepAnswer(space, page, outcome);
    visit.homeDigests.add(snapshot.sha256);
    await saveSnapshots(visit, [snapshot], async (trx) => {
      const found = { ...page, foundOn: null, firstSeen: outcome.fetchedAt };
      await upsertFoundPages(trx, [found]);
      await noteArticles(visit, trx, reading.articles, page.canonicalUrl);
      await recordAnswers(trx, [answerOf(snapshot)]);
      await settle(visit, page.canonicalUrl, trx);
    });
    return reading;
  } catch (error) {
    if (error instanceof FetchError) await keepRefusal(visit, page, error);
    throw error;
  }
}
