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
  const filled = (field: CodedField): Filled => ({
    field,
    values: valuesOf(field, coding, sent),
    error: errors.find((one) => one.field === field)?.message,
    span: spanOf(sent, field),
  });
  return (
    <>
      <div class="fields">
        <TypeField {...filled("type")} />
        <LineField {...filled("date")} />
        <CountriesField {...filled("countries")} asSent={sent !== undefined} />
        <AgreementField {...filled("agreement_type")} />
        <LineField {...filled("location")} />
        <LineField {...filled("participants")} number />
        <LineField {...filled("persons")} number />
        <LineField {...filled("round")} number />
        <ItemsField {...filled("items")} />
        <LineField {...filled("value")} />
      </div>
      <datalist id="country-names">
        {countryChoices().map(([, name]) => (
          <option value={name} />
        ))}
      </datalist>
      {(["prc_people", "foreign_people"] as const).map((field) => {
        const { values, error, span } = filled(field);
        const rows = { field, names: values, people, sent, suggestions, described: described(field, error) };
        return (
          <Group field={field} error={error} span={span}>
            <PeopleRows {...rows} />
          </Group>
        );
      })}
      <CodesField {...filled("prc_actors")} codes={PRC_ACTORS} texts={ACTOR_TEXTS} />
      <CodesField {...filled("topics")} codes={TOPICS} texts={TOPIC_TEXTS} />
    </>
  );
};

/** What was sent again as it was sent, else what the coding has. */
function valuesOf(field: CodedField, coding: Partial<Coding>, sent: SentForm | undefined): string[] {
  if (sent) return [sent[field] ?? []].flat();
  const value = coding[field];
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

interface Filled extends Omit<PartProps, "children"> {
  readonly values: readonly string[];
}

const LineField: FC<Filled & { number?: boolean }> = ({ values, number = false, ...part }) => (
  <Labelled {...part}>
    <input
      name={part.field}
      value={values[0] ?? ""}
      autocomplete="off"
      {...(number ? { inputmode: "numeric" } : {})}
      {...described(part.field, part.error)}
    />
  </Labelled>
);

const TypeField: FC<Filled> = ({ values, ...part }) => (
  <Labelled {...part}>
    <select name="type" {...described("type", part.error)}>
      {EVENT_TYPES.map((type) => (
        <option value={type} selected={values.includes(type)} title={TYPE_MEANINGS[type]}>
          {TYPE_TEXTS[type]}
        </option>
      ))}
    </select>
  </Labelled>
);

/** Countries by their names; what was sent is shown as it was typed. */
const CountriesField: FC<Filled & { asSent: boolean }> = ({ values, asSent, ...part }) => (
  <Labelled {...part}>
    <input
      name="countries"
      value={asSent ? values.join("\n") : values.map(countryName).join("; ")}
      list="country-names"
      autocomplete="off"
      {...described("countries", part.error)}
    />
  </Labelled>
);

const AgreementField: FC<Filled> = ({ values, ...part }) => (
  <Labelled {...part}>
    <select name="agreement_type" {...described("agreement_type", part.error)}>
      <option value="">{CORRECTION_TEXTS.noAgreement}</option>
      {AGREEMENT_TYPES.map((kind) => (
        <option value={kind} selected={values.includes(kind)}>
          {AGREEMENT_TEXTS[kind]}
        </option>
      ))}
    </select>
  </Labelled>
);

const ItemsField: FC<Filled> = ({ values, ...part }) => (
  <Labelled {...part}>
    <textarea name="items" rows={2} {...described("items", part.error)}>
      {values.join("\n")}
    </textarea>
  </Labelled>
);

interface CodesProps extends Filled {
  readonly codes: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
}

const CodesField: FC<CodesProps> = ({ values, codes, texts, ...part }) => (
  <Group {...part}>
    {/* With no box ticked a browser sends nothing: this says that the field was in the form. */}
    <input type="hidden" name={`${part.field}_sent`} value="yes" />
    <div class="choices" id={`set-${part.field}`}>
      {codes.map((code) => (
        <label>
          <input type="checkbox" name={part.field} value={code} checked={values.includes(code)} />{" "}
          {texts[code]}
        </label>
      ))}
    </div>
  </Group>
);

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
