import { z } from "zod";
import { SourceError } from "./errors.ts";

/** One capture as the index of the Wayback Machine lists it. */
export interface Capture {
  /** UTC, fourteen digits: year, month, day, hour, minute, second. */
  readonly timestamp: string;
  /** The address as captured: with `:80`, in mixed case, of either scheme. */
  readonly original: string;
  /** As the site said; "warc/revisit" or "unk" where the index does not know. */
  readonly mimetype: string;
  /** Null where the index has "-", as for revisits. */
  readonly status: number | null;
  /** SHA-1 of the body in base 32: the same for the same bytes. */
  readonly digest: string;
}

/** A page of the index. */
export interface CapturePage {
  readonly captures: readonly Capture[];
  /** How to ask for what follows; null after the last page. */
  readonly resumeKey: string | null;
}

/** What to ask the index for. */
export interface CaptureQuery {
  /**
   * Host and path that the addresses begin with, without scheme, as "it.china-embassy.gov.cn/sbdt/"; or one address; or a
   * domain, for all its hosts.
   */
  readonly prefix: string;
  readonly match: "prefix" | "exact" | "domain";
  /** Captures of this year and later ones: an article can be captured long after it was published. */
  readonly from: number;
  /** Java regular expression that the whole address as captured must match. */
  readonly pattern?: string;
  /** One capture an address, the first; else all there are. */
  readonly first: boolean;
  readonly resumeKey?: string | null;
}

/** Rows of one page: a size that the server gives with a resume key and within minutes. */
const PAGE_ROWS = 20_000;
const FIELDS = ["timestamp", "original", "mimetype", "statuscode", "digest"] as const;
/** A longer address is none that a site of ours would have. */
const LONGEST_ADDRESS = 2000;

/** The address that asks the index at `endpoint` for a page of captures. */
export function captureQueryUrl(endpoint: string, query: CaptureQuery): string {
  const url = new URL(endpoint);
  const set = (name: string, value: string) => url.searchParams.append(name, value);
  set("url", query.prefix);
  set("matchType", query.match);
  set("output", "json");
  set("fl", FIELDS.join(","));
  set("from", String(query.from));
  // Revisits carry no status; what they repeat is another row.
  set("filter", "statuscode:200");
  if (query.pattern !== undefined) set("filter", `original:${query.pattern}`);
  if (query.first) set("collapse", "urlkey");
  set("limit", String(PAGE_ROWS));
  set("showResumeKey", "true");
  // The key comes percent-encoded; encoded once more it would be another.
  if (query.resumeKey) set("resumeKey", decodeKey(query.resumeKey));
  return url.href;
}

function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    return key;
  }
}

const Rows = z.array(z.array(z.string()));

/**
 * Reads a page of the index: JSON rows with their header first, and after them, where more follow, an empty row and the
 * resume key. An empty body means no capture. Throws {@link SourceError} `layout-changed` for anything else.
 */
export function readCapturePage(text: string, url: string): CapturePage {
  if (text.trim() === "") return { captures: [], resumeKey: null };
  const rows = parseRows(text, url);
  const last = rows.at(-1);
  const resumes = last?.length === 1 && rows.at(-2)?.length === 0;
  const listed = resumes ? rows.slice(0, -2) : rows;
  const [header, ...data] = listed;
  if (header === undefined) return { captures: [], resumeKey: null };
  const at = FIELDS.map((field) => header.indexOf(field));
  if (at.includes(-1)) {
    const found = JSON.stringify(header).slice(0, 200);
    throw changed(url, `expected the fields ${FIELDS.join(", ")} in the first row, found ${found}`);
  }
  const captures = data.flatMap((row) => {
    const [timestamp, original, mimetype, status, digest] = at.map((place) => row[place] ?? "");
    if (!/^\d{14}$/.test(timestamp!) || original!.length > LONGEST_ADDRESS) return [];
    if (!/^https?:\/\//i.test(original!) || !URL.canParse(original!)) return [];
    const number = /^[1-5]\d\d$/.test(status!) ? Number(status) : null;
    return [
      { timestamp: timestamp!, original: original!, mimetype: mimetype!, status: number, digest: digest! },
    ];
  });
  return { captures, resumeKey: resumes ? last[0]! : null };
}

function parseRows(text: string, url: string): string[][] {
  try {
    return Rows.parse(JSON.parse(text));
  } catch (cause) {
    const found = JSON.stringify(text.trimStart().slice(0, 80));
    throw changed(url, `expected rows of captures as JSON, found ${found}`, cause);
  }
}

function changed(url: string, finding: string, cause?: unknown): SourceError {
  return new SourceError("layout-changed", url, `${url}: ${finding}`, { cause });
}

/** What an index takes for one address: without scheme, `www.` and port, in lower case. */
export function indexKey(url: string): string {
  return url
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\d*\.)?/, "")
    .replace(/:\d+(?=\/|$)/, "");
}

/** Whether an answer is what an archive kept, status and all, and not the archive's own word. */
export function isReplay(headers: readonly (readonly [string, string])[]): boolean {
  return headers.some(([name]) => /^(?:memento-datetime$|x-archive-orig-)/i.test(name));
}

/** The address at which the Wayback Machine gives the bytes of a capture as it got them, links not rewritten. */
export function replayUrl(
  endpoint: string,
  { timestamp, original }: Pick<Capture, "timestamp" | "original">,
) {
  return `${endpoint.replace(/\/$/, "")}/${timestamp}id_/${original}`;
}

/** The capture that an answer is of, by its own address: a time without a capture is led to the nearest one. */
export function replayedCapture(
  url: string,
): { readonly timestamp: string; readonly original: string } | null {
  const match = /\/(\d{14})(?:[a-z]{2}_)?\/(https?:\/\/?.+)$/i.exec(url);
  if (!match) return null;
  // Some ways to the archive make one slash of the two.
  const original = match[2]!.replace(/^(https?:\/)(?=[^/])/i, "$1/");
  return URL.canParse(original) ? { timestamp: match[1]!, original } : null;
}

/** The time of a capture: UTC, ISO 8601 with seconds. Null where the fourteen digits are no time. */
export function captureTime(timestamp: string): string | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(timestamp);
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const time = Date.parse(text);
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(text.slice(0, 10)) ? null : text;
}
