import type { FC } from "hono/jsx";
import type { FieldError, SentForm } from "../correction.ts";
import { type EventView, inferredIn, type Report } from "../event-view.ts";
import { count, headline, languageTag, percent, timeText } from "../labels.ts";
import { DOCUMENT_TEXTS } from "../texts/document.ts";
import { OPINION_TEXTS } from "../texts/opinions.ts";
import { CHANGE_TEXTS, REASON_TEXTS, STATUS_TEXTS, TYPE_MEANINGS } from "../texts.ts";
import { CodingTable } from "./coding.tsx";
import { CorrectBox, DecisionBar, RejectBox } from "./decide.tsx";
import { DifferenceView } from "./difference.tsx";
import { Opinions } from "./disagreement.tsx";
import { type Done, DoneNotice } from "./done-notice.tsx";
import { History } from "./history.tsx";
import { Layout, type Visit } from "./layout.tsx";
import { MaybeTheSame } from "./maybe-the-same.tsx";
import { Provenance } from "./provenance.tsx";
import { Relations, shownRelations } from "./relations.tsx";
import { RuleName, type RuleText } from "./rule-name.tsx";
import { SecondLookBox, SecondLookNotice } from "./second-look.tsx";
import { SourceText } from "./source-text.tsx";

/** Characters of a report shown beside the coding; the document's own page shows all of it. */
const SHOWN = { first: 12_000, others: 3_000 } as const;

export interface EventPageProps {
  readonly visit: Visit;
  readonly view: EventView;
  /** The query string of the queue the event was opened from, with its question mark. */
  readonly query: string;
  readonly next: string | null;
  readonly done: Done | undefined;
  readonly ruleText: RuleText;
  /** A decision that was refused: what was sent, and why. */
  readonly refused?: { readonly sent: SentForm; readonly errors: readonly FieldError[] };
}

