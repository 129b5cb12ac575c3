import type { FC } from "hono/jsx";
import type { Coding, Participant, PrcActor } from "../../extractors/event.ts";
import type { ShownFacts } from "../../store/event-facts.ts";
import type { ExportedMention } from "../../store/event-record.ts";
import { valueTexts } from "../labels.ts";
import { ACTOR_TEXTS, FIELD_NAMES, FIELD_TEXTS, type FieldName } from "../texts.ts";
import { WhyValue } from "./fact.tsx";
import { placeOf } from "./source-text.tsx";

interface Props {
  readonly coding: Coding;
  /** What the rules read, shown beside a value that a person set. */
  readonly machine: Coding;
  readonly people: readonly Participant[];
  readonly corrected: readonly string[];
  /** Whether a person has signed the values, so that the rules may read otherwise by now. */
  readonly signed: boolean;
  /** Fields whose words are marked in the text beside. */
  readonly marked: ReadonlySet<string>;
  /** Fields whose values no words of their own say. */
  readonly inferred: ReadonlySet<FieldName>;
  readonly anchor: string;
  /** How each field got its value, and the reports that say it or something else. */
  readonly facts: ShownFacts;
  readonly mentions: readonly ExportedMention[];
}

/** Each coded field with its values in words, and the way to the words of the source that say so. */
export const CodingTable: FC<Props> = (props) => {
  const { coding, machine, people, corrected, signed, marked, inferred, anchor } = props;
  const reads = (field: FieldName) => valueTexts(field, machine[field]).join(", ") || "nothing";
  const differs = (field: FieldName) =>
    signed &&
    !corrected.includes(field) &&
    reads(field) !== (valueTexts(field, coding[field]).join(", ") || "nothing");
  const fields = FIELD_NAMES.filter(
    (field) => shown(coding[field]) || corrected.includes(field) || differs(field),
  );
  return (
    <dl class="coding">
      {fields.map((field) => (
        <>
          <dt id={`${anchor}-field-${field}`}>
            {marked.has(field) ? (
              <a href={`#${placeOf(anchor, field)}`} title="Show the words in the text">
                <mark class={field}>{FIELD_TEXTS[field]}</mark>
              </a>
            ) : (
              FIELD_TEXTS[field]
            )}
          </dt>
          <dd>
            <ul>
              {valueTexts(field, coding[field]).map((text) => (
                <li>
                  {text}
                  <Gloss field={field} value={text} people={people} />
                </li>
              ))}
              {!shown(coding[field]) && <li class="soft">none</li>}
            </ul>
            {shown(coding[field]) && inferred.has(field) && !corrected.includes(field) && (
              <p class="soft small">{INFERRED}</p>
            )}
            {props.facts[field] && (
              <WhyValue field={field} fact={props.facts[field]} mentions={props.mentions} />
            )}
            {corrected.includes(field) && <p class="soft small">Corrected. The rules read: {reads(field)}</p>}
            {differs(field) && (
              <p class="small">
                <strong>As it was accepted.</strong> The rules now read:{" "}
                <span class="reads-now">{reads(field)}</span>
              </p>
            )}
          </dd>
        </>
      ))}
    </dl>
  );
};

const INFERRED = "Inferred from the whole: no words of the text say it by themselves.";

/** What is known of a person in English beside the name as written: 郭声琨 (Guo Shengkun), minister. */
const Gloss: FC<{ field: FieldName; value: string; people: readonly Participant[] }> = (props) => {
  if (props.field !== "prc_people" && props.field !== "foreign_people") return null;
  const person = props.people.find(({ name }) => name === props.value);
  if (!person) return null;
  const english = person.name_en && person.name_en !== person.name ? ` (${person.name_en})` : "";
  const post = [person.office_en ?? person.office, person.agency_en ?? agencyText(person.agency)]
    .filter(Boolean)
    .join(", ");
  return (
    <>
      {english}
      {post && <span class="soft"> – {post}</span>}
    </>
  );
};

/** An agency can be one of the codebook's codes, as MPS, or words of the text. */
function agencyText(agency: string | null): string | null {
  return ACTOR_TEXTS[agency as PrcActor] ?? agency;
}

function shown(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}
