import type { FC } from "hono/jsx";
import type { DecisionEntry, EventHistory, HistoryEntry, OpinionEntry } from "../../store/history.ts";
import type { LinkEntry } from "../../store/history-links.ts";
import type { ValueChange } from "../../store/history-states.ts";
import { headline, safeLink, timeText, valueTexts } from "../labels.ts";
import { noteText } from "../reject-notes.ts";
import { HISTORY_TEXTS } from "../texts/history.ts";
import { OPINION_TEXTS } from "../texts/opinions.ts";
import { DECISION_TEXTS, FIELD_TEXTS, type FieldName } from "../texts.ts";
import { differingText } from "./disagreement.tsx";

/** Entries shown on a page, the latest ones; the JSON interface gives all. */
const MOST_ENTRIES = 100;

interface Props {
  readonly history: EventHistory;
  /** The query string of the queue the event was opened from, with its question mark. */
  readonly query: string;
}

/** Everything that happened to an event, oldest first; nothing is ever removed, and a decision that was undone says so. */
export const History: FC<Props> = ({ history, query }) => {
  const { id, parts, entries } = history;
  const left = Math.max(entries.length - MOST_ENTRIES, 0);
  return (
    <>
      {!entries.some(({ kind }) => kind === "decided") && <p>{HISTORY_TEXTS.noDecision}</p>}
      {parts.length > 0 && <p class="small">{HISTORY_TEXTS.parts(parts.join(", "))}</p>}
      {left > 0 && (
        <p class="small">
          <a href={`/api/events/${id}/history`}>{HISTORY_TEXTS.earlier(left)}</a>
        </p>
      )}
      <ol start={left + 1}>
        {entries.slice(left).map((entry) => (
          <li>
            <a href={`/events/${entry.event}/history?at=${encodeURIComponent(entry.at)}`} class="small">
              <time datetime={entry.at}>{timeText(entry.at)}</time>
            </a>{" "}
            {entry.event !== id && <span class="mono small">{entry.event}: </span>}
            <Entry entry={entry} of={id} query={query} />
          </li>
        ))}
      </ol>
    </>
  );
};

const Entry: FC<{ entry: HistoryEntry; of: string; query: string }> = ({ entry, of, query }) => {
  switch (entry.kind) {
    case "recorded":
      return <>{HISTORY_TEXTS.recorded(headline(entry.coding!))}</>;
    case "decided":
      return <Decision entry={entry} of={of} query={query} />;
    case "opinion":
      return <Opinion entry={entry} />;
    case "absorbed":
      return (
        <>
          {HISTORY_TEXTS.absorbed} <EventLink id={entry.into!} />
        </>
      );
    case "revived":
      return <>{HISTORY_TEXTS.revived}</>;
    case "values":
      return (
        <>
          {HISTORY_TEXTS.values}
          <Changes changes={entry.changes!} />
        </>
      );
    case "reading":
      return (
        <>
          {HISTORY_TEXTS.reading}
          <Changes changes={entry.changes!} />
        </>
      );
    case "auto-accepted":
      return <>{OPINION_TEXTS.auto.history}</>;
    case "auto-withdrawn":
      return <>{OPINION_TEXTS.auto.withdrawn}</>;
    default:
      return <Movement entry={entry} />;
  }
};

const Decision: FC<{ entry: DecisionEntry; of: string; query: string }> = ({ entry, of, query }) => {
  const { review, event, last, newest } = entry;
  return (
    <>
      <strong>{DECISION_TEXTS[review.decision] ?? review.decision}</strong>{" "}
      {HISTORY_TEXTS.by(review.reviewer)}
      {!review.effective && review.decision !== "undo" && <span class="badge">{HISTORY_TEXTS.undone}</span>}
      {review.into && (
        <>
          {" "}
          → <EventLink id={review.into} />
        </>
      )}
      {review.changes && <NewValues changes={review.changes as Record<string, unknown>} />}
      {review.note && <p class="soft">{noteText(review.note)}</p>}
      {last && event !== of && (
        <form method="post" action={`/events/${event}/reviews${query}`}>
          <input type="hidden" name="decision" value="undo" />
          <input type="hidden" name="seen" value={String(newest)} />
          <button type="submit">{HISTORY_TEXTS.undo}</button>
        </form>
      )}
    </>
  );
};

const Opinion: FC<{ entry: OpinionEntry }> = ({ entry: { by, opinion } }) => {
  const { decision, changes, note, first, differs, stands } = opinion;
  return (
    <>
      <strong>{OPINION_TEXTS.given.title}</strong> {HISTORY_TEXTS.by(by)}: {DECISION_TEXTS[decision]}.{" "}
      {differs.length === 0
        ? OPINION_TEXTS.given.sameAs(first.reviewer)
        : OPINION_TEXTS.given.otherThan(first.reviewer, differingText(differs))}{" "}
      {!stands && OPINION_TEXTS.given.undone}
      {changes && <NewValues changes={changes as Record<string, unknown>} />}
      {note && <p class="soft">{noteText(note)}</p>}
    </>
  );
};

const Movement: FC<{ entry: LinkEntry }> = ({ entry }) => {
  const { kind, report, other, by, score, reasons } = entry;
  const who = by === "machine" ? HISTORY_TEXTS.program(score.toFixed(2)) : by;
  const link = safeLink(report.url);
  return (
    <>
      {kind === "left" ? HISTORY_TEXTS.left : HISTORY_TEXTS.joined}
      {other !== null && (
        <>
          {" "}
          {kind === "left" ? HISTORY_TEXTS.for : HISTORY_TEXTS.from} <EventLink id={other} />
        </>
      )}
      : <a href={`/documents/${report.document}`}>{report.title || HISTORY_TEXTS.untitled}</a>{" "}
      <span class="soft small">
        {link ? (
          <a href={link} rel="noopener noreferrer external">
            {report.source}
          </a>
        ) : (
          report.source
        )}
        {" · "}
        {HISTORY_TEXTS.by(who)}: {reasons.join("; ")}
      </span>
    </>
  );
};

const EventLink: FC<{ id: string }> = ({ id }) => <a href={`/events/${id}`}>{id}</a>;

const Changes: FC<{ changes: readonly ValueChange[] }> = ({ changes }) => (
  <ul>
    {changes.map(({ field, before, after }) => (
      <li>
        {FIELD_TEXTS[field as FieldName] ?? field}: {valuesText(field, before)} → {valuesText(field, after)}
      </li>
    ))}
  </ul>
);

const NewValues: FC<{ changes: Record<string, unknown> }> = ({ changes }) => (
  <ul>
    {Object.entries(changes).map(([field, value]) => (
      <li>
        {FIELD_TEXTS[field as FieldName] ?? field}: {valuesText(field, value)}
      </li>
    ))}
  </ul>
);

function valuesText(field: string, value: unknown): string {
  return valueTexts(field, value).join(", ") || HISTORY_TEXTS.none;
}
