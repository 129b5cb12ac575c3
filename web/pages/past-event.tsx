import type { FC } from "hono/jsx";
import type { PastEvent } from "../../store/event-past.ts";
import { headline, timeText, valueTexts } from "../labels.ts";
import { PAST_EVENT_TEXTS } from "../texts/past-event.ts";
import { DECISION_TEXTS, FIELD_NAMES, FIELD_TEXTS, STATUS_TEXTS, TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";

/** An event as it stood at a time: its values then, the reports it had, the decisions until then. */
export const PastEventPage: FC<{ visit: Visit; past: PastEvent }> = ({ visit, past }) => (
  <Layout title={PAST_EVENT_TEXTS.title(headline(past.coding))} visit={visit}>
    <h1>
      {headline(past.coding)} <span class={`badge ${past.status}`}>{STATUS_TEXTS[past.status]}</span>
    </h1>
    <Stood past={past} />
    <Values past={past} />
    <Reports past={past} />
    <Decisions past={past} />
  </Layout>
);

interface Props {
  readonly past: PastEvent;
}

/** Which event is meant, and since when it had stood so. */
const Stood: FC<Props> = ({ past: { id, askedFor, at, since } }) => (
  <p class="notice">
    {PAST_EVENT_TEXTS.stood} <time datetime={at}>{timeText(at)}</time>,{" "}
    {PAST_EVENT_TEXTS.since(timeText(since))}.{" "}
    {id !== askedFor && (
      <>
        <span class="mono">{askedFor}</span> {PAST_EVENT_TEXTS.partOf} <span class="mono">{id}</span>{" "}
        {PAST_EVENT_TEXTS.atThatTime}{" "}
      </>
    )}
    <a href={`/events/${askedFor}`}>{PAST_EVENT_TEXTS.now}</a>
  </p>
);

/** The values then, beside those that the rules read. */
const Values: FC<Props> = ({ past: { coding, machine } }) => {
  const shown = FIELD_NAMES.filter((field) => coding[field] !== undefined || machine[field] !== undefined);
  return (
    <section class="panel" aria-label={PAST_EVENT_TEXTS.coding}>
      <table>
        <thead>
          <tr>
            <th scope="col">{PAST_EVENT_TEXTS.columns.field}</th>
            <th scope="col">{PAST_EVENT_TEXTS.columns.value}</th>
            <th scope="col">{PAST_EVENT_TEXTS.columns.machine}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((field) => (
            <tr>
              <th scope="row">{FIELD_TEXTS[field]}</th>
              <td>{valueTexts(field, coding[field]).join(", ") || TEXTS.none}</td>
              <td>{valueTexts(field, machine[field]).join(", ") || TEXTS.none}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const Reports: FC<Props> = ({ past: { reports } }) => (
  <section class="panel" aria-label={PAST_EVENT_TEXTS.reports}>
    <h2>{PAST_EVENT_TEXTS.reportCount(reports.length)}</h2>
    <ul>
      {reports.map(({ document, title, source, quote }) => (
        <li>
          <a href={`/documents/${document}`}>{title || PAST_EVENT_TEXTS.untitled}</a>{" "}
          <span class="soft small">{source}</span>
          <p>{quote}</p>
        </li>
      ))}
    </ul>
  </section>
);

const Decisions: FC<Props> = ({ past: { reviews, opinions } }) => (
  <section class="panel" aria-label={PAST_EVENT_TEXTS.decisions}>
    <h2>{PAST_EVENT_TEXTS.decisionsUntil}</h2>
    {reviews.length === 0 ? (
      <p>{PAST_EVENT_TEXTS.noDecision}</p>
    ) : (
      <ol>
        {reviews.map((review) => (
          <li>
            <strong>{DECISION_TEXTS[review.decision] ?? review.decision}</strong>{" "}
            {PAST_EVENT_TEXTS.by(review.reviewer)}, <time datetime={review.at}>{timeText(review.at)}</time>
          </li>
        ))}
      </ol>
    )}
    {opinions.length > 0 && (
      <>
        <h3>{PAST_EVENT_TEXTS.opinions}</h3>
        <ol>
          {opinions.map(({ decision, reviewer, at: given }) => (
            <li>
              <strong>{DECISION_TEXTS[decision]}</strong> {PAST_EVENT_TEXTS.by(reviewer)},{" "}
              <time datetime={given}>{timeText(given)}</time>
            </li>
          ))}
        </ol>
      </>
    )}
  </section>
);
