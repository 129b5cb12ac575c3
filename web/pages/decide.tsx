import type { Child, FC } from "hono/jsx";
import type { EventRecord } from "../../store/event-record.ts";
import type { FieldError, SentForm } from "../correction.ts";
import { newestReview } from "../event-view.ts";
import { REJECT_REASONS } from "../texts.ts";
import { CorrectionFields } from "./correction-form.tsx";

interface BoxProps {
  readonly record: EventRecord;
  readonly query: string;
  readonly sent: SentForm | undefined;
  readonly errors: readonly FieldError[];
}

/** The bar that stays in view: one button a decision, and the way on. */
export const DecisionBar: FC<{ record: EventRecord; query: string; next: string | null }> = (props) => {
  const { record, query, next } = props;
  const undoable = record.reviews.some((review) => review.effective && review.decision !== "undo");
  return (
    <section class="decide" aria-label="Decision">
      <Decide record={record} query={query} decision="accept">
        <button type="submit" class="accept" data-key="a">
          Accept <kbd class="hint">a</kbd>
        </button>
      </Decide>
      <a class="button" href="#reject-reasons">
        Reject … <kbd class="hint">r</kbd>
      </a>
      <a class="button" href="#correct-fields">
        Correct … <kbd class="hint">c</kbd>
      </a>
      {undoable && (
        <Decide record={record} query={query} decision="undo">
          <button type="submit" data-key="u">
            Undo <kbd class="hint">u</kbd>
          </button>
        </Decide>
      )}
      <span class="end">
        {next ? (
          <a class="button" href={next} data-key="j" rel="next">
            Skip <kbd class="hint">j</kbd>
          </a>
        ) : (
          <a class="button" href={`/${query}`} data-key="j">
            Back to the queue <kbd class="hint">j</kbd>
          </a>
        )}
      </span>
    </section>
  );
};

/** Rejection asks why: the reasons of the codebook, and room for words. */
export const RejectBox: FC<BoxProps> = ({ record, query, sent, errors }) => {
  const open = sent?.decision === "reject";
  return (
    <details class="box" data-key="r" open={open}>
      <summary>Reject: it is no event</summary>
      <Decide record={record} query={query} decision="reject">
        <fieldset id="reject-reasons">
          <legend>Why</legend>
          {REJECT_REASONS.map(([code, text], index) => (
            <label class="choice">
              <input
                type="radio"
                name="reason"
                value={code}
                required
                checked={open && sent.reason === code}
              />{" "}
              <span>
                {text} <kbd class="hint">{index + 1}</kbd>
              </span>
            </label>
          ))}
          {open && errors.some(({ field }) => field === "reason") && (
            <p class="wrong-text">Choose a reason.</p>
          )}
        </fieldset>
        <Note sent={open ? sent : undefined} />
        <button type="submit" class="reject">
          Reject
        </button>
      </Decide>
    </details>
  );
};

/** Correction: the fields of the codebook as they are now. What is changed becomes part of the decision. */
export const CorrectBox: FC<BoxProps> = ({ record, query, sent, errors }) => {
  const open = sent?.decision === "correct";
  return (
    <details class="box" data-key="c" open={open}>
      <summary>Correct: an event, but some values are wrong</summary>
      <Decide record={record} query={query} decision="correct">
        <div id="correct-fields">
          <CorrectionFields
            coding={record.coding}
            people={record.people}
            sent={open ? sent : undefined}
            errors={open ? errors : []}
          />
        </div>
        <Note sent={open ? sent : undefined} />
        <button type="submit" class="primary">
          Save the correction
        </button>
      </Decide>
    </details>
  );
};

const Note: FC<{ sent: SentForm | undefined }> = ({ sent }) => (
  <p>
    <label>
      Note <span class="soft small">(if something should be remembered)</span>
      <br />
      <textarea name="note" rows={2} cols={50} maxlength={2000}>
        {typeof sent?.note === "string" ? sent.note : ""}
      </textarea>
    </label>
  </p>
);

/** A form that takes one decision. */
export const Decide: FC<{ record: EventRecord; query: string; decision: string; children?: Child }> = (
  props,
) => (
  <form method="post" action={`/events/${props.record.id}/reviews${props.query}`}>
    <input type="hidden" name="decision" value={props.decision} />
    {/* What the reviewer had before their eyes: a decision taken meanwhile by somebody else is noticed. */}
    <input type="hidden" name="seen" value={String(newestReview(props.record))} />
    {props.record.blind && <input type="hidden" name="opinion" value="yes" />}
    {props.children}
  </form>
);
