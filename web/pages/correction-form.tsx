import type { Child, FC } from "hono/jsx";
import { countryChoices } from "../../extractors/country-names.ts";
import {
  AGREEMENT_TYPES,
  type CodedField,
  type Coding,
  EVENT_TYPES,
  type Participant,
  PRC_ACTORS,
  TOPICS,
} from "../../extractors/event.ts";
import type { FieldError, SentForm } from "../correction.ts";
import { countryName } from "../labels.ts";
import { CORRECTION_TEXTS } from "../texts/correction.ts";
import {
  ACTOR_TEXTS,
  AGREEMENT_TEXTS,
  FIELD_TEXTS,
  TOPIC_TEXTS,
  TYPE_MEANINGS,
  TYPE_TEXTS,
} from "../texts.ts";
import { PeopleRows, type PeopleSuggestions } from "./correction-people.tsx";

interface Props {
  /** What the fields are filled with; empty for an event that a person adds. */
  readonly coding: Partial<Coding>;
  readonly people: readonly Participant[];
  /** People that the reviewer may mean. */
  readonly suggestions?: PeopleSuggestions | undefined;
  /** What was sent and refused: shown again, so that nothing has to be typed twice. */
  readonly sent: SentForm | undefined;
  readonly errors: readonly FieldError[];
}

/**
 * The fields of the codebook, filled with what is shown now; placed inside a form of the caller, once on a page. `SentForm` says
 * what the fields are called; `set-FIELD` is the id of each, `FIELD-wrong` that of the place for what is wrong with it.
 */
export const CorrectionFields: FC<Props> = ({ coding, people, suggestions, sent, errors }) => {
  const values = (field: CodedField): string[] => {
    const again = sent?.[field];
    if (sent) return again === undefined ? [] : typeof again === "string" ? [again] : [...again];
    const value = coding[field];
    if (value === undefined) return [];
    return Array.isArray(value) ? value.map(String) : [String(value)];
  };
  const error = (field: CodedField) => errors.find((one) => one.field === field)?.message;
  const common = (field: CodedField) => ({ field, error: error(field), span: spanOf(sent, field) });
  const countries = sent ? values("countries").join("\n") : values("countries").map(countryName).join("; ");
  const line = (field: CodedField, kind: "text" | "number" = "text") => (
    <Labelled {...common(field)}>
      <input
        name={field}
        value={values(field)[0] ?? ""}
        autocomplete="off"
        {...(kind === "number" ? { inputmode: "numeric" } : {})}
        {...described(field, error(field))}
      />
    </Labelled>
  );
  return (
    <>
      <div class="fields">
        <Labelled {...common("type")}>
          <select name="type" {...described("type", error("type"))}>
            {EVENT_TYPES.map((type) => (
              <option value={type} selected={values("type").includes(type)} title={TYPE_MEANINGS[type]}>
                {TYPE_TEXTS[type]}
              </option>
            ))}
          </select>
        </Labelled>
        {line("date")}
        <Labelled {...common("countries")}>
          <input
            name="countries"
            value={countries}
            list="country-names"
            autocomplete="off"
            {...described("countries", error("countries"))}
          />
        </Labelled>
        <Labelled {...common("agreement_type")}>
          <select name="agreement_type" {...described("agreement_type", error("agreement_type"))}>
            <option value="">{CORRECTION_TEXTS.noAgreement}</option>
            {AGREEMENT_TYPES.map((kind) => (
              <option value={kind} selected={values("agreement_type").includes(kind)}>
                {AGREEMENT_TEXTS[kind]}
              </option>
            ))}
          </select>
        </Labelled>
        {line("location")}
        {line("participants", "number")}
        {line("persons", "number")}
        {line("round", "number")}
        <Labelled {...common("items")}>
          <textarea name="items" rows={2} {...described("items", error("items"))}>
            {values("items").join("\n")}
          </textarea>
        </Labelled>
        {line("value")}
      </div>
      <datalist id="country-names">
        {countryChoices().map(([, name]) => (
          <option value={name} />
        ))}
      </datalist>
      {(["prc_people", "foreign_people"] as const).map((field) => (
        <Group {...common(field)}>
          <PeopleRows
            field={field}
            names={values(field)}
            people={people}
            sent={sent}
            suggestions={suggestions}
            described={described(field, error(field))}
          />
        </Group>
      ))}
      {(
        [
          ["prc_actors", ACTOR_TEXTS, PRC_ACTORS],
          ["topics", TOPIC_TEXTS, TOPICS],
        ] as const
      ).map(([field, texts, codes]) => (
        <Group {...common(field)}>
          {/* With no box ticked a browser sends nothing: this says that the field was in the form. */}
          <input type="hidden" name={`${field}_sent`} value="yes" />
          <div class="choices" id={`set-${field}`}>
            {codes.map((code) => (
              <label>
                <input type="checkbox" name={field} value={code} checked={values(field).includes(code)} />{" "}
                {(texts as Readonly<Record<string, string>>)[code]}
              </label>
            ))}
          </div>
        </Group>
      ))}
    </>
  );
};

interface PartProps {
  readonly field: CodedField;
  readonly error: string | undefined;
  /** The words marked for the field, as the form carries them. */
  readonly span: string;
  readonly children?: Child;
}

const Labelled: FC<PartProps> = ({ field, error, span, children }) => (
  <div class={error ? "field wrong" : "field"} data-field={field}>
    <label for={`set-${field}`}>{FIELD_TEXTS[field]}</label>
    {children}
    <Said field={field} error={error} span={span} />
  </div>
);

const Group: FC<PartProps> = ({ field, error, span, children }) => (
  <fieldset
    class={error ? "wrong" : undefined}
    data-field={field}
    aria-describedby={`${field}-hint ${field}-wrong`}
  >
    <legend>{FIELD_TEXTS[field]}</legend>
    {children}
    <Said field={field} error={error} span={span} />
  </fieldset>
);

/** What is expected of a field, what is wrong with it, and from which words it was filled. */
const Said: FC<Omit<PartProps, "children">> = ({ field, error, span }) => (
  <>
    <span class="soft small" id={`${field}-hint`}>
      {CORRECTION_TEXTS.hints[field]}
    </span>
    <span class="wrong-text" id={`${field}-wrong`} aria-live="polite">
      {error}
    </span>
    <input type="hidden" name={`${field}_span`} value={span} />
  </>
);

/** What ties a control to its hint and to what is wrong with it. */
function described(field: CodedField, error: string | undefined) {
  return {
    id: `set-${field}`,
    "aria-describedby": `${field}-hint ${field}-wrong`,
    ...(error ? { "aria-invalid": "true" as const } : {}),
  };
}

function spanOf(sent: SentForm | undefined, field: CodedField): string {
  const span = sent?.[`${field}_span`];
  return typeof span === "string" ? span : "";
}
