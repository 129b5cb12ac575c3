import type { FC } from "hono/jsx";
import type { PastEvent } from "../../store/event-past.ts";
import { count, headline, timeText, valueTexts } from "../labels.ts";
import { DECISION_TEXTS, FIELD_NAMES, FIELD_TEXTS, STATUS_TEXTS } from "../texts.ts";
import { Layout, type Visit } from "./layout.tsx";

/** An event as it stood at a time: its values then, the reports it had, the decisions until then. */
export const PastEventPage: FC<{ visit: Visit; past: PastEvent }> = ({ visit, past }) => {
  const { id, askedFor, at, since, status, coding, machine, reports, reviews } = past;
  const shown = FIELD_NAMES.filter((field) => coding[field] !== undefined || machine[field] !== undefined);
  return (
    <Layout title={`As it stood: ${headline(coding)}`} visit={visit}>
      <h1>
        {headline(coding)} <span class={`badge ${status}`}>{STATUS_TEXTS[status]}</span>
      </h1>
      <p class="notice">
        As it stood on <time datetime={at}>{timeText(at)}</time>, since {timeText(since)}.{" "}
        {id !== askedFor && (
          <>
            <span class="mono">{askedFor}</span> was part of <span class="mono">{id}</span> then.{" "}
          </>
        )}
        <a href={`/events/${askedFor}`}>As it stands now</a>
      </p>
      <section class="panel" aria-label="Coding">
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
              <th scope="col">As the rules read it</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((field) => (
              <tr>
                <th scope="row">{FIELD_TEXTS[field]}</th>
                <td>{valueTexts(field, coding[field]).join(", ") || "none"}</td>
                <td>{valueTexts(field, machine[field]).join(", ") || "none"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section class="panel" aria-label="Reports">
        <h2>{count(reports.length, "report")}</h2>
        <ul>
          {reports.map(({ document, title, source, quote }) => (
            <li>
              <a href={`/documents/${document}`}>{title || "(no title)"}</a>{" "}
              <span class="soft small">{source}</span>
              <p>{quote}</p>
            </li>
          ))}
        </ul>
      </section>
      <section class="panel" aria-label="Decisions">
        <h2>Decisions until then</h2>
        {reviews.length === 0 ? (
          <p>No decision yet.</p>
        ) : (
          <ol>
            {reviews.map((review) => (
              <li>
                <strong>{DECISION_TEXTS[review.decision] ?? review.decision}</strong> by {review.reviewer},{" "}
                <time datetime={review.at}>{timeText(review.at)}</time>
              </li>
            ))}
          </ol>
        )}
      </section>
    </Layout>
  );
};
