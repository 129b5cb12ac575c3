import type { FC } from "hono/jsx";
import type { EventRecord } from "../../store/event-record.ts";
import type { FieldError, SentForm } from "../correction.ts";
import { type EventView, inferredIn } from "../event-view.ts";
import { count, headline, percent, timeText } from "../labels.ts";
import { EVENT_TEXTS } from "../texts/event.ts";
import { OPINION_TEXTS } from "../texts/opinions.ts";
import { REASON_TEXTS, STATUS_TEXTS, TYPE_MEANINGS } from "../texts.ts";
import { ChangedPages } from "./changed-pages.tsx";
import { CodingTable } from "./coding.tsx";
import type { PeopleSuggestions } from "./correction-people.tsx";
import { CorrectBox, DecisionBar, RejectBox } from "./decide.tsx";
import { Opinions } from "./disagreement.tsx";
import { type Done, DoneNotice } from "./done-notice.tsx";
import { History } from "./history.tsx";
import { Layout, type Visit } from "./layout.tsx";
import { MarkingMenu } from "./marking-menu.tsx";
import { MaybeTheSame } from "./maybe-the-same.tsx";
import { Provenance } from "./provenance.tsx";
import { Relations, shownRelations } from "./relations.tsx";
import { Reports, type Script } from "./report-panel.tsx";
import type { RuleText } from "./rule-name.tsx";
import { SecondLookBox, SecondLookNotice } from "./second-look.tsx";
import { MergeBox, SplitBox } from "./split-merge.tsx";

export interface EventPageProps {
  readonly visit: Visit;
  readonly view: EventView;
  /** The query string of the queue the event was opened from, with its question mark. */
  readonly query: string;
  /** Addresses of the events beside it in the list. */
  readonly next: string | null;
  readonly previous: string | null;
  /** Changes when the event does: a page loaded before is out of date when it says something else. */
  readonly state: string;
  /** The newest decision of all. */
  readonly newest: number;
  readonly script: Script;
  readonly suggestions: PeopleSuggestions | undefined;
  readonly done: Done | undefined;
  readonly ruleText: RuleText;
  /** A decision that was refused: what was sent, and why. */
  readonly refused?: { readonly sent: SentForm; readonly errors: readonly FieldError[] };
}

/** An event beside the text it was read in, and the decision about it. */
export const EventPage: FC<EventPageProps> = (props) => {
  const { visit, view, query, next, previous, done, ruleText, script } = props;
  const { record, reports, similar } = view;
  return (
    <Layout title={headline(record.coding)} visit={visit}>
      {done && <DoneNotice done={done} query={query} />}
      <nav aria-label={EVENT_TEXTS.parts.queue} class="small">
        <a href={`/${query}`}>{EVENT_TEXTS.back}</a>
      </nav>
      <Heading record={record} />
      <Standing view={view} />
      <SecondLookNotice record={record} />
      <Opinions record={record} query={query} />
      {similar.length > 0 && <MaybeTheSame record={record} similar={similar} query={query} />}
      <Refusal errors={props.refused?.errors ?? []} />
      <div class="sides" data-event-state={props.state}>
        <section class="panel source" aria-label={EVENT_TEXTS.parts.source} tabindex={0}>
          <Reports reports={reports} ruleText={ruleText} script={script} />
        </section>
        <div>
          <CodingPanel view={view} />
          <DecisionBoxes {...props} />
          {view.changes.length > 0 && <ChangedPages record={record} changes={view.changes} />}
          <details class="box">
            <summary>{EVENT_TEXTS.provenance}</summary>
            <Provenance record={record} ruleText={ruleText} />
          </details>
          <HistoryPanel view={view} query={query} />
        </div>
      </div>
      <MarkingMenu />
      <DecisionBar record={record} query={query} next={next} previous={previous} newest={props.newest} />
    </Layout>
  );
};

const Heading: FC<{ record: EventRecord }> = ({ record }) => (
  <h1>
    {headline(record.coding)}{" "}
    {!record.blind && <span class={`badge ${record.status}`}>{STATUS_TEXTS[record.status]}</span>}
    {record.autoAccepted !== null && <span class="badge auto">{OPINION_TEXTS.auto.badge}</span>}
  </h1>
);

