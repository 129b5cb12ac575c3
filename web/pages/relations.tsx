import type { FC } from "hono/jsx";
import { RELATION_KINDS } from "../../extractors/relation-config.ts";
import type { EventRecord } from "../../store/event-record.ts";
import type { RelationRecord } from "../../store/relations.ts";
import type { SentForm } from "../correction.ts";
import { newestReview } from "../event-view.ts";
import { headline } from "../labels.ts";
import { RELATIONS_TEXTS } from "../texts/event-parts.ts";
import { RELATION_TEXTS } from "../texts.ts";

/** A relation with the other event as it stands. */
export interface ShownRelation extends RelationRecord {
  readonly headline: string;
}

interface Props {
  readonly record: EventRecord;
  readonly related: readonly ShownRelation[];
  readonly query: string;
  readonly sent: SentForm | undefined;
}

const DIRECTIONS = ["out", "in"] as const;

/** How the event stands to others, with the reasons, and the forms by which a person removes one or adds one. */
export const Relations: FC<Props> = ({ record, related, query, sent }) => (
  <section class="panel" id="relations" aria-label={RELATIONS_TEXTS.label}>
    <h2>{RELATIONS_TEXTS.title}</h2>
    {related.length === 0 && <p class="soft">{RELATIONS_TEXTS.none}</p>}
    <ul>
      {related.map(({ kind, direction, event, headline: text, author, reasons }) => (
        <li>
          {RELATION_TEXTS[kind][direction]}: <a href={`/events/${event}${query}`}>{text}</a>{" "}
          <span class="soft small">
            ({author === "machine" ? "" : `${author}: `}
            {reasons.join("; ")})
          </span>
          <Decide record={record} query={query} decision="unrelate">
            <input type="hidden" name="kind" value={`${kind} ${direction}`} />
            <input type="hidden" name="into" value={event} />
            <button type="submit">{RELATIONS_TEXTS.remove}</button>
          </Decide>
        </li>
      ))}
    </ul>
    <details open={sent?.decision === "relate"}>
      <summary>{RELATIONS_TEXTS.add}</summary>
      <Decide record={record} query={query} decision="relate">
        <label>
          {RELATIONS_TEXTS.this}{" "}
          <select name="kind">
            {RELATION_KINDS.flatMap((kind) =>
              DIRECTIONS.map((direction) => (
                <option value={`${kind} ${direction}`} selected={sent?.kind === `${kind} ${direction}`}>
                  {RELATION_TEXTS[kind].asked[direction]}
                </option>
              )),
            )}
          </select>
        </label>{" "}
        <label>
          {RELATIONS_TEXTS.other}{" "}
          <input
            name="into"
            required
            size={14}
            maxlength={300}
            value={typeof sent?.into === "string" ? sent.into : ""}
          />
        </label>{" "}
        <button type="submit">{RELATIONS_TEXTS.send}</button>
      </Decide>
      <p class="soft small">{RELATIONS_TEXTS.hint}</p>
    </details>
  </section>
);

const Decide: FC<{ record: EventRecord; query: string; decision: string; children?: unknown }> = (props) => (
  <form method="post" action={`/events/${props.record.id}/reviews${props.query}`}>
    <input type="hidden" name="decision" value={props.decision} />
    <input type="hidden" name="seen" value={String(newestReview(props.record))} />
    {props.children}
  </form>
);

/** The relations of an event with the headline of the other one; one whose event is gone is left out. */
export function shownRelations(
  relations: readonly RelationRecord[],
  others: ReadonlyMap<string, EventRecord>,
): ShownRelation[] {
  return relations.flatMap((relation) => {
    const other = others.get(relation.event);
    return other ? [{ ...relation, headline: headline(other.coding) }] : [];
  });
}
