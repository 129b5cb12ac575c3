import type { FC } from "hono/jsx";
import type { EventRecord } from "../../store/event-record.ts";
import { type EventView, newestReview } from "../event-view.ts";
import { headline, percent, valueTexts } from "../labels.ts";
import { EVENT_TEXTS, SAME_TEXTS } from "../texts/event.ts";
import { FIELD_NAMES, FIELD_TEXTS, STATUS_TEXTS } from "../texts.ts";
import { Scroll } from "./scroll.tsx";

interface Props {
  readonly record: EventRecord;
  readonly similar: EventView["similar"];
  readonly query: string;
}

/** Events that may be the same, likeliest first: why, both codings side by side, and the three answers to it. */
export const MaybeTheSame: FC<Props> = ({ record, similar, query }) => (
  <section class="notice" aria-label={EVENT_TEXTS.parts.duplicates} id="same">
    {similar.map((pair, index) => (
      <details open={index === 0}>
        <summary>
          {SAME_TEXTS.maybe} {headline(pair.record.coding)}{" "}
          <span class="soft">
            ({STATUS_TEXTS[pair.status]}, {percent(pair.score)}: {pair.reasons.join("; ")})
          </span>
        </summary>
        <BesideEachOther one={record} other={pair.record} />
        <p class="answers">
          <a href={`/events/${pair.id}${query}`}>{SAME_TEXTS.open}</a>{" "}
          <Answer
            of={record}
            decision="distinct"
            into={pair.id}
            query={query}
            {...(index === 0 ? { key_: "d" } : {})}
          >
            {SAME_TEXTS.distinct}
          </Answer>{" "}
          <Answer of={pair.record} decision="merge" into={record.id} query={query}>
            {SAME_TEXTS.mergeHere}
          </Answer>{" "}
          <Answer of={record} decision="merge" into={pair.id} query={query}>
            {SAME_TEXTS.mergeThere}
          </Answer>
        </p>
      </details>
    ))}
  </section>
);

/** The values of two events, field by field; where they differ a word says so. */
const BesideEachOther: FC<{ one: EventRecord; other: EventRecord }> = ({ one, other }) => {
  const text = ({ coding }: EventRecord, field: (typeof FIELD_NAMES)[number]) =>
    valueTexts(field, coding[field]).join(", ");
  const fields = FIELD_NAMES.filter((field) => text(one, field) || text(other, field));
  const quote = ({ mentions }: EventRecord) => mentions[0]?.quote ?? SAME_TEXTS.none;
  return (
    <Scroll label={SAME_TEXTS.beside}>
      <table class="beside">
        <thead>
          <tr>
            <th scope="col">{SAME_TEXTS.field}</th>
            <th scope="col">{SAME_TEXTS.this}</th>
            <th scope="col">{SAME_TEXTS.that}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => {
            const [here, there] = [text(one, field), text(other, field)];
            const differs = here !== there;
            return (
              <tr class={differs ? "differs" : undefined}>
                <th scope="row">
                  {FIELD_TEXTS[field]}
                  {differs && <span class="badge">{SAME_TEXTS.differs}</span>}
                </th>
                <td>{here || SAME_TEXTS.none}</td>
                <td>{there || SAME_TEXTS.none}</td>
              </tr>
            );
          })}
          <tr>
            <th scope="row">{SAME_TEXTS.words}</th>
            <td>{quote(one)}</td>
            <td>{quote(other)}</td>
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
};

interface AnswerProps {
  /** The event that the decision is taken on, and the id of the other one. */
  readonly of: EventRecord;
  readonly into: string;
  readonly decision: "merge" | "distinct";
  readonly query: string;
  /** The key that presses it. */
  readonly key_?: string;
  readonly children?: string;
}

const Answer: FC<AnswerProps> = ({ of, into, decision, query, key_, children }) => (
  <form method="post" action={`/events/${of.id}/reviews${query}`} class="inline">
    <input type="hidden" name="decision" value={decision} />
    <input type="hidden" name="into" value={into} />
    <input type="hidden" name="seen" value={String(newestReview(of))} />
    <button type="submit" data-key={key_}>
      {children}
      {key_ && <kbd class="hint">{key_}</kbd>}
    </button>
  </form>
);