/** How the event stands: whether it is shown blind, accepted by the machine alone, or waits, and for what. */
const Standing: FC<{ view: EventView }> = ({ view: { record, changes } }) => (
  <>
    {record.blind && (
      <p class="notice">
        <strong>{OPINION_TEXTS.blind.title}.</strong> {OPINION_TEXTS.blind.meaning}
      </p>
    )}
    {record.autoAccepted !== null && (
      <p class="small soft">{OPINION_TEXTS.auto.meaning(timeText(record.autoAccepted))}</p>
    )}
    {record.queueReason && record.queueReason !== "new" && !record.blind && (
      <p class="notice">
        {record.muted ? EVENT_TEXTS.muted : EVENT_TEXTS.waits}:{" "}
        {REASON_TEXTS[record.queueReason] ?? record.queueReason}.
        {changes.length > 0 && (
          <>
            {" "}
            <a href="#changes">{EVENT_TEXTS.whatChanged}</a>
          </>
        )}
      </p>
    )}
  </>
);

/** Why a decision was refused. */
const Refusal: FC<{ errors: readonly FieldError[] }> = ({ errors }) => (
  <>
    {errors.length > 0 && (
      <div class="error" role="alert">
        <p>{EVENT_TEXTS.refused}</p>
        <ul>
          {errors.map(({ field, message }) => (
            <li>
              <strong>{field}</strong>: {message}
            </li>
          ))}
        </ul>
      </div>
    )}
  </>
);

const CodingPanel: FC<{ view: EventView }> = ({ view: { record, reports, countryOfSource } }) => (
  <section class="panel" aria-label={EVENT_TEXTS.parts.coding}>
    <h2>{EVENT_TEXTS.says}</h2>
    <p class="soft small">{TYPE_MEANINGS[record.coding.type]}</p>
    <CodingTable
      coding={record.coding}
      machine={record.machine}
      people={record.people}
      corrected={record.corrected}
      signed={record.status === "accepted" || record.status === "corrected"}
      marked={new Set(reports[0]?.marks.map((mark) => mark.label))}
      byHand={new Set(Object.keys(record.spans))}
      inferred={inferredIn(record)}
      countryOfSource={countryOfSource}
      anchor="s0"
      facts={record.facts}
      mentions={record.mentions}
    />
    <p class="soft small">
      {EVENT_TEXTS.confidence(
        count(record.mentions.length, EVENT_TEXTS.report),
        percent(record.confidence),
        Math.round(record.confidence * 100),
      )}
    </p>
  </section>
);

type BoxesProps = Pick<EventPageProps, "view" | "query" | "refused" | "suggestions">;

/** The decisions that ask for more than a button. A second opinion is about what this one event says. */
const DecisionBoxes: FC<BoxesProps> = ({ view, query, refused, suggestions }) => {
  const { record, similar, others } = view;
  const sent = refused?.sent;
  const errors = refused?.errors ?? [];
  return (
    <>
      <RejectBox record={record} query={query} sent={sent} errors={errors} />
      <CorrectBox record={record} query={query} sent={sent} errors={errors} suggestions={suggestions} />
      {!record.blind && (
        <>
          <MergeBox record={record} query={query} sent={sent} similar={similar} />
          <SplitBox record={record} query={query} sent={sent} />
          <SecondLookBox record={record} query={query} sent={sent} />
          <Relations
            record={record}
            related={shownRelations(record.relations, others)}
            query={query}
            sent={sent}
          />
        </>
      )}
    </>
  );
};

/** What happened to the event; hidden from whoever is to give a second opinion. */
const HistoryPanel: FC<{ view: EventView; query: string }> = ({ view: { record, history }, query }) => (
  <section class="panel" id="history" aria-label={EVENT_TEXTS.parts.history}>
    <h2>{EVENT_TEXTS.parts.history}</h2>
    {history ? <History history={history} query={query} /> : <p>{OPINION_TEXTS.hidden}</p>}
    <p class="soft small">
      {EVENT_TEXTS.recorded(timeText(record.createdAt), record.codedBy.version)}{" "}
      <span class="mono">{record.codedBy.config_sha256.slice(0, 12)}</span> · {EVENT_TEXTS.id}{" "}
      <span class="mono">{record.id}</span>
    </p>
  </section>
);
