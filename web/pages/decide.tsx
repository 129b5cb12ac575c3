import type { Child, FC } from "hono/jsx";
import type { EventRecord } from "../../store/event-record.ts";
import type { FieldError, SentForm } from "../correction.ts";
import { newestReview } from "../event-view.ts";
import { DECIDE_TEXTS, EVENT_TEXTS, WORK_TEXTS } from "../texts/event.ts";
import { OPINION_TEXTS } from "../texts/opinions.ts";
import { REJECT_REASONS } from "../texts.ts";
import { CorrectionFields } from "./correction-form.tsx";
import type { PeopleSuggestions } from "./correction-people.tsx";

interface BoxProps {
  readonly record: EventRecord;
  readonly query: string;
  readonly sent: SentForm | undefined;
  readonly errors: readonly FieldError[];
}

interface BarProps {
  readonly record: EventRecord;
  readonly query: string;
  /** Where the next and the previous event of the list are. */
  readonly next: string | null;
  readonly previous: string | null;
  /** The newest decision of all when the page was made: an undo that is sent again takes back one decision. */
  readonly newest: number;
}

/** The bar that stays in view: one button a decision, and the ways on. */
export const DecisionBar: FC<BarProps> = ({ record, query, next, previous, newest }) => (
  <section class="decide" aria-label={EVENT_TEXTS.parts.decision}>
    <Decide record={record} query={query} decision="accept">
      <button type="submit" class="accept" data-key="a">
        {DECIDE_TEXTS.accept} <kbd class="hint">a</kbd>
      </button>
    </Decide>
    <a class="button" href="#reject-reasons" data-opens="r">
      {DECIDE_TEXTS.reject} <kbd class="hint">r</kbd>
    </a>
    <a class="button" href="#correct-fields" data-opens="c">
      {DECIDE_TEXTS.correct} <kbd class="hint">c</kbd>
    </a>
    {!record.blind && (
      <a class="button" href="#second-look" data-opens="s">
        {OPINION_TEXTS.look.button} <kbd class="hint">s</kbd>
      </a>
    )}
    <Undo record={record} query={query} newest={newest} />
    <WaysOn query={query} next={next} previous={previous} />
    <span
      class="state"
      role="status"
      data-state="decision"
      data-sending={WORK_TEXTS.sending}
      data-failed={WORK_TEXTS.failed}
    />
  </section>
);

/** Takes back the decision on this event; where there is none, the last one of the reviewer. */
const Undo: FC<Pick<BarProps, "record" | "query" | "newest">> = ({ record, query, newest }) => {
  const undoable = record.reviews.some((review) => review.effective && review.decision !== "undo");
  if (undoable) {
    return (
      <Decide record={record} query={query} decision="undo">
        <button type="submit" data-key="u">
          {DECIDE_TEXTS.undo} <kbd class="hint">u</kbd>
        </button>
      </Decide>
    );
  }
  if (record.blind) return null;
  return (
    <form method="post" action={`/undo${query}`}>
      <input type="hidden" name="seen" value={String(newest)} />
      <button type="submit" data-key="u">
        {DECIDE_TEXTS.undoMine} <kbd class="hint">u</kbd>
      </button>
    </form>
  );
};

/** To the events beside this one in the list, and back to the list after its last. */
const WaysOn: FC<Pick<BarProps, "query" | "next" | "previous">> = ({ query, next, previous }) => (
  <span class="end">
    {previous && (
      <a class="button" href={previous} data-key="k" rel="prev">
        {DECIDE_TEXTS.previous} <kbd class="hint">k</kbd>
      </a>
    )}
    {next ? (
      <a class="button" href={next} data-key="j" rel="next">
        {DECIDE_TEXTS.skip} <kbd class="hint">j</kbd>
      </a>
    ) : (
      <a class="button" href={`/${query}`} data-key="j">
        {DECIDE_TEXTS.back} <kbd class="hint">j</kbd>
      </a>
    )}
  </span>
);

/** Rejection asks why: the reasons of the codebook, and room for words. */
export const RejectBox: FC<BoxProps> = ({ record, query, sent, errors }) => {
  const open = sent?.decision === "reject";
  const wrong = open && errors.some(({ field }) => field === "reason");
  return (
    <details class="box" data-key="r" open={open}>
      <summary>
        {DECIDE_TEXTS.rejectBox} <kbd class="hint">r</kbd>
      </summary>
      <Decide record={record} query={query} decision="reject">
        <fieldset id="reject-reasons" aria-describedby={wrong ? "reason-wrong" : undefined}>
          <legend>{DECIDE_TEXTS.why}</legend>
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
          {wrong && (
            <p class="wrong-text" id="reason-wrong">
              {DECIDE_TEXTS.chooseReason}
            </p>
          )}
        </fieldset>
        <Note sent={open ? sent : undefined} />
        <button type="submit" class="reject">
          {DECIDE_TEXTS.send.reject}
        </button>
      </Decide>
    </details>
  );
};

/** Correction: the fields of the codebook as they are now. What is changed becomes part of the decision. */
export const CorrectBox: FC<BoxProps & { suggestions: PeopleSuggestions | undefined }> = (props) => {
  const { record, query, sent, errors, suggestions } = props;
  const open = sent?.decision === "correct";
  return (
    <details class="box" data-key="c" open={open}>
      <summary>
        {DECIDE_TEXTS.correctBox} <kbd class="hint">c</kbd>
      </summary>
      <p class="soft small scripted-only">{DECIDE_TEXTS.correctKeys}</p>
      <Decide record={record} query={query} decision="correct">
        <div id="correct-fields" data-event={record.id}>
          <CorrectionFields
            coding={record.coding}
            people={record.people}
            suggestions={suggestions}
            sent={open ? sent : undefined}
            errors={open ? errors : []}
          />
        </div>
        <Note sent={open ? sent : undefined} />
        <button type="submit" class="primary">
          {DECIDE_TEXTS.send.correct}
        </button>
      </Decide>
    </details>
  );
};

const Note: FC<{ sent: SentForm | undefined }> = ({ sent }) => (
  <p>
    <label>
      {DECIDE_TEXTS.note} <span class="soft small">{DECIDE_TEXTS.noteWhy}</span>
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
