import type { Child, FC } from "hono/jsx";
import { AGREEMENT_TYPES, type Coding, EVENT_TYPES, PRC_ACTORS, TOPICS } from "../../extractors/event.ts";
import { countryChoices, type FieldError, type SentForm } from "../correction.ts";
import { countryName } from "../labels.ts";
import {
  ACTOR_TEXTS,
  AGREEMENT_TEXTS,
  FIELD_TEXTS,
  type FieldName,
  TOPIC_TEXTS,
  TYPE_MEANINGS,
  TYPE_TEXTS,
} from "../texts.ts";

interface Props {
  readonly coding: Coding;
  /** What was sent and refused: shown again, so that nothing has to be typed twice. */
  readonly sent: SentForm | undefined;
  readonly errors: readonly FieldError[];
}

/** The fields of the codebook, filled with what is shown now. It is placed inside a form of the caller. */
export const CorrectionFields: FC<Props> = ({ coding, sent, errors }) => {
  const values = (field: FieldName): string[] => {
    const again = sent?.[field];
    if (sent) return again === undefined ? [] : typeof again === "string" ? [again] : [...again];
    const value = coding[field];
    if (value === undefined) return [];
    return Array.isArray(value) ? value.map(String) : [String(value)];
  };
  const error = (field: FieldName) => errors.find((one) => one.field === field)?.message;
  const state = (field: FieldName) => ({
    id: `set-${field}`,
    ...(error(field) ? { "aria-invalid": "true" as const, "aria-describedby": `${field}-wrong` } : {}),
  });
  const countries = sent ? values("countries").join("\n") : values("countries").map(countryName).join("; ");
  const lines = (field: FieldName, hint: string) => (
    <Labelled field={field} error={error(field)} hint={hint}>
      <textarea name={field} rows={2} {...state(field)}>
        {values(field).join("\n")}
      </textarea>
    </Labelled>
  );
  const line = (field: FieldName, hint: string, kind: "text" | "number" = "text") => (
    <Labelled field={field} error={error(field)} hint={hint}>
      <input
        name={field}
        value={values(field)[0] ?? ""}
        {...(kind === "number" ? { type: "number", min: 1 } : {})}
        {...state(field)}
      />
    </Labelled>
  );
  return (
    <>
      <div class="fields">
        <Labelled field="type" error={error("type")} hint="what kind of occasion">
          <select name="type" {...state("type")}>
            {EVENT_TYPES.map((type) => (
              <option value={type} selected={values("type").includes(type)} title={TYPE_MEANINGS[type]}>
                {TYPE_TEXTS[type]}
              </option>
            ))}
          </select>
        </Labelled>
        {line("date", "when it happened: 2016-09-27, 2016-09 or 2016")}
        <Labelled
          field="countries"
          error={error("countries")}
          hint="foreign countries, with a semicolon between two"
        >
          <input name="countries" value={countries} list="country-names" {...state("countries")} />
        </Labelled>
        <Labelled field="agreement_type" error={error("agreement_type")} hint="for agreements only">
          <select name="agreement_type" {...state("agreement_type")}>
            <option value="">–</option>
            {AGREEMENT_TYPES.map((kind) => (
              <option value={kind} selected={values("agreement_type").includes(kind)}>
                {AGREEMENT_TEXTS[kind]}
              </option>
            ))}
          </select>
        </Labelled>
        {lines("prc_people", "as written, one on a line")}
        {lines("foreign_people", "as written, one on a line")}
        {line("location", "city or country where it happened")}
        {line("participants", "people trained", "number")}
        {line("persons", "people handed over", "number")}
        {line("round", "3 for the third round", "number")}
        {lines("items", "what was handed over, one on a line")}
        {line("value", "for example 500000 USD")}
      </div>
      <datalist id="country-names">
        {countryChoices().map(([, name]) => (
          <option value={name} />
        ))}
      </datalist>
      <Choices
        field="prc_actors"
        texts={ACTOR_TEXTS}
        codes={PRC_ACTORS}
        chosen={values("prc_actors")}
        error={error("prc_actors")}
      />
      <Choices
        field="topics"
        texts={TOPIC_TEXTS}
        codes={TOPICS}
        chosen={values("topics")}
        error={error("topics")}
      />
    </>
  );
};

const Labelled: FC<{ field: FieldName; error: string | undefined; hint: string; children?: Child }> = (
  props,
) => (
  <div class={props.error ? "field wrong" : "field"}>
    <label for={`set-${props.field}`}>{FIELD_TEXTS[props.field]}</label>
    {props.children}
    <span class="soft small">{props.hint}</span>
    <Wrong field={props.field} error={props.error} />
  </div>
);

const Wrong: FC<{ field: FieldName; error: string | undefined }> = ({ field, error }) =>
  error ? (
    <span class="wrong-text" id={`${field}-wrong`}>
      {error}
    </span>
  ) : null;

const Choices: FC<{
  field: "prc_actors" | "topics";
  texts: Readonly<Record<string, string>>;
  codes: readonly string[];
  chosen: readonly string[];
  error: string | undefined;
}> = ({ field, texts, codes, chosen, error }) => (
  <fieldset>
    <legend>{FIELD_TEXTS[field]}</legend>
    {/* With no box ticked a browser sends nothing: this says that the field was in the form. */}
    <input type="hidden" name={`${field}_sent`} value="yes" />
    <div class="choices">
      {codes.map((code) => (
        <label>
          <input type="checkbox" name={field} value={code} checked={chosen.includes(code)} /> {texts[code]}
        </label>
      ))}
    </div>
    <Wrong field={field} error={error} />
  </fieldset>
);
