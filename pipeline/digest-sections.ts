import type { Some } from "../store/period.ts";
import {
  type Digest,
  type DigestChange,
  type DigestEvent,
  type DigestIssue,
  type DigestSource,
  isEmpty,
} from "./digest.ts";
import { CHANGE_TEXTS, count, REASON_TEXTS, timeText } from "./event-text.ts";
import { forTerminal } from "./output.ts";

/** The longest piece of a page in a line, and the longest address. */
const LONGEST = 400;
const LONGEST_ADDRESS = 4096;

/** A digest in words, in the order in which it is read; the same for every form. Texts of pages are escaped by whoever writes them. */
export interface Section {
  readonly title: string;
  readonly groups: readonly Group[];
}

export interface Group {
  readonly title: string;
  readonly lines: readonly Line[];
  /** How many more there are than lines. */
  readonly more: number;
}

export interface Line {
  readonly text: string;
  /** An address that the line is about; not always one that a browser may follow. */
  readonly url?: string;
  /** Words of a page. */
  readonly quote?: string;
  readonly note?: string;
}

/** "Jingwu, 21 Nov 2026, 06:00 UTC to 22 Nov 2026, 06:00 UTC". */
export function digestTitle({ since, until }: Digest): string {
  return `Jingwu, ${timeText(since)} to ${timeText(until)}`;
}

/** One sentence that says what the period brought. */
export function digestSummary(digest: Digest): string {
  if (isEmpty(digest)) return "Nothing is new, nothing changed, and nothing broke or recovered.";
  const { new: fresh, changed, broken } = digest;
  return `${[
    count(fresh.events.total, "new event"),
    count(fresh.documents.total, "new document"),
    count(changed.pages.total, "changed page"),
    count(broken.opened.total, "new issue"),
    `${broken.recovered.total} recovered`,
  ].join(", ")}.`;
}

const STATE_TEXTS: Readonly<Record<string, string>> = {
  ok: "ok",
  quiet: "quiet",
  "layout-changed": "layout changed",
  blocked: "blocked",
  unreachable: "unreachable",
  unknown: "not visited yet",
};

/** What is new, what changed, what is broken, and what was not looked at. */
export function digestSections(digest: Digest): Section[] {
  return [
    { title: "What is new", groups: newGroups(digest.new) },
    { title: "What changed", groups: changedGroups(digest.changed) },
    { title: "What is broken", groups: brokenGroups(digest.broken) },
    { title: "What was not looked at", groups: notLookedAtGroups(digest.notLookedAt) },
  ];
}

function newGroups({ events, documents }: Digest["new"]): Group[] {
  const sources = { total: documents.bySource.length, first: documents.bySource };
  return [
    group(count(events.total, "new event"), events, eventLine),
    group(count(documents.total, "new document"), sources, ({ title, count: number }) => ({
      text: `${title}: ${number.toLocaleString("en")}`,
    })),
  ];
}

function changedGroups({ pages, events }: Digest["changed"]): Group[] {
  const edited = count(pages.total, "page edited, removed or put back", "pages edited, removed or put back");
  const again = count(events.total, "known event waits again", "known events wait again");
  return [group(edited, pages, changeLine), group(again, events, againLine)];
}

function brokenGroups({ opened, stillOpen, recovered, byState, notOk }: Digest["broken"]): Group[] {
  return [
    group(count(opened.total, "issue opened", "issues opened"), opened, issueLine),
    group(count(stillOpen.total, "older issue open", "older issues open"), stillOpen, issueLine),
    group(count(recovered.total, "issue closed", "issues closed"), recovered, closedLine),
    group(statesText(byState), { total: notOk.length, first: notOk }, (source) => ({
      text: `${STATE_TEXTS[source.state]}: ${source.title}`,
      note: lastRead(source),
    })),
  ];
}

function notLookedAtGroups({ overdue, notDue }: Digest["notLookedAt"]): Group[] {
  const late = count(
    overdue.total,
    "source that was due or never visited",
    "sources that were due or never visited",
  );
  return [
    group(late, overdue, (source) => ({ text: source.title, note: lastRead(source) })),
    { title: `${count(notDue, "other source")} not due in this time`, lines: [], more: 0 },
  ];
}

function eventLine({ headline, sentence, source, url, autoAccepted }: DigestEvent): Line {
  const note = autoAccepted ? `accepted by the machine alone; ${source}` : source;
  return { text: headline, quote: sentence, note, url };
}

function againLine(event: DigestEvent): Line {
  const why = REASON_TEXTS[event.reason ?? ""] ?? event.reason ?? "";
  return { ...eventLine(event), note: `${why}; ${event.status} before; ${event.source}` };
}

function changeLine({ kind, title, url, source, at, lastSeen, firstMissing, events }: DigestChange): Line {
  const times =
    kind === "edited"
      ? `noticed ${timeText(at)}`
      : [
          lastSeen === null ? "" : `last seen ${timeText(lastSeen)}`,
          firstMissing === null ? "" : `missing since ${timeText(firstMissing)}`,
          kind === "restored" ? `back ${timeText(at)}` : "",
        ]
          .filter((text) => text !== "")
          .join(", ");
  return {
    text: `${CHANGE_TEXTS[kind]}: ${title || url}`,
    note: `${source}; ${times}; ${count(events, "event")}`,
    url,
  };
}

function issueLine({ id, code, message, source, opened, times }: DigestIssue): Line {
  const seen = times > 1 ? `, seen ${times} times` : "";
  return {
    text: `${code}: ${message}`,
    note: `${source ?? "no source"}; issue ${id} since ${timeText(opened)}${seen}`,
  };
}

function closedLine({ id, code, item, source, closed }: DigestIssue): Line {
  return {
    text: `${code}: ${item}`,
    note: `${source ?? "no source"}; issue ${id} closed ${timeText(closed ?? "")}`,
  };
}

function lastRead({ lastSuccess, nextDue }: DigestSource): string {
  const read = lastSuccess === null ? "never read" : `last read ${timeText(lastSuccess)}`;
  return nextDue === null ? read : `${read}, next due ${timeText(nextDue)}`;
}

function statesText(byState: Digest["broken"]["byState"]): string {
  const states = Object.keys(STATE_TEXTS) as (keyof typeof byState)[];
  const parts = states.flatMap((state) =>
    byState[state] ? [`${byState[state]} ${STATE_TEXTS[state]}`] : [],
  );
  return parts.length === 0 ? "No active source" : `Sources: ${parts.join(", ")}`;
}

function group<T>(title: string, some: Some<T>, line: (one: T) => Line): Group {
  return { title, lines: some.first.map((one) => bounded(line(one))), more: some.total - some.first.length };
}

/** Scraped text without control characters, and no longer than a line can bear. */
function bounded(line: Line): Line {
  const parts = Object.entries(line) as [keyof Line, string][];
  return Object.fromEntries(
    parts.map(([part, text]) => [part, forTerminal(text, part === "url" ? LONGEST_ADDRESS : LONGEST)]),
  ) as unknown as Line;
}
