import { type AtomEntry, writeAtom } from "./atom.ts";
import { type Digest, type DigestChange, type DigestEvent, type DigestIssue, isEmpty } from "./digest.ts";
import { digestSections, digestSummary, digestTitle, type Line } from "./digest-sections.ts";
import { safeLink } from "./event-text.ts";

/**
 * A digest as a feed: an entry for each event, changed page and issue that is new, changed or over. The id of what is told
 * stays when it is told again, so that readers take the later word for the same thing.
 */
export function digestAtom(digest: Digest): string {
  const { new: fresh, changed, broken } = digest;
  const [news, changes, faults] = digestSections(digest);
  const [events, documents] = news!.groups;
  const [pages, again] = changes!.groups;
  const [opened, , recovered] = faults!.groups;
  const entries: AtomEntry[] = [
    ...fresh.events.first.map((event, i) => eventEntry(event, events!.lines[i]!)),
    ...changed.events.first.map((event, i) => eventEntry(event, again!.lines[i]!)),
    ...changed.pages.first.map((change, i) => changeEntry(change, pages!.lines[i]!)),
    ...broken.opened.first.map((issue, i) => issueEntry(issue, opened!.lines[i]!)),
    ...broken.recovered.first.map((issue, i) => issueEntry(issue, recovered!.lines[i]!)),
    {
      id: `urn:jingwu:digest:${digest.until}`,
      title: digestTitle(digest),
      updated: digest.until,
      category: isEmpty(digest) ? "nothing" : "digest",
      text: [digestSummary(digest), ...documents!.lines.map(({ text }) => text)].join("\n"),
    },
  ];
  return writeAtom({
    id: "urn:jingwu:feed:digest",
    title: "Jingwu: what is new, what changed, what is broken",
    updated: digest.until,
    entries: entries.sort((a, b) => (a.updated < b.updated ? 1 : -1)),
  });
}

function eventEntry({ id, at, type, url }: DigestEvent, line: Line): AtomEntry {
  return { ...told(line), ...linked(url), id: `urn:jingwu:event:${id}`, updated: at, category: type };
}

function changeEntry({ id, at, kind, url }: DigestChange, line: Line): AtomEntry {
  return { ...told(line), ...linked(url), id: `urn:jingwu:change:${id}`, updated: at, category: kind };
}

function issueEntry({ id, opened, closed, code }: DigestIssue, line: Line): AtomEntry {
  const title = closed === null ? line.text : `Closed: ${line.text}`;
  return { ...told(line), title, id: `urn:jingwu:issue:${id}`, updated: closed ?? opened, category: code };
}

function told({ text, quote, note }: Line): Pick<AtomEntry, "title" | "text"> {
  return { title: text, text: [quote, note].filter((part) => part).join("\n") || text };
}

function linked(url: string): Pick<AtomEntry, "link"> {
  const link = safeLink(url);
  return link === undefined ? {} : { link };
}
