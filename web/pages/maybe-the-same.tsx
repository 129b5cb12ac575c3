import type { FC } from "hono/jsx";
import type { EventType } from "../../extractors/event.ts";
import type { EventRecord } from "../../store/event-record.ts";
import type { SimilarEvent } from "../../store/possible-duplicates.ts";
import { newestReview } from "../event-view.ts";
import { dateText, percent } from "../labels.ts";
import { STATUS_TEXTS, TYPE_TEXTS } from "../texts.ts";

const MOST_SIMILAR = 5;

interface Props {
  readonly record: EventRecord;
  readonly similar: readonly SimilarEvent[];
  readonly query: string;
}

/** Events that may be the same, why, and the three answers to it. */
export const MaybeTheSame: FC<Props> = ({ record, similar, query }) => (
  <section class="notice" aria-label="Possible duplicates">
    {similar.slice(0, MOST_SIMILAR).map(({ id, type, date, status, score, reasons }) => (
      <>
        <p>
          May be the same as{" "}
          <a href={`/events/${id}${query}`}>
            {TYPE_TEXTS[type as EventType] ?? type}, {dateText(date)}
          </a>{" "}
          <span class="soft">
            ({STATUS_TEXTS[status]}, {percent(score)}: {reasons.join("; ")})
          </span>
        </p>
        <p>
          <Answer of={record.id} seen={newestReview(record)} decision="distinct" into={id} query={query}>
            Not the same
          </Answer>{" "}
          <Answer of={id} decision="merge" into={record.id} query={query}>
            The same: merge it into this one
          </Answer>{" "}
          <Answer of={record.id} seen={newestReview(record)} decision="merge" into={id} query={query}>
            The same: merge this one into it
          </Answer>
        </p>
      </>
    ))}
  </section>
);

interface AnswerProps {
  /** The event that the decision is taken on, and the other one. */
  readonly of: string;
  readonly into: string;
  readonly decision: "merge" | "distinct";
  readonly seen?: number;
  readonly query: string;
  readonly children?: string;
}

const Answer: FC<AnswerProps> = ({ of, into, decision, seen, query, children }) => (
  <form method="post" action={`/events/${of}/reviews${query}`} class="inline">
    <input type="hidden" name="decision" value={decision} />
    <input type="hidden" name="into" value={into} />
    {seen !== undefined && <input type="hidden" name="seen" value={String(seen)} />}
    <button type="submit">{children}</button>
  </form>
);
