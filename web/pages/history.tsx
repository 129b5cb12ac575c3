import type { FC } from "hono/jsx";
import type { ReviewRecord } from "../../store/event-values.ts";
import { timeText, valueTexts } from "../labels.ts";
import { DECISION_TEXTS, FIELD_TEXTS, type FieldName, REJECT_REASONS } from "../texts.ts";

/** Every decision about an event, oldest first; none is ever removed, and one that was undone says so. */
export const History: FC<{ reviews: readonly ReviewRecord[] }> = ({ reviews }) =>
  reviews.length === 0 ? (
    <p>No decision yet.</p>
  ) : (
    <ol>
      {reviews.map((review) => (
        <li>
          <strong>{DECISION_TEXTS[review.decision] ?? review.decision}</strong> by {review.reviewer},{" "}
          <time datetime={review.at}>{timeText(review.at)}</time>
          {!review.effective && review.decision !== "undo" && <span class="badge">undone</span>}
          {review.into && (
            <>
              {" "}
              → <a href={`/events/${review.into}`}>{review.into}</a>
            </>
          )}
          {review.changes && <Changes changes={review.changes as Record<string, unknown>} />}
          {review.note && <p class="soft">{noteText(review.note)}</p>}
        </li>
      ))}
    </ol>
  );

const Changes: FC<{ changes: Record<string, unknown> }> = ({ changes }) => (
  <ul>
    {Object.entries(changes).map(([field, value]) => (
      <li>
        {FIELD_TEXTS[field as FieldName] ?? field}: {valueTexts(field, value).join(", ") || "none"}
      </li>
    ))}
  </ul>
);

/** A rejection is stored as its reason and the words after it: "misread: …". */
function noteText(note: string): string {
  const reason = REJECT_REASONS.find(([code]) => note === code || note.startsWith(`${code}: `));
  return reason ? note.replace(reason[0], reason[1]) : note;
}
