import { crawlRecordRequest } from "../../sources/common-crawl.ts";
import { SourceError } from "../../sources/errors.ts";
import { type HeaderList, headerValue } from "../../sources/response.ts";
import { readWarc } from "../../sources/warc-read.ts";
import { captureTime, replayedCapture, replayUrl } from "../../sources/wayback.ts";
import type { ArchivedPage } from "../../store/archived-pages.ts";
import { CrawlPlace } from "./crawl-place.ts";
import { askFor, type Search } from "./search.ts";

/** A page as an archive kept it. */
export interface Replay {
  /** The address that was captured. */
  readonly url: string;
  /** When: UTC, ISO 8601 with seconds. */
  readonly captured: string;
  readonly status: number;
  readonly statusText: string;
  /** As the site sent them, where the archive says so. */
  readonly headers: HeaderList;
  readonly contentType: string | null;
  readonly body: Buffer;
}

const ORIGINAL = /^x-archive-orig-/i;

/** Gets what the Wayback Machine kept. Throws FetchError where it does not answer, SourceError where it gives no page. */
export async function replayWayback(search: Search<unknown>, page: ArchivedPage): Promise<Replay> {
  const endpoint = search.space.settings.archives.wayback_replay;
  const timestamp = page.captured.replace(/\D/g, "");
  const answer = await askFor(search, {
    url: replayUrl(endpoint, { timestamp, original: page.url }),
    replayed: true,
  });
  if (answer.outcome === "gone") throw unfit(page, `the archive answered with status ${answer.status}`);
  if (answer.status !== 200) throw unfit(page, `the site had answered with status ${answer.status}`);
  // Asked for a time it has no capture of, the archive leads to the nearest one.
  const led = replayedCapture(answer.finalUrl);
  const headers = answer.headers
    .filter(([name]) => ORIGINAL.test(name))
    .map(([name, value]) => [name.replace(ORIGINAL, ""), value] as const);
  return {
    url: led?.original ?? page.url,
    captured: (led && captureTime(led.timestamp)) ?? page.captured,
    status: 200,
    statusText: "OK",
    headers,
    contentType: headerValue(headers, "content-type") ?? answer.contentType,
    body: answer.body,
  };
}

/** Gets what Common Crawl kept. Throws as {@link replayWayback} does. */
export async function replayCrawl(search: Search<unknown>, page: ArchivedPage): Promise<Replay> {
  const place = CrawlPlace.parse(JSON.parse(page.place!));
  const request = crawlRecordRequest(search.space.settings.archives.commoncrawl_data, place);
  const answer = await askFor(search, { ...request, replayed: true });
  if (answer.outcome === "gone") throw unfit(page, `the crawl's file answered with status ${answer.status}`);
  const maxBytes = search.space.settings.fetch.max_bytes;
  for await (const record of readWarc(once(answer.body), { name: request.url, maxBytes })) {
    if (record.type !== "response" || record.http === null) continue;
    if (record.problem !== null) throw unfit(page, record.problem);
    const { status, statusText, headers } = record.http;
    const contentType = headerValue(headers, "content-type");
    const captured = (record.date ?? page.captured).replace(/\.\d+Z$/, "Z");
    const url = record.targetUri ?? page.url;
    return {
      url,
      captured,
      status,
      statusText: statusText ?? "",
      headers,
      contentType,
      body: record.payload,
    };
  }
  throw unfit(page, "the record holds no answer of a site");
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Says why a capture is of no use. */
export function unfit(page: ArchivedPage, why: string): SourceError {
  return new SourceError("not-an-article", page.canonicalUrl, why);
}
