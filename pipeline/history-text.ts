import type { PastEvent } from "../store/event-past.ts";
import { isReportAdded } from "../store/event-values.ts";
import type { EventHistory, HistoryEntry } from "../store/history.ts";
import type { LinkEntry } from "../store/history-links.ts";
import type { ValueChange } from "../store/history-states.ts";
import type { OpinionRecord } from "../store/opinion-rows.ts";
import { count, headline, timeText } from "./event-text.ts";

/** What a decision is called in a sentence, before the name of the event it is about. */
const DECISIONS: Readonly<Record<string, string>> = {
  accept: "accepted it",
  reject: "rejected it",
  correct: "corrected it",
  merge: "merged it into",
  split: "split reports off to",
  distinct: "held it apart from",
  relate: "related it to",
  unrelate: "took its relation away to",
  "second-look": "asked for a second look",
  add: "added it, which the rules had missed",
  undo: "took the last decision back",
};

/** The same of a second opinion, which decides nothing. */
const OPINIONS: Readonly<Record<OpinionRecord["decision"], string>> = {
  accept: "would accept it",
  reject: "would reject it",
  correct: "would correct it",
};

/** The past of an event in plain words, a line each; what belongs to a line stands indented below it. */
export function historyLines(history: EventHistory): string[] {
  const { id, askedFor, parts, entries } = history;
  const lines = [id === askedFor ? id : `${askedFor} is part of ${id} now`];
  if (parts.length > 0) lines.push(`part of it: ${parts.join(" ")}`);
  for (const entry of entries) {
    const of = entry.event === id ? "" : `${entry.event}: `;
    const [first, ...more] = entryLines(entry);
    lines.push(`${timeText(entry.at)}  ${of}${first}`, ...more.map((line) => `    ${line}`));
  }
  return lines;
}

/** What happened, and below it the details. */
function entryLines(entry: HistoryEntry): string[] {
  switch (entry.kind) {
    case "recorded":
      return [`recorded: ${headline(entry.coding!)}`];
    case "decided": {
      const { decision, into, note, effective, changes } = entry.review;
      const undone = !effective && decision !== "undo" ? " (undone since)" : "";
      const did = isReportAdded(entry.review) ? "added a report to" : (DECISIONS[decision] ?? decision);
      return [
        `${entry.by} ${did}${into === null ? "" : ` ${into}`}${undone}`,
        ...(decision === "correct" && changes ? changedTo(changes) : []),
        ...(note === null ? [] : [`"${note}"`]),
      ];
    }
    case "opinion": {
      const { by, opinion } = entry;
      const { decision, changes, note } = opinion;
      return [
        `${by} gave a second opinion: ${OPINIONS[decision]}; ${comparedText(opinion)}`,
        ...(decision === "correct" && changes ? changedTo(changes) : []),
        ...(note === null ? [] : [`"${note}"`]),
      ];
    }
    case "absorbed":
      return [`linking joined it to ${entry.into}`];
    case "revived":
      return ["linking made it an event of its own again"];
    case "values":
      return ["its values changed", ...entry.changes!.map(changeText)];
    case "reading":
      return ["the rules read it otherwise; what was signed stays", ...entry.changes!.map(changeText)];
    case "auto-accepted":
      return ["accepted by the machine alone, by the settings"];
    case "auto-withdrawn":
      return ["no longer accepted by the machine alone: it waits for a person"];
    default:
      return [`a report ${movement(entry)}: ${reportText(entry.report)}`, whyText(entry)];
  }
}

/** How a second opinion stands to the decision that whoever gave it had not seen. */
function comparedText({ first, differs, stands }: OpinionRecord): string {
  const fields = differs.map((field) => (field === "event" ? "whether it is an event" : field)).join(", ");
  const compared =
    differs.length === 0 ? `the same as ${first.reviewer}` : `${first.reviewer} differs in ${fields}`;
  return stands ? compared : `${compared} (whose decision was undone since)`;
}

function movement({ kind, other }: LinkEntry): string {
  if (kind === "joined") return "joined";
  if (kind === "moved") return `came from ${other}`;
  return other === null ? "left" : `left for ${other}`;
}

/** One page that reports an event. */
function reportText({ title, source, published, url, mention }: LinkEntry["report"]): string {
  return `${title || "(no title)"} (${source}${published ? `, ${published.slice(0, 10)}` : ""}) ${url} ${mention}`;
}

function whyText({ by, score, reasons }: LinkEntry): string {
  const who = by === "machine" ? `by the program, score ${score.toFixed(2)}` : `by ${by}`;
  return `${who}: ${reasons.join("; ")}`;
}

function changedTo(changes: object): string[] {
  return Object.entries(changes).map(([field, value]) => `${field}: ${valueText(value)}`);
}

function changeText({ field, before, after }: ValueChange): string {
  return `${field}: ${valueText(before)} → ${valueText(after)}`;
}

function valueText(value: unknown): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return "none";
  const text = (one: unknown) =>
    // A person with office and agency.
    typeof one === "object" && one !== null ? Object.values(one).filter(Boolean).join(" ") : String(one);
  return Array.isArray(value) ? value.map(text).join(", ") : text(value);
}

/** An event as it stood, in plain words. */
export function pastLines(past: PastEvent): string[] {
  const { id, askedFor, at, since, status, coding, machine, reports, reviews, opinions, codedBy } = past;
  const then = id === askedFor ? id : `${askedFor} was part of ${id} then`;
  return [
    `${then}: ${headline(coding)}, ${status}`,
    `as it stood on ${timeText(at)}, since ${timeText(since)}; rules ${codedBy.config_sha256.slice(0, 12)} of version ${codedBy.version}`,
    ...Object.entries(coding).map(([field, value]) => {
      const read = machine[field as keyof typeof machine];
      const other =
        JSON.stringify(read) === JSON.stringify(value) ? "" : `  (the rules read: ${valueText(read)})`;
      return `    ${field}: ${valueText(value)}${other}`;
    }),
    count(reports.length, "report"),
    ...reports.map((report) => `    ${reportText(report)}`),
    ...reviews.map(
      (review) =>
        `${timeText(review.at)}  ${review.reviewer}: ${review.decision}${review.effective ? "" : " (not standing)"}`,
    ),
    ...opinions.map(
      (opinion) =>
        `${timeText(opinion.at)}  ${opinion.reviewer}: second opinion, ${opinion.decision}; ${comparedText(opinion)}`,
    ),
  ];
}
