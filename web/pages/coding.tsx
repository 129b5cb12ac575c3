import type { FC } from "hono/jsx";
import type { Coding, Participant, PrcActor } from "../../extractors/event.ts";
import { pinyinOf } from "../../extractors/pinyin.ts";
import { isChinese } from "../../extractors/romanise.ts";
import type { ShownFacts } from "../../store/event-facts.ts";
import type { ExportedMention } from "../../store/event-record.ts";
import { valueTexts } from "../labels.ts";
import { CODING_TEXTS } from "../texts/event.ts";
import { ACTOR_TEXTS, FIELD_NAMES, FIELD_TEXTS, type FieldName } from "../texts.ts";
import { WhyValue } from "./fact.tsx";
import { fieldNumber, fieldPlace, placeOf } from "./source-text.tsx";

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
  /** Fields whose words a reviewer marked. */
  readonly byHand: ReadonlySet<string>;
  /** Fields whose values no words of their own say. */
  readonly inferred: ReadonlySet<FieldName>;
  /** The source of a report writes about one of the countries. */
  readonly countryOfSource: boolean;
  readonly anchor: string;
  /** How each field got its value, and the reports that say it or something else. */
  readonly facts: ShownFacts;
  readonly mentions: readonly ExportedMention[];
}

/** Each coded field with its values in words, and the way to the words of the source that say so. */
export const CodingTable: FC<Props> = (props) => {
  const { coding, machine, corrected, signed } = props;
  const differs = (field: FieldName) =>
    signed && !corrected.includes(field) && reads(machine, field) !== reads(coding, field);
  const fields = FIELD_NAMES.filter(
    (field) => shown(coding[field]) || corrected.includes(field) || differs(field),
  );
  return (
    <dl class="coding">
      {fields.map((field) => (
        <div class="row" id={fieldPlace(props.anchor, field)} data-field={field} tabindex={-1}>
          <dt>
            <Name field={field} {...props} />
          </dt>
          <dd>
            <Values field={field} {...props} />
            {differs(field) && (
              <p class="small">
                <strong>{CODING_TEXTS.accepted}</strong> {CODING_TEXTS.nowRead}{" "}
                <span class="reads-now">{reads(machine, field)}</span>
              </p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
};

/** The name of a field, with its number and line where words of the text are marked with them. */
const Name: FC<Props & { field: FieldName }> = ({ field, marked, anchor }) =>
  marked.has(field) ? (
    <a href={`#${placeOf(anchor, field)}`} title={CODING_TEXTS.show}>
      <mark class="coded" data-field={field} data-number={fieldNumber(field)}>
        {FIELD_TEXTS[field]}
      </mark>
    </a>
  ) : (
    <>{FIELD_TEXTS[field]}</>
  );

const Values: FC<Props & { field: FieldName }> = (props) => {
  const { field, coding, machine, people, corrected, inferred, byHand, facts, mentions } = props;
  const there = shown(coding[field]);
  return (
    <>
      <ul>
        {valueTexts(field, coding[field]).map((text) => (
          <li>
            {text}
            <Gloss field={field} value={text} people={people} />
          </li>
        ))}
        {!there && <li class="soft">{CODING_TEXTS.none}</li>}
      </ul>
      {there && inferred.has(field) && !corrected.includes(field) && (
        <p class="soft small">
          {field === "countries" && props.countryOfSource
            ? CODING_TEXTS.inferredOfSource
            : CODING_TEXTS.inferred}
        </p>
      )}
      {facts[field] && <WhyValue field={field} fact={facts[field]} mentions={mentions} />}
      {corrected.includes(field) && (
        <p class="soft small">
          {CODING_TEXTS.corrected(reads(machine, field))}
          {byHand.has(field) && ` ${CODING_TEXTS.marked}`}
        </p>
      )}
    </>
  );
};

/** A person's name in English or as it is spoken, and what the person was. */
const Gloss: FC<{ field: FieldName; value: string; people: readonly Participant[] }> = (props) => {
  if (props.field !== "prc_people" && props.field !== "foreign_people") return null;
  const person = props.people.find(({ name }) => name === props.value);
  const english = person?.name_en && person.name_en !== props.value ? person.name_en : null;
  const spoken = isChinese(props.value)
    ? pinyinOf(props.value, props.field === "prc_people" ? "head" : "off")
    : null;
  const post = [
    person && (person.office_en ?? person.office),
    person && (person.agency_en ?? agencyText(person.agency)),
  ]
    .filter(Boolean)
    .join(", ");
  return (
    <>
      {english && ` (${english})`}
      {spoken && (
        <span class="soft small pinyin" lang="zh-Latn-pinyin">
          {spoken}
        </span>
      )}
      {post && <span class="soft"> – {post}</span>}
    </>
  );
};

function reads(coding: Coding, field: FieldName): string {
  return valueTexts(field, coding[field]).join(", ") || CODING_TEXTS.nothing;
}

/** An agency can be one of the codebook's codes, as MPS, or words of the text. */
function agencyText(agency: string | null): string | null {
  return ACTOR_TEXTS[agency as PrcActor] ?? agency;
}

function shown(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}
