import type { FC } from "hono/jsx";
import type { Said } from "../../extractors/facts.ts";
import type { ShownFact } from "../../store/event-facts.ts";
import type { ExportedMention } from "../../store/event-record.ts";
import { hostOf, timeText, valueTexts } from "../labels.ts";
import { FACT_TEXTS } from "../texts/event-parts.ts";
import { type FieldName, TEXTS } from "../texts.ts";

interface Props {
  readonly field: FieldName;
  readonly fact: ShownFact;
  readonly mentions: readonly ExportedMention[];
}

/** Fields whose disagreement is not one of values: its own words say it. */
const IN_WORDS: ReadonlySet<FieldName> = new Set(["prc_people", "foreign_people"]);
/** Reports linked for one value; the provenance of the event lists every one. */
const MOST_LINKS = 6;

/**
 * Why a field has its value: who set it, what the reports say and which of them, and whether they contradict one another.
 * Nothing where one report alone says it and nobody has set it.
 */
export const WhyValue: FC<Props> = ({ field, fact, mentions }) => {
  const { set_by, alternatives, conflict, why, from } = fact;
  if (mentions.length < 2 && alternatives.length === 0 && !set_by) return null;
  return (
    <>
      {conflict !== undefined && (
        <p class="conflict small">
          <strong>{TEXTS.conflict}</strong>
          {IN_WORDS.has(field) ? `: ${conflict}` : "."}
        </p>
      )}
      {set_by && (set_by.decision === "correct" || alternatives.length > 0) && (
        <p class="soft small">
          {set_by.decision === "correct"
            ? FACT_TEXTS.set(set_by.reviewer)
            : FACT_TEXTS.accepted(set_by.reviewer)}
          , <time datetime={set_by.at}>{timeText(set_by.at)}</time>
        </p>
      )}
      {(from.length > 0 || alternatives.length > 0) && (
        <details class="why small" open={conflict !== undefined}>
          <summary>{FACT_TEXTS.why(why, alternatives.length)}</summary>
          <ul>
            {[fact, ...alternatives].map((said, index) => (
              <li>
                {index > 0 && <span class="soft">{FACT_TEXTS.other} </span>}
                {valueTexts(field, said.value).join(", ") || TEXTS.none} –{" "}
                <Reports said={said} mentions={mentions} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

const Reports: FC<{ said: Said; mentions: readonly ExportedMention[] }> = ({ said, mentions }) => {
  const saying = new Set(said.from);
  const documents = new Map(
    mentions.filter(({ id }) => saying.has(id)).map((mention) => [mention.document, mention]),
  );
  const shown = [...documents.values()].slice(0, MOST_LINKS);
  if (shown.length === 0) return <span class="soft">{FACT_TEXTS.noReport}</span>;
  return (
    <>
      {shown.map(({ document, canonical_url, title }, index) => (
        <>
          {index > 0 && ", "}
          <a href={`/documents/${document}`} title={title}>
            {hostOf(canonical_url)}
          </a>
        </>
      ))}
      {documents.size > shown.length && (
        <span class="soft"> {FACT_TEXTS.more(documents.size - shown.length)}</span>
      )}
    </>
  );
};
