import type { FC } from "hono/jsx";
import type { Participant } from "../../extractors/event.ts";
import type { SentForm } from "../correction.ts";
import { CORRECTION_TEXTS } from "../texts/correction.ts";
import { FIELD_TEXTS } from "../texts.ts";

/** Names, offices and agencies offered while typing. */
export interface PeopleSuggestions {
  readonly prc_people: readonly SuggestedPerson[];
  readonly foreign_people: readonly SuggestedPerson[];
}

export interface SuggestedPerson {
  readonly name: string;
  readonly english: string | null;
  readonly office: string | null;
  readonly agency: string | null;
}

/** Empty rows under the people named, for further ones. */
const MORE_ROWS = 2;

interface Props {
  readonly field: "prc_people" | "foreign_people";
  readonly names: readonly string[];
  readonly people: readonly Participant[];
  readonly sent: SentForm | undefined;
  readonly suggestions: PeopleSuggestions | undefined;
  readonly described: Readonly<Record<string, string>>;
}

/** One row a person: name, office and agency, and rows for further people. */
export const PeopleRows: FC<Props> = ({ field, names, people, sent, suggestions, described }) => {
  const lines = names.flatMap((name) => name.split(/\r?\n/));
  const again = (part: "office" | "agency") => [sent?.[`${field}_${part}`] ?? []].flat();
  const known = (name: string) =>
    people.find((person) => person.name === name && person.side === SIDES[field]);
  const rows = [...lines, ...Array.from({ length: MORE_ROWS }, () => "")];
  const offered = suggestions?.[field] ?? [];
  const list = (part: string) => (offered.length > 0 ? { list: `${field}-${part}` } : {});
  const { id, ...rest } = described;
  return (
    <div class="people">
      {rows.map((name, row) => (
        <div class="person">
          {(["name", "office", "agency"] as const).map((part) => (
            <input
              name={part === "name" ? field : `${field}_${part}`}
              value={part === "name" ? name : sent ? (again(part)[row] ?? "") : (known(name)?.[part] ?? "")}
              placeholder={CORRECTION_TEXTS.person[part]}
              aria-label={`${FIELD_TEXTS[field]}, ${CORRECTION_TEXTS.row(row + 1)}: ${CORRECTION_TEXTS.person[part]}`}
              autocomplete="off"
              {...list(part)}
              {...rest}
              {...(row === 0 && part === "name" ? { id } : {})}
            />
          ))}
        </div>
      ))}
      {offered.length > 0 && <Offered field={field} offered={offered} />}
    </div>
  );
};

const Offered: FC<{ field: string; offered: readonly SuggestedPerson[] }> = ({ field, offered }) => (
  <>
    <datalist id={`${field}-name`}>
      {offered.map(({ name, english, office }) => (
        <option value={name}>{[english, office].filter(Boolean).join(", ")}</option>
      ))}
    </datalist>
    {(["office", "agency"] as const).map((part) => (
      <datalist id={`${field}-${part}`}>
        {[...new Set(offered.flatMap((person) => person[part] ?? []))].map((value) => (
          <option value={value} />
        ))}
      </datalist>
    ))}
  </>
);

const SIDES = { prc_people: "prc", foreign_people: "foreign" } as const;
