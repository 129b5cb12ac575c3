import type { FC } from "hono/jsx";
import type { Coding } from "../../extractors/event.ts";
import type { Row } from "../../store/database.ts";
import type { EventRecord } from "../../store/event-record.ts";
import type { FieldError, SentForm } from "../correction.ts";
import { headline, languageTag } from "../labels.ts";
import { DOCUMENT_TEXTS } from "../texts/document.ts";
import { FIELD_TEXTS, type FieldName } from "../texts.ts";
import { CorrectionFields } from "./correction-form.tsx";

const TEXTS = DOCUMENT_TEXTS.add;

/** What became of a form that added no event: shown again as it was sent. */
export interface NotAdded {
  readonly sent: SentForm;
  readonly errors: readonly FieldError[];
  /** The event that the passage seems to report, and why; `own` where a person added the very passage. */
  readonly known?: { readonly event: EventRecord; readonly why: string; readonly own: boolean } | undefined;
}

export interface AddEventProps {
  readonly document: Row<"document">;
  /** What is known of any event of the page: its date, the country of the mission. */
  readonly known: Partial<Coding>;
  readonly open: boolean;
  readonly notAdded: NotAdded | undefined;
}

/** The form by which a person adds an event that the rules missed. */
export const AddEvent: FC<AddEventProps> = ({ document, known, open, notAdded }) => (
  <section class="panel" aria-labelledby="add-event">
    <h2 id="add-event">{TEXTS.heading}</h2>
    {document.current === 0 ? (
      <p>{TEXTS.pastVersion}</p>
    ) : (
      <details class="box adding" open={open || notAdded !== undefined}>
        <summary>{TEXTS.open}</summary>
        <p class="soft small">{TEXTS.why}</p>
        {notAdded && <Refused notAdded={notAdded} />}
        <form method="post" action={`/documents/${document.id}/events#add-event`} data-form="add">
          {notAdded?.known && (
            <>
              {/* Enter in a field presses the first button of a form: it must decide nothing about the known event. */}
              <button type="submit" class="said" tabindex={-1}>
                {TEXTS.send}
              </button>
              <Known known={notAdded.known} />
            </>
          )}
          {valuesOf(notAdded?.sent.apart).map((id) => (
            <input type="hidden" name="apart" value={id} />
          ))}
          <Quote document={document} notAdded={notAdded} />
          <CorrectionFields
            coding={known}
            people={[]}
            sent={notAdded?.sent}
            errors={notAdded?.errors ?? []}
          />
          <div class="field">
            <label for="add-note">{TEXTS.note}</label>
            <textarea name="note" id="add-note" rows={2} maxlength={2000}>
              {textOf(notAdded?.sent.note)}
            </textarea>
          </div>
          <button type="submit" class="primary">
            {TEXTS.send}
          </button>
        </form>
      </details>
    )}
  </section>
);

/** The passage, as copied from the text or marked in it. */
const Quote: FC<Pick<AddEventProps, "document" | "notAdded">> = ({ document, notAdded }) => {
  const wrong = notAdded?.errors.some(({ field }) => field === "quote");
  return (
    <div class={wrong ? "field wrong" : "field"} data-field="evidence">
      <label for="add-quote">{TEXTS.quote}</label>
      <textarea
        name="quote"
        id="add-quote"
        rows={3}
        required
        maxlength={2000}
        lang={languageTag(document)}
        aria-describedby="quote-hint"
        {...(wrong ? { "aria-invalid": "true" as const } : {})}
      >
        {textOf(notAdded?.sent.quote)}
      </textarea>
      <span class="soft small" id="quote-hint">
        {TEXTS.quoteHint}
      </span>
      {/* Of no use without script, which takes the attribute away. */}
      <button type="button" data-take-words hidden disabled>
        {TEXTS.takeWords}
      </button>
      <input type="hidden" name="evidence_span" value={textOf(notAdded?.sent.evidence_span)} />
    </div>
  );
};

const Refused: FC<{ notAdded: NotAdded }> = ({ notAdded: { errors } }) =>
  errors.length === 0 ? null : (
    <div class="error" role="alert">
      <p>{TEXTS.refused}</p>
      <ul>
        {errors.map(({ field, message }) => (
          <li>
            {field === "event" ? null : <strong>{nameOf(field)}: </strong>}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );

/** An event that is there already, offered instead; the buttons send the same form again. */
const Known: FC<{ known: NonNullable<NotAdded["known"]> }> = ({ known: { event, why, own } }) => (
  <div class="notice" role="alert">
    <p>
      <strong>{TEXTS.known}:</strong> <a href={`/events/${event.id}`}>{headline(event.coding)}</a>
    </p>
    <p>{TEXTS.knownWhy(why)}</p>
    {own ? (
      <p>{TEXTS.knownByPerson}</p>
    ) : (
      <p class="known-choices">
        <button type="submit" name="joins" value={event.id}>
          {TEXTS.joins}
        </button>
        <button type="submit" name="apart" value={event.id}>
          {TEXTS.apart}
        </button>
      </p>
    )}
  </div>
);

function nameOf(field: string): string {
  if (field === "quote") return TEXTS.quote;
  return field in FIELD_TEXTS ? FIELD_TEXTS[field as FieldName] : field;
}

function textOf(sent: SentForm[string]): string {
  return typeof sent === "string" ? sent : "";
}

function valuesOf(sent: SentForm[string]): readonly string[] {
  return typeof sent === "string" ? [sent] : (sent ?? []);
}