/** An event beside the text it was read in, and the decision about it. */
export const EventPage: FC<EventPageProps> = ({ visit, view, query, next, done, ruleText, refused }) => {
  const { record, reports, similar } = view;
  const coding = record.coding;
  const errors = refused?.errors ?? [];
  const [first, ...others] = reports;
  return (
    <Layout title={headline(coding)} visit={visit}>
      {done && <DoneNotice done={done} query={query} />}
      <nav aria-label="Queue" class="small">
        <a href={`/${query}`}>Back to the queue</a>
      </nav>
      <h1>
        {headline(coding)}{" "}
        {!record.blind && <span class={`badge ${record.status}`}>{STATUS_TEXTS[record.status]}</span>}
        {record.autoAccepted !== null && <span class="badge auto">{OPINION_TEXTS.auto.badge}</span>}
      </h1>
      {record.blind && (
        <div class="notice">
          <p>
            <strong>{OPINION_TEXTS.blind.title}</strong>
          </p>
          <p>{OPINION_TEXTS.blind.meaning}</p>
        </div>
      )}
      {record.autoAccepted !== null && (
        <p class="small soft">{OPINION_TEXTS.auto.meaning(timeText(record.autoAccepted))}</p>
      )}
      {record.queueReason && record.queueReason !== "new" && !record.blind && (
        <p class="notice">
          {record.muted ? "Counts nowhere until you decide" : "Waits again"}:{" "}
          {REASON_TEXTS[record.queueReason] ?? record.queueReason}.
          {view.changes.length > 0 && (
            <>
              {" "}
              <a href="#changes">What changed</a>
            </>
          )}
        </p>
      )}
      <SecondLookNotice record={record} />
      <Opinions record={record} query={query} />
      {similar.length > 0 && <MaybeTheSame record={record} similar={similar} query={query} />}
      {errors.length > 0 && (
        <div class="error" role="alert">
          <p>The decision was not taken:</p>
          <ul>
            {errors.map(({ field, message }) => (
              <li>
                <strong>{field}</strong>: {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div class="sides">
        <section class="panel source" aria-label="Source" tabindex={0}>
          {first ? (
            <ReportPanel report={first} ruleText={ruleText} anchor="s0" size={SHOWN.first} />
          ) : (
            <p>
              No page reports this event any more: its reports were moved to another event, or are no longer
              read.
            </p>
          )}
          {others.length > 0 && (
            <>
              <h2>{count(others.length, "other report")} of the same event</h2>
              {others.map((report, index) => (
                <details>
                  <summary>
                    <span lang={languageTag(report.document)}>{report.document.title || "(no title)"}</span>{" "}
                    <span class="soft small">
                      {report.host}, published {report.published}
                    </span>
                  </summary>
                  <ReportPanel
                    report={report}
                    ruleText={ruleText}
                    anchor={`s${index + 1}`}
                    size={SHOWN.others}
                  />
                </details>
              ))}
            </>
          )}
        </section>
        <div>
          <section class="panel" aria-label="Coding">
            <h2>What it says</h2>
            <p class="soft small">{TYPE_MEANINGS[coding.type]}</p>
            <CodingTable
              coding={coding}
              machine={record.machine}
              people={record.people}
              corrected={record.corrected}
              signed={record.status === "accepted" || record.status === "corrected"}
              marked={new Set(first?.marks.map((mark) => mark.label))}
              inferred={inferredIn(record)}
              anchor="s0"
              facts={record.facts}
              mentions={record.mentions}
            />
            <p class="soft small">
              {count(record.mentions.length, "report")}, confidence {percent(record.confidence)}: of a hundred
              events with this score about {Math.round(record.confidence * 100)} are expected to be right.
            </p>
          </section>
          {!record.blind && (
            <Relations
              record={record}
              related={shownRelations(record.relations, view.others)}
              query={query}
              sent={refused?.sent}
            />
          )}
          {view.changes.length > 0 && <ChangedPages record={record} changes={view.changes} />}
          <RejectBox record={record} query={query} sent={refused?.sent} errors={errors} />
          <CorrectBox record={record} query={query} sent={refused?.sent} errors={errors} />
          {!record.blind && <SecondLookBox record={record} query={query} sent={refused?.sent} />}
          <details class="box">
            <summary>Where it comes from</summary>
            <Provenance record={record} ruleText={ruleText} />
          </details>
          <section class="panel" id="history" aria-label="History">
            <h2>History</h2>
            {view.history ? <History history={view.history} query={query} /> : <p>{OPINION_TEXTS.hidden}</p>}
            <p class="soft small">
              Recorded {timeText(record.createdAt)} by version {record.codedBy.version} with rules{" "}
              <span class="mono">{record.codedBy.config_sha256.slice(0, 12)}</span> · id{" "}
              <span class="mono">{record.id}</span>
            </p>
          </section>
        </div>
      </div>
      <DecisionBar record={record} query={query} next={next} />
    </Layout>
  );
};

/** What happened to the pages that report the event; of the latest edit that touches it, the difference. */
const ChangedPages: FC<{ record: EventView["record"]; changes: EventView["changes"] }> = ({
  record,
  changes,
}) => {
  const edit = changes.find(({ kind, eventIds }) => kind === "edited" && eventIds.includes(record.id));
  return (
    <section class="panel" id="changes" aria-label="Changed pages">
      <h2>What changed in its pages</h2>
      <ul>
        {changes.map(({ id, kind, at, document, after, canonicalUrl }) => (
          <li>
            {CHANGE_TEXTS[kind]} (noticed {timeText(at)}):{" "}
            {after || document ? (
              <a href={`/documents/${(after ?? document)!.id}${after ? "#difference" : ""}`}>
                {(after ?? document)!.title || canonicalUrl}
              </a>
            ) : (
              canonicalUrl
            )}
            {edit?.id === id && <DifferenceView before={edit.before!} after={edit.after!} />}
          </li>
        ))}
      </ul>
      <p class="small">
        <a href={`/changes?event=${record.id}`}>All changes of its pages</a>
      </p>
    </section>
  );
};

interface ReportProps {
  readonly report: Report;
  readonly anchor: string;
  readonly size: number;
  readonly ruleText: RuleText;
}

const ReportPanel: FC<ReportProps> = ({ report, anchor, size, ruleText }) => (
  <>
    <p class="soft small">
      {report.link ? (
        <a href={report.link} rel="noopener noreferrer external">
          {report.host}
        </a>
      ) : (
        report.host
      )}
      , published {report.published} ·{" "}
      <a href={`/documents/${report.document.id}`}>all that was read in this page</a> ·{" "}
      <a href={`/documents/${report.document.id}?add=1#add-event`}>{DOCUMENT_TEXTS.add.link}</a>
    </p>
    <SourceText document={report.document} marks={report.marks} anchor={anchor} size={size} />
    {report.rules.map((id) => (
      <p class="small soft">
        Found by rule <RuleName id={id} ruleText={ruleText} />
      </p>
    ))}
    {report.addedBy.map((name) => (
      <p class="small soft">{DOCUMENT_TEXTS.mentions.addedByHand(name)}</p>
    ))}
    <p class="small soft">The yellow words are the proof; underlined words were coded.</p>
  </>
);
